"""The rows of a list that a reader chooses: by words, groups, laboratory and text, in an order.

Nothing is put into words here, and no row is kept: a list may have millions, of which a page shows
thirty. What is chosen are places of the counted rows; what they are chosen by is read part by part.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from catalog.definitions import UNSTATED, Classification
from content.bounded_cache import BoundedCache
from content.guideline.evidence_rows import add_details, with_register_name
from content.lists.offered_words import list_groups, name_labs
from content.lists.register_lists import RegisterList
from content.lists.row_texts import find_number, find_query
from content.lists.stored_places import StoredPlaces, narrow_places, sort_places
from content.order import Order, read_order
from content.view import View
from loaders.store.published import Published
from measures.scope import Scope, within

MAX_CACHED_BYTES = 128 << 20  # of the chosen places of all readers, most of them on disk
# columns of the register that the counted rows have of their own, as they count
COUNTED_COLUMNS = ("domain", "province")
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


_cache: BoundedCache[tuple[Published, Scope, str, Choice], StoredPlaces] = BoundedCache(
    MAX_CACHED_BYTES, lambda places: max(places.nbytes, MIN_ENTRY_BYTES)
)


def choose_places(view: View, listing: RegisterList, choice: Choice) -> StoredPlaces:
    """The places, from 0, of the counted rows that a reader chose, in order; before all a number
    that is the text.
    """
    key = (view.published, view.scope, listing.register, choice)
    places = _cache.get(key)
    if places is None:
        if choice.narrows or choice.order:
            places = _narrow_and_order(view, listing, choice)
        else:
            places = _select_counted_places(view, listing)
        _cache.put(key, places)
    return places


def read_rows(view: View, listing: RegisterList, places: np.ndarray) -> pd.DataFrame:
    """The counted rows at some places; the columns of the register come by `add_details`."""
    rows = view.published.counted.take(listing.table, places).rename(columns={"day": "month"})
    return with_register_name(rows, listing.register)


def _select_counted_places(view: View, listing: RegisterList) -> StoredPlaces:
    """What the charts of the page count within scope and period, the latest first."""
    counted, columns = view.published.counted, ["indicator", "day", "domain", "province"]
    days = np.zeros(counted.count_rows(listing.table), dtype=np.int32)

    def select() -> Iterator[np.ndarray]:
        """The places of each part, after the days of its rows are noted."""
        for part in counted.read_parts(listing.table, columns):
            rows = part[part["indicator"].isin(listing.indicators)]
            rows = within(rows, view.scope, view.region_of)
            rows = rows[rows["day"].dt.year.between(view.scope.start, view.scope.end)]
            places = rows.index.to_numpy()
            days[places] = rows["day"].to_numpy("datetime64[D]").astype(np.int32)
            yield places

    places = StoredPlaces(select())
    return sort_places(places, np.subtract(days.max(initial=0), days, out=days))


def _narrow_and_order(view: View, listing: RegisterList, choice: Choice) -> StoredPlaces:
    """The places of every counted row that a choice leaves, in its order."""
    places = choose_places(view, listing, Choice())
    if choice.narrows:
        is_chosen = _find_chosen(view, listing, choice)
        places = narrow_places(places, _carry_over(view, listing, is_chosen))
    if choice.order:
        places = sort_places(places, _rank_cells(view, listing, read_order(choice.order)))
    if choice.text:
        is_other = np.ones(view.published.registers.count_rows(listing.register), dtype=bool)
        is_other[_find_numbered(view, listing, choice.text)] = False
        places = sort_places(places, _carry_over(view, listing, is_other))
    return places


def _carry_over(view: View, listing: RegisterList, cells: np.ndarray) -> np.ndarray:
    """What the register has for each counted row; cells: by row of the register."""
    counted = view.published.counted
    carried, count = np.empty(counted.count_rows(listing.table), dtype=cells.dtype), 0
    for part in counted.read_parts(listing.table, ["row"]):
        carried[count : count + len(part)] = cells[part["row"].to_numpy()]
        count += len(part)
    return carried


def _find_numbered(view: View, listing: RegisterList, text: str) -> np.ndarray:
    """The places in the register of what bears the number that a text is, as it is or in canonical
    form."""
    numbers = {text, find_number(text)}
    return view.published.registers.find_places(listing.register, listing.number, numbers)


def _find_chosen(view: View, listing: RegisterList, choice: Choice) -> np.ndarray:
    """Which rows of the register meet every part of the choice."""
    registers, name = view.published.registers, listing.register
    chosen = np.ones(registers.count_rows(name), dtype=bool)
    for column, word in choice.words:
        cells = registers.number_words(name, column)
        if column in listing.classifications:
            is_wanted = _find_group(cells.words, word, view.catalog.classifications[column])
        else:
            is_wanted = (cells.words == word).to_numpy(bool)
        chosen &= cells.find_rows(is_wanted, when_empty=word == UNSTATED)
    if choice.lab:
        cells = registers.number_words(name, "lab_id")
        chosen &= cells.find_rows((cells.words == choice.lab).to_numpy(bool))
    if choice.text:
        chosen &= find_query(view, listing, choice.text)
    return chosen


def read_column(view: View, rows: pd.DataFrame, column: str) -> pd.Series:
    """One column of the register, row by row, whether the counted rows have it or not."""
    return rows[column] if column in rows else add_details(view, rows, (column,))[column]


def _find_group(words: pd.Series, group: str, classification: Classification) -> np.ndarray:
    """Which cells hold a code of a group."""
    return np.array([group in list_groups(text, classification) for text in words], dtype=bool)


def _rank_cells(view: View, listing: RegisterList, order: Order) -> np.ndarray:
    """The rank of each counted row in an order, from 0, empty cells last: words of a closed list by
    their place in it, others as they are."""
    column, registers = order.column, view.published.registers
    if column == listing.number:  # registers lie in the order of their numbers
        ranks = np.arange(registers.count_rows(listing.register), dtype=np.int32)
        return _carry_over(view, listing, ranks[::-1] if order.descending else ranks)
    if column in (listing.day, *COUNTED_COLUMNS):
        counted = "day" if column == listing.day else column
        cells = view.published.counted.number_words(listing.table, counted)
        return _order_words(view, listing, order, cells.words)[cells.numbers]
    if column == "lab_name" or column in dict(listing.vocabularies):
        held = "lab_id" if column == "lab_name" else column
        cells = registers.number_words(listing.register, held)
        ranks = _order_words(view, listing, order, cells.words)[cells.numbers]
    else:
        ranks = _order_ranks(registers.rank_words(listing.register, column), order)
    return _carry_over(view, listing, ranks)


def _order_words(view: View, listing: RegisterList, order: Order, words: pd.Series) -> np.ndarray:
    """The rank of each word of a column in an order, and at the end that of empty cells."""
    return _order_ranks(np.append(_rank_words(view, listing, order.column, words), -1), order)


def _order_ranks(ranks: np.ndarray, order: Order) -> np.ndarray:
    """Ranks in an order, what has none (-1) last; in as few bytes as hold them."""
    is_empty, last = ranks < 0, ranks.max(initial=-1)
    if order.descending:
        ranks = last - ranks
    ranks[is_empty] = last + 1
    return ranks.astype(np.min_scalar_type(last + 1))


def _rank_words(view: View, listing: RegisterList, column: str, words: pd.Series) -> np.ndarray:
    """The rank of each word of a column, from 0, equal ones together; -1 for one without a place.

    Of laboratories the words are their numbers, ranked by name.
    """
    places = {
        **{name: list(view.catalog.codes[code].names) for name, code in listing.vocabularies},
        "domain": view.catalog.domains,
        "province": list(view.region_of),
    }
    if column in places:
        words = words.astype(object).map({word: n for n, word in enumerate(places[column])})
    if column == "lab_name":
        labs = view.published.lifetimes["labs"]
        words = words.map(labs.set_index("lab_id")["lab_name"])
    return words.rank(method="dense").fillna(0).to_numpy(np.int64) - 1


@functools.lru_cache(maxsize=16)
def list_labs(view: View, listing: RegisterList) -> pd.DataFrame:
    """The laboratories with a row in scope and period: lab_id and lab_name, by name.

    A name that two laboratories bear is told apart by the number. Do not edit.
    """
    labs = name_labs(view)
    cells = view.published.registers.number_words(listing.register, "lab_id")
    numbers = _carry_over(view, listing, cells.numbers)
    is_present = np.zeros(len(cells.words) + 1, dtype=bool)
    for block in choose_places(view, listing, Choice()).read_blocks():
        is_present[numbers[block]] = True  # the last is of rows without a laboratory
    present = cells.words[is_present[:-1]]
    return labs[labs["lab_id"].isin(present)].sort_values("lab_name", ignore_index=True)
