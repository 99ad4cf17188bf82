"""An indicator's value by year: the measure words of the catalogue as formulas over its flows."""

from dataclasses import replace

import numpy as np
import pandas as pd

from catalog.definitions import UNSTATED
from catalog.nouns import Indicator
from measures.balance import ginis
from measures.indicators import share, sum_in_year, sum_to_year_end
from measures.yearly_sums import YearlySums

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
    sums = _sums(frame, definition, definition.plus, years)
    match definition.measure:
        case "stock" | "total" | "flow":
            values = sums.totals
        case "covered":
            values = count_covered(sums, counted)
        case "covered_share":
            values = count_covered(sums, counted) / len(counted)
        case "share":
            whole = _sum_wholes(frame, definition, years).totals
            values = share(sums.of(counted).sum(axis=1), whole)
        case "mean":
            values = share(sums.totals, _sum_wholes(frame, definition, years).totals)
        case "per":
            values = rate_per(sums, weights)
        case "balance":
            values = ginis(sums.of(weights.index), weights.to_numpy())
    if definition.known_by:
        happened = sum_in_year(frame, replace(definition, plus=definition.known_by), years)
        values = np.where(happened.totals > 0, values, np.nan)
    return sums.by_year(values * definition.scale)


def _sums(
    frame: pd.DataFrame, definition: Indicator, names: tuple[str, ...], years: range
) -> YearlySums:
    """Flows of the named indicators by year and word: within the year, or up to its end."""
    total = sum_in_year if definition.within_year else sum_to_year_end
    if names != definition.plus:
        definition = replace(definition, plus=names)
    return total(frame, definition, years)


def _sum_wholes(frame: pd.DataFrame, definition: Indicator, years: range) -> YearlySums:
    """What a `share` or a `mean` is divided by: all rows, or those of `over`."""
    return _sums(frame, definition, definition.over or definition.plus, years)


def denominator(frame: pd.DataFrame, definition: Indicator, years: range) -> pd.Series:
    """What a `share` or a `mean` is divided by, by year: all rows, or the sum of `over`."""
    return _sum_wholes(frame, definition, years).total_by_year()


def numerator(
    frame: pd.DataFrame, definition: Indicator, years: range, counted: list[str]
) -> pd.Series:
    """What of a `share` is its part, by year: the rows under one of the words counted."""
    sums = _sums(frame, definition, definition.plus, years)
    return sums.by_year(sums.of(counted).sum(axis=1))


def count_blanks(frame: pd.DataFrame, definition: Indicator, years: range) -> pd.Series:
    """Rows that a `share` leaves out because their cell is blank, by year; 0 where it has none."""
    if UNSTATED not in (definition.exclude or ()):
        return pd.Series(0.0, index=years)
    blank = replace(definition, categories=(UNSTATED,), exclude=())
    return _sums(frame, blank, blank.plus, years).total_by_year()


def count_covered(sums: YearlySums, words: list[str]) -> np.ndarray:
    """How many of the words have a positive stock, by year.

    >>> stock = YearlySums(range(2024, 2026), ["a", "b", "c"], np.array([[0, 1, 5], [2, 1, 5]]))
    >>> count_covered(stock, ["a", "b", "d"]).tolist()
    [1.0, 2.0]
    """
    return (sums.of(words) > 0).sum(axis=1).astype(float)


def rate_per(sums: YearlySums, weights: pd.Series) -> np.ndarray:
    """The rate of all provinces together that have a statistic, by year; NaN where none has.

    >>> stock = YearlySums(range(2024, 2026), ["a", "b"], np.array([[0.0, 1.0], [2.0, 1.0]]))
    >>> rate_per(stock, pd.Series({"a": 4.0, "b": np.nan, "c": 4.0})).tolist()
    [0.0, 0.25]
    """
    stated = weights[weights > 0]
    placed = sums.of(stated.index).sum(axis=1)
    return share(placed, np.full(len(placed), stated.sum()))
