"""95 % intervals of chance for counts and for shares of counts.

For what could as well have come out a little higher or lower: results achieved in a year, the
share of them at a level. A full count, such as laboratories or provinces, has none.
"""

import math

import pandas as pd

Z = 1.959963984540054  # 97.5 % point of the normal distribution
NONE = (math.nan, math.nan)


def wilson(part: float, whole: float) -> tuple[float, float]:
    """Wilson's score interval of a share; NaN where the whole is not positive.

    p = part/n, centre (p + z²/2n)/(1 + z²/n), half z·sqrt(p(1 - p)/n + z²/4n²)/(1 + z²/n).
    Source: Wilson, JASA 22 (1927), 209-212.

    >>> [round(100 * bound, 1) for bound in wilson(77, 187)]
    [34.4, 48.3]
    >>> [round(100 * bound, 1) for bound in wilson(14, 30)]
    [30.2, 63.9]
    """
    if not (whole > 0 and 0 <= part <= whole):
        return NONE
    p, square = part / whole, Z * Z / whole
    centre = p + square / 2
    half = Z * math.sqrt(p * (1 - p) / whole + square / (4 * whole))
    low, high = (centre - half) / (1 + square), (centre + half) / (1 + square)
    return max(0.0, low), min(1.0, high)


def byar(count: float) -> tuple[float, float]:
    """Byar's interval of a count; NaN for a negative one.

    low x(1 - 1/9x - z/3√x)³, high (x + 1)(1 - 1/9(x + 1) + z/3√(x + 1))³, low 0 for a count of 0.
    Source: Breslow and Day, Statistical Methods in Cancer Research II (1987), p. 69.

    >>> [tuple(round(bound, 2) for bound in byar(count)) for count in (0, 3)]
    [(0.0, 3.67), (0.6, 8.77)]
    >>> [round(bound, 1) for bound in byar(20)]
    [12.2, 30.9]
    """
    if not count >= 0:
        return NONE
    above = count + 1
    high = above * (1 - 1 / (9 * above) + Z / (3 * math.sqrt(above))) ** 3
    if count == 0:
        return 0.0, high
    return max(0.0, count * (1 - 1 / (9 * count) - Z / (3 * math.sqrt(count))) ** 3), high


def newcombe(
    part_before: float, whole_before: float, part_after: float, whole_after: float
) -> tuple[float, float]:
    """Newcombe's interval of the difference of two shares, after less before; NaN for a whole of 0.

    With Wilson's bounds l, u of each share p: d - sqrt((p2 - l2)² + (u1 - p1)²) and
    d + sqrt((u2 - p2)² + (p1 - l1)²), d = p2 - p1. Source: Newcombe, Statistics in Medicine 17
    (1998), 873-890, method 10.

    >>> [round(100 * bound, 1) for bound in newcombe(13, 27, 18, 57)]
    [-37.3, 5.1]
    >>> [round(100 * bound, 1) for bound in newcombe(130, 400, 215, 400)]
    [14.4, 27.8]
    """
    low_before, high_before = wilson(part_before, whole_before)
    low_after, high_after = wilson(part_after, whole_after)
    if math.isnan(low_before) or math.isnan(low_after):
        return NONE
    before, after = part_before / whole_before, part_after / whole_after
    difference = after - before
    down = math.hypot(after - low_after, high_before - before)
    up = math.hypot(high_after - after, before - low_before)
    return difference - down, difference + up


def intervals_of_counts(counts: pd.Series) -> pd.DataFrame:
    """Byar's interval of each count: columns low and high, in the rows of the counts.

    >>> intervals_of_counts(pd.Series({2024: 3, 2025: 20})).round(1).to_numpy().tolist()
    [[0.6, 8.8], [12.2, 30.9]]
    """
    bounds = [byar(count) for count in counts]
    return pd.DataFrame(bounds, columns=["low", "high"], index=counts.index, dtype=float)


def intervals_of_shares(parts: pd.Series, wholes: pd.Series) -> pd.DataFrame:
    """Wilson's interval of each part of its whole: columns low and high, in the rows of the parts.

    >>> intervals_of_shares(pd.Series([77, 0]), pd.Series([187, 0])).round(3).to_numpy().tolist()
    [[0.344, 0.483], [nan, nan]]
    """
    bounds = [wilson(part, whole) for part, whole in zip(parts, wholes, strict=True)]
    return pd.DataFrame(bounds, columns=["low", "high"], index=parts.index, dtype=float)


def bounds_with_blanks(part: float, whole: float, blank: float) -> tuple[float, float]:
    """Between what a share lies whatever stands in the blank cells: none or all of them the part.

    part/(whole + blank) and (part + blank)/(whole + blank); NaN where there is neither a filled
    nor a blank cell. Not of chance: these bounds are certain.

    >>> [round(100 * bound, 1) for bound in bounds_with_blanks(77, 187, 24)]
    [36.5, 47.9]
    """
    if not whole + blank > 0:
        return NONE
    return part / (whole + blank), (part + blank) / (whole + blank)
