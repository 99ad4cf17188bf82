"""Where the names of points stand so that they do not cover each other, or that they do not."""

import math

from charts.spec import ChartSpec

LETTER, LINE, GAP = 12.0, 15.0, 6.0  # px of a sign and a line of text, and between point and name
SIDES = ("right", "left", "top", "bottom")


def name_places(spec: ChartSpec, size: tuple[float, float]) -> list[str]:
    """For each point of a scatter the side its name stands on; "" where there is no room.

    size: width and height in px of what lies between the axes and the points farthest out, which
    choose first. No name reaches over an axis.
    """
    x, y = (list(spec.frame[series.column].astype(float)) for series in spec.series[:2])
    across = size[0] / (max(_drop_missing(x), default=1.0) or 1.0)
    up = size[1] / (max(_drop_missing(y), default=1.0) or 1.0)
    spots = [(a * across, b * up) for a, b in zip(x, y, strict=True)]
    known_spots = [spot for spot in spots if not math.isnan(_far(spot))]
    occupied = [(a - 4, b - 4, a + 4, b + 4) for a, b in known_spots]
    places = [""] * len(spots)
    for at in sorted(range(len(spots)), key=lambda i: -_far(spots[i])):
        if math.isnan(_far(spots[at])):
            continue
        for side in SIDES:
            box = _box(spots[at], str(spec.frame[spec.x].iloc[at]), side)
            if min(box[:2]) >= -GAP and not any(_meet(box, other) for other in occupied):
                places[at] = side
                occupied.append(box)
                break
    return places


def _drop_missing(values: list[float]) -> list[float]:
    return [value for value in values if not math.isnan(value)]


def _far(spot: tuple[float, float]) -> float:
    return spot[0] + spot[1]


def _box(spot: tuple[float, float], name: str, side: str) -> tuple[float, float, float, float]:
    """Left, low, right, high of a name beside its point, in px."""
    x, y = spot
    width = LETTER * len(name)
    left = {"right": x + GAP, "left": x - GAP - width}.get(side, x - width / 2)
    low = {"top": y + GAP, "bottom": y - GAP - LINE}.get(side, y - LINE / 2)
    return left, low, left + width, low + LINE


def _meet(box: tuple, other: tuple) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
