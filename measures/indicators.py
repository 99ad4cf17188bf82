"""Stored flows of a catalogue indicator, summed within years, cumulated, or at a period's end."""

from dataclasses import fields, replace
from typing import TypeVar

import numpy as np
import pandas as pd

from catalog.definitions import NATIONWIDE
from catalog.nouns import Indicator, StoredFlows
from measures.kept_results import KeptResults
from measures.scope import Scope

Numbers = TypeVar("Numbers", float, pd.Series)

JOINED = "×"  # between the words of two columns
FIRST_YEAR_OF_DATES = 1970  # from which NumPy counts
MOST_TABLES = 16  # of a few scopes at a time, whose sums are kept

_kept_sums = KeptResults(MOST_TABLES)


def flows(frame: pd.DataFrame, definition: StoredFlows) -> pd.DataFrame:
    """Rows of an indicator with exits negative, index kept: year, by, value.

    `by` is the column the definition groups over (domain, province or category), if any; of several
    columns the words joined.
    """
    rows = frame[find_flows(frame, definition, definition.plus + definition.minus)]
    by = "" if definition.by is None else words_by(rows, definition.by)
    columns = {"year": read_years(rows), "by": by, "value": sign_values(rows, definition)}
    return pd.DataFrame(columns, rows.index)


def list_months(frame: pd.DataFrame, definition: StoredFlows, last_year: int) -> pd.Series:
    """Rows of an indicator up to the end of a year, with exits negative: their values by month."""
    chosen, values = _keep_to_end(frame, definition, last_year)
    return pd.Series(values, frame["month"].array[chosen])


def find_flows(frame, definition: StoredFlows, names: tuple[str, ...]):
    """Which rows an indicator sums under some of its names.

    frame: a pandas frame or a table of another engine; the answer is a column of its kind.
    """
    chosen = is_among(frame["indicator"], names)
    if definition.categories:
        chosen = chosen & is_among(frame["category"], definition.categories)
    if definition.exclude:
        chosen = chosen & ~is_among(frame["category"], definition.exclude)
    if definition.labs_only:
        chosen = chosen & (frame["province"] != NATIONWIDE)
    return chosen


def is_among(column, words: tuple[str, ...]):
    """Which rows of a column have one of the words, as its `isin`; of a column of categories each
    word is looked up once, not each row.

    >>> is_among(pd.Series(["a", None, "b"], dtype="category"), ("b", "c")).tolist()
    [False, False, True]
    """
    if not isinstance(column, pd.Series) or not isinstance(column.dtype, pd.CategoricalDtype):
        return column.isin(words)
    numbered = column.array
    wanted = np.array([*(word in words for word in numbered.categories), False])
    return pd.Series(wanted[numbered.codes], column.index)


def words_by(rows: pd.DataFrame, by: str | tuple[str, ...]) -> pd.Series:
    """The words of a column, or those of several joined, row by row.

    >>> rows = pd.DataFrame({"domain": ["新材料"], "category": ["基础"]})
    >>> words_by(rows, ("domain", "category")).tolist()
    ['新材料×基础']
    """
    first, *others = [rows[column].astype(str) for column in ([by] if isinstance(by, str) else by)]
    return first.str.cat(others, sep=JOINED) if others else first


def number_words(rows: pd.DataFrame, by: str | tuple[str, ...]) -> tuple[list[str], np.ndarray]:
    """The words of a column, or those of several joined, and the place of each row's among them;
    -1 where a row has none. Words may be there that no row has.

    >>> rows = pd.DataFrame({"domain": ["新材料", "新材料"], "category": ["基础", ""]})
    >>> words, places = number_words(rows, ("domain", "category"))
    >>> words, places.tolist()
    (['新材料×', '新材料×基础'], [1, 0])
    """
    first, *others = [by] if isinstance(by, str) else by
    words, places = _number_column(rows, first)
    for column in others:
        own, numbers = _number_column(rows, column)
        without = (places < 0) | (numbers < 0)
        places = np.where(without, -1, places * len(own) + numbers)
        words = [f"{word}{JOINED}{other}" for word in words for other in own]
    return words, places


def _number_column(rows: pd.DataFrame, column: str) -> tuple[list[str], np.ndarray]:
    # the columns of observation tables are categories already, which makes this cheap
    numbered = rows[column].astype("category").array
    return list(numbered.categories), numbered.codes.astype(int)


