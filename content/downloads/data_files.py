"""What a page hands over as a file of its own, beside its charts: rows, tables, a saved briefing.

By name, with the choices of its page as the words of an address, as the sections have them
(sections.py). An address comes from anybody: what a page itself does not offer is refused.
"""

from collections.abc import Callable
from dataclasses import dataclass

from briefings.formats import FORMATS
from content.briefing.parts import assemble_known
from content.briefing.saved_file import MAX_FILE_BYTES, SavedBriefing, read_toml, write_toml
from content.downloads import evidence_file
from content.downloads.packed_text import pack_text, unpack_text
from content.downloads.sections import (
    read_outlook,
    read_trial,
    require,
    write_outlook,
    write_trial,
    write_words,
)
from content.exports.registry import WrittenFile, digest, file_name
from content.guideline import outlook
from content.lab import records, table_files
from content.lists import list_table
from content.lists.chosen_rows import Choice, choose_places
from content.lists.offered_words import list_held_groups, list_held_words, name_labs
from content.lists.register_lists import LISTS, RegisterList
from content.order import list_orders
from content.page_address import MOST_SEARCH_LETTERS
from content.siting import scenario_tables
from content.siting.trial import Trial
from content.view import View

EVIDENCE, LAB_TABLE, OUTLOOK, TRIAL = "evidence", "lab_table", "outlook", "trial"
LIST_CSV, LIST_WORKBOOK, SAVED_BRIEFING = "list_csv", "list_workbook", "saved_briefing"
CSV, WORKBOOK = FORMATS["csv"].media_type, FORMATS["xlsx"].media_type
TOML = "application/toml"


def make_evidence(view: View, indicator: str, search: str) -> WrittenFile:
    """The rows behind an indicator that hold a search."""
    name = evidence_file.name_file(view, indicator, search)
    return WrittenFile(name, evidence_file.write_file(view, indicator, search), CSV)


def read_evidence(view: View, words: list[str]) -> tuple[str, str]:
    """An indicator that the pages tell of, and a search among its rows."""
    require(len(words) == 2 and bool(view.provinces and view.domains))
    indicator, search = words
    require(indicator in view.catalog.indicators and len(search) <= MOST_SEARCH_LETTERS)
    return indicator, search


def make_lab_table(view: View, lab_id: str, table_id: str) -> WrittenFile:
    """One table of a laboratory's page."""
    tables = {table.id: table for table in table_files.list_files(view, lab_id)}
    table = tables[table_id]
    name = table_files.name_file(view, lab_id, table)
    return WrittenFile(name, table_files.make_file(view, lab_id, table), CSV)


def read_lab_table(view: View, words: list[str]) -> tuple[str, str]:
    """The number of a laboratory and the name of a table that has rows."""
    require(len(words) == 2)
    lab_id, table_id = words
    require(records.find_lab(view, lab_id) is not None)
    require(table_id in [table.id for table in table_files.list_files(view, lab_id)])
    return lab_id, table_id


def make_outlook(view: View, choice: outlook.Outlook, link: str) -> WrittenFile:
    """Both tables of 情景推演. link: the page's address."""
    name = view.t("outlook.file_name", as_of=view.provenance.as_of)
    return WrittenFile(name, outlook.build_file(view, choice, link), CSV)


def make_trial(view: View, trial: Trial, link: str) -> WrittenFile:
    """Both scenarios of 布局推演. link: the page's address."""
    name = view.t("siting.file_name", as_of=view.provenance.as_of)
    return WrittenFile(name, scenario_tables.build_file(view, trial, link), CSV)


def make_list_csv(view: View, page: str, choice: Choice) -> WrittenFile:
    """The chosen rows of a page's list."""
    name = list_table.name_file(view, LISTS[page], choice, "csv")
    return WrittenFile(name, list_table.write_csv(view, LISTS[page], choice), CSV)


def make_list_workbook(view: View, page: str, choice: Choice) -> WrittenFile:
    """The chosen rows of a page's list, as a workbook."""
    name = list_table.name_file(view, LISTS[page], choice, "xlsx")
    return WrittenFile(name, list_table.write_workbook(view, LISTS[page], choice), WORKBOOK)


def write_list(page: str, choice: Choice) -> list[str]:
    """Page, text, laboratory and order, then each column with the word chosen of it."""
    chosen = [part for pair in choice.words for part in pair]
    return [page, choice.text, choice.lab, choice.order, *chosen]


def read_list(view: View, words: list[str]) -> tuple[str, Choice]:
    """What `write_list` wrote."""
    require(len(words) >= 4 and len(words) % 2 == 0 and words[0] in LISTS)
    page, text, lab, order, *chosen = words
    listing = LISTS[page]
    require(bool(view.provinces) and view.has(listing.register))
    require(len(text) <= MOST_SEARCH_LETTERS and text == text.strip())
    require(lab == "" or lab in set(name_labs(view)["lab_id"]))
    require(order == "" or order in list_orders(listing.columns))
    pairs = tuple(zip(chosen[::2], chosen[1::2], strict=True))
    require(len(dict(pairs)) == len(pairs))
    require(all(word in _list_offered(view, listing, column) for column, word in pairs))
    return page, Choice(pairs, lab, text, order)


def _list_offered(view: View, listing: RegisterList, column: str) -> list[str]:
    if column in dict(listing.vocabularies):
        return list_held_words(view, listing, column)
    return list_held_groups(view, listing, column) if column in listing.classifications else []


def read_short_list(view: View, words: list[str]) -> tuple[str, Choice]:
    """A list that a workbook takes."""
    page, choice = read_list(view, words)
    require(len(choose_places(view, LISTS[page], choice)) <= list_table.MAX_WORKBOOK_ROWS)
    return page, choice


def make_saved_briefing(view: View, packed: str) -> WrittenFile:
    """A briefing as a file to open again."""
    saved = _unpack_briefing(view, packed)
    text = write_toml(saved, view.t).encode()
    untold = assemble_known(saved.but(parts=()), view)
    return WrittenFile(file_name(untold, digest(text), "toml", view.t), text, TOML)


def write_saved_briefing(view: View, saved: SavedBriefing) -> str:
    """A briefing as the choice of its file."""
    return pack_text(write_toml(saved, view.t))


def read_saved_briefing(view: View, words: list[str]) -> tuple[str]:
    """What `write_saved_briefing` wrote; Refused where it is no briefing."""
    require(len(words) == 1)
    _unpack_briefing(view, words[0])
    return (words[0],)


def _unpack_briefing(view: View, packed: str) -> SavedBriefing:
    return read_toml(unpack_text(packed, MAX_FILE_BYTES), view.t)


@dataclass(frozen=True)
class FileKind:
    """What makes a file of a view and choices, and its choices as words and back.

    links: how many addresses of its own page the file names; they come after the choices.
    """

    make: Callable[..., WrittenFile]
    read: Callable[[View, list[str]], tuple]
    write: Callable[..., list[str]] = write_words
    links: int = 0


DATA_FILES: dict[str, FileKind] = {
    EVIDENCE: FileKind(make_evidence, read_evidence),
    LAB_TABLE: FileKind(make_lab_table, read_lab_table),
    OUTLOOK: FileKind(make_outlook, read_outlook, write_outlook, links=1),
    TRIAL: FileKind(make_trial, read_trial, write_trial, links=1),
    LIST_CSV: FileKind(make_list_csv, read_list, write_list),
    LIST_WORKBOOK: FileKind(make_list_workbook, read_short_list, write_list),
    SAVED_BRIEFING: FileKind(make_saved_briefing, read_saved_briefing),
}
