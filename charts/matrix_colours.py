"""Colours of a matrix of numbers: one scale for the screen's cells and for those of a table."""

import math

from charts.theme import COLOURS, GAP

RISING = COLOURS.on_paper(COLOURS.ramp["matrix"])
# below and above the average, neither of them good: two hues alike in weight
TURNING = COLOURS.on_paper(COLOURS.ramp["turning"])


def scale_colours(values: list[list], middle: float | None = None) -> tuple[list[list], dict]:
    """What stands for each value on a colour scale from 0 to zmax, and that scale.

    middle: the value where the scale turns from one hue to the other; None where it rises.
    """
    return _rising(values) if middle is None else _turning(values, middle)


def colour_at(drawn: float, scale: dict) -> str:
    """The colour of one drawn value, mixed between the steps around it as Plotly mixes them.

    >>> colour_at(1.0, {"zmax": 2, "colorscale": [[0, "#000000"], [1, "#204060"]]})
    '#102030'
    """
    steps, at = scale["colorscale"], min(max(drawn / scale["zmax"], 0.0), 1.0)
    above = next(i for i, (place, _) in enumerate(steps) if place >= at)
    (low, first), (high, second) = steps[max(above - 1, 0)], steps[above]
    part = (at - low) / (high - low) if high > low else 1.0
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + part * (b - a)):02x}" for a, b in pairs)


def _channels(color: str) -> tuple[int, int, int]:
    return tuple(int(color[at : at + 2], 16) for at in (1, 3, 5))


def _rising(values: list[list]) -> tuple[list[list], dict]:
    """Zero in the gap colour, then the sequence from the first lab up."""
    top = max((v for line in values for v in line if v), default=1.0)
    first = min(0.5 / top, 0.5)
    steps = [[first + (1 - first) * i / (len(RISING) - 1), color] for i, color in enumerate(RISING)]
    return values, {"zmax": top, "colorscale": [[0, GAP], [first, GAP], *steps]}


def _turning(values: list[list], middle: float) -> tuple[list[list], dict]:
    """Ratios to the middle: a half or less, the middle, a double, fourfold; zero stands apart."""
    drawn = [
        [
            None if v is None else 2 + max(-1.0, min(2.0, math.log2(v / middle))) if v else 0.0
            for v in line
        ]
        for line in values
    ]
    return drawn, {"zmax": 4, "colorscale": [[i / 4, color] for i, color in enumerate(TURNING)]}
