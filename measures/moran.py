"""Whether labs cluster in neighbouring provinces."""

import numpy as np
import pandas as pd

# Values held at once while permuting, to bound memory
CELLS_AT_ONCE = 2_000_000
NOT_APPLICABLE = (float("nan"), float("nan"), float("nan"))


def morans_i(values, edges, permutations: int = 9999, seed: int = 0) -> tuple[float, float, float]:
    """Likeness of neighbours: I, its mean under no pattern, and the chance of an I as high.

    I = (n / S0) z'Wz / z'z, z = y - mean, W the neighbours' weights with rows adding to 1, S0 their
    sum; E[I] = -1/(n-1). p = (1 + permutations with I at least as high) / (permutations + 1),
    one-sided, seeded. edges: pairs of index labels (positions for a list or array), either order;
    a pair naming a unit that is not in values is left out, so that a part of the map can be
    measured. A unit without neighbours stays in n and z with a lag of 0. All three NaN for
    constant, all-zero or missing values, and where no pair is left. Values may be negative
    (standardised rates). Source: Moran 1950; Cliff & Ord 1981; Hope 1968 for p. Units: none.

    >>> i, expected, p = morans_i([1, 1, 0, 0], [(0, 1), (1, 2), (2, 3)])
    >>> i, round(expected, 6), round(p, 1)   # 2 of the 6 arrangements are as clustered
    (0.5, -0.333333, 0.3)
    """
    series = _label(values)
    place = {label: position for position, label in enumerate(series.index)}
    w = np.zeros((len(series), len(series)))
    for unit, neighbour in edges:
        if unit == neighbour:
            raise ValueError(f"{unit} cannot be its own neighbour")
        if unit in place and neighbour in place:
            w[place[unit], place[neighbour]] = w[place[neighbour], place[unit]] = 1.0
    return _test_by_permutation(series, w, permutations, seed)


def weighted_morans_i(
    values, nearness: pd.DataFrame, permutations: int = 9999, seed: int = 0
) -> tuple[float, float, float]:
    """morans_i where neighbours count by degrees: nearest ones, or all by inverse distance.

    nearness: labels of values in rows and columns, 0 where not a neighbour, the diagonal ignored;
    rows are made to add to 1, and need not be symmetric. Units that nearness does not know have no
    neighbours.

    >>> line = pd.DataFrame([[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]])
    >>> weighted_morans_i([1, 1, 0, 0], line)[0]
    0.5
    """
    series = _label(values)
    known = nearness.reindex(index=series.index, columns=series.index)
    w = known.fillna(0.0).to_numpy(float, copy=True)
    if (w < 0).any():
        raise ValueError("nearness cannot be negative")
    w[np.diag_indices_from(w)] = 0.0
    return _test_by_permutation(series, w, permutations, seed)


def _test_by_permutation(
    series: pd.Series, w: np.ndarray, permutations, seed
) -> tuple[float, float, float]:
    """I, E[I] and p for neighbours' weights as given, before their rows are made to add to 1."""
    y, sums = series.to_numpy(dtype=float, na_value=np.nan), w.sum(axis=1, keepdims=True)
    spread = np.ptp(y) if len(y) else 0.0
    # A spread of rounding noise alone is a constant: 0.1 + 0.2 and 0.3 are the same rate.
    if not np.isfinite(y).all() or not sums.any() or spread <= 1e-12 * np.abs(y).max():
        return NOT_APPLICABLE
    z = y - y.mean()
    w = w / np.where(sums > 0, sums, 1.0) * (len(y) / np.count_nonzero(sums) / (z @ z))
    observed = float(z @ w @ z)
    if permutations < 1:
        return observed, -1 / (len(y) - 1), float("nan")
    as_high = _count_as_high(z, w, observed, permutations, seed)
    return observed, -1 / (len(y) - 1), (1 + as_high) / (permutations + 1)


def _label(values) -> pd.Series:
    if isinstance(values, pd.Series):
        if not values.index.is_unique:
            raise ValueError("edges need each unit once")
        return pd.to_numeric(values)
    if np.ndim(values) != 1:
        raise ValueError("one value per unit is needed: a list, an array or a Series")
    return pd.to_numeric(pd.Series(values, dtype=None if len(values) else float))


def _count_as_high(z, w, observed, permutations, seed) -> int:
    """Number of seeded shufflings of z over the map whose I is at least the observed."""
    rng = np.random.default_rng(seed)
    batch, count = max(1, CELLS_AT_ONCE // len(z)), 0
    for start in range(0, permutations, batch):
        rows = min(batch, permutations - start)
        shuffled = rng.permuted(np.broadcast_to(z, (rows, len(z))), axis=1)
        drawn = ((shuffled @ w) * shuffled).sum(axis=1)
        # The same arrangement summed in another order may differ in the last digit: still as high.
        count += int((drawn >= observed - 1e-12).sum())
    return count
