"""What published progress methods would say, each in its own ratio and its own words.

For the method panel only: no status of the house comes from here. All take baseline and latest as
(year, value), v0, t0 and v, t below, a target T for a year tT, and the desired direction d, 1 or
-1. CAGR(a, b, n) = (b / a)^(1/n) - 1. reason is a code, "" when none is needed.
"""

from dataclasses import dataclass

import numpy as np

from measures.targets import ROUNDING, are_numbers, meets_target, share_class

UNDEFINED = "not_available"


@dataclass(frozen=True)
class Verdict:
    """One method's judgement: its own ratio (NaN where undefined), class and, if any, reason."""

    method: str
    ratio: float
    class_: str
    reason: str = ""


def eurostat(baseline, latest, target, target_year, direction=1) -> Verdict:
    """Growth rate observed relative to the growth rate the target requires.

    R = CAGR(v0, v, t - t0) / CAGR(v0, T, tT - t0); from 0.95 significant_progress, 0.60
    moderate_progress, 0 insufficient_progress, below moving_away. Source: Eurostat, Sustainable
    development in the EU, as cited by Statistics Canada. A fall from beyond the target has two
    negative rates and reads as progress: the reason baseline_beyond_target marks it.

    >>> eurostat((2020, 100), (2021, 110), 121, 2022)   # 10 % a year of the 10 % required
    Verdict(method='eurostat', ratio=1.0, class_='significant_progress', reason='')
    """
    reason = _explain_undefined(baseline, latest, target, target_year, growth=True)
    if reason:
        return Verdict("eurostat", np.nan, UNDEFINED, reason)
    ratio = _growth(baseline, latest) / _growth(baseline, (target_year, target))
    words = ("significant_progress", "moderate_progress", "insufficient_progress", "moving_away")
    marked = _beyond(baseline, target, direction)
    return Verdict("eurostat", ratio, _class(ratio, (0.95, 0.60, 0), words), marked)


def open_sdg(baseline, latest, target, target_year, direction=1) -> Verdict:
    """Growth rate observed relative to the size of the one required, signed by direction.

    R = s d CAGR(v0, v, t - t0) / |CAGR(v0, T, tT - t0)|, s the sign of v0; target_achieved where v
    meets T, else from 0.95 substantial_progress, 0.60 moderate_progress, 0 limited_progress, below
    deterioration. Source: sdg-build ProgressMeasure (Statistics Canada). Its rule of 0.001 for a
    target of 0 is kept and marked; that for a base of 0 is not: it makes any first lab a triumph.

    >>> open_sdg((2020, 4), (2021, 5), 9, 2022)   # 25 % a year of the 50 % required
    Verdict(method='open_sdg', ratio=0.5, class_='limited_progress', reason='')
    """
    goal = 0.001 if target == 0 else target
    reason = _explain_undefined(baseline, latest, goal, target_year, growth=True)
    ratio = np.nan
    if not reason:
        sign = np.sign(baseline[1]) * direction
        ratio = sign * _growth(baseline, latest) / abs(_growth(baseline, (target_year, goal)))
        reason = "target_zero_replaced" if target == 0 else _beyond(baseline, target, direction)
    words = ("substantial_progress", "moderate_progress", "limited_progress", "deterioration")
    met = are_numbers(latest[1], target) and meets_target(latest[1], target, direction)
    class_ = "target_achieved" if met else _class(ratio, (0.95, 0.60, 0), words)
    return Verdict("open_sdg", float(ratio), class_, reason)


def sdg_index(baseline, latest, target, target_year, direction=1) -> Verdict:
    """Yearly change observed relative to the yearly change the target requires.

    ratio = [(v - v0)/(t - t0)] / [(T - v0)/(tT - t0)]; from 1 on_track, 0.5 moderately_improving,
    0 stagnating, below decreasing. Published on a 0-100 score; the ratio is the same on any linear
    scale. Source: SDSN, Sustainable Development Report, methods. A loss from beyond the target has
    a positive ratio: marked baseline_beyond_target.

    >>> sdg_index((2022, 0), (2025, 9), 20, 2027)
    Verdict(method='sdg_index', ratio=0.75, class_='moderately_improving', reason='')
    """
    reason = _explain_undefined(baseline, latest, target, target_year)
    if reason:
        return Verdict("sdg_index", np.nan, UNDEFINED, reason)
    ratio = _slope(baseline, latest) / _slope(baseline, (target_year, target))
    words = ("on_track", "moderately_improving", "stagnating", "decreasing")
    marked = _beyond(baseline, target, direction)
    return Verdict("sdg_index", ratio, _class(ratio, (1, 0.5, 0), words), marked)


