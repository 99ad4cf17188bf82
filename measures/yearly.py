"""An indicator's value by year: the measure words of the catalogue as formulas over its flows."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from catalog.definitions import UNSTATED
from catalog.nouns import Indicator
from measures.balance import gini
from measures.indicators import share, sum_in_year, sum_to_year_end
from measures.rates import overall_rate

COUNTING = ("covered", "covered_share", "share")  # undefined where the scope leaves no word


def yearly(
    frame: pd.DataFrame,
    definition: Indicator,
    years: range,
    counted: list[str],
    weights: pd.Series | None = None,
) -> pd.Series:
    """An indicator at the end of each year, or within it for a flow; NaN where it is undefined.

    frame: the observation table already restricted to the scope's domains and provinces;
    counted: the words that a `covered` or `share` indicator counts; weights: for `per` and
    `balance` the province statistic of every province in scope, NaN where it is not known.
    """
    if definition.measure in COUNTING and not counted:
        return pd.Series(np.nan, index=years)
    table = _sums(frame, definition, definition.plus, years)
    match definition.measure:
        case "stock" | "total" | "flow":
            values = table.sum(axis=1).astype(float)
        case "covered":
            values = count_covered(table, counted)
        case "covered_share":
            values = count_covered(table, counted) / len(counted)
        case "share":
            values = share(sum_words(table, counted), denominator(frame, definition, years))
        case "mean":
            values = share(table.sum(axis=1), denominator(frame, definition, years))
        case "per":
            values = over_provinces(table, weights, partial(overall_rate, unit=1.0))
        case "balance":
            values = over_provinces(table, weights, gini)
    if definition.known_by:
        happened = sum_in_year(frame, replace(definition, plus=definition.known_by), years)
        values = values.where(happened.sum(axis=1) > 0)
    return values * definition.scale


def _sums(
    frame: pd.DataFrame, definition: Indicator, names: tuple[str, ...], years: range
) -> pd.DataFrame:
    """Flows of the named indicators by year and word: within the year, or up to its end."""
    total = sum_in_year if definition.within_year else sum_to_year_end
    return total(frame, replace(definition, plus=names), years)


def denominator(frame: pd.DataFrame, definition: Indicator, years: range) -> pd.Series:
    """What a `share` or a `mean` is divided by, by year: all rows, or the sum of `over`."""
    names = definition.over or definition.plus
    return _sums(frame, definition, names, years).sum(axis=1).astype(float)


def numerator(
    frame: pd.DataFrame, definition: Indicator, years: range, counted: list[str]
) -> pd.Series:
    """What of a `share` is its part, by year: the rows under one of the words counted."""
    return sum_words(_sums(frame, definition, definition.plus, years), counted)


def sum_words(table: pd.DataFrame, words: list[str]) -> pd.Series:
    """The sum over some of the words (columns), by year; a word without a column is zero.

    >>> table = pd.DataFrame({"a": [1, 2], "b": [3, 4]}, index=[2024, 2025])
    >>> sum_words(table, ["a", "c"]).to_dict()
    {2024: 1.0, 2025: 2.0}
    """
    return table.reindex(columns=words).sum(axis=1).astype(float)


def count_blanks(frame: pd.DataFrame, definition: Indicator, years: range) -> pd.Series:
    """Rows that a `share` leaves out because their cell is blank, by year; 0 where it has none."""
    if UNSTATED not in (definition.exclude or ()):
        return pd.Series(0.0, index=years)
    blank = replace(definition, categories=(UNSTATED,), exclude=())
    return _sums(frame, blank, blank.plus, years).sum(axis=1).astype(float)


def count_covered(table: pd.DataFrame, words: list[str]) -> pd.Series:
    """How many of the words (columns) have a positive stock, by year.

    >>> stock = pd.DataFrame({"a": [0, 2], "b": [1, 1], "c": [5, 5]}, index=[2024, 2025])
    >>> count_covered(stock, ["a", "b", "d"]).to_dict()
    {2024: 1.0, 2025: 2.0}
    """
    return table.reindex(columns=words).gt(0).sum(axis=1).astype(float)


def over_provinces(table: pd.DataFrame, weights: pd.Series, index: Callable) -> pd.Series:
    """An index of stock against weights over the provinces of `weights`, year by year.

    A province without a lab counts as zero; what the index leaves undefined stays NaN, not 0.

    >>> stock = pd.DataFrame({"a": [0, 1, 4]}, index=[2023, 2024, 2025])
    >>> over_provinces(stock, pd.Series({"a": 1.0, "b": 1.0}), gini).to_dict()
    {2023: nan, 2024: 0.5, 2025: 0.5}
    """
    placed = table.reindex(columns=weights.index).fillna(0.0)
    return pd.Series({year: index(row, weights) for year, row in placed.iterrows()}, dtype=float)
