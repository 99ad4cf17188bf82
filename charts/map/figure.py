"""The province map: ChartSpec of kind "map" -> figure without geometry, and its filling."""

from catalog.sentences import Words
from charts.map.frame import inset_ground, inset_title, map_layout
from charts.map.traces import (
    hit_trace,
    key_traces,
    label_note,
    line_traces,
    outline_trace,
    points_trace,
)
from charts.map.values import Province, map_values
from charts.spec import ChartSpec
from charts.theme import escape

INSET_CODES = ("350000", "440000", "450000", "460000", "530000", "710000", "810000", "820000")
# px: on lower cards only names fit, and a key in the corner would reach up to 西藏 (measured: free
# of all territory from 520 px with the longest percentages).
ROOMY_HEIGHT_PX = 520


def map_figure(spec: ChartSpec, t: Words) -> dict:
    """Figure of a shaded province map; outlines come from map.json by the path in meta."""
    values = map_values(spec, t)
    provinces = values.provinces
    size, roomy = max(8, min(17, round(spec.height / 58))), spec.height >= ROOMY_HEIGHT_PX
    inside = [province for province in provinces if province.code in INSET_CODES]
    data = [
        *(outline_trace("main", province) for province in provinces),
        *line_traces("main"),
        *(hit_trace(province, _hover(province, spec)) for province in provinces),
        points_trace(spec.options.points, spec.options.point_name, size),
        inset_ground(),
        *(outline_trace("inset", province) for province in inside),
        *line_traces("inset"),
        inset_title(t("map.south_china_sea"), size),
        *key_traces(values.key),
    ]
    labels = [label_note(province, size, roomy) for province in provinces]
    frame = map_layout(values.key_title, size, roomy, labels)
    # the browser draws a lower map than this in a narrow window, and needs to know from where on
    return {"data": data, "layout": {**frame, "meta": {"roomy": ROOMY_HEIGHT_PX}}}


def fill_geometry(figure: dict, layer: dict) -> dict:
    """A new figure with x and y of every trace and label taken from the layer of map.json."""
    layout = figure["layout"]
    notes = [_place_note(note, layer) for note in layout.get("annotations", [])]
    data = [_fill_trace(trace, layer) for trace in figure["data"]]
    return {**figure, "data": data, "layout": {**layout, "annotations": notes}}


def _place_note(note: dict, layer: dict) -> dict:
    group, key = note["name"].split("/")
    point = layer[group][key]
    return {**note, "x": point["x"][0], "y": point["y"][0]}


def _fill_trace(trace: dict, layer: dict) -> dict:
    path = trace.get("meta", {}).get("geometry")
    if not path:
        return trace
    group, key = path
    shape = layer[group][key]
    filled = {**trace, "x": shape["x"], "y": shape["y"]}
    if "customdata" in trace:
        filled["customdata"] = trace["customdata"] * len(shape["x"])
    return filled


def _hover(province: Province, spec: ChartSpec) -> str:
    """Name, value with unit or why there is none, and the note on this province if there is one."""
    unit = "" if spec.unit == "%" else f" {spec.unit}"
    value = province.printed + unit if province.printed else province.missing
    note = spec.options.notes.get(province.code, "")
    lines = [f"<b>{escape(province.name)}</b>", f"{escape(spec.series[0].name)}：{escape(value)}"]
    return "<br>".join(lines + ([escape(note)] if note else []))
