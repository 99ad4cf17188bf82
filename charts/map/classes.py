"""Classes of a shaded map: which values share a colour, and what the key calls them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from charts.theme import COLOURS, GAP, INKS

# Light to dark in one hue, so that lightness alone tells the order: readable in every kind of
# colour blindness, on a white and on a dark surface. With each fill the ink readable on it.
DARK_INK, LIGHT_INK = INKS["on_pale"].paper, INKS["on_deep"].paper
FIRST_DEEP = 3  # place of the first fill that needs light ink
PALETTE = tuple(
    (fill, DARK_INK if at < FIRST_DEEP else LIGHT_INK)
    for at, fill in enumerate(COLOURS.on_paper(COLOURS.ramp["map"]))
)
ZERO = (GAP, DARK_INK)  # not pale teal: zero is a value of its own
NO_DATA = ("@nodata", "@text")
OUTSIDE = ("@surface", "@muted")  # left out by the reader: neither a value nor a gap
# Borders run between fixed fills, so their colours are fixed too, by the ink of the fill. Each is
# seen on its fills and, around islands smaller than a pixel, on a white and on a dark surface.
BORDERS = {DARK_INK: "#64809a", LIGHT_INK: "#9db9cf", "@text": "@muted", "@muted": "@muted"}
SPREAD = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


@dataclass(frozen=True)
class Shade:
    """One class of the map: values from low to high, both included, and its colours."""

    low: float
    high: float
    fill: str
    ink: str

    def holds(self, value: float) -> bool:
        """Whether a value, already rounded as it is printed, belongs here."""
        return self.low <= value <= self.high


def class_bounds(values: Iterable[float], step: float = 1.0) -> list[float]:
    """Lower bounds of at most five classes: near the quantiles of the distinct values, but round.

    Each bound is rounded as coarsely as the distance to its neighbours allows (1, 2 or 5 times a
    power of ten, never finer than `step`); a bound that would leave a class empty is dropped.

    >>> class_bounds([1, 1, 1, 2, 2, 3, 5, 7, 12, 30])
    [1.0, 2.0, 4.0, 6.0, 12.0]
    >>> class_bounds([4, 4, 4])
    [4.0]
    >>> class_bounds([96.1, 97.2, 97.9, 98.4, 99.0, 99.6], step=0.1)
    [96.1, 97.0, 98.0, 99.0]
    >>> class_bounds([])
    []
    """
    distinct = np.unique([value for value in values if math.isfinite(value)])
    if not len(distinct):
        return []
    marks = np.quantile(distinct, np.linspace(0, 1, len(PALETTE) + 1))
    gaps = np.minimum(np.diff(marks)[:-1], np.diff(marks)[1:])
    round_marks = [_round_to_grain(*pair, step) for pair in zip(marks[1:-1], gaps, strict=True)]
    low = float(distinct[0])
    bounds = [low, *sorted({mark for mark in round_marks if mark > low})]
    filled = np.searchsorted(bounds, distinct, side="right") - 1
    return [bounds[i] for i in sorted(set(filled.tolist()))]


def shades(values: Iterable[float], decimals: int = 0) -> list[Shade]:
    """The classes of the values from low to high, zero first as a class of its own."""
    step = 10.0**-decimals
    printed = [round(value, decimals) for value in values if math.isfinite(value)]
    nonzero = [value for value in printed if value != 0]
    lows = class_bounds(nonzero, step)
    highs = [round(low - step, decimals) for low in lows[1:]] + [max(nonzero, default=0.0)]
    pairs = [PALETTE[i] for i in SPREAD.get(len(lows), ())]
    zero = [Shade(0.0, 0.0, *ZERO)] if len(nonzero) < len(printed) else []
    return zero + [
        Shade(low, high, *pair) for low, high, pair in zip(lows, highs, pairs, strict=False)
    ]


def shade_of(value: float, classes: list[Shade], decimals: int = 0) -> Shade | None:
    """The class of a value; None without data."""
    if not math.isfinite(value):
        return None
    return next(shade for shade in classes if shade.holds(round(value, decimals)))


def _round_to_grain(mark: float, gap: float, step: float) -> float:
    """A mark rounded to the coarsest of 1, 2, 5 times a power of ten that fits into the gap."""
    if gap <= step:
        grain = step
    else:
        power = 10.0 ** math.floor(math.log10(gap))
        grain = max(step, power * max(factor for factor in (1, 2, 5) if factor * power <= gap))
    return round(round(mark / grain) * grain, 9)
