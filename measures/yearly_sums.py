"""Flows of an indicator by year and word: within each year, or running up to its end."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from catalog.nouns import StoredFlows
from measures.numbered_rows import NumberedRows, find_flows, join_columns, sign_values

INDICES_KEPT = 32  # of the periods lately asked for


@dataclass(frozen=True, eq=False)
class YearlySums:
    """Sums by year (rows) and word (columns, in order of the words). Shared by all who ask: never
    edit them."""

    years: range
    words: list[str]
    sums: np.ndarray

    @cached_property
    def table(self) -> pd.DataFrame:
        """The sums as a frame, years down, words across."""
        columns = pd.Index(self.words, name="by", dtype=str)
        return pd.DataFrame(self.sums, index_years(self.years), columns)

    @cached_property
    def totals(self) -> np.ndarray:
        """The sum over all words, by year."""
        return self.sums.sum(axis=1)

    def total_by_year(self) -> pd.Series:
        """The same as a series."""
        return self.by_year(self.totals)

    def by_year(self, values: np.ndarray) -> pd.Series:
        """One value a year of a period as a series."""
        return pd.Series(values, index_years(self.years))

    def of(self, words: Collection[str]) -> np.ndarray:
        """The sums of some words, in their order: years down, words across; zero of a word that has
        none.

        >>> YearlySums(range(2024, 2026), ["a", "b"], np.array([[1.0, 3], [2, 4]])).of(["b", "c"])
        array([[3., 0.],
               [4., 0.]])
        """
        place_of = {word: place for place, word in enumerate(self.words)}
        places = [place_of.get(word, len(self.words)) for word in words]
        zero = np.zeros((len(self.sums), 1))
        return np.hstack([self.sums, zero])[:, places]


@lru_cache(maxsize=INDICES_KEPT)
def index_years(years: range) -> pd.Index:
    """The years as an index; of one period the same for all series, as each takes time to make."""
    return pd.Index(years, name="year")


def sum_flows(rows: NumberedRows, definition: StoredFlows) -> YearlySums:
    """Sums of an indicator's flows: the years from the first with any to the last, and of the words
    those that have any."""
    chosen = find_flows(rows.columns, definition, definition.plus + definition.minus)
    words, places = [""], np.zeros(int(chosen.sum()), int)
    if definition.by is not None:
        by = join_columns(rows.columns, definition.by)
        words, places = by.words, by.places[chosen]
    with_flows = rows.years[chosen].astype(int)
    years = range(0)
    if with_flows.size:
        years = range(int(with_flows.min()), int(with_flows.max()) + 1)
    values = sign_values(rows.values, rows.columns["indicator"], definition)[chosen]
    sums = sum_at(values, [with_flows - years.start, places], (len(years), len(words)))
    used = sorted(set(places[places >= 0].tolist()), key=words.__getitem__)
    return YearlySums(years, [words[place] for place in used], sums[:, used])


def in_year(flows: YearlySums, years: range) -> YearlySums:
    """Sums within each year of a period, of those that `sum_flows` gives; zero where nothing was.

    >>> flows = YearlySums(range(2022, 2025), ["a"], np.array([[2.0], [0.0], [-1.0]]))
    >>> in_year(flows, range(2023, 2026)).totals.tolist()
    [0.0, -1.0, 0.0]
    """
    return YearlySums(years, flows.words, _fill_years(flows, years))


def cumulate(flows: YearlySums, years: range) -> YearlySums:
    """Running sums at each year's end of a period, of those that `sum_flows` gives.

    >>> flows = YearlySums(range(2022, 2025), ["a"], np.array([[2.0], [0.0], [-1.0]]))
    >>> cumulate(flows, range(2023, 2025)).totals.tolist()
    [2.0, 1.0]
    """
    first = min([*flows.years, years.start])
    running = _fill_years(flows, range(first, years.stop)).cumsum(axis=0)
    return YearlySums(years, flows.words, running[years.start - first :])


def sum_at(values: np.ndarray, places: list[np.ndarray], shape: tuple[int, ...]) -> np.ndarray:
    """Sums of the values by their places along each axis, without those that have none.

    Added up with more digits than they are kept with, so that their order changes none of these.
    """
    among = np.logical_and.reduce([place >= 0 for place in places])
    sums = np.zeros(shape, np.longdouble)
    np.add.at(sums, tuple(place[among] for place in places), values[among])
    return sums.astype(float)


def _fill_years(flows: YearlySums, years: range) -> np.ndarray:
    """Sums by year, zero where nothing was."""
    filled = np.zeros((len(years), len(flows.words)))
    for year in set(years) & set(flows.years):
        filled[years.index(year)] = flows.sums[flows.years.index(year)]
    return filled
