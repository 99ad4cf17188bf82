"""What lies ahead of a yearly series: the path agreed through its targets, and where its late pace
would lead, with the uncertainty that pace has shown. Neither is a target."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from measures.progress import POINTS_IN_TREND, POINTS_NEEDED
from measures.targets import draw_required_path
from measures.whole_lab_floor import floats

# Student's t at 0.90, so that 80 % lie between minus and plus, by degrees of freedom: three values
# from the printed table, not worth a statistics library
QUANTILE = {1: 3.0777, 2: 1.8856, 3: 1.6377}


@dataclass(frozen=True, eq=False)
class Projection:
    """A series carried on at its late pace.

    table: one row per year after the latest value, columns value, low, high in units of the
    series. per_year is the pace, first and last the years it was taken from, points their number.
    clipped says that a bound cut something off. reason is a code, "" when none is needed:
    too_few_points; unsteady where the band of the last year spans all that is possible; at_bound
    where it has shrunk onto a bound: a straight line tells nothing beyond, and the table ends.
    """

    table: pd.DataFrame
    per_year: float = np.nan
    first: int | None = None
    last: int | None = None
    points: int = 0
    clipped: bool = False
    reason: str = ""

    @property
    def known(self) -> bool:
        """Is there anything worth drawing?"""
        return self.reason != "unsteady" and bool(self.table["value"].notna().any())


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


def project(series, until: int, least: float = -np.inf, most: float = np.inf) -> Projection:
    """The latest value carried on at the pace of the last five points, with an 80 % interval.

    With v the value of the latest year t, b the least-squares slope over the last 3-5 points
    (that of measures.progress.assess) and h = 1, 2, ... years after t:
    value v + b·h, interval ± t(0.90; n - 2)·s·sqrt(h + h²·W). s² is the variance of the yearly
    changes around their mean; W = sum of w², b being the sum of w·change. Yearly changes are taken
    as independent, so that errors add up as stocks do. Source: the drift method, Hyndman and
    Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., 5.5, where b is the mean change
    and W = 1/(n - 1). Cut at `least` and `most`, where a quantity ends. Years without a value are
    bridged; below three points, or for a year given twice, all is NaN.

    >>> labs = pd.Series({2022: 10, 2023: 30, 2024: 54, 2025: 80})
    >>> ahead = project(labs, 2027)
    >>> ahead.per_year, ahead.table["value"].round(1).to_dict()
    (23.4, {2026: 103.4, 2027: 126.8})
    >>> ahead.table.loc[2026, ["low", "high"]].round(1).tolist()  # ± 1.8856·3.0551·sqrt(1.34)
    [96.7, 110.1]
    """
    series = pd.Series(series, dtype=None if len(series) else float)
    known = pd.Series(floats(series), index=series.index.astype(int)).sort_index()
    known = known[np.isfinite(known)].iloc[-POINTS_IN_TREND:]
    start = known.index[-1] if len(known) else until
    years = pd.RangeIndex(start + 1, max(int(until), start) + 1, name="year")
    if len(known) < POINTS_NEEDED or not known.index.is_unique:
        nothing = pd.DataFrame(np.nan, index=years, columns=["value", "low", "high"])
        return Projection(nothing, reason="too_few_points")
    slope, spread, weight = _pace(known)
    ahead = years.to_numpy(dtype=float) - start
    value = known.iloc[-1] + slope * ahead
    half = QUANTILE[len(known) - 2] * spread * np.sqrt(ahead + ahead**2 * weight)
    free = pd.DataFrame({"value": value, "low": value - half, "high": value + half}, index=years)
    table = free.clip(least, most)
    clipped = not table.equals(free)
    reason = _reason(table, least, most) if clipped else ""
    if reason == "at_bound":
        still_open = table.index[~_shut(table, least, most)]
        table = table.loc[: max(still_open, default=start) + 1]
    return Projection(table, slope, int(known.index[0]), int(start), len(known), clipped, reason)


def _reason(table: pd.DataFrame, least: float, most: float) -> str:
    """What the bounds have made of the last year's band."""
    if _shut(table, least, most).iloc[-1]:
        return "at_bound"
    return "unsteady" if tuple(table[["low", "high"]].iloc[-1]) == (least, most) else ""


def _shut(table: pd.DataFrame, least: float, most: float) -> pd.Series:
    """Years in which the whole band lies on a bound."""
    return (table["high"] <= least) | (table["low"] >= most)


def _pace(known: pd.Series) -> tuple[float, float, float]:
    """Slope per year, standard deviation of a yearly change, variance of the slope in its square.

    A change over several years counts as the sum of as many yearly ones.
    """
    years = known.index.to_numpy(dtype=float)
    centred = years - years.mean()
    squares = centred @ centred
    slope = float(centred @ (known.to_numpy() - known.mean()) / squares)
    steps, changes = np.diff(years), np.diff(known.to_numpy())
    around = changes - steps * changes.sum() / steps.sum()
    spread = float(np.sqrt((around**2 / steps).sum() / (len(steps) - 1)))
    shares = centred[::-1].cumsum()[::-1][1:] / squares
    return slope, spread, float(shares**2 @ steps)
