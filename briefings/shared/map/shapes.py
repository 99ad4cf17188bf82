"""A map as native shapes: one per province, grouped, with boundaries, inset, key and labels.

Written as XML at once: building freeforms point by point takes a hundred times as long.
"""

from collections.abc import Iterator
from itertools import count

from briefings.exhibit import MapDrawing
from briefings.shared.drawingml import MUTED, fill, hatch, stroke
from briefings.shared.map.frame import Frame
from briefings.shared.map.words import key, labels, points, sea
from briefings.shared.shapes import Box, words_box, write_names, xfrm
from catalog.sentences import Words

INSET_SHARE = 0.5  # of the map's height
KEY_SHARE = 0.19  # of the whole width
PATH_UNITS_PER_KM = 10  # path units a kilometre: the outlines are given to a tenth


def rings(shape: dict) -> list[list[tuple[float, float]]]:
    """The polygons of an outline, which None divides.

    >>> rings({"x": [0, 1, None, 5], "y": [0, 1, None, 5]})
    [[(0, 0), (1, 1)], [(5, 5)]]
    """
    rings_so_far = [[]]
    for x, y in zip(shape["x"], shape["y"], strict=True):
        if x is None:
            rings_so_far.append([])
        else:
            rings_so_far[-1].append((x, y))
    return [ring for ring in rings_so_far if ring]


def map_group(drawing: MapDrawing, box: Box, t: Words, about: str) -> str:
    """The whole map as one group: main map, key to its left, inset to its right."""
    number = count(100)
    left = Box(box.x, box.y, round(box.w * KEY_SHARE), box.h)
    layer = drawing.outlines
    main = Frame(Box(left.x + left.w, box.y, box.w - 2 * left.w, box.h), **layer["ranges"])
    side = Box(
        box.x + box.w - left.w,
        box.y + round(box.h * (1 - INSET_SHARE)),
        left.w,
        round(box.h * INSET_SHARE),
    )
    inset = Frame(side, **layer["inset_box"])
    parts = [
        *_provinces(drawing, "main", main, number),
        *_boundaries(drawing, "lines", main, number),
        *points(drawing, main, number),
        *labels(drawing, main, number),
        words_box(
            next(number),
            t("slides.inset", sea=drawing.sea),
            inset.box,
            [],
            ground="#ffffff",
            edge=MUTED,
        ),
        *_provinces(drawing, "inset", inset, number),
        *_boundaries(drawing, "inset_lines", inset, number),
        sea(drawing, inset, number),
        *key(drawing, left, number, t),
    ]
    whole = f'<a:chOff x="{box.x}" y="{box.y}"/><a:chExt cx="{box.w}" cy="{box.h}"/></a:xfrm>'
    names = write_names(99, t("slides.map"), about)
    return (
        f"<p:grpSp><p:nvGrpSpPr>{names}<p:cNvGrpSpPr/><p:nvPr/>"
        f"</p:nvGrpSpPr><p:grpSpPr>{xfrm(box).replace('</a:xfrm>', whole)}</p:grpSpPr>"
        f"{''.join(parts)}</p:grpSp>"
    )


def _provinces(drawing: MapDrawing, group: str, frame: Frame, number) -> Iterator[str]:
    """One shape per province under its name, every polygon of it that reaches into the frame."""
    for place in drawing.places:
        shape = drawing.outlines[group].get(place.code, {"x": [], "y": []})
        northern = [ring for ring in rings(shape) if max(y for _, y in ring) > frame.south]
        if northern:
            paint = hatch(MUTED, place.fill) if place.hatched else fill(place.fill)
            yield _freeform(
                next(number),
                place.name,
                northern,
                frame,
                paint,
                stroke(place.border, 0.5),
                closed=True,
            )


def _boundaries(drawing: MapDrawing, group: str, frame: Frame, number) -> Iterator[str]:
    """The ten dashes, the undefined boundary and the sea boundaries, up to the frame."""
    for kind, width, dash, color in drawing.lines:
        parts = []
        for line in rings(drawing.outlines[group][kind]):
            parts += _above(line, frame.south)
        if parts:
            look = stroke(color, width * 0.75, dash)
            yield _freeform(next(number), kind, parts, frame, "<a:noFill/>", look, closed=False)


def _above(line: list, south: float) -> list[list]:
    """The pieces of a line that lie north of the frame's southern edge."""
    pieces, piece = [], []
    for point in line:
        if point[1] >= south:
            piece.append(point)
        elif piece:
            pieces.append(piece)
            piece = []
    return [points for points in [*pieces, piece] if len(points) > 1]


def _freeform(
    number: int, name: str, parts: list, frame: Frame, paint: str, line: str, *, closed: bool
) -> str:
    """A shape of many subpaths, in tenths of a kilometre within its own box."""
    xs, ys = ([point[axis] for part in parts for point in part] for axis in (0, 1))
    west, north = min(xs), max(ys)
    width, height = max(xs) - west, north - min(ys)
    x, y = frame.point(west, north)
    box = Box(x, y, max(round(width * frame.scale), 1), max(round(height * frame.scale), 1))
    end = "<a:close/>" if closed else ""
    drawn = "".join(_path(part, west, north) + end for part in parts)
    across, down = round(width * PATH_UNITS_PER_KM), round(height * PATH_UNITS_PER_KM)
    size = f'w="{max(across, 1)}" h="{max(down, 1)}"'
    unfilled = "" if closed else ' fill="none"'
    return (
        f"<p:sp><p:nvSpPr>{write_names(number, name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{xfrm(box)}"
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst><a:path {size}{unfilled}>{drawn}</a:path></a:pathLst></a:custGeom>"
        f"{paint}{line}</p:spPr></p:sp>"
    )


def _path(part: list, west: float, north: float) -> str:
    places = [((x - west) * PATH_UNITS_PER_KM, (north - y) * PATH_UNITS_PER_KM) for x, y in part]
    points = [f'<a:pt x="{round(across)}" y="{round(down)}"/>' for across, down in places]
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    return f"<a:moveTo>{points[0]}</a:moveTo>{lines}"
