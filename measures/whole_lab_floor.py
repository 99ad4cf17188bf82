"""What whole labs allow: a layout, its indices, and the even-most one."""

import numpy as np
import pandas as pd


def floats(values) -> np.ndarray:
    """Values as one row of floats, missing as NaN; anything of two dimensions is refused."""
    if not isinstance(values, pd.Series):
        if np.ndim(values) != 1:
            raise ValueError("one value per unit is needed: a list, an array or a Series")
        values = pd.Series(values, dtype=None if len(values) else float)
    if values.dtype == float:
        return values.to_numpy()  # pandas takes ten times as long to come to the same
    return pd.to_numeric(values).to_numpy(dtype=float, na_value=np.nan)


def align(other, values) -> np.ndarray:
    """Other column in the order of values: by label between two Series, else by position."""
    if isinstance(other, pd.Series) and isinstance(values, pd.Series):
        return other.reindex(values.index).to_numpy()
    if len(other) != len(values):
        raise ValueError(f"{len(other)} entries for {len(values)} units")
    return np.asarray(other)


def layout(values, weights=None, groups=None) -> pd.DataFrame:
    """One row per unit that counts: value, weight_share and, if asked for, group.

    A unit without a value (missing is not zero) or without a positive weight is left out.
    """
    numbers = floats(values)
    shares = np.ones(len(numbers)) if weights is None else floats(align(weights, values))
    if (numbers < 0).any() or (shares < 0).any():
        raise ValueError("negative counts or weights have no share")
    labels = values.index if isinstance(values, pd.Series) else pd.RangeIndex(len(numbers))
    counts = ~np.isnan(numbers) & (shares > 0) & np.isfinite(shares)
    columns = {"value": numbers[counts], "weight_share": shares[counts] / shares[counts].sum()}
    if groups is not None:
        columns["group"] = align(groups, values)[counts]
    return pd.DataFrame(columns, index=labels[counts])


def applicable(units: pd.DataFrame) -> bool:
    """Whether a layout can be even or uneven at all: two units or more, and something to share."""
    return len(units) > 1 and bool(0 < units.value.sum() < np.inf)


def layout_ginis(layouts: np.ndarray, weight_share: np.ndarray) -> np.ndarray:
    """Weighted Gini of each row of layouts (layouts x units), units in the same order."""
    rates = layouts / weight_share
    order = np.argsort(rates, axis=1)  # units of equal rate leave no gap, in whichever order
    below = np.cumsum(weight_share[order], axis=1)[:, :-1]
    # The mean absolute difference is twice the integral of F(1 - F) over the rates. As a sum of
    # gaps it is exactly 0 for equal rates, which 1 - 2 * area is only up to rounding.
    gaps = np.diff(np.take_along_axis(rates, order, axis=1), axis=1)
    return (gaps * below * (1 - below)).sum(axis=1) / layouts.sum(axis=1)


def layout_theils(layouts: np.ndarray, weight_share: np.ndarray) -> np.ndarray:
    """Weighted Theil of each row of layouts; a unit with nothing adds exactly 0 (0 ln 0 = 0)."""
    share = layouts / layouts.sum(axis=1, keepdims=True)
    ratio = np.where(share > 0, share / weight_share, 1.0)
    return np.maximum(0.0, (share * np.log(ratio)).sum(axis=1))


def layout_theil(value: np.ndarray, weight_share: np.ndarray) -> float:
    """Weighted Theil of one layout."""
    return float(layout_theils(value[None, :], weight_share)[0])


def reference_layout(labs: int, weight_share: np.ndarray) -> np.ndarray:
    """Whole labs per unit by largest remainder (Hare-Niemeyer), ties to the earlier unit.

    >>> reference_layout(4, np.array([0.5, 0.3, 0.2])).tolist()
    [2, 1, 1]
    """
    quotas = labs * np.asarray(weight_share, dtype=float)
    seats = np.floor(quotas).astype(int)
    # Rounded, so that remainders equal on paper tie instead of being ranked by rounding noise.
    by_remainder = np.argsort(-np.round(quotas - seats, 9), kind="stable")
    seats[by_remainder[: labs - seats.sum()]] += 1
    return seats


def attainable_floor(labs: int, weights) -> dict:
    """Gini and Theil of the most even way to allot whole labs: equality itself is out of reach.

    Equal weights, labs L = qR + k over R units, exact: Gini = k(R-k)/(RL) and
    Theil = [k(q+1) ln(R(q+1)/L) + (R-k) q ln(Rq/L)]/L with 0 ln 0 = 0; for L < R these are
    1 - L/R and ln(R/L). Other weights: the indices of the largest-remainder allotment, a
    reference layout and not a proven minimum. Source: the definitions of both indices (Cowell
    2011, Measuring Inequality) put to a layout of q and q+1. Units: none. NaN without labs or
    with fewer than two weighted units.

    >>> attainable_floor(1, [1, 1, 1, 1])   # 1 - 1/4 and ln 4
    {'gini': 0.75, 'theil': 1.3862943611198906}
    >>> attainable_floor(8, [1, 1, 1, 1])
    {'gini': 0.0, 'theil': 0.0}
    """
    share = layout(np.zeros(len(weights)), floats(weights)).weight_share.to_numpy()
    if not labs > 0 or len(share) < 2:
        return {"gini": np.nan, "theil": np.nan}
    if np.ptp(share) <= 1e-12:
        return _even_floor(whole(labs), len(share))
    seats = reference_layout(whole(labs), share).astype(float)
    return {
        "gini": float(layout_ginis(seats[None, :], share)[0]),
        "theil": layout_theil(seats, share),
    }


def _even_floor(labs: int, units: int) -> dict:
    least, more = divmod(labs, units)
    theil = more * (least + 1) * np.log(units * (least + 1) / labs)
    if least:
        theil += (units - more) * least * np.log(units * least / labs)
    return {"gini": more * (units - more) / (units * labs), "theil": max(0.0, float(theil / labs))}


def whole(labs) -> int:
    """A number of labs as an integer; half a lab is refused."""
    if labs != int(labs):
        raise ValueError(f"labs come whole, not {labs}")
    return int(labs)


def hhi_floor(labs: int, units: int) -> float:
    """HHI of the most even way to allot whole labs to units.

    L = qR + k: [k (q+1)^2 + (R-k) q^2] / L^2, from the definition of HHI put to k units with q+1
    labs and the others with q. Units: none. NaN without labs or with fewer than two units.

    >>> hhi_floor(3, 2)   # two and one: 4/9 + 1/9
    0.5555555555555556
    """
    if not labs > 0 or units < 2:
        return float("nan")
    least, more = divmod(whole(labs), units)
    return (more * (least + 1) ** 2 + (units - more) * least**2) / whole(labs) ** 2
