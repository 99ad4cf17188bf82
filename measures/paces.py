"""How fast results come and what that pace leads to: two paces named by their years, their band."""

from calendar import isleap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from measures.chance_intervals import byar
from measures.targets import draw_required_path

MONTHS_OF_RECENT_PACE = 12
YEARS_OF_MEAN_PACE = 3


@dataclass(frozen=True)
class Pace:
    """Additions per year and their 95 % interval; NaN where the years do not reach."""

    per_year: float = np.nan
    low: float = np.nan
    high: float = np.nan

    @property
    def known(self) -> bool:
        """Do the years reach?"""
        return not np.isnan(self.per_year)


def pace_of(count: float, years: float) -> Pace:
    """The pace of a count of results over some years: x/years, Byar's 95 % interval of x / years.

    >>> pace = pace_of(20, 3)
    >>> round(pace.per_year, 1), round(pace.low, 1), round(pace.high, 1)
    (6.7, 4.1, 10.3)
    """
    low, high = byar(count)
    return Pace(count / years, low / years, high / years)


def count_recent(months: pd.Series, day: date) -> float:
    """Additions of the last twelve months, that of the day the last of them.

    months: additions by month (DatetimeIndex, first days); a month that is not there counts 0.

    >>> days = pd.to_datetime(["2025-10-01", "2025-11-01", "2026-10-01", "2026-11-01"])
    >>> count_recent(pd.Series([1, 2, 4, 8], index=days), date(2026, 10, 29))
    6.0
    """
    last = pd.Timestamp(day.year, day.month, 1)
    first = last - pd.DateOffset(months=MONTHS_OF_RECENT_PACE - 1)
    return float(months[(months.index >= first) & (months.index <= last)].sum())


def count_last_years(additions: pd.Series, last_year: int) -> float:
    """Additions of the three complete years that end with last_year; NaN where one is missing.

    >>> count_last_years(pd.Series({2023: 0, 2024: 3, 2025: 17, 2026: 30}), 2025)
    20.0
    """
    years = range(last_year - YEARS_OF_MEAN_PACE + 1, last_year + 1)
    return float(additions.reindex(years).sum(skipna=False))


def years_until(day: date, year: int) -> float:
    """Years from a day to the end of a year, a part of the day's own year by its days.

    >>> years_until(date(2025, 12, 31), 2035), round(years_until(date(2026, 10, 29), 2030), 2)
    (10.0, 4.17)
    """
    days_left = (date(day.year, 12, 31) - day).days
    return year - day.year + days_left / (366 if isleap(day.year) else 365)


def needed_per_year(now: float, goal: float, day: date, year: int) -> float:
    """(goal − now) / years left from the day to the end of the year; NaN where none is left.

    >>> round(needed_per_year(50, 190, date(2026, 10, 29), 2030), 1)
    33.6
    """
    left = years_until(day, year)
    return (goal - now) / left if left > 0 else np.nan


def extend_at_pace(now: float, per_year: float, day: date, until: int) -> pd.Series:
    """What is there at the end of each year after the day's own, at so many a year: straight.

    >>> extend_at_pace(50, 33, date(2026, 10, 29), 2028).round(1).to_dict()
    {2027: 88.7, 2028: 121.7}
    """
    years = range(day.year + 1, until + 1)
    return pd.Series({year: now + per_year * years_until(day, year) for year in years}, dtype=float)


def extend_band(
    now: float, paces: Iterable[Pace], day: date, until: int
) -> tuple[pd.Series, pd.Series]:
    """The band around several paces: at the lower bound of the lowest, the upper of the highest.

    >>> paces = [pace_of(33, 1), pace_of(20, 3)]
    >>> low, high = extend_band(50, paces, date(2026, 10, 29), 2027)
    >>> low.round(1).to_dict(), high.round(1).to_dict()
    ({2027: 54.8}, {2027: 104.3})
    """
    known = [pace for pace in paces if pace.known]
    lowest = min(known, key=lambda pace: pace.per_year, default=Pace())
    highest = max(known, key=lambda pace: pace.per_year, default=Pace())
    low = extend_at_pace(now, lowest.low, day, until)
    return low, extend_at_pace(now, highest.high, day, until)


def path_through(baseline_year: int, baseline: float, targets: pd.Series) -> pd.Series:
    """Value by year from the baseline through each target in turn, straight between them.

    targets: value by year, all after the baseline. Up to the first it is the path that
    measures.progress.assess judges by.

    >>> path_through(2025, 80, pd.Series({2027: 100, 2028: 130})).to_dict()
    {2025: 80.0, 2026: 90.0, 2027: 100.0, 2028: 130.0}
    """
    path = pd.Series({baseline_year: float(baseline)})
    for year, value in targets.sort_index().items():
        leg = draw_required_path(path.index[-1], path.iloc[-1], year, value)
        path = pd.concat([path, leg.iloc[1:]])
    return path
