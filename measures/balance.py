"""How evenly labs are laid out over provinces: Gini, Lorenz, Theil, HHI, location quotient, Moran.

Values are counts of labs per unit, weights what they are measured against (population, industry);
both as list, array or Series, two Series meeting by label. Units without a value or a positive
weight are left out; nothing to share or a single unit is not applicable (NaN), never 0.
"""

import numpy as np
import pandas as pd

from measures.chance_bands import random_band
from measures.moran import morans_i
from measures.whole_lab_floor import (
    applicable,
    attainable_floor,
    layout,
    layout_ginis,
    layout_theil,
)

__all__ = [
    "attainable_floor",
    "effective_number",
    "gini",
    "ginis",
    "hhi",
    "location_quotient",
    "lorenz",
    "morans_i",
    "random_band",
    "theil",
    "theil_decomposition",
]


def gini(values, weights=None) -> float:
    """Half the mean difference in labs per weight between two units, relative to the mean.

    G = sum_i sum_j p_i p_j |r_i - r_j| / (2 rbar), with p_i = w_i / sum w, r_i = x_i / p_i and
    rbar = sum p_i r_i; without weights sum sum |x_i - x_j| / (2 n^2 xbar). From 0 to 1 - min p.
    Source: Lerman & Yitzhaki 1989; Cowell 2011, Measuring Inequality. Units: none.

    >>> gini([0, 0, 0, 10, 10, 10])
    0.5
    >>> gini([1, 3], weights=[1, 3])
    0.0
    >>> gini([0, 0])
    nan
    """
    units = layout(values, weights)
    if not applicable(units):
        return float("nan")
    return float(layout_ginis(units.value.to_numpy()[None, :], units.weight_share.to_numpy())[0])


def ginis(rows: np.ndarray, weights=None) -> np.ndarray:
    """The Gini of each row, one unit a column, none of whose values is missing; NaN where it is not
    applicable.

    >>> ginis(np.array([[1.0, 3.0], [0.0, 0.0]]), [1, 3]).tolist()
    [0.0, nan]
    """
    units = layout(np.zeros(rows.shape[1]), weights)
    values = rows[:, units.index]
    if (values < 0).any():
        raise ValueError("negative counts have no share")
    shared = (values.sum(axis=1) > 0) & (len(units) > 1)
    result = np.full(len(rows), np.nan)
    result[shared] = layout_ginis(values[shared], units.weight_share.to_numpy())
    return result


def lorenz(values, weights=None) -> pd.DataFrame:
    """Share of labs held by the least-served part of the weight, from (0, 0) to (1, 1).

    One row per unit in order of value per weight, after a first row (0, 0); cumulated shares.
    Where the values are a Series with labels of its own, each row carries the label of the unit
    it adds (the first row ""). No rows where the index is not applicable: a diagonal would read as
    perfect equality. Source: Lorenz 1905; Cowell 2011. Gini = 1 - 2 * area under this line.

    >>> lorenz([3, 1])
       weight_share  value_share
    0           0.0         0.00
    1           0.5         0.25
    2           1.0         1.00
    """
    units = layout(values, weights)
    if not applicable(units):
        return pd.DataFrame({"weight_share": [], "value_share": []}, dtype=float)
    units = units.iloc[np.argsort(units.value / units.weight_share, kind="stable")]
    labelled = isinstance(values, pd.Series) and not isinstance(values.index, pd.RangeIndex)
    return pd.DataFrame(
        {
            "weight_share": _cumulate(units.weight_share.to_numpy()),
            "value_share": _cumulate(units.value.to_numpy()),
        },
        index=["", *units.index] if labelled else None,
    )


def _cumulate(parts: np.ndarray) -> np.ndarray:
    totals = np.concatenate([[0.0], np.cumsum(parts)])
    return totals / totals[-1]  # divided last, so that the line ends at exactly 1


def theil(values, weights=None) -> float:
    """How far the shares of labs lie from the shares of weight, in nats.

    T = sum s_i ln(s_i / p_i), s_i = x_i / sum x, p_i = w_i / sum w, 0 ln 0 = 0; without weights
    p_i = 1/n. From 0 to ln(1 / min p). Source: Theil 1967, Economics and Information Theory.

    >>> theil([0, 0, 0, 10, 10, 10])   # ln 2
    0.6931471805599453
    """
    units = layout(values, weights)
    if not applicable(units):
        return float("nan")
    return layout_theil(units.value.to_numpy(), units.weight_share.to_numpy())


def theil_decomposition(values, groups, weights=None) -> tuple[float, float]:
    """Theil between groups of units (regions) and within them; the two add up to theil.

    B = sum_g S_g ln(S_g / P_g), W = sum_g S_g T_g, with S_g, P_g the shares of group g in labs
    and weight and T_g the index inside it. Source: Theil 1967; Shorrocks 1980. Units: nats. Both
    NaN where theil is, or where a unit that counts has no group: its part would be lost.

    >>> theil_decomposition([0, 0, 0, 10, 10, 10], list("AAABBB"))   # ln 2, all between
    (0.6931471805599453, 0.0)
    """
    units = layout(values, weights, groups)
    if not applicable(units) or units.group.isna().any():
        return float("nan"), float("nan")
    parts = units.groupby("group", observed=True)[["value", "weight_share"]]
    totals = parts.sum()
    between = layout_theil(totals.value.to_numpy(), totals.weight_share.to_numpy())
    held = totals.value / totals.value.sum()
    within = sum(
        held[name] * layout_theil(part.value.to_numpy(), _shares(part.weight_share.to_numpy()))
        for name, part in parts
        if held[name] > 0
    )
    return between, float(within)


def _shares(parts: np.ndarray) -> np.ndarray:
    return parts / parts.sum()


def hhi(values) -> float:
    """Concentration: chance that two labs drawn with replacement lie in the same unit.

    H = sum s_i^2, from 1/n to 1. Source: Hirschman 1964; Herfindahl 1950. Units: none.

    >>> hhi([1, 1, 2])   # 1/16 + 1/16 + 4/16
    0.375
    """
    units = layout(values)
    return float((_shares(units.value.to_numpy()) ** 2).sum()) if applicable(units) else np.nan


def effective_number(values) -> float:
    """How many units would hold the labs if each held as many: 1 / HHI, from 1 to n.

    Source: Laakso & Taagepera 1979. Units: number of units. NaN where hhi is.

    >>> effective_number([5, 5, 0])
    2.0
    """
    return 1 / hhi(values)


def location_quotient(counts: pd.DataFrame) -> pd.DataFrame:
    """Share of a domain in a province relative to its share in all provinces; 1 is average.

    LQ_pd = (x_pd / x_p.) / (x_.d / x_..), rows provinces, columns domains as given. NaN (not 0)
    in a province or a domain without labs and in a missing cell. Source: Isard 1960, Methods of
    Regional Analysis. Units: none.

    >>> location_quotient(pd.DataFrame({"a": [1, 1], "b": [0, 2]})).values.tolist()
    [[2.0, 0.0], [0.6666666666666666, 1.3333333333333333]]
    """
    numbers = counts.astype(float)
    if (numbers < 0).any(axis=None):
        raise ValueError("negative counts have no share")
    in_province, in_domain = numbers.sum(axis=1), numbers.sum(axis=0)
    expected = np.outer(in_province, in_domain) / (in_domain.sum() or np.nan)
    return numbers / np.where(expected > 0, expected, np.nan)
