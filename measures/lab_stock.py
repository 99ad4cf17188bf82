"""Laboratories ahead: so many approved a year, a share of those in operation leaving each year.

Source: stock and flow with a constant exit rate, N(t+1) = N(t)(1 − r) + k; project note on
directions, section 4. An assumption carried on, no forecast: approvals come in batches, exits
follow evaluations.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from measures.chance_intervals import byar
from measures.paces import years_until


@dataclass(frozen=True)
class ExitRate:
    """Exits per laboratory and year: observed, and Byar's 95 % interval of the exits.

    exits and lab_years are what it was observed on; NaN rates where there was no lab-year.
    """

    exits: float
    lab_years: float
    low: float = np.nan
    observed: float = np.nan
    high: float = np.nan

    @property
    def known(self) -> bool:
        """Was there any laboratory to leave?"""
        return not np.isnan(self.observed)


def exit_rate(entries: pd.Series, exits: pd.Series) -> ExitRate:
    """Exits ÷ lab-years, the mean of opening and closing stock of each year, summed.

    entries, exits: within each complete year from the first laboratory on. With no exit the upper
    bound is 3.67 ÷ lab-years, never 0; none is above 1.

    >>> entries = pd.Series({2022: 4, 2023: 15, 2024: 28, 2025: 36})
    >>> rate = exit_rate(entries, pd.Series({2022: 0, 2023: 0, 2024: 1, 2025: 1}))
    >>> rate.exits, rate.lab_years
    (2.0, 109.5)
    >>> [round(100 * r, 2) for r in (rate.low, rate.observed, rate.high)]
    [0.21, 1.83, 6.59]
    >>> round(exit_rate(entries, 0 * entries).high * 111.5, 2)
    3.67
    """
    left = exits.reindex(entries.index).fillna(0.0)
    closing = (entries - left).sort_index().cumsum()
    opening = closing.shift(fill_value=0.0)
    count, lab_years = float(left.sum()), float((opening + closing).sum() / 2)
    if not lab_years > 0:
        return ExitRate(count, lab_years)
    low, high = byar(count)
    rates = [min(1.0, bound / lab_years) for bound in (low, count, high)]
    return ExitRate(count, lab_years, *rates)


def extend_stock(now: float, entries: float, rate: float, day: date, until: int) -> pd.Series:
    """Laboratories at the end of each year after the day's own: N(t+1) = N(t)(1 − r) + k.

    now: on the day; entries: k, approved a year; rate: r. What is left of the day's own year counts
    as that part of a step.

    >>> extend_stock(81, 20, 2 / 109.5, date(2025, 12, 31), 2027).round(1).to_dict()
    {2026: 99.5, 2027: 117.7}
    """
    part = years_until(day, day.year)
    stock = now * (1 - rate * part) + entries * part
    table = {}
    for year in range(day.year + 1, until + 1):
        stock = stock * (1 - rate) + entries
        table[year] = stock
    return pd.Series(table, dtype=float)


def entries_to_reach(now: float, goal: float, rate: float, day: date, year: int) -> float:
    """How many a year it takes to have the goal at the end of a year; 0 where none are needed.

    N of that year is linear in k: (goal − N at k = 0) ÷ (N at k = 1 − N at k = 0). NaN where the
    year is not after the day's own.

    >>> round(entries_to_reach(81, 120, 2 / 109.5, date(2025, 12, 31), 2035), 1)
    5.7
    """
    if year <= day.year:
        return np.nan
    without = extend_stock(now, 0, rate, day, year)[year]
    with_one = extend_stock(now, 1, rate, day, year)[year]
    return max(0.0, float((goal - without) / (with_one - without)))
