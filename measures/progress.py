"""How far a yearly series has come towards a target, by the house's published method.

Share of the required change done against the share a straight path expects by the same year. Works
from a base of 0 and for falling goals, where growth rates do not (see measures.published).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from measures.targets import are_numbers, draw_required_path, meets_target, share_class
from measures.whole_lab_floor import floats

# Raised with every change of a rule here or in measures.targets: the history names it.
METHOD = "1"
POINTS_NEEDED, POINTS_IN_TREND = 3, 5


@dataclass(frozen=True)
class Assessment:
    """One series against one target: the verdict and the numbers it rests on.

    Shares are fractions of the change required from baseline to target: done by the latest value,
    expected of the path by the latest year, projected for the target year. required_per_year is the
    yearly change still needed from the latest value (0 where it meets the target, NaN once the
    target year is over), actual_per_year the slope of the last five points at most; both in units
    of the series. points counts the years with a value. reason is a code, "" when none is needed.
    """

    status: str
    achieved_share: float = np.nan
    expected_share: float = np.nan
    projected_share: float = np.nan
    required_per_year: float = np.nan
    actual_per_year: float = np.nan
    points: int = 0
    reason: str = ""


def assess(
    series,
    target,
    target_year,
    baseline_year=None,
    direction=1,
    as_of_year=None,
    update_period_years=1,
) -> Assessment:
    """Share of required change done so far, against the share expected by now, and the verdict.

    v0, t0 baseline (first year unless given; a year without value moves to the next with one),
    v, t latest, T, tT target: done p = (v - v0)/(T - v0), expected e = (path(t) - v0)/(T - v0),
    status from p/e by share_class; projected q = (v + b(tT - t) - v0)/(T - v0), b the slope of the
    last five points, worded by share_class(q, 1). as_of_year is the last year looked at, as at its
    end: values after it are left out, and a target of that year is over. Source: project note on
    progress methods, section 5 (after Eurostat, DNS, Open SDG, ESCAP). ValueError for a direction
    other than 1 or -1; all else undefined has a reason.

    >>> labs = pd.Series({2022: 0, 2023: 3, 2024: 6, 2025: 9})
    >>> assessment = assess(labs, target=20, target_year=2027)
    >>> assessment.status, assessment.achieved_share, assessment.expected_share
    ('lagging', 0.45, 0.6)
    >>> assessment.projected_share
    0.75
    """
    if direction not in (1, -1):
        raise ValueError(f"direction is 1 or -1, not {direction!r}")
    values = _by_year(series, as_of_year)
    if not are_numbers(target, target_year):
        missing = "no_target_year" if are_numbers(target) else "no_target_value"
        return _refuse_judgement("no_numeric_target", values, missing)
    known = values[values.index <= target_year]
    since = known if baseline_year is None else known[known.index >= baseline_year]
    if since.empty or not known.index.is_unique:
        return _refuse_judgement("insufficient_data", known, _gap(values, known))
    as_of = values.index[-1] if as_of_year is None else as_of_year
    # Past the target year nothing ages any more: what counts is the age of the data by then.
    old = min(as_of, target_year) - values.index[-1] > update_period_years
    case = _Case(known, since, target, target_year, direction, as_of >= target_year, old)
    status, reason = _verdict(case)
    if not reason and baseline_year is not None and case.t0 != baseline_year:
        reason = "baseline_from_later_year"
    return Assessment(status, *_shares(case), *_paces(case), len(known), reason)


class _Case:
    """A series and a target that can be compared, under the letters of the formulas."""

    def __init__(self, known, since, target, target_year, direction, closed, old):
        self.known, self.closed, self.old = known, closed, old
        self.t0, self.v0 = int(since.index[0]), float(since.iloc[0])
        self.t, self.v = int(since.index[-1]), float(since.iloc[-1])
        self.target, self.target_year = float(target), int(target_year)
        self.met = meets_target(self.v, self.target, direction)
        self.met_at_start = meets_target(self.v0, self.target, direction)


def _verdict(case: _Case) -> tuple[str, str]:
    """Status and reason; the order of the checks is part of the method.

    Target year over, too few points, too old, target met at the baseline, met since, then the
    classes. A baseline that meets the target needs no trend, so no number of points; old data
    are never green, not even there.
    """
    if case.closed and not case.old:
        reason = "" if case.t == case.target_year else "closing_value_from_earlier_year"
        return "closed_met" if case.met else "closed_missed", reason
    if not case.met_at_start and len(case.known) < POINTS_NEEDED:
        return "insufficient_data", "fewer_than_three_points"
    if not case.met_at_start and case.t == case.t0:
        return "insufficient_data", "no_time_since_baseline"
    if case.old:
        return "stale", "older_than_update_period"
    if case.met_at_start:
        # No change was required, so there is no share: the level alone decides.
        return "achieved" if case.met else "reversing", "baseline_meets_target"
    if case.met:
        return "achieved", ""
    done, expected, _ = _shares(case)
    return share_class(done, expected), ""


def _shares(case: _Case) -> tuple[float, float, float]:
    """Done, expected and projected share of the required change."""
    if case.met_at_start:
        return np.nan, np.nan, np.nan
    required = case.target - case.v0
    done = (case.v - case.v0) / required
    if case.closed:
        return done, 1.0, np.nan
    path = draw_required_path(case.t0, case.v0, case.target_year, case.target)
    ahead = case.v + _slope(case.known) * (case.target_year - case.t)
    return done, float(path[case.t] - case.v0) / required, (ahead - case.v0) / required


def _paces(case: _Case) -> tuple[float, float]:
    """Yearly change still needed from the latest value, and the yearly change of late."""
    if case.closed:
        return np.nan, _slope(case.known)
    left = 0.0 if case.met else case.target - case.v
    return left / (case.target_year - case.t), _slope(case.known)


def _slope(known: pd.Series) -> float:
    """Least-squares change per year over the last five points; NaN below three."""
    last = known.iloc[-POINTS_IN_TREND:]
    if len(last) < POINTS_NEEDED or not known.index.is_unique:
        return np.nan
    years = last.index.to_numpy(dtype=float) - np.mean(last.index)
    return float(years @ (last.to_numpy() - last.mean()) / (years @ years))


def _by_year(series, as_of_year) -> pd.Series:
    """One row per year with a value, in order of year, up to the year looked from."""
    series = pd.Series(series, dtype=None if len(series) else float)
    values = pd.Series(floats(series), index=series.index.astype(int)).sort_index()
    values = values[np.isfinite(values)]
    return values if as_of_year is None else values[values.index <= as_of_year]


def _refuse_judgement(status: str, known: pd.Series, reason: str) -> Assessment:
    return Assessment(status, actual_per_year=_slope(known), points=len(known), reason=reason)


def _gap(values: pd.Series, known: pd.Series) -> str:
    """Why there is no pair of baseline and latest value."""
    if not values.index.is_unique:
        return "duplicate_years"
    if known.empty:
        return "no_values" if values.empty else "no_value_by_target_year"
    return "no_value_since_baseline"