def sum_flows(frame: pd.DataFrame, definition: StoredFlows) -> pd.DataFrame:
    """Sums of an indicator's flows by year: a row for each year with flows, one column per `by`,
    both in order, NaN where nothing was.

    Not by groups of pandas, which come to the same in ten times the time: a page asks dozens of
    times, and a table has a few hundred rows.
    """
    chosen = find_flows(frame, definition, definition.plus + definition.minus).to_numpy(bool)
    words, places = [""], np.zeros(len(frame), int)
    if definition.by is not None:
        words, places = number_words(frame, definition.by)
    years, year_places = np.unique(read_years(frame)[chosen], return_inverse=True)
    values, at = sign_values(frame, definition)[chosen], [year_places, places[chosen]]
    shape = len(years), len(words)
    sums, rows = _sum_at(values, at, shape), _sum_at(np.ones(len(values)), at, shape)
    sums[rows == 0] = np.nan
    used = sorted(np.flatnonzero(rows.any(axis=0)), key=words.__getitem__)
    columns = pd.Index([words[place] for place in used], name="by", dtype=str)
    return pd.DataFrame(sums[:, used], pd.Index(years, name="year"), columns)


def read_years(rows: pd.DataFrame) -> np.ndarray:
    """The year of each row's month."""
    return rows["month"].to_numpy().astype("datetime64[Y]").astype(int) + FIRST_YEAR_OF_DATES


def sign_values(rows: pd.DataFrame, definition: StoredFlows) -> np.ndarray:
    """The value of each row, those of exits negative."""
    values = rows["value"].to_numpy(float)
    if not definition.minus:
        return values
    return np.where(is_among(rows["indicator"], definition.minus), -values, values)


def in_year(sums: pd.DataFrame, years: range) -> pd.DataFrame:
    """Sums within each year, of those that `sum_flows` gives: a row per year, zero where nothing
    was.

    >>> sums = pd.DataFrame({"a": [2.0, -1.0]}, index=[2022, 2024])
    >>> in_year(sums, range(2023, 2026))["a"].tolist()
    [0.0, -1.0, 0.0]
    """
    return pd.DataFrame(_fill_years(sums, years), _index_years(years), sums.columns)


def cumulate(sums: pd.DataFrame, years: range) -> pd.DataFrame:
    """Running sums at each year's end, of those that `sum_flows` gives: a row per year.

    >>> sums = pd.DataFrame({"a": [2.0, -1.0]}, index=[2022, 2024])
    >>> cumulate(sums, range(2022, 2025))["a"].tolist()
    [2.0, 2.0, 1.0]
    """
    first = int(min([*sums.index, years.start]))
    running = _fill_years(sums, range(first, years.stop)).cumsum(axis=0)
    return pd.DataFrame(running[years.start - first :], _index_years(years), sums.columns)


def _fill_years(sums: pd.DataFrame, years: range) -> np.ndarray:
    """Sums by year, zero where nothing was: a page asks some fifty times, and pandas takes three
    to five times as long for it."""
    own = sums.index.to_numpy()
    among = (own >= years.start) & (own < years.stop)
    filled = np.zeros((len(years), len(sums.columns)))
    filled[own[among] - years.start] = sums.to_numpy(float)[among]
    return np.where(np.isnan(filled), 0.0, filled)


def _index_years(years: range) -> pd.Index:
    return pd.Index(years, name="year")


def sum_in_year(frame: pd.DataFrame, definition: StoredFlows, years: range) -> pd.DataFrame:
    """Flows of an observation table summed within each year, as `in_year` does; never edited."""
    key = "in year", years, name_flows(definition)
    return _kept_sums.get(frame, key, lambda: in_year(_keep_sums(frame, definition), years))


def sum_to_year_end(frame: pd.DataFrame, definition: StoredFlows, years: range) -> pd.DataFrame:
    """Flows of an observation table summed up to each year's end, as `cumulate` does; never
    edited."""
    key = "to year end", years, name_flows(definition)
    return _kept_sums.get(frame, key, lambda: cumulate(_keep_sums(frame, definition), years))


def _keep_sums(frame: pd.DataFrame, definition: StoredFlows) -> pd.DataFrame:
    """Flows of an observation table as `sum_flows` sums them, whatever the period; never edited."""
    key = name_flows(definition)
    return _kept_sums.get(frame, key, lambda: sum_flows(frame, definition))


def name_flows(definition: StoredFlows) -> tuple:
    """All that decides which rows are summed, and by what."""
    return tuple(getattr(definition, field.name) for field in fields(StoredFlows))


def stock_by(frame: pd.DataFrame, definition: StoredFlows, scope: Scope, by: str) -> pd.DataFrame:
    """An additive indicator cumulated by year (rows) and by the words of column `by`."""
    return sum_to_year_end(frame, replace(definition, by=by), scope.years)


def flow_by(frame: pd.DataFrame, definition: StoredFlows, scope: Scope, by: str) -> pd.DataFrame:
    """An additive indicator within each year (rows) by the words of column `by`."""
    return sum_in_year(frame, replace(definition, by=by), scope.years)


