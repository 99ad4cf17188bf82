"""What only some kinds of exhibit need: cells of tables, the values of a map, steps, names."""

from briefings.exhibit import MapDrawing, Place
from catalog.figure_parts import Cell
from catalog.sentences import Words
from charts import drawn_tables as tables
from charts.drawn_tables import on_white
from charts.kinds.waterfall import COLORS
from charts.map.classes import BORDERS, NO_DATA
from charts.map.scenario_marks import MARKS, mark_texts
from charts.map.traces import LINE_STYLES, ON_SEA, POINT
from charts.map.values import Province, map_values
from charts.point_labels import name_places
from charts.spec import ChartSpec
from charts.theme import PALETTE

DASHES = {"solid": "", "dashdot": "dashDot", "dot": "sysDot"}  # as Office calls them
ON_PAPER = (600, 200)  # on a slide, whose letters are larger, in px of twelve to a letter
STEPS = ("base", "rise", "fall", "total")


def cells(spec: ChartSpec, t: Words) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Headings and cells of a kind that is drawn as a table; both empty for every other."""
    table = tables.cells(spec, t)
    if table is None:
        return (), ()
    return table.columns, table.rows


def across(spec: ChartSpec) -> str:
    """The column whose numbers run along the x axis; "" where categories do."""
    return {"curve": spec.x, "scatter": spec.series[0].column if spec.series else ""}.get(
        spec.kind, ""
    )


def band_roles(spec: ChartSpec) -> dict[str, str]:
    """Roles by column of an index beside chance, whose spec names them apart."""
    if spec.kind != "band":
        return {}
    options = spec.options
    return {options.low: "low", options.high: "high", options.floor: "floor"}


def settings(spec: ChartSpec, t: Words) -> dict:
    """What the kind needs beside its lines, as plain values."""
    if spec.kind == "waterfall":
        return {
            "steps": tuple(spec.frame["measure"]),
            "colors": dict(COLORS),
            "names": {step: t(f"waterfall.{step}") for step in STEPS},
        }
    if spec.kind == "donut":
        palette = spec.colors or PALETTE
        return {"colors": tuple(palette[at % len(palette)] for at in range(len(spec.frame)))}
    if spec.kind == "scatter":
        return {
            "point_name": spec.x_name,
            "sides": tuple(name_places(spec, ON_PAPER)),
        }
    return {}


def map_drawing(spec: ChartSpec, outlines: dict, t: Words) -> MapDrawing:
    """The map's values in the screen's colours, resolved for white, with the outlines."""
    drawing, points = map_values(spec, t), spec.options.points
    dots = zip(points.x, points.y, points.key, strict=True) if points else ()
    return MapDrawing(
        places=tuple(_place(province, mark_texts(spec)) for province in drawing.provinces),
        key=tuple((label, on_white(fill), fill == NO_DATA[0]) for label, fill in drawing.key),
        key_title=drawing.key_title,
        points=tuple((x, y, str(key)) for x, y, key in dots),
        outlines=outlines,
        sea=t("map.south_china_sea"),
        lines=tuple(
            (kind, width, DASHES[dash], on_white(color))
            for kind, (width, dash, color) in LINE_STYLES.items()
        ),
        point_name=spec.options.point_name if points else "",
        point_color=POINT,
    )


def _place(province: Province, placed: list[tuple[str, str, int]]) -> Place:
    fill, ink = province.colours
    marks = [Cell(text, *MARKS[look]) for code, text, look in placed if code == province.code]
    return Place(
        province.code,
        province.name,
        province.printed,
        on_white(fill),
        on_white(ink),
        hatched=province.colours == NO_DATA,
        border=on_white(BORDERS[ink]),
        at_sea=ON_SEA.get(province.code, ()),
        added=tuple(marks),
    )
