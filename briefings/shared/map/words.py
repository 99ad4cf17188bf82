"""What stands on and beside a map: names with values, points, the inset's title and the key."""

from collections.abc import Iterator

from briefings.exhibit import MapDrawing, Place
from briefings.shared.drawingml import MUTED, POINT, fill, hatch, stroke
from briefings.shared.map.frame import Frame
from briefings.shared.shapes import Box, StyledText, words_box, write_names, xfrm
from catalog.figure_parts import INK
from catalog.sentences import Words

LABEL_PT, ADDITION_PT = 8.0, 7.0  # points of labels, of what a trial adds
ANCHORS = {"left": "l", "center": "ctr"}


def points(drawing: MapDrawing, frame: Frame, number) -> Iterator[str]:
    for x, y, name in drawing.points:
        yield _dot(next(number), name, frame.point(x, y), drawing.point_color)


def _dot(number: int, name: str, at: tuple[int, int], color: str) -> str:
    size = 60_000
    box = Box(at[0] - size // 2, at[1] - size // 2, size, size)
    return (
        f"<p:sp><p:nvSpPr>{write_names(number, name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{xfrm(box)}"
        f'<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>{fill(color)}{stroke("#ffffff", 0.5)}'
        "</p:spPr></p:sp>"
    )


def labels(drawing: MapDrawing, frame: Frame, number) -> Iterator[str]:
    """Name and value at each province's point; what a trial adds beneath, in its own colours."""
    for place in drawing.places:
        spot = drawing.outlines["labels"][place.code]
        x, y = frame.point(spot["x"][0], spot["y"][0])
        across, down = place.at_sea or ("center", "middle")
        lines = [place.name, place.printed] if place.printed else [place.name]
        lines = [" ".join(lines)] if place.at_sea else lines
        ink = INK if place.at_sea else place.ink
        width, height = 900_000, round(LABEL_PT * 1.15 * POINT * len(lines))
        left = x if across == "left" else x - width // 2
        top = y if down == "top" else y - height // 2
        box = Box(left, top, width, height)
        halo = "" if place.at_sea or place.hatched else place.fill
        lines_drawn = [
            StyledText(line, LABEL_PT, ink, align=ANCHORS[across], halo=halo) for line in lines
        ]
        name = f"{place.name} {place.printed}".strip()
        yield words_box(next(number), name, box, lines_drawn, anchor="ctr", wrap="none")
        yield from _write_addition(place, x, top + height, number)


def _write_addition(place: Place, x: int, y: int, number) -> Iterator[str]:
    width, height = 330_000, 125_000
    for at, cell in enumerate(place.added):
        box = Box(
            x + (at - 1) * width + (0 if len(place.added) > 1 else width // 2), y, width, height
        )
        yield words_box(
            next(number),
            cell.text,
            box,
            [StyledText(cell.text, ADDITION_PT, cell.ink, True, "ctr")],
            anchor="ctr",
            ground=cell.fill,
            wrap="none",
        )


def sea(drawing: MapDrawing, frame: Frame, number) -> str:
    """The inset's title, in its corner where there is only sea."""
    box = Box(frame.box.x, frame.box.y + frame.box.h - 200_000, frame.box.w - 40_000, 180_000)
    return words_box(
        next(number),
        drawing.sea,
        box,
        [StyledText(drawing.sea, LABEL_PT, align="r")],
        anchor="b",
        wrap="none",
    )


def key(drawing: MapDrawing, box: Box, number, t: Words) -> Iterator[str]:
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
            f"<p:sp><p:nvSpPr>{write_names(next(number), t('slides.key'))}<p:cNvSpPr/><p:nvPr/>"
            f"</p:nvSpPr><p:spPr>{xfrm(Box(box.x, top + 30_000, 240_000, side))}"
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{paint}{stroke(MUTED, 0.5)}</p:spPr>'
            "</p:sp>"
        )
        yield _entry(next(number), label, Box(box.x + 300_000, top, box.w - 300_000, line))
        top += line
    if drawing.points:
        yield _dot(
            next(number),
            drawing.point_name,
            (box.x + 120_000, top + line // 2),
            drawing.point_color,
        )
        yield _entry(
            next(number), drawing.point_name, Box(box.x + 300_000, top, box.w - 300_000, line)
        )


def _entry(number: int, label: str, box: Box) -> str:
    return words_box(number, label, box, [StyledText(label, 10, INK)], anchor="ctr")
