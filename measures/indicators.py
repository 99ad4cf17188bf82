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
MOST_TABLES = 16  # of a few scopes at a time, whose sums are kept

_kept_sums = KeptResults(MOST_TABLES)


def flows(frame: pd.DataFrame, definition: StoredFlows) -> pd.DataFrame:
    """Rows of an indicator with exits negative, index kept: year, by, value.

    `by` is the column the definition groups over (domain, province or category), if any; of several
    columns the words joined.
    """
    rows = frame[find_flows(frame, definition, definition.plus + definition.minus)]
    leaving = rows["indicator"].isin(definition.minus)
    return pd.DataFrame(
        {
            "year": rows["month"].dt.year,
            "by": "" if definition.by is None else words_by(rows, definition.by),
            "value": np.where(leaving, -rows["value"], rows["value"]),
        }
    )


def find_flows(frame, definition: StoredFlows, names: tuple[str, ...]):
    """Which rows an indicator sums under some of its names.

    frame: a pandas frame or a table of another engine; the answer is a column of its kind.
    """
    chosen = frame["indicator"].isin(names)
    if definition.categories:
        chosen = chosen & frame["category"].isin(definition.categories)
    if definition.exclude:
        chosen = chosen & ~frame["category"].isin(definition.exclude)
    if definition.labs_only:
        chosen = chosen & (frame["province"] != NATIONWIDE)
    return chosen


def words_by(rows: pd.DataFrame, by: str | tuple[str, ...]) -> pd.Series:
    """The words of a column, or those of several joined, row by row.

    >>> rows = pd.DataFrame({"domain": ["新材料"], "category": ["基础"]})
    >>> words_by(rows, ("domain", "category")).tolist()
    ['新材料×基础']
    """
    first, *others = [rows[column].astype(str) for column in ([by] if isinstance(by, str) else by)]
    return first.str.cat(others, sep=JOINED) if others else first


def sum_years(rows: pd.DataFrame) -> pd.DataFrame:
    """Sums by year: a row for each year with flows, one column per `by`, NaN where nothing was."""
    # not pivot_table, which comes to the same in twice the time: a page asks a hundred times
    return rows.groupby(["year", "by"])["value"].sum().unstack()


def in_year(sums: pd.DataFrame, years: range) -> pd.DataFrame:
    """Sums within each year, of those that `sum_years` gives: a row per year, zero where nothing
    was."""
    return sums.reindex(years).fillna(0.0)


def cumulate(sums: pd.DataFrame, years: range) -> pd.DataFrame:
    """Running sums at each year's end, of those that `sum_years` gives: a row per year.

    >>> rows = pd.DataFrame({"year": [2022, 2024], "by": ["a", "a"], "value": [2.0, -1.0]})
    >>> cumulate(sum_years(rows), range(2022, 2025))["a"].tolist()
    [2.0, 2.0, 1.0]
    """
    first = min([*sums.index, years.start])
    return in_year(sums, range(int(first), years.stop)).cumsum().reindex(years)


def sum_in_year(frame: pd.DataFrame, definition: StoredFlows, years: range) -> pd.DataFrame:
    """Flows of an observation table summed within each year, as `in_year` does."""
    return in_year(_keep_sums(frame, definition), years)


def sum_to_year_end(frame: pd.DataFrame, definition: StoredFlows, years: range) -> pd.DataFrame:
    """Flows of an observation table summed up to each year's end, as `cumulate` does."""
    return cumulate(_keep_sums(frame, definition), years)


def _keep_sums(frame: pd.DataFrame, definition: StoredFlows) -> pd.DataFrame:
    """Flows of an observation table as `sum_years` sums them, whatever the period; never edited."""
    key = name_flows(definition)
    return _kept_sums.get(frame, key, lambda: sum_years(flows(frame, definition)))


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
    rows, values = _keep_to_end(frame, definition, scope)
    sums = _sum_at(values, [_places_of(rows, by, words)], (len(words),))
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
    (row_name, row_words), (column_name, column_words) = rows, columns
    kept, values = _keep_to_end(frame, definition, scope)
    places = [_places_of(kept, row_name, row_words), _places_of(kept, column_name, column_words)]
    return pd.DataFrame(
        _sum_at(values, places, (len(row_words), len(column_words))),
        pd.Index(row_words, name="by"),
        pd.Index(column_words, name="column"),
    )


def _keep_to_end(
    frame: pd.DataFrame, definition: StoredFlows, scope: Scope
) -> tuple[pd.DataFrame, np.ndarray]:
    """What `_take_to_end` takes, whatever it is summed by; never edited."""
    key = "to end", scope.end, name_flows(replace(definition, by=None))
    return _kept_sums.get(frame, key, lambda: _take_to_end(frame, definition, scope))


def _take_to_end(
    frame: pd.DataFrame, definition: StoredFlows, scope: Scope
) -> tuple[pd.DataFrame, np.ndarray]:
    """The rows of an indicator up to the period's end, and their values, those of exits negative.

    They are summed without groups of pandas, which take twice the time: a page asks for a dozen
    totals of a few hundred rows.
    """
    chosen = find_flows(frame, definition, definition.plus + definition.minus)
    rows = frame[chosen & (frame["month"].dt.year <= scope.end)]
    values = rows["value"].to_numpy(float)
    return rows, np.where(rows["indicator"].isin(definition.minus), -values, values)


def _places_of(rows: pd.DataFrame, by: str | tuple[str, ...], words: list[str]) -> np.ndarray:
    """The place of each row's word among the words; -1 where it is none of them."""
    return pd.Index(words, dtype="str").get_indexer(words_by(rows, by))


def _sum_at(values: np.ndarray, places: list[np.ndarray], shape: tuple[int, ...]) -> np.ndarray:
    """Sums of the values by their places along each axis, without those that have none."""
    among = np.logical_and.reduce([place >= 0 for place in places])
    sums = np.zeros(shape)
    np.add.at(sums, tuple(place[among] for place in places), values[among])
    return sums


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
