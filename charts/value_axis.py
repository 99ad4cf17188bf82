"""Numbers along an axis: round steps, all with the same decimals, large ones as readers say them.

Plotly writes k and M and has no 万; so the ticks are chosen here, from the values, and lettered.
"""

import math
from collections.abc import Iterable

from catalog.sentences import Words
from charts.theme import number

ROOM = 1.05  # how far Plotly draws an axis beyond its largest value, as a factor
LEAST_WITH_UNIT = 10_000  # the last tick from which on numbers have a unit
# by language the units of large numbers, the largest first: their size and their sentence
LARGE_UNITS = {
    "zh": ((1e8, "axis.very_large"), (1e4, "axis.large")),
    "en": ((1e6, "axis.very_large"), (1e3, "axis.large")),
}


def value_ticks(values: Iterable[float | None], most: int, t: Words, whole: bool = False) -> dict:
    """Settings of an axis that starts at zero: its ticks and their texts; none without a value.

    most: parts that the ticks cut the axis into. whole: nothing lies between two whole numbers.
    """
    known = [value for value in values if value is not None and math.isfinite(value)]
    top, low = max(known, default=0.0), min(known, default=0.0)
    low = min(low, 0.0)
    if top <= low:
        return {}
    step = round_step((top - low) / most)
    if whole:
        step = max(step, 1.0)
    first, last = math.ceil(low * ROOM / step), math.floor(top * ROOM / step)
    ticks = [tidy(place * step) for place in range(first, last + 1)]
    return {"tickvals": ticks, "ticktext": letter_ticks(ticks, step, t)}


def round_step(least: float) -> float:
    """The least of 1, 2 and 5 times a power of ten that is not below a number.

    >>> round_step(0.037), round_step(30_000), round_step(5)
    (0.05, 50000.0, 5.0)
    """
    power = 10.0 ** math.floor(math.log10(least))
    factor = next(factor for factor in (1, 2, 5, 10) if tidy(factor * power) >= tidy(least))
    return tidy(factor * power)


def tidy(value: float) -> float:
    """A number without the last digits that come of multiplying decimal fractions."""
    return float(f"{value:.12g}")


def letter_ticks(ticks: list[float], step: float, t: Words) -> list[str]:
    """The text of each tick, with as many decimals as the step has."""
    largest = max(abs(tick) for tick in ticks)
    if largest < LEAST_WITH_UNIT:
        places = count_decimals(step)
        return [number(tick, places) for tick in ticks]
    size, key = next(unit for unit in LARGE_UNITS[t.language] if largest >= unit[0])
    places = count_decimals(tidy(step / size))
    return ["0" if tick == 0 else t(key, value=number(tick / size, places)) for tick in ticks]


def count_decimals(step: float) -> int:
    """Decimals of 1, 2 or 5 times a power of ten.

    >>> count_decimals(0.05), count_decimals(20.0)
    (2, 0)
    """
    return max(0, -math.floor(math.log10(step)))
