"""Labs against what they serve: rates per industrial value added and per population."""

import numpy as np
import pandas as pd

from catalog.nouns import StoredFlows
from measures.indicators import end_total, end_totals
from measures.scope import Scope

# the stock of labs in operation: those that entered less those that left
LABS_IN_OPERATION = StoredFlows(("lab_entries",), ("lab_exits",))


def labs_by_province(frame: pd.DataFrame, scope: Scope, provinces: list[str]) -> pd.Series:
    """Labs in operation at the end of the period per province; zero where none, all named."""
    return end_total(frame, LABS_IN_OPERATION, scope, "province", provinces)


def labs_by_domain(
    frame: pd.DataFrame, scope: Scope, provinces: list[str], domains: list[str]
) -> pd.DataFrame:
    """Labs in operation at the end of the period: provinces (rows) by main domain (columns)."""
    rows, columns = ("province", provinces), ("domain", domains)
    return end_totals(frame, LABS_IN_OPERATION, scope, rows, columns)


def latest_statistic(stats: pd.DataFrame, column: str) -> tuple[pd.Series, int | None]:
    """Latest year in which the column has values, by province, and that year.

    One year for all provinces: mixing years would compare unlike things.
    """
    known = stats.dropna(subset=[column])
    if known.empty:
        return pd.Series(dtype=float), None
    year = int(known["year"].max())
    chosen = known[known["year"] == year]
    return pd.Series(chosen[column].to_numpy(float), index=chosen["province"].astype(str)), year


def per(counts: pd.Series, denominator: pd.Series, unit: float) -> pd.Series:
    """Counts per `unit` of the denominator; NaN where it is missing or not positive.

    >>> per(pd.Series({"a": 3.0, "b": 1.0}), pd.Series({"a": 1500.0}), 1000).to_dict()
    {'a': 2.0, 'b': nan}
    """
    aligned = denominator.reindex(counts.index)
    return counts / aligned.where(aligned > 0, np.nan) * unit


def standardise_rates(counts: pd.Series, base: pd.Series) -> pd.Series:
    """Rates made comparable where bases differ: how far from the overall rate, in its own noise.

    z_i = (r_i - b) / sqrt(v_i), r_i = x_i / n_i, b = sum x / sum n, v_i = a + b / n_i with
    a = sum n_i (r_i - b)^2 / sum n - b / (mean n); v_i = b / n_i where that is negative. A small
    base makes a rate uncertain, and its z smaller. NaN where the base is missing or not positive,
    and everywhere without counts. Units: none. Source: Assuncao & Reis 1999, empirical Bayes.

    >>> standardise_rates(pd.Series([1.0, 3.0]), pd.Series([2.0, 2.0])).round(3).tolist()
    [-1.0, 1.0]
    """
    n, x = base.reindex(counts.index).astype(float), counts.astype(float)
    n, x = n.where((n > 0) & x.notna()), x.where(n > 0)
    if not x.sum() > 0:
        return pd.Series(np.nan, index=counts.index)
    r, b = x / n, x.sum() / n.sum()
    a = (n * (r - b) ** 2).sum() / n.sum() - b / n.mean()
    v = (a + b / n).where(a + b / n >= 0, b / n)
    return (r - b) / v**0.5


def rank_values(values: pd.Series) -> pd.Series:
    """Rank from 1, highest first, ties sharing the best rank; NaN stays NaN.

    >>> rank_values(pd.Series({"a": 5, "b": 7, "c": 5})).to_dict()
    {'a': 2.0, 'b': 1.0, 'c': 2.0}
    """
    return values.rank(ascending=False, method="min")


def at_one_rate(counts: pd.Series, base: pd.Series) -> pd.DataFrame:
    """What each would have, did all have the rate of all together, and how far it is from that.

    One row per index of the counts: count, base, even (base x sum of counts / sum of bases, both
    over those with a positive base), beyond (count - even); NaN where the base is missing or not
    positive. Units: of the counts, base in its own.

    >>> table = at_one_rate(pd.Series({"a": 3.0, "b": 1.0}), pd.Series({"a": 10.0, "b": 30.0}))
    >>> table["even"].tolist(), table["beyond"].tolist()
    ([1.0, 3.0], [2.0, -2.0])
    """
    known = base.reindex(counts.index).astype(float)
    known = known.where(known > 0)
    even = known * overall_rate(counts, base, 1.0)
    return pd.DataFrame({"count": counts, "base": known, "even": even, "beyond": counts - even})


def concentration(values: pd.Series, count: int) -> float:
    """Share of the `count` largest in the total; NaN when the total is zero.

    >>> concentration(pd.Series([6, 3, 1]), 1)
    0.6
    """
    total = values.sum()
    return float(values.nlargest(count).sum() / total) if total > 0 else float("nan")


def overall_rate(counts: pd.Series, denominator: pd.Series, unit: float) -> float:
    """Rate of all provinces together that have a denominator; NaN where none has.

    >>> overall_rate(pd.Series({"a": 3, "b": 5}), pd.Series({"a": 1500.0}), 1000)
    2.0
    """
    known = denominator.reindex(counts.index)
    known = known[known > 0]
    return float(counts[known.index].sum() / known.sum() * unit) if len(known) else float("nan")
