"""A map as native shapes: one per province, grouped, with boundaries, inset, key and labels.

Written as XML at once: building freeforms point by point takes a hundred times as long.
"""

from collections.abc import Callable, Iterator
from itertools import count

from briefings.exhibit import MapDrawing, Place
from briefings.slides.marks import INK, MUTED, fill, hatch, stroke
from briefings.slides.shapes import Box, Words, named, words_box, xfrm

INSET_SHARE = 0.5  # of the map's height
KEY_SHARE = 0.19  # of the whole width
LETTERS, SMALL = 8.0, 7.0  # points of labels, of provinces that are small
GRAIN = 10  # path units a kilometre: the outlines are given to a tenth
ANCHORS = {"left": "l", "center": "ctr", "top": "t", "middle": "ctr"}


class Frame:
    """Kilometres of a map onto EMU of a box: equal scales, the map in the middle."""

    def __init__(self, box: Box, x: list[float], y: list[float]):
        self.scale = min(box.w / (x[1] - x[0]), box.h / (y[1] - y[0]))
        self.west, self.north, self.south = x[0], y[1], y[0]
        width, height = self.scale * (x[1] - x[0]), self.scale * (y[1] - y[0])
        left, top = box.x + (box.w - width) / 2, box.y + (box.h - height) / 2
        self.box = Box(*map(round, (left, top, width, height)))

    def point(self, x: float, y: float) -> tuple[int, int]:
        """EMU of a place."""
        return (round(self.box.x + (x - self.west) * self.scale),
                round(self.box.y + (self.north - y) * self.scale))  # fmt: skip


def rings(shape: dict) -> list[list[tuple[float, float]]]:
    """The polygons of an outline, which None divides.

    >>> rings({"x": [0, 1, None, 5], "y": [0, 1, None, 5]})
    [[(0, 0), (1, 1)], [(5, 5)]]
    """
    found = [[]]
    for x, y in zip(shape["x"], shape["y"], strict=True):
        if x is None:
            found.append([])
        else:
            found[-1].append((x, y))
    return [ring for ring in found if ring]


def map_group(drawing: MapDrawing, box: Box, words: Callable, about: str) -> str:
    """The whole map as one group: main map, key to its left, inset to its right."""
    number = count(100)
    left = Box(box.x, box.y, round(box.w * KEY_SHARE), box.h)
    layer = drawing.outlines
    main = Frame(Box(left.x + left.w, box.y, box.w - 2 * left.w, box.h), **layer["ranges"])
    side = Box(box.x + box.w - left.w, box.y + round(box.h * (1 - INSET_SHARE)), left.w,
               round(box.h * INSET_SHARE))  # fmt: skip
    inset = Frame(side, **layer["inset_box"])
    parts = [
        *_provinces(drawing, "main", main, number),
        *_boundaries(drawing, "lines", main, number),
        *_points(drawing, main, number),
        *_labels(drawing, main, number),
        words_box(next(number), words("slides.inset", sea=drawing.sea), inset.box,
                  [], ground="#ffffff", edge=MUTED),
        *_provinces(drawing, "inset", inset, number),
        *_boundaries(drawing, "inset_lines", inset, number),
        _sea(drawing, inset, number),
        *_key(drawing, left, number, words),
    ]  # fmt: skip
    whole = f'<a:chOff x="{box.x}" y="{box.y}"/><a:chExt cx="{box.w}" cy="{box.h}"/></a:xfrm>'
    return (
        f"<p:grpSp><p:nvGrpSpPr>{named(99, words('slides.map'), about)}<p:cNvGrpSpPr/><p:nvPr/>"
        f"</p:nvGrpSpPr><p:grpSpPr>{xfrm(box).replace('</a:xfrm>', whole)}</p:grpSpPr>"
        f"{''.join(parts)}</p:grpSp>"
    )


def _provinces(drawing: MapDrawing, group: str, frame: Frame, number) -> Iterator[str]:
    """One shape per province under its name, every polygon of it that reaches into the frame."""
    for place in drawing.places:
        shape = drawing.outlines[group].get(place.code, {"x": [], "y": []})
        found = [ring for ring in rings(shape) if max(y for _, y in ring) > frame.south]
        if found:
            paint = hatch(MUTED, place.fill) if place.hatched else fill(place.fill)
            yield _freeform(next(number), place.name, found, frame, paint,
                            stroke(place.border, 0.5), closed=True)  # fmt: skip


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
    return [found for found in [*pieces, piece] if len(found) > 1]


