"""The rows of a list that a reader chooses: by words, groups, laboratory and text, in an order.

Nothing is put into words here: a list may have a million rows, of which a page shows fifty.
"""

import functools
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from catalog.definitions import UNSTATED, Classification
from content.bounded_cache import BoundedCache
from content.guideline.evidence_rows import add_details, with_register_name
from content.lists.offered_words import list_groups, name_labs
from content.lists.register_lists import RegisterList
from content.order import read_order
from content.query_words import find_every_word, split_query
from content.view import View
from loaders.cells.standard_numbers import StandardNumber, parse_standard_number, squeeze
from measures.scope import within

MAX_CACHED_BYTES = 64 << 20  # of the chosen rows of all readers
MIN_ENTRY_BYTES = 2 << 20  # counted of each, since it keeps its version of the tables


@dataclass(frozen=True)
class Choice:
    """What a reader chose of a list.

    words: (column, word) of vocabularies and (column, group) of classifications; UNSTATED stands
    for an empty cell. lab: a lab_id. text: to be found in number, title or laboratory. order: a
    column as content.order writes it; "" for the latest first.
    """

    words: tuple[tuple[str, str], ...] = ()
    lab: str = ""
    text: str = ""
    order: str = ""

    @property
    def narrows(self) -> bool:
        """Whether it leaves any row out."""
        return bool(self.words or self.lab or self.text)

    def list_relaxed(self) -> list[tuple[str, "Choice"]]:
        """Each part by its column ("lab", "text") with the choice as it is without that part."""
        relaxed = [
            (column, replace(self, words=tuple(pair for pair in self.words if pair[0] != column)))
            for column, _ in self.words
        ]
        if self.lab:
            relaxed.append(("lab", replace(self, lab="")))
        if self.text:
            relaxed.append(("text", replace(self, text="")))
        return relaxed


_cache: BoundedCache[tuple[View, str, Choice], pd.DataFrame] = BoundedCache(
    MAX_CACHED_BYTES, lambda rows: max(int(rows.memory_usage(deep=True).sum()), MIN_ENTRY_BYTES)
)


def choose_rows(view: View, listing: RegisterList, choice: Choice) -> pd.DataFrame:
    """The counted rows that a reader chose, in order; before all a number that is the text.

    Columns of the counted rows; those of the register come by `add_details`. Shared: never edited.
    """
    key = (view, listing.register, choice)
    rows = _cache.get(key)
    if rows is None:
        if choice.narrows or choice.order:
            every = choose_rows(view, listing, Choice())
            rows = _order_rows(
                view, listing, every[_find_chosen(view, listing, every, choice)], choice
            )
        else:
            rows = _select_counted_rows(view, listing)
        _cache.put(key, rows)
    return rows


def _select_counted_rows(view: View, listing: RegisterList) -> pd.DataFrame:
    """What the charts of the page count within scope and period, the latest first."""
    counted = view.published.counted[listing.table].rename(columns={"day": "month"})
    counted = within(
        counted[counted["indicator"].isin(listing.indicators)], view.scope, view.region_of
    )
    counted = counted[counted["month"].dt.year.between(view.scope.start, view.scope.end)]
    rows = with_register_name(counted, listing.register)
    return rows.sort_values("month", ascending=False, kind="stable", ignore_index=True)


def _find_chosen(
    view: View, listing: RegisterList, rows: pd.DataFrame, choice: Choice
) -> np.ndarray:
    """Which rows meet every part of the choice."""
    chosen = np.ones(len(rows), dtype=bool)
    for column, word in choice.words:
        cells = read_column(view, rows, column)
        if column in listing.classifications:
            chosen &= _find_group(cells, word, view.catalog.classifications[column])
        elif word == UNSTATED:
            chosen &= cells.isna().to_numpy()
        else:
            chosen &= cells.eq(word).fillna(False).to_numpy(bool)
    if choice.lab:
        chosen &= read_column(view, rows, "lab_id").eq(choice.lab).fillna(False).to_numpy(bool)
    if choice.text:
        chosen &= _find_query(view, listing, rows, choice.text)
    return chosen


