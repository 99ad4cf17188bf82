"""Where an indicator without a number to reach is going: method D1.

The rule is published before the data: mean yearly change and last change, as in Germany's
sustainability report; no verdict unless beyond chance, as England's health agency does for its
trend markers; a full count has no sampling error, as in the biodiversity indicators of the UK.
Counts that only cumulate are judged on the additions of each year, which is a rule of our own.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from measures.chance_intervals import newcombe
from measures.whole_lab_floor import floats

# Raised with every change of a rule here: the history and the method page name it.
METHOD = "D1"
KINDS = ("total", "flow", "stock", "share", "mean", "per", "covered", "index")
POINTS_NEEDED, POINTS_IN_WINDOW, POINTS_IN_TREND = 4, 6, 5
CEILING_SHARE = 0.99  # of 0 or 1, as the UN progress chart
BAND_SHARE = 0.01  # yearly change below which a full count shows little or no change, as the ONS
SIGNIFICANT_P, SIGNIFICANT_Z = 0.05, 1.96
RELEVANT_CHANGE_SHARE = 0.10  # of a count: a smaller change is none, however many were counted
TREND_CHI_SQUARED = 9.54953570608324  # 99.8 % point, one degree of freedom, as Fingertips
DIGITS = 9  # what is equal on paper must not differ in binary


@dataclass(frozen=True)
class Direction:
    """Where one series is going, and the numbers it rests on.

    average_change (a) is the mean yearly change over the window, last_change (c) that from the
    year before to the latest; both in units of the series, NaN where there are too few years.
    points counts the years of the window, first_year is its first, None without any value. reason:
    codes joined by +, "" when none is needed; a_chance and c_chance say that the sign of a or of c
    is within chance and counts as 0.
    """

    status: str
    average_change: float = math.nan
    last_change: float = math.nan
    points: int = 0
    first_year: int | None = None
    reason: str = ""


def direction(
    kind,
    series,
    wanted,
    last_year,
    update_period_years=1,
    parts=None,
    wholes=None,
    top=None,
    overdispersion=1.0,
) -> Direction:
    """Direction of a yearly series: mean yearly change and last change, where beyond chance.

    kind: one of KINDS; of a `total` the series are the additions within each year. series: value by
    year (index int), of complete years; years after last_year are left out, a year without value
    breaks the run. wanted: 1 more is better, -1 less, 0 neither. parts, wholes: numerator and
    denominator of a share by year where the years are independent; a year whose whole is 0 has no
    value. top: how many there are to cover; 1 for a share. overdispersion: see there.

    Window: the unbroken run of years that ends at the latest, six at most, n its length.
    a = (last - first)/(n - 1), c = last - previous. A change below 1 % a year of a positive base
    counts as 0, and so does a sign that the test of its kind does not find:

    total, flow   the last n//2 years against the first n//2, for c the last two: exact binomial
                  p < 0.05, abs(x1 - x0)/sqrt(φ(x0 + x1)) > 1.96 and a change of 10 % or more
    share         n >= 5: χ² for trend beyond Fingertips' limit and one slope with each year left
                  out; n = 4, or a year with none or all: Newcombe's 95 % interval of the pooled
                  halves excludes 0; for c Newcombe's interval of the last two years
    all others    none: a full count has no sampling error. Decisions of an authority come in
                  batches and are no sample either: give them as `stock`, shares without parts.

    Each test wrongly finds a sign in at most 5 % of equal years (simulated, Poisson counts with
    means of 1 to 800, n = 4 to 6: a 4.6 %, c 4.8 %), one of the two in at most 9.1 %.
    Source: project note on directions, section 2. ValueError for another kind or wish.

    >>> direction("stock", pd.Series({2022: 8, 2023: 11, 2024: 15, 2025: 20}), 1, 2025)
    Direction(status='improving', average_change=4.0, last_change=5.0, points=4, first_year=2022, \
reason='')
    >>> direction("total", {2022: 10, 2023: 20, 2024: 30, 2025: 20}, 1, 2025).reason
    'c_chance'
    """
    if kind not in KINDS:
        raise ValueError(f"kind is one of {', '.join(KINDS)}, not {kind!r}")
    if wanted not in (1, 0, -1):
        raise ValueError(f"wanted is 1, 0 or -1, not {wanted!r}")
    if wanted == 0:
        return Direction("no_direction")
    known, part, whole = _by_year(series, last_year), None, None
    columns = [known]
    if parts is not None and wholes is not None:
        part, whole = _by_year(parts, last_year), _by_year(wholes, last_year)
        counted = np.isin(known.years, part.years)
        counted &= np.isin(known.years, whole.years[whole.values > 0])
        known = YearlyValues(known.years[counted], known.values[counted])
        columns = [known, part, whole]
    if not known.years.size:
        return Direction("no_data")
    if any((np.diff(column.years) == 0).any() for column in columns):
        return Direction("insufficient_data", reason="duplicate_years")
    window = find_window(known)
    facts = {
        "average_change": _average_change(window.values),
        "last_change": _last_change(window.values),
        "points": len(window.years),
        "first_year": int(window.years[0]),
    }
    status = _status_before_changes(kind, window, wanted, last_year, update_period_years, top)
    if status:
        reason = "fewer_than_four_points" if status == "insufficient_data" else ""
        return Direction(status, **facts, reason=reason)
    if part is not None and whole is not None:
        part, whole = part.of(window.years), whole.of(window.years)
    signs = judge_signs(kind, window.values, wanted, part, whole, overdispersion)
    return Direction(_class_of(signs), **facts, reason=signs.reason)


class YearlyValues(NamedTuple):
    """The years that have a value, in their order, and the values: as arrays, for a page judges
    dozens of series of a few years each."""

    years: np.ndarray
    values: np.ndarray

    def of(self, years: np.ndarray) -> np.ndarray:
        """The values of some of the years."""
        return self.values[np.searchsorted(self.years, years)]


@dataclass(frozen=True)
class Signs:
    """Signs of wanted·a and wanted·c after the band and the chance guard; which chance made 0."""

    average: int
    last: int
    average_by_chance: bool = False
    last_by_chance: bool = False

    @property
    def reason(self) -> str:
        """The codes a_chance and c_chance, joined by +."""
        codes = {"a_chance": self.average_by_chance, "c_chance": self.last_by_chance}
        return "+".join(code for code, by_chance in codes.items() if by_chance)


def find_window(known: YearlyValues) -> YearlyValues:
    """The unbroken run of years that ends at the latest, six years at most.

    >>> find_window(YearlyValues(np.array([2021, 2023, 2024]), np.ones(3))).years.tolist()
    [2023, 2024]
    """
    years = known.years
    count = 1
    while count < min(len(years), POINTS_IN_WINDOW) and years[-count - 1] == years[-count] - 1:
        count += 1
    return YearlyValues(years[-count:], known.values[-count:])


def judge_signs(
    kind: str,
    values: np.ndarray,
    wanted: int,
    parts: np.ndarray | None = None,
    wholes: np.ndarray | None = None,
    overdispersion: float = 1.0,
) -> Signs:
    """Signs of wanted·a and wanted·c of a window of four years or more, see `direction`; parts,
    wholes: of the same years."""
    average = _sign(_average_change(values))
    last = _sign(_last_change(values))
    if _within_band(values[0], values[-1], len(values) - 1):
        average = 0
    if _within_band(values[-2], values[-1], 1):
        last = 0
    average_tested, last_tested = average, last
    if kind in ("total", "flow"):
        half = len(values) // 2
        early, late = values[:half].sum(), values[-half:].sum()
        average_tested = sign_of_counts(early, late, overdispersion)
        last_tested = sign_of_counts(values[-2], values[-1], overdispersion)
    elif kind == "share" and parts is not None and wholes is not None:
        average_tested = sign_of_share_trend(parts, wholes)
        last_tested = sign_of_shares(parts[-2:], wholes[-2:])
    average_by_chance = average != 0 and average_tested != average
    last_by_chance = last != 0 and last_tested != last
    return Signs(
        0 if average_by_chance else wanted * average,
        0 if last_by_chance else wanted * last,
        average_by_chance,
        last_by_chance,
    )


def sign_of_counts(before: float, after: float, overdispersion: float = 1.0) -> int:
    """Sign of the change between two counts, 0 where chance or a change below 10 % may explain it.

    Exact two-sided binomial(1/2) p < 0.05, z = abs(x1 - x0)/sqrt(φ(x0 + x1)) > 1.96 and
    abs((x1 + 1)/(x0 + 1) - 1) >= 0.10.

    >>> sign_of_counts(27, 45), sign_of_counts(30, 20), sign_of_counts(27, 45, 2.4)
    (1, 0, 0)
    """
    total = before + after
    if total <= 0 or even_split_p(round(before), round(after)) >= SIGNIFICANT_P:
        return 0
    z = abs(after - before) / math.sqrt(max(1.0, overdispersion) * total)
    relative = round(abs((after + 1) / (before + 1) - 1), DIGITS)
    if z <= SIGNIFICANT_Z or relative < RELEVANT_CHANGE_SHARE:
        return 0
    return _sign(after - before)


def even_split_p(first: int, second: int) -> float:
    """Exact two-sided p of two counts being one even split: 2·P(X <= smaller), X ~ Bin(n, 1/2).

    Summed from the smaller count down, P(k - 1) = P(k)·k/(n - k + 1), until nothing is added.

    >>> round(even_split_p(27, 45), 4), round(even_split_p(30, 20), 3), even_split_p(3, 3)
    (0.0444, 0.203, 1.0)
    """
    total, k = first + second, min(first, second)
    log_ways = math.lgamma(total + 1) - math.lgamma(k + 1) - math.lgamma(total - k + 1)
    term = math.exp(log_ways - total * math.log(2))
    tail = 0.0
    while k >= 0 and tail + term > tail:
        tail += term
        term *= k / (total - k + 1)
        k -= 1
    return min(1.0, round(2 * tail, 12))


def sign_of_share_trend(parts: np.ndarray, wholes: np.ndarray) -> int:
    """Sign of the trend of independent yearly shares, 0 where chance may explain it.

    Five years or more: χ² for trend over the last five, and the slope of the logits has one sign
    over all five and with each year left out. Four years, or a year with none or all among the
    five, which has no logit: the later half of the years against the earlier, pooled.

    >>> sign_of_share_trend(np.array([6, 7, 8, 9, 11]), np.full(5, 20))
    0
    >>> sign_of_share_trend(np.array([60, 70, 95, 120]), np.full(4, 200))
    1
    """
    part, whole = parts[-POINTS_IN_TREND:], wholes[-POINTS_IN_TREND:]
    if len(parts) < POINTS_IN_TREND or (part == 0).any() or (part == whole).any():
        half = len(parts) // 2
        early_part, early_whole = parts[:half].sum(), wholes[:half].sum()
        late_part, late_whole = parts[-half:].sum(), wholes[-half:].sum()
        return sign_of_shares([early_part, late_part], [early_whole, late_whole])
    slopes = {_sign(slope) for slope in logit_slopes(part, whole)}
    if trend_chi_squared(part, whole) <= TREND_CHI_SQUARED or len(slopes) > 1:
        return 0
    return slopes.pop()


def sign_of_shares(parts, wholes) -> int:
    """Sign of the difference of two shares, 0 where Newcombe's 95 % interval includes 0.

    >>> sign_of_shares([13, 18], [27, 57]), sign_of_shares([95, 120], [200, 200])
    (0, 1)
    """
    (before, after), (whole_before, whole_after) = list(parts), list(wholes)
    low, high = newcombe(before, whole_before, after, whole_after)
    if low > 0:
        return 1
    return -1 if high < 0 else 0


def trend_chi_squared(parts: np.ndarray, wholes: np.ndarray) -> float:
    """χ² for a linear trend of shares over t = 1 … k (Cochran, Armitage), one degree of freedom.

    N(N·Σxt - X·Σnt)² / (X(N - X)(N·Σnt² - (Σnt)²)); NaN where all or none have it.

    >>> round(trend_chi_squared(np.array([6, 7, 8, 9, 11]), np.full(5, 20)), 3)
    2.976
    """
    t = np.arange(1, len(parts) + 1)
    all_parts, all_wholes = parts.sum(), wholes.sum()
    spread = all_wholes * (wholes @ t**2) - (wholes @ t) ** 2
    divisor = all_parts * (all_wholes - all_parts) * spread
    if divisor == 0:
        return math.nan
    return float(all_wholes * (all_wholes * (parts @ t) - all_parts * (wholes @ t)) ** 2 / divisor)


def logit_slopes(parts: np.ndarray, wholes: np.ndarray) -> list[float]:
    """Least-squares slopes of log(share/(1 - share)) by year: of all years, then each left out.

    >>> [round(slope, 2) for slope in logit_slopes(np.array([1, 2, 3]), np.full(3, 4))]
    [1.1, 1.1, 1.1, 1.1]
    """
    logits, t = np.log(parts / (wholes - parts)), np.arange(len(parts), dtype=float)
    slopes = [_slope(t, logits)]
    for left_out in range(len(parts)):
        slopes.append(_slope(np.delete(t, left_out), np.delete(logits, left_out)))
    return slopes


def overdispersion(months: np.ndarray, counts: np.ndarray) -> float:
    """How much more the months of a year differ than counts by chance do: φ, 1 at least.

    φ = Σ(month - its year's monthly mean)² / that mean ÷ (months - years), over the twelve months
    of every year with any output. counts: what each of the months (dates) of complete years adds; a
    month that is not there counts 0. 1.0 without any output.

    >>> overdispersion(np.array(["2024-03-01", "2024-09-01"], "datetime64"), np.array([6, 6]))
    5.454545454545454
    >>> overdispersion(np.array([], "datetime64[s]"), np.array([]))
    1.0
    """
    positive = counts > 0
    if not positive.any():
        return 1.0
    number = months[positive].astype("datetime64[M]").astype(int)  # since January 1970
    years, places = np.unique(number // 12, return_inverse=True)
    table = np.zeros((len(years), 12))
    np.add.at(table, (places, number % 12), counts[positive])
    means = table.mean(axis=1, keepdims=True)
    spread = ((table - means) ** 2 / means).sum()
    return max(1.0, float(spread / (table.size - len(table))))


def _by_year(series, last_year: int) -> YearlyValues:
    """The years with a value, in order, up to last_year."""
    if not isinstance(series, pd.Series):
        series = pd.Series(series, dtype=None if len(series) else float)
    years, values = series.index.to_numpy(int), floats(series)
    kept = np.isfinite(values) & (years <= last_year)
    order = years[kept].argsort(kind="stable")
    return YearlyValues(years[kept][order], values[kept][order])


def _status_before_changes(kind, window, wanted, last_year, update_period_years, top) -> str:
    """What is decided before any change is looked at, in the order of the method; "" if nothing."""
    latest = window.values[-1]
    if last_year - window.years[-1] > update_period_years:
        return "stale"
    if kind == "total" and latest == 0:
        return "none_added"
    if kind == "covered" and top is not None and latest == top:
        return "at_ceiling"
    if kind == "share":
        fraction = round(latest / (top or 1.0), DIGITS)
        reached = fraction if wanted > 0 else 1 - fraction
        if round(reached, DIGITS) >= CEILING_SHARE:
            return "at_ceiling"
    return "insufficient_data" if len(window.years) < POINTS_NEEDED else ""


def _class_of(signs: Signs) -> str:
    """The class from both signs, the table of the method."""
    by_chance = signs.average_by_chance or signs.last_by_chance
    if signs.average > 0:
        advanced = signs.last > 0 or signs.last_by_chance
        return "improving" if advanced else "improving_paused"
    if signs.last > 0:
        return "turning"
    if signs.average == signs.last == 0:
        return "within_chance" if by_chance else "steady"
    return "worsening"


def _average_change(values: np.ndarray) -> float:
    """Mean yearly change over the window; NaN for a single year."""
    if len(values) < 2:
        return math.nan
    return float(values[-1] - values[0]) / (len(values) - 1)


def _last_change(values: np.ndarray) -> float:
    """Change from the year before to the latest; NaN for a single year."""
    return float(values[-1] - values[-2]) if len(values) > 1 else math.nan


def _within_band(base: float, value: float, years: int) -> bool:
    """A change below 1 % a year of a positive base; none for a base of 0 or less."""
    if base <= 0 or value < 0:
        return False
    yearly = (value / base) ** (1 / years) - 1
    return round(abs(yearly), DIGITS) < BAND_SHARE


def _sign(value: float) -> int:
    return int(np.sign(round(value, DIGITS)))


def _slope(t: np.ndarray, values: np.ndarray) -> float:
    """Least-squares slope of the values over t."""
    centred = t - t.mean()
    return float(centred @ (values - values.mean()) / (centred @ centred))
