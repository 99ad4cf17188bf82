"""The columns of an observation table as arrays, their words numbered once for all sums of it.

A page asks a table of a few hundred rows for dozens of sums: as pandas columns nearly all of the
time would go into making them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from catalog.definitions import NATIONWIDE
from catalog.nouns import StoredFlows

JOINED = "×"  # between the words of two columns
FIRST_YEAR_OF_DATES = 1970  # from which NumPy counts
CHOSEN_BY = ("indicator", "category", "province")  # the columns by which flows are chosen
SUMMED_BY = (*CHOSEN_BY, "domain")  # those by which they may be summed


@dataclass(frozen=True, eq=False)
class NumberedColumn:
    """The words of a column and the place of each row's among them; -1 where a row has none.

    Words may be there that no row has.
    """

    words: list[str]
    places: np.ndarray

    def isin(self, wanted: Collection[str]) -> np.ndarray:
        """Which rows have one of the words; each is looked up once, not row by row.

        >>> number_column(pd.Series(["a", None, "b"], dtype="category")).isin(("b", "c")).tolist()
        [False, False, True]
        """
        return np.array([*(word in wanted for word in self.words), False])[self.places]

    def find_places(self, words: list[str]) -> np.ndarray:
        """The place of each row's word among other words; -1 where it is none of them."""
        place_of = {word: place for place, word in enumerate(words)}
        return np.array([*(place_of.get(word, -1) for word in self.words), -1])[self.places]


@dataclass(frozen=True, eq=False)
class NumberedRows:
    """An observation table row by row: its columns of words by name, years and values."""

    columns: Mapping[str, NumberedColumn]
    years: np.ndarray
    values: np.ndarray


def number_rows(frame: pd.DataFrame) -> NumberedRows:
    """An observation table as arrays, with those of the columns that it has; what is large of it
    stays the frame's own."""
    names = tuple(name for name in SUMMED_BY if name in frame)
    years = read_years(frame).astype(np.int16)
    return NumberedRows(number_columns(frame, names), years, frame["value"].to_numpy(float))


def number_columns(frame: pd.DataFrame, names: tuple[str, ...]) -> dict[str, NumberedColumn]:
    """Some columns of words by name."""
    return {name: number_column(frame[name]) for name in names}


def number_column(column: pd.Series) -> NumberedColumn:
    """A column of words, numbered; those of observation tables are categories already, which makes
    this cheap."""
    if not isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype("category")
    numbered = column.array
    return NumberedColumn(list(numbered.categories), numbered.codes)


def join_columns(
    columns: Mapping[str, NumberedColumn], by: str | tuple[str, ...]
) -> NumberedColumn:
    """A column, or the words of several joined, row by row; no word where one of them has none.

    >>> rows = pd.DataFrame({"domain": ["新材料", "新材料"], "category": ["基础", ""]})
    >>> joined = join_columns(number_columns(rows, ("domain", "category")), ("domain", "category"))
    >>> joined.words, joined.places.tolist()
    (['新材料×', '新材料×基础'], [1, 0])
    """
    first, *others = [by] if isinstance(by, str) else by
    joined = columns[first]
    for name in others:
        other = columns[name]
        without = (joined.places < 0) | (other.places < 0)
        joint = joined.places.astype(int) * len(other.words) + other.places
        words = [f"{word}{JOINED}{second}" for word in joined.words for second in other.words]
        joined = NumberedColumn(words, np.where(without, -1, joint))
    return joined


def read_years(rows: pd.DataFrame) -> np.ndarray:
    """The year of each row's month."""
    return rows["month"].to_numpy().astype("datetime64[Y]").astype(int) + FIRST_YEAR_OF_DATES


def find_flows(columns, definition: StoredFlows, names: tuple[str, ...]):
    """Which rows an indicator sums under some of its names.

    columns: numbered columns by name, or a table of another engine; the answer is a column of its
    kind.
    """
    chosen = columns["indicator"].isin(names)
    if definition.categories:
        chosen = chosen & columns["category"].isin(definition.categories)
    if definition.exclude:
        chosen = chosen & ~columns["category"].isin(definition.exclude)
    if definition.labs_only:
        chosen = chosen & ~columns["province"].isin((NATIONWIDE,))
    return chosen


def sign_values(
    values: np.ndarray, indicators: NumberedColumn, definition: StoredFlows
) -> np.ndarray:
    """The value of each row, those of exits negative."""
    if not definition.minus:
        return values
    return np.where(indicators.isin(definition.minus), -values, values)