def _freeform(number: int, name: str, parts: list, frame: Frame, paint: str, line: str, *,
              closed: bool) -> str:  # fmt: skip
    """A shape of many subpaths, in tenths of a kilometre within its own box."""
    xs, ys = ([point[axis] for part in parts for point in part] for axis in (0, 1))
    west, north = min(xs), max(ys)
    width, height = max(xs) - west, north - min(ys)
    x, y = frame.point(west, north)
    box = Box(x, y, max(round(width * frame.scale), 1), max(round(height * frame.scale), 1))
    end = "<a:close/>" if closed else ""
    drawn = "".join(_path(part, west, north) + end for part in parts)
    size = f'w="{max(round(width * GRAIN), 1)}" h="{max(round(height * GRAIN), 1)}"'
    unfilled = "" if closed else ' fill="none"'
    return (
        f"<p:sp><p:nvSpPr>{named(number, name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{xfrm(box)}"
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst><a:path {size}{unfilled}>{drawn}</a:path></a:pathLst></a:custGeom>"
        f"{paint}{line}</p:spPr></p:sp>"
    )


def _path(part: list, west: float, north: float) -> str:
    points = [
        f'<a:pt x="{round((x - west) * GRAIN)}" y="{round((north - y) * GRAIN)}"/>' for x, y in part
    ]
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    return f"<a:moveTo>{points[0]}</a:moveTo>{lines}"


def _points(drawing: MapDrawing, frame: Frame, number) -> Iterator[str]:
    for x, y, name in drawing.points:
        yield _dot(next(number), name, frame.point(x, y), drawing.point_color)


def _dot(number: int, name: str, at: tuple[int, int], color: str) -> str:
    size = 60_000
    box = Box(at[0] - size // 2, at[1] - size // 2, size, size)
    return (
        f"<p:sp><p:nvSpPr>{named(number, name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{xfrm(box)}"
        f'<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>{fill(color)}{stroke("#ffffff", 0.5)}'
        "</p:spPr></p:sp>"
    )


def _labels(drawing: MapDrawing, frame: Frame, number) -> Iterator[str]:
    """Name and value at each province's point; what a trial adds beneath, in its own colours."""
    for place in drawing.places:
        spot = drawing.outlines["labels"][place.code]
        x, y = frame.point(spot["x"][0], spot["y"][0])
        across, down = place.at_sea or ("center", "middle")
        told = [place.name, place.printed] if place.printed else [place.name]
        lines = [" ".join(told)] if place.at_sea else told
        ink = INK if place.at_sea else place.ink
        width, height = 900_000, round(LETTERS * 1.15 * 12_700 * len(lines))
        left = x if across == "left" else x - width // 2
        top = y if down == "top" else y - height // 2
        box = Box(left, top, width, height)
        yield words_box(next(number), f"{place.name} {place.printed}".strip(), box,
                        [Words(line, LETTERS, ink, align=ANCHORS[across]) for line in lines],
                        anchor="ctr", wrap="none")  # fmt: skip
        yield from _added(place, x, top + height, number)


def _added(place: Place, x: int, y: int, number) -> Iterator[str]:
    width, height = 330_000, 125_000
    for at, cell in enumerate(place.added):
        box = Box(x + (at - 1) * width + (0 if len(place.added) > 1 else width // 2), y, width,
                  height)  # fmt: skip
        yield words_box(next(number), cell.text, box,
                        [Words(cell.text, SMALL, cell.ink, True, "ctr")], anchor="ctr",
                        ground=cell.fill, wrap="none")  # fmt: skip


def _sea(drawing: MapDrawing, frame: Frame, number) -> str:
    """The inset's title, in its corner where there is only sea."""
    box = Box(frame.box.x, frame.box.y + frame.box.h - 200_000, frame.box.w - 40_000, 180_000)
    return words_box(next(number), drawing.sea, box, [Words(drawing.sea, LETTERS, align="r")],
                     anchor="b", wrap="none")  # fmt: skip


def _key(drawing: MapDrawing, box: Box, number, words: Callable) -> Iterator[str]:
    """The key from high to low beneath its title, at the foot of its column."""
    line, side = 230_000, 150_000
    entries = list(drawing.key)
    rows = len(entries) + bool(drawing.key_title) + bool(drawing.points)
    top = box.y + box.h - rows * line
    if drawing.key_title:
        yield _entry(next(number), drawing.key_title, Box(box.x, top, box.w, line))
        top += line
    for label, color, hatched in entries:
        paint = hatch(MUTED, color) if hatched else fill(color)
        yield (
            f"<p:sp><p:nvSpPr>{named(next(number), words('slides.key'))}<p:cNvSpPr/><p:nvPr/>"
            f"</p:nvSpPr><p:spPr>{xfrm(Box(box.x, top + 30_000, 240_000, side))}"
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{paint}{stroke(MUTED, 0.5)}</p:spPr>'
            "</p:sp>"
        )
        yield _entry(next(number), label, Box(box.x + 300_000, top, box.w - 300_000, line))
        top += line
    if drawing.points:
        yield _dot(next(number), drawing.point_name, (box.x + 120_000, top + line // 2),
                   drawing.point_color)  # fmt: skip
        yield _entry(next(number), drawing.point_name,
                     Box(box.x + 300_000, top, box.w - 300_000, line))  # fmt: skip


def _entry(number: int, label: str, box: Box) -> str:
    return words_box(number, label, box, [Words(label, 10, INK)], anchor="ctr")
