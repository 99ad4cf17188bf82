"""A list in words: the rows of a page, what was chosen as sentences, and the rows as a file."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b

import pandas as pd

from briefings.abandonment import stop_if_abandoned
from briefings.csv_table import csv_file
from briefings.exhibit import Grid
from briefings.formats import make
from briefings.stored_content import Content
from charts.theme import number
from content.exports.from_cards import bind_parts
from content.guideline.evidence_rows import add_details, heading, write_cells
from content.items import Table
from content.links import link_domain, link_lab, link_province
from content.lists.chosen_rows import Choice, choose_places, read_rows
from content.lists.offered_words import list_groups, name_group, name_labs
from content.lists.register_lists import RegisterList
from content.scope_url import find_years
from content.view import View

ROWS_PER_PART = 20_000  # of a file, put into words at a time
MAX_WORKBOOK_ROWS = 20_000  # more take a server longer than a reader waits


def build_list_table(view: View, listing: RegisterList, rows: pd.DataFrame) -> Table:
    """Chosen rows, or some of them, as readers write them; missing cells are None."""
    details = add_details(view, rows)
    headings = {name: heading(view, listing.register, name, details) for name in listing.columns}
    cells = {
        name: _write_column(view, listing, details, name).to_numpy() for name in listing.columns
    }
    title = view.t(f"lists.{listing.register}")
    return Table(f"{listing.register}_list", title, pd.DataFrame(cells), "", headings)


def _write_column(
    view: View, listing: RegisterList, details: pd.DataFrame, column: str
) -> pd.Series:
    """One column; codes of a classification with the names of their groups."""
    cells = write_cells(view, listing.register, details, column)
    if column not in listing.classifications:
        return cells
    spelled = {text: name_codes(view, column, text) for text in cells.dropna().unique()}
    return cells.map(spelled)


def name_codes(view: View, column: str, text: str) -> str:
    """The codes of a cell, and their groups in words where the catalogue knows them."""
    classification = view.catalog.classifications[column]
    groups = [
        view.t.name(classification.groups[group].name)
        for group in list_groups(text, classification)
        if group in classification.groups
    ]
    if not groups:
        return text
    return view.t("lists.classed", code=text, groups=view.t("lists.joint").join(groups))


def list_links(view: View, listing: RegisterList, rows: pd.DataFrame) -> dict[str, list[str]]:
    """By column where its cells lead: laboratory, province, domain; "" for nowhere."""
    labs = add_details(view, rows, ("lab_id",))["lab_id"]
    links = {"lab_name": ["" if pd.isna(lab) else link_lab(view, lab) for lab in labs]}
    if "province" in listing.columns:
        places = rows["province"].astype(str)
        links["province"] = [
            link_province(view, code) if code in view.names else "" for code in places
        ]
    if "domain" in listing.columns:
        links["domain"] = [link_domain(view, domain) for domain in rows["domain"].astype(str)]
    return links


def describe_part(view: View, listing: RegisterList, choice: Choice, column: str) -> str:
    """One part of a choice in words: 类别：国际标准."""
    t = view.t
    if column == "text":
        return t("lists.part", heading=t("lists.search"), word=choice.text)
    if column == "lab":
        labs = name_labs(view).set_index("lab_id")["lab_name"]
        return t("lists.part", heading=t("lists.lab"), word=labs.get(choice.lab, choice.lab))
    word = dict(choice.words)[column]
    if column in listing.classifications:
        word = name_group(t, view.catalog.classifications[column], word)
    name = view.catalog.registers[listing.register].columns[column].heading
    return t("lists.part", heading=name, word=t.name(word))


def list_parts(view: View, listing: RegisterList, choice: Choice) -> list[str]:
    """Every part of a choice in words."""
    return [describe_part(view, listing, choice, column) for column, _ in choice.list_relaxed()]


def describe_count(view: View, listing: RegisterList, choice: Choice) -> str:
    """How many rows were chosen, of how many in scope and period."""
    t = view.t
    whole = number(len(choose_places(view, listing, Choice())))
    if not choice.narrows:
        return t("lists.whole", whole=whole)
    return t("lists.count", whole=whole, count=number(len(choose_places(view, listing, choice))))


def explain_empty(view: View, listing: RegisterList, choice: Choice) -> str:
    """Why no row is there and what brings some: each part of the choice, left out alone."""
    t = view.t
    if not len(choose_places(view, listing, Choice())):
        wider = _list_wider_scopes(view, listing, choice)
        return t("joint.sentences").join([t("lists.none_in_scope", scope=view.scope_words), *wider])
    parts = t("lists.joint").join(list_parts(view, listing, choice))
    sentences = [t("lists.none", parts=parts)]
    for column, relaxed in choice.list_relaxed():
        count = len(choose_places(view, listing, relaxed))
        if count:
            part = describe_part(view, listing, choice, column)
            sentences.append(t("lists.remedy", part=part, count=number(count)))
    sentences += _list_wider_scopes(view, listing, choice)
    if len(sentences) == 1:
        sentences.append(t("lists.remedy_all"))
    return t("joint.sentences").join(sentences)


def _list_wider_scopes(view: View, listing: RegisterList, choice: Choice) -> list[str]:
    """How many rows the choice has where one filter of the page is left out, each as a sentence."""
    first, last = find_years(view.published, view.catalog)
    wider = {
        "places": replace(view.scope, provinces=(), regions=()),
        "domains": replace(view.scope, domains=()),
        "period": replace(view.scope, start=first, end=last),
    }
    sentences = []
    for name, scope in wider.items():
        count = 0
        if scope != view.scope:
            count = len(choose_places(replace(view, scope=scope), listing, choice))
        if count:
            sentences.append(view.t(f"lists.wider_{name}", count=number(count)))
    return sentences


def _list_stamps(view: View, listing: RegisterList, choice: Choice) -> list[str]:
    """What stands above the rows of a file: marks, scope, choice, count, source."""
    t, origin = view.t, view.provenance
    parts = list_parts(view, listing, choice)
    chosen = t("lists.joint").join(parts) if parts else t("lists.all")
    return [
        *origin.marks,
        t("lists.stamp_title", title=t(f"lists.{listing.register}")),
        origin.scope,
        t("lists.stamp_choice", parts=chosen),
        describe_count(view, listing, choice),
        t("data_line.line", source=origin.source, as_of=origin.as_of, version=origin.version),
    ]


def write_csv(view: View, listing: RegisterList, choice: Choice) -> Content:
    """The chosen rows in their order as CSV, under their origin."""
    return csv_file(_word_parts(view, listing, choice), _list_stamps(view, listing, choice))


def _word_parts(view: View, listing: RegisterList, choice: Choice) -> Iterator[pd.DataFrame]:
    """The chosen rows in words, in parts; one part without rows where none is chosen."""
    places = choose_places(view, listing, choice)
    for first in range(0, max(len(places), 1), ROWS_PER_PART):
        stop_if_abandoned()
        part = read_rows(view, listing, places[first : first + ROWS_PER_PART])
        yield build_list_table(view, listing, part).printed


def write_workbook(view: View, listing: RegisterList, choice: Choice) -> bytes:
    """The chosen rows in their order as a workbook, MAX_WORKBOOK_ROWS at most."""
    places = choose_places(view, listing, choice)[:MAX_WORKBOOK_ROWS]
    table = build_list_table(view, listing, read_rows(view, listing, places))
    printed = table.printed.astype(object)
    cells = printed.where(printed.notna(), None).itertuples(index=False)
    note = "\n".join(_list_stamps(view, listing, choice))
    grid = Grid(table.title, tuple(printed.columns), tuple(tuple(row) for row in cells), note)
    return make(bind_parts(table.title, view, (grid,)), "xlsx", view.t)


def name_file(view: View, listing: RegisterList, choice: Choice, suffix: str) -> str:
    """Title, as-of and a mark of version, scope and choice: no two files share a name."""
    state = repr((view.published.version, view.scope, choice, view.t.language)).encode()
    mark = blake2b(state, digest_size=4).hexdigest()
    title = view.t(f"lists.{listing.register}")
    name = view.t("download.file", title=title, as_of=view.provenance.as_of, mark=mark)
    return f"{name}.{suffix}"
