"""What a target asks of a series: the path to it, whether a value meets it, words for a share."""

import numpy as np
import pandas as pd

ON_TRACK, LAGGING = 0.95, 0.60  # cuts of the ratio done / expected, as Eurostat's
NEUTRAL_BAND = 0.01  # of the required change: less movement than this is no change
ROUNDING = 1e-9  # a ratio of 0.95 on paper must not fall below the cut in binary


def draw_required_path(baseline_year: int, baseline: float, target_year: int, target: float):
    """Value required in each year, on the straight line from the baseline to the target.

    path(t) = v0 + (T - v0)(t - t0)/(tT - t0), a Series by year from t0 to tT in units of the
    series; empty unless the target year is after the baseline. Source: UN, EU Digital Decade:
    linear path agreed in advance.

    >>> draw_required_path(2022, 0, 2026, 20).tolist()
    [0.0, 5.0, 10.0, 15.0, 20.0]
    """
    years = pd.RangeIndex(int(baseline_year), int(target_year) + 1, name="year")
    if len(years) < 2:
        return pd.Series(dtype=float, index=years[:0], name="required")
    return pd.Series(np.linspace(baseline, target, len(years)), index=years, name="required")


def are_numbers(*values) -> bool:
    """Whether every one of the values is there and finite."""
    return all(value is not None and bool(np.isfinite(value)) for value in values)


def meets_target(value: float, target: float, direction: int = 1) -> bool:
    """Whether a value is at the target or beyond it in the desired direction.

    >>> meets_target(0.1 + 0.2, 0.3), meets_target(4, 5, direction=-1), meets_target(4, 5)
    (True, True, False)
    """
    return bool(direction * (value - target) >= -1e-12 * max(abs(value), abs(target)))


def share_class(change_share: float, expected_share: float) -> str:
    """Word for a share of the required change, against the share expected.

    Ratio change/expected: from 0.95 on_track, from 0.60 lagging, below far_behind; a change within
    1 % of the required one is far_behind whatever the ratio, a loss beyond that is reversing.
    Source: Eurostat's cuts, put to shares instead of growth rates.

    >>> [share_class(share, 0.6) for share in (0.57, 0.45, 0.1, -0.01, -0.02)]
    ['on_track', 'lagging', 'far_behind', 'far_behind', 'reversing']
    """
    if change_share < -NEUTRAL_BAND - ROUNDING:
        return "reversing"
    ratio = change_share / expected_share
    if change_share <= NEUTRAL_BAND + ROUNDING or ratio < LAGGING - ROUNDING:
        return "far_behind"
    return "on_track" if ratio >= ON_TRACK - ROUNDING else "lagging"