def escap(baseline, latest, target, target_year, direction=1) -> Verdict:
    """Gap anticipated at the target year, in percent of the change required (low is good).

    P = 100 |T - vhat| / |T - v0|, vhat the trend extended to tT (here the line through the two
    points); up to 10 maintain, up to 100 accelerate, above reverse. 0 where vhat meets T: the
    index reports a gap for targets that will not be achieved only. Source: ESCAP, Anticipated
    Progress Index (Bidarbakht Nia 2017, SD/WP/05); UNECE technical notes.

    >>> escap((2022, 0), (2025, 9), 20, 2027)   # 15 of 20 ahead
    Verdict(method='escap', ratio=25.0, class_='accelerate', reason='')
    """
    reason = _explain_undefined(baseline, latest, target, target_year)
    if reason:
        return Verdict("escap", np.nan, UNDEFINED, reason)
    ahead = baseline[1] + _slope(baseline, latest) * (target_year - baseline[0])
    met = meets_target(ahead, target, direction)
    gap = 0.0 if met else 100 * abs(target - ahead) / abs(target - baseline[1])
    class_ = _class(-gap, (-10, -100), ("maintain", "accelerate", "reverse"))
    return Verdict("escap", gap, class_, _beyond(baseline, target, direction))


def straight_path(baseline, latest, target, target_year, direction=1) -> Verdict:
    """Share of the required change done relative to the share a straight path expects.

    ratio = [(v - v0)/(T - v0)] / [(t - t0)/(tT - t0)], the expected share at most 1; achieved where
    v meets T, else on_track, lagging, far_behind or reversing by share_class. A baseline that
    meets T already leaves nothing to divide by: achieved or reversing by level. Source: EU Digital
    Decade (deviation from a path agreed in advance), as measures.progress uses it.

    >>> straight_path((2022, 0), (2025, 9), 20, 2027)
    Verdict(method='straight_path', ratio=0.75, class_='lagging', reason='')
    """
    reason = _explain_undefined(baseline, latest, target, target_year)
    if reason and reason != "baseline_equals_target":
        return Verdict("straight_path", np.nan, UNDEFINED, reason)
    met = meets_target(latest[1], target, direction)
    marked = reason or _beyond(baseline, target, direction)
    if marked:
        return Verdict("straight_path", np.nan, "achieved" if met else "reversing", marked)
    done = (latest[1] - baseline[1]) / (target - baseline[1])
    expected = min(1.0, (latest[0] - baseline[0]) / (target_year - baseline[0]))
    class_ = "achieved" if met else share_class(done, expected)
    return Verdict("straight_path", done / expected, class_)


def _explain_undefined(baseline, latest, target, target_year, growth=False) -> str:
    """Why a ratio does not exist, "" where it does; growth rates need one sign and no zero base."""
    if not are_numbers(target, target_year):
        return "no_target_value"
    if not are_numbers(*baseline, *latest):
        return "no_value"
    if latest[0] <= baseline[0]:
        return "no_time_since_baseline"
    if target_year <= baseline[0]:
        return "target_year_not_after_baseline"
    if growth and baseline[1] == 0:
        return "base_zero"
    if all(meets_target(baseline[1], target, way) for way in (1, -1)):
        return "baseline_equals_target"
    if growth and min(latest[1] * np.sign(baseline[1]), target * np.sign(baseline[1])) < 0:
        return "sign_change"
    return ""


def _beyond(baseline, target, direction) -> str:
    """Mark for a baseline on the far side of the target, where a ratio praises the way back."""
    return "baseline_beyond_target" if meets_target(baseline[1], target, direction) else ""


def _growth(start, end) -> float:
    return (end[1] / start[1]) ** (1 / (end[0] - start[0])) - 1


def _slope(start, end) -> float:
    return (end[1] - start[1]) / (end[0] - start[0])


def _class(ratio, cuts, words) -> str:
    """Word of the first cut that a ratio reaches, the last word below all of them."""
    if np.isnan(ratio):
        return UNDEFINED
    # A ratio of 0.95 on paper must not fall below the cut in binary.
    reached = [word for cut, word in zip(cuts, words, strict=False) if ratio >= cut - ROUNDING]
    return reached[0] if reached else words[-1]
