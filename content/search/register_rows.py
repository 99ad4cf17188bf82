"""Results among the registers: laboratories, host units, standards, results, events."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from content.links import link_lab, link_page
from content.lists.row_texts import find_number
from content.scope_url import find_province, find_years
from content.search.folded_tables import FoldedResults, fold_results, fold_tables
from content.search.ranks import (
    INSIDE,
    MISSED,
    fold_name,
    fold_number,
    pick_best,
    rank_query,
    rank_texts,
)
from content.search.results import LabLink, ResultGroup, ResultRow
from content.view import View
from loaders.cells.standard_numbers import squeeze
from measures.scope import Scope

LIST_ANCHOR = "list"  # to which the browser scrolls once the list is drawn


def find_labs(view: View, text: str, most: int) -> ResultGroup:
    """Laboratories by number and name; of several words also by host, province and domain."""
    tables, labs = fold_tables(view.published), view.published.registers["labs"]

    def rank(wanted: str) -> np.ndarray:
        return np.minimum(
            rank_texts(tables.lab_ids, wanted.lower()),
            rank_texts(tables.lab_names, fold_name(wanted)),
        )

    def rank_word(word: str) -> np.ndarray:
        facts = find_facts(view, labs, word) | (rank_texts(tables.hosts, fold_name(word)) < MISSED)
        return np.where(facts, np.minimum(rank(word), INSIDE), rank(word))

    ranks = rank_query(text, rank, rank_word)

    def write(lab: pd.Series) -> ResultRow:
        return ResultRow(lab["lab_name"], describe_lab(view, lab), link_lab(view, lab["lab_id"]))

    return group_rows("labs", labs.iloc.__getitem__, [ranks], most, write)


def find_hosts(view: View, text: str, most: int) -> ResultGroup:
    """Host units, each with a laboratory that it carries."""
    labs = view.published.registers["labs"]
    hosts = fold_tables(view.published).hosts
    ranks = rank_query(text, lambda wanted: rank_texts(hosts, fold_name(wanted)))

    def write(lab: pd.Series) -> ResultRow:
        return ResultRow(lab["host_unit"], lab["lab_name"], link_lab(view, lab["lab_id"]))

    return group_rows("hosts", labs.iloc.__getitem__, [ranks], most, write)


def find_standards(view: View, text: str, most: int) -> ResultGroup:
    """Standards by number, however it is written, and by title."""
    labs = name_labs_by_number(view)
    ranks = rank_results(
        view, "standards", text, lambda word: fold_number(find_number(word) or squeeze(word))
    )

    def write(standard: pd.Series) -> ResultRow:
        day = write_day(standard["published_on"], standard["published_on_precision"])
        facts = [standard["title"], view.t.name(standard["kind"]), day]
        return ResultRow(
            standard["standard_no"],
            join_facts(view, facts),
            link_list(view, "standards", standard["standard_no"]),
            link_named_lab(view, labs, standard["lab_id"]),
        )

    def take(places: np.ndarray) -> pd.DataFrame:
        return view.published.registers.take("standards", places)

    group = group_rows("standards", take, ranks, most, write)
    return replace(group, list_href=link_list(view, "standards", text))


def find_technologies(view: View, text: str, most: int) -> ResultGroup:
    """Technologies and equipment by number and name."""
    labs = name_labs_by_number(view)
    ranks = rank_results(view, "technologies", text, str.lower)

    def write(technology: pd.Series) -> ResultRow:
        kind, level = view.t.name(technology["kind"]), technology["level"]
        facts = [technology["technology_id"], kind, "" if pd.isna(level) else view.t.name(level)]
        return ResultRow(
            technology["technology_name"],
            join_facts(view, facts),
            link_list(view, "breakthroughs", technology["technology_id"]),
            link_named_lab(view, labs, technology["lab_id"]),
        )

    def take(places: np.ndarray) -> pd.DataFrame:
        return view.published.registers.take("technologies", places)

    group = group_rows("technologies", take, ranks, most, write)
    return replace(group, list_href=link_list(view, "breakthroughs", text))


def rank_results(
    view: View, register: str, text: str, fold: Callable[[str], str]
) -> Iterator[np.ndarray]:
    """How well each row of a register of results answers by its number or name, part by part; fold:
    a word as the numbers are folded."""

    def rank(part: FoldedResults, wanted: str) -> np.ndarray:
        return np.minimum(
            rank_texts(part.numbers, fold(wanted)), rank_texts(part.names, wanted.lower())
        )

    for part in fold_results(view.published, register):
        yield rank_query(text, partial(rank, part))


def find_events(view: View, text: str, most: int) -> ResultGroup:
    """Events by document number and kind, the latest first; none where no laboratory may be named
    beside them."""
    events = view.published.registers["lab_events"]
    if not view.names_labs:
        events = events.iloc[:0]
    order = events["event_date"].argsort(kind="stable")[::-1].to_numpy()
    events = events.iloc[order]
    tables = fold_tables(view.published)
    documents, kinds = tables.documents.iloc[order], tables.events.iloc[order]

    def rank(wanted: str) -> np.ndarray:
        return np.minimum(
            rank_texts(documents, fold_name(wanted)), rank_texts(kinds, wanted.lower())
        )

    ranks = rank_query(text, rank)
    names = name_labs_by_number(view)

    def write(event: pd.Series) -> ResultRow:
        day = write_day(event["event_date"], event["event_date_precision"])
        document = "" if pd.isna(event["document_no"]) else event["document_no"]
        title = join_facts(view, [view.t.name(event["event"]), day, document])
        lab_id = event["lab_id"]
        return ResultRow(title, names.get(lab_id, lab_id), link_lab(view, lab_id))

    return group_rows("events", events.iloc.__getitem__, [ranks], most, write)


def find_facts(view: View, labs: pd.DataFrame, word: str) -> np.ndarray:
    """Which laboratories lie in the province, or are of the domain, that a word names."""
    catalog, province = view.catalog, find_province(word, view.catalog)
    codes = [code for code, name in view.published_names.items() if name == province]
    names = [
        domain.name
        for domain in catalog.domain_table
        if fold_name(word) in map(fold_name, (domain.name, domain.name_en, *domain.aliases))
    ]
    return (labs["province"].isin(codes) | labs["domain"].isin(names)).to_numpy(bool)


def name_labs_by_number(view: View) -> dict[str, str]:
    """The name of every registered laboratory by its number."""
    labs = view.published.registers["labs"]
    return dict(zip(labs["lab_id"], labs["lab_name"], strict=True))


def link_named_lab(view: View, names: dict[str, str], lab_id: str) -> LabLink | None:
    """The page of the laboratory that a row is of; None where none is registered."""
    if pd.isna(lab_id) or lab_id not in names:
        return None
    return LabLink(names[lab_id], link_lab(view, lab_id))


def group_rows(
    name: str,
    take: Callable[[np.ndarray], pd.DataFrame],
    parts: Iterable[np.ndarray],
    most: int,
    write: Callable[[pd.Series], ResultRow],
) -> ResultGroup:
    """The best rows of a register, written, and how many answer.

    take: gives rows by place; parts: how well all of them answer, part by part.
    """
    best = pick_best(parts, most)
    written = tuple(write(row) for _, row in take(best.places).iterrows())
    return ResultGroup(name, written, best.total, best.rank)


def describe_lab(view: View, lab: pd.Series) -> str:
    """Number, host, province and main domain of a laboratory."""
    province, domain = view.names[lab["province"]], view.t.name(lab["domain"])
    return join_facts(view, [lab["lab_id"], lab["host_unit"], province, domain])


def join_facts(view: View, facts: list[str]) -> str:
    """Facts of one row in a line, empty ones left out."""
    return view.t("search.joint").join(fact for fact in facts if fact)


def write_day(day: pd.Timestamp, precision: str) -> str:
    """A day as far as it is known; "" where it is not."""
    if pd.isna(day):
        return ""
    return f"{day:%Y}" if precision == "year" else f"{day:%Y-%m-%d}"


def link_list(view: View, page: str, text: str) -> str:
    """The list of a page with its search filled; of the whole country and period, for what was
    looked for stands there whatever the filters leave out."""
    first, last = find_years(view.published, view.catalog)
    whole = replace(view, scope=Scope(start=first, end=last))
    return f"{link_page(whole, page, ('q', text))}#{LIST_ANCHOR}"