def end_total(
    frame: pd.DataFrame, definition: StoredFlows, scope: Scope, by: str, words: list[str]
) -> pd.Series:
    """An additive indicator at the period's end by the words of column `by`, zero where none."""
    chosen, values = _keep_to_end(frame, definition, scope.end)
    sums = _sum_at(values, [_places_of(frame, by, words)[chosen]], (len(words),))
    return pd.Series(sums, pd.Index(words, name="by"), name="value")


def end_totals(
    frame: pd.DataFrame,
    definition: StoredFlows,
    scope: Scope,
    rows: tuple[str, list[str]],
    columns: tuple[str, list[str]],
) -> pd.DataFrame:
    """An additive indicator at the period's end by the words of two columns, zero where none.

    rows, columns: the name of a column with its words, in their order.
    """
    row_words, column_words = rows[1], columns[1]
    chosen, values = _keep_to_end(frame, definition, scope.end)
    places = [_places_of(frame, *axis)[chosen] for axis in (rows, columns)]
    return pd.DataFrame(
        _sum_at(values, places, (len(row_words), len(column_words))),
        pd.Index(row_words, name="by"),
        pd.Index(column_words, name="column"),
    )


def _keep_to_end(
    frame: pd.DataFrame, definition: StoredFlows, last_year: int
) -> tuple[np.ndarray, np.ndarray]:
    """What `_take_to_end` takes, whatever it is summed by; never edited."""
    key = "to end", last_year, name_flows(replace(definition, by=None))
    return _kept_sums.get(frame, key, lambda: _take_to_end(frame, definition, last_year))


def _take_to_end(
    frame: pd.DataFrame, definition: StoredFlows, last_year: int
) -> tuple[np.ndarray, np.ndarray]:
    """Which rows are an indicator's up to the end of a year, and their values, those of exits
    negative.

    They are summed without groups of pandas, which take twice the time: a page asks for a dozen
    totals of a few hundred rows.
    """
    chosen = find_flows(frame, definition, definition.plus + definition.minus)
    chosen = chosen.to_numpy(bool) & (read_years(frame) <= last_year)
    return chosen, sign_values(frame, definition)[chosen]


def _places_of(rows: pd.DataFrame, by: str | tuple[str, ...], words: list[str]) -> np.ndarray:
    """The place of each row's word among the words; -1 where it is none of them."""
    place_of = {word: place for place, word in enumerate(words)}
    own, numbers = number_words(rows, by)
    return np.array([*(place_of.get(word, -1) for word in own), -1])[numbers]


def _sum_at(values: np.ndarray, places: list[np.ndarray], shape: tuple[int, ...]) -> np.ndarray:
    """Sums of the values by their places along each axis, without those that have none.

    Added up with more digits than they are kept with, so that their order changes none of these.
    """
    among = np.logical_and.reduce([place >= 0 for place in places])
    sums = np.zeros(shape, np.longdouble)
    np.add.at(sums, tuple(place[among] for place in places), values[among])
    return sums.astype(float)


def largest(values: pd.Series, count: int) -> pd.Series:
    """The `count` largest positive values, largest first, ties in the given order.

    >>> largest(pd.Series({"a": 1.0, "b": 3.0, "c": 0.0}), 5).to_dict()
    {'b': 3.0, 'a': 1.0}
    """
    return values[values > 0].sort_values(ascending=False, kind="stable").head(count)


def change(series: pd.Series) -> float:
    """Change over the last year of the series; NaN with fewer than two points.

    >>> change(pd.Series([3.0, 5.0]))
    2.0
    """
    known = series.dropna()
    return float(known.iloc[-1] - known.iloc[-2]) if len(known) > 1 else float("nan")


def latest(series: pd.Series) -> float:
    """The last known value; NaN where there is none."""
    known = series.dropna()
    return float(known.iloc[-1]) if len(known) else float("nan")


def share(part: Numbers, whole: Numbers) -> Numbers:
    """Part of a whole as a fraction; NaN where the whole is not positive. Two numbers, or two
    series row by row.

    >>> share(1, 4), share(1, 0)
    (0.25, nan)
    >>> share(pd.Series([1, 0]), pd.Series([4, 0])).tolist()
    [0.25, nan]
    """
    if isinstance(whole, pd.Series):
        return part / whole.where(whole > 0)
    return part / whole if whole > 0 else float("nan")


def find_uncovered(
    frame: pd.DataFrame, definition: Indicator, scope: Scope, words: list[str]
) -> list[str]:
    """The words of a `covered` indicator without a positive stock at the period's end."""
    stock = end_total(frame, definition, scope, definition.by, words)
    return [word for word in words if not stock[word] > 0]


def total_of(values: pd.Series) -> float:
    """Sum over a period, missing ones left out."""
    return float(values.sum())