def _find_query(view: View, listing: RegisterList, rows: pd.DataFrame, text: str) -> np.ndarray:
    """Which rows have the text, or all of its words."""
    answers = _find_text(view, listing, rows, text)
    if len(split_query(text)) < 2:
        return answers
    return answers | find_every_word(text, lambda word: _find_text(view, listing, rows, word))


def read_column(view: View, rows: pd.DataFrame, column: str) -> pd.Series:
    """One column of the register, row by row, whether the counted rows have it or not."""
    return rows[column] if column in rows else add_details(view, rows, (column,))[column]


def _find_group(cells: pd.Series, group: str, classification: Classification) -> np.ndarray:
    """Which cells hold a code of a group; equal cells are read only once."""
    places, texts = pd.factorize(cells)
    inside = [group in list_groups(text, classification) for text in texts]
    # the place of an empty cell is -1: the last of the answers
    return np.array([*inside, group == UNSTATED], dtype=bool)[places]


def _find_text(view: View, listing: RegisterList, rows: pd.DataFrame, text: str) -> np.ndarray:
    """Which rows have the text in their number, their title or their laboratory's name or number.

    Letter case is set aside; of a number blanks and the marks that people type otherwise as well.
    """
    details = add_details(view, rows, (listing.number, listing.title, "lab_id"))
    inside = _contains(details[listing.title], text) | _contains(details[listing.number], text)
    bare = squeeze(text).replace("/", "")
    if any(sign.isdigit() for sign in bare):
        numbers = details[listing.number].str.replace(" ", "", regex=False)
        numbers = numbers.str.replace("/", "", regex=False)
        inside |= _contains(numbers, bare)
    labs = view.published.registers["labs"]
    named = labs.loc[_contains(labs["lab_name"], text) | _contains(labs["lab_id"], text), "lab_id"]
    inside |= details["lab_id"].isin(named).to_numpy()
    number = find_number(text)
    if number:  # may be written in other signs
        inside |= details[listing.number].eq(number).to_numpy(bool)
    return inside


def _contains(cells: pd.Series, text: str) -> np.ndarray:
    return cells.str.contains(text, case=False, regex=False, na=False).to_numpy(bool)


@functools.lru_cache(maxsize=256)
def find_number(text: str) -> str:
    """The standard number that a text is, in canonical form; "" where it is none."""
    number = parse_standard_number(text)
    return str(number) if isinstance(number, StandardNumber) else ""


def _order_rows(
    view: View, listing: RegisterList, rows: pd.DataFrame, choice: Choice
) -> pd.DataFrame:
    """The rows in the order chosen, empty cells last; before all a number that is the text."""
    if choice.order:
        order = read_order(choice.order)
        ranks = _rank_cells(view, listing, rows, order.column).reset_index(drop=True)
        places = ranks.sort_values(
            ascending=not order.descending, kind="stable", na_position="last"
        )
        rows = rows.iloc[places.index]
    if choice.text and len(rows):
        numbers = read_column(view, rows, listing.number)
        exact = numbers.isin([choice.text, find_number(choice.text)]).to_numpy(bool)
        rows = pd.concat([rows[exact], rows[~exact]])
    return rows


def _rank_cells(view: View, listing: RegisterList, rows: pd.DataFrame, column: str) -> pd.Series:
    """What a column is sorted by: words of a closed list by their place, others as they are."""
    lists = {
        **{name: list(view.catalog.codes[code].names) for name, code in listing.vocabularies},
        "domain": view.catalog.domains,
        "province": list(view.region_of),
    }
    cells = read_column(view, rows, "month" if column == listing.day else column)
    if column not in lists:
        return cells
    return cells.astype(object).map({word: place for place, word in enumerate(lists[column])})


@functools.lru_cache(maxsize=16)
def list_labs(view: View, listing: RegisterList) -> pd.DataFrame:
    """The laboratories with a row in scope and period: lab_id and lab_name, by name.

    A name that two laboratories bear is told apart by the number. Do not edit.
    """
    labs = name_labs(view)
    present = read_column(view, choose_rows(view, listing, Choice()), "lab_id").dropna().unique()
    return labs[labs["lab_id"].isin(present)].sort_values("lab_name", ignore_index=True)
