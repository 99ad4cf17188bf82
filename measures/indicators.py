"""Stored flows of a catalogue indicator, summed within years, cumulated, or at a period's end."""

from dataclasses import fields, replace
from typing import TypeVar

import numpy as np
import pandas as pd

from catalog.nouns import Indicator, StoredFlows
from measures.kept_results import KeptResults
from measures.numbered_rows import (
    CHOSEN_BY,
    JOINED,
    NumberedRows,
    find_flows,
    join_columns,
    number_columns,
    number_rows,
    read_years,
    sign_values,
)
from measures.scope import Scope
from measures.yearly_sums import YearlySums, cumulate, in_year, sum_at, sum_flows

Numbers = TypeVar("Numbers", float, np.ndarray, pd.Series)

MOST_TABLES = 16  # of a few scopes at a time, whose sums are kept

_kept_sums = KeptResults(MOST_TABLES)


def flows(frame: pd.DataFrame, definition: StoredFlows) -> pd.DataFrame:
    """Rows of an indicator with exits negative, index kept: year, by, value.

    `by` is the column the definition groups over (domain, province or category), if any; of several
    columns the words joined.
    """
    columns = number_columns(frame, CHOSEN_BY)
    chosen = find_flows(columns, definition, definition.plus + definition.minus)
    rows = frame[chosen]
    by = "" if definition.by is None else words_by(rows, definition.by)
    values = sign_values(frame["value"].to_numpy(float), columns["indicator"], definition)
    return pd.DataFrame({"year": read_years(rows), "by": by, "value": values[chosen]}, rows.index)


def list_months(
    frame: pd.DataFrame, definition: StoredFlows, last_year: int
) -> tuple[np.ndarray, np.ndarray]:
    """Rows of an indicator up to the end of a year: their months, and their values, those of exits
    negative."""
    chosen, values = _keep_to_end(frame, definition, last_year)
    return frame["month"].to_numpy()[chosen], values


def words_by(rows: pd.DataFrame, by: str | tuple[str, ...]) -> pd.Series:
    """The words of a column, or those of several joined, row by row.

    >>> rows = pd.DataFrame({"domain": ["新材料"], "category": ["基础"]})
    >>> words_by(rows, ("domain", "category")).tolist()
    ['新材料×基础']
    """
    first, *others = [rows[column].astype(str) for column in ([by] if isinstance(by, str) else by)]
    return first.str.cat(others, sep=JOINED) if others else first


def sum_in_year(frame: pd.DataFrame, definition: StoredFlows, years: range) -> YearlySums:
    """Flows of an observation table summed within each year, as `in_year` does."""
    key = "in year", years, name_flows(definition)
    return _kept_sums.get(frame, key, lambda: in_year(_keep_sums(frame, definition), years))


def sum_to_year_end(frame: pd.DataFrame, definition: StoredFlows, years: range) -> YearlySums:
    """Flows of an observation table summed up to each year's end, as `cumulate` does."""
    key = "to year end", years, name_flows(definition)
    return _kept_sums.get(frame, key, lambda: cumulate(_keep_sums(frame, definition), years))


def _keep_sums(frame: pd.DataFrame, definition: StoredFlows) -> YearlySums:
    """Flows of an observation table as `sum_flows` sums them, whatever the period."""
    key = name_flows(definition)
    return _kept_sums.get(frame, key, lambda: sum_flows(_keep_rows(frame), definition))


def _keep_rows(frame: pd.DataFrame) -> NumberedRows:
    """An observation table as arrays."""
    return _kept_sums.get(frame, "rows", lambda: number_rows(frame))


def name_flows(definition: StoredFlows) -> tuple:
    """All that decides which rows are summed, and by what."""
    return tuple(getattr(definition, field.name) for field in fields(StoredFlows))


def stock_by(frame: pd.DataFrame, definition: StoredFlows, scope: Scope, by: str) -> pd.DataFrame:
    """An additive indicator cumulated by year (rows) and by the words of column `by`."""
    return sum_to_year_end(frame, replace(definition, by=by), scope.years).table


def flow_by(frame: pd.DataFrame, definition: StoredFlows, scope: Scope, by: str) -> pd.DataFrame:
    """An additive indicator within each year (rows) by the words of column `by`."""
    return sum_in_year(frame, replace(definition, by=by), scope.years).table


def end_total(
    frame: pd.DataFrame, definition: StoredFlows, scope: Scope, by: str, words: list[str]
) -> pd.Series:
    """An additive indicator at the period's end by the words of column `by`, zero where none."""
    chosen, values = _keep_to_end(frame, definition, scope.end)
    sums = sum_at(values, [_find_places(frame, by, words)[chosen]], (len(words),))
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
    places = [_find_places(frame, *axis)[chosen] for axis in (rows, columns)]
    return pd.DataFrame(
        sum_at(values, places, (len(row_words), len(column_words))),
        pd.Index(row_words, name="by"),
        pd.Index(column_words, name="column"),
    )


def _keep_to_end(
    frame: pd.DataFrame, definition: StoredFlows, last_year: int
) -> tuple[np.ndarray, np.ndarray]:
    """What `_find_to_end` finds, whatever it is summed by; never edited."""
    key = "to end", last_year, name_flows(replace(definition, by=None))
    return _kept_sums.get(
        frame, key, lambda: _find_to_end(_keep_rows(frame), definition, last_year)
    )


def _find_to_end(
    rows: NumberedRows, definition: StoredFlows, last_year: int
) -> tuple[np.ndarray, np.ndarray]:
    """Which rows are an indicator's up to the end of a year, and their values, those of exits
    negative."""
    chosen = find_flows(rows.columns, definition, definition.plus + definition.minus)
    chosen = chosen & (rows.years <= last_year)
    return chosen, sign_values(rows.values, rows.columns["indicator"], definition)[chosen]


def _find_places(frame: pd.DataFrame, by: str | tuple[str, ...], words: list[str]) -> np.ndarray:
    """The place of each row's word among the words; -1 where it is none of them."""
    return join_columns(_keep_rows(frame).columns, by).find_places(words)


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
    known = _list_known(series)
    return float(known[-1] - known[-2]) if len(known) > 1 else float("nan")


def latest(series: pd.Series) -> float:
    """The last known value; NaN where there is none."""
    known = _list_known(series)
    return float(known[-1]) if len(known) else float("nan")


def _list_known(series: pd.Series) -> np.ndarray:
    values = series.to_numpy(float)
    return values[~np.isnan(values)]


def share(part: Numbers, whole: Numbers) -> Numbers:
    """Part of a whole as a fraction; NaN where the whole is not positive. Two numbers, or two
    arrays or series row by row.

    >>> share(1, 4), share(1, 0)
    (0.25, nan)
    >>> share(pd.Series([1, 0]), pd.Series([4, 0])).tolist()
    [0.25, nan]
    >>> share(np.array([1, 0]), np.array([4, 0])).tolist()
    [0.25, nan]
    """
    if isinstance(whole, np.ndarray):
        return part / np.where(whole > 0, whole, np.nan)
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
