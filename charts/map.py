"""The province map: ChartSpec of kind "map" -> figure without geometry, and its filling."""

import math
from dataclasses import dataclass

import pandas as pd

from charts.map_classes import NO_DATA, OUTSIDE, shade_of, shades
from charts.map_frame import inset_ground, inset_title, map_layout
from charts.map_traces import (
    hit_trace,
    key_traces,
    label_note,
    line_traces,
    outline_trace,
    points_trace,
)
from charts.theme import number, plain

CODES = (
    "110000", "120000", "130000", "140000", "150000",
    "210000", "220000", "230000",
    "310000", "320000", "330000", "340000", "350000", "360000", "370000",
    "410000", "420000", "430000", "440000", "450000", "460000",
    "500000", "510000", "520000", "530000", "540000",
    "610000", "620000", "630000", "640000", "650000",
    "710000", "810000", "820000",
)  # fmt: skip
INSET_CODES = ("350000", "440000", "450000", "460000", "530000", "710000", "810000", "820000")
# px: on lower cards only names fit, and a key in the corner would reach up to 西藏 (measured: free
# of all territory from 520 px with the longest percentages).
ROOMY_HEIGHT = 520


@dataclass(frozen=True)
class Province:
    """What the map says of one province: `printed` is its value in words, "" without one.

    `missing` says why there is none: no data, not defined, or outside what the reader chose.
    """

    code: str
    name: str
    printed: str
    colours: tuple[str, str]
    missing: str = ""


def map_figure(spec, words):
    """Figure of a shaded province map; outlines come from map.json by the path in meta.

    extra: names and hover notes by code; points (x, y, key, hover: lists) on a layer of their own,
    named point_name; gap, the word for a value that is not defined; outside, the codes that the
    reader left out.
    """
    values, digits = _values(spec), _digits(spec)
    classes = shades(values.values(), digits)
    provinces = [
        _province(code, value, shade_of(value, classes, digits), spec, words)
        for code, value in values.items()
    ]
    size, roomy = max(8, min(17, round(spec.height / 58))), spec.height >= ROOMY_HEIGHT
    inside = [province for province in provinces if province.code in INSET_CODES]
    data = [
        *(outline_trace("main", province) for province in provinces),
        *line_traces("main"),
        *(hit_trace(province, _hover(province, spec)) for province in provinces),
        points_trace(spec.extra.get("points"), spec.extra.get("point_name", ""), size),
        inset_ground(),
        *(outline_trace("inset", province) for province in inside),
        *line_traces("inset"),
        inset_title(words("map.south_china_sea"), size),
        *_key(provinces, classes, spec, words),
    ]
    labels = [label_note(province, size, roomy) for province in provinces]
    frame = map_layout(_key_title(spec), size, roomy, labels)
    # the browser draws a lower map than this in a narrow window, and needs to know from where on
    return {"data": data, "layout": {**frame, "meta": {"roomy": ROOMY_HEIGHT}}}


def fill_geometry(figure, layer):
    """A new figure with x and y of every trace and label taken from the layer of map.json."""
    layout = figure["layout"]
    notes = [_noted(note, layer) for note in layout.get("annotations", [])]
    data = [_filled(trace, layer) for trace in figure["data"]]
    return {**figure, "data": data, "layout": {**layout, "annotations": notes}}


def _noted(note, layer):
    group, key = note["name"].split("/")
    point = layer[group][key]
    return {**note, "x": point["x"][0], "y": point["y"][0]}


def _filled(trace, layer):
    path = trace.get("meta", {}).get("geometry")
    if not path:
        return trace
    group, key = path
    shape = layer[group][key]
    filled = {**trace, "x": shape["x"], "y": shape["y"]}
    if "customdata" in trace:
        filled["customdata"] = trace["customdata"] * len(shape["x"])
    return filled


def _values(spec):
    """Value of every province, NaN where the frame has none: missing is never 0."""
    if spec.frame.empty:
        return dict.fromkeys(CODES, math.nan)
    fill = pd.to_numeric(spec.frame[spec.series[0].column]).astype(float)
    given = dict(zip(spec.frame[spec.x].astype(str), fill, strict=True))
    return {code: float(given.get(code, math.nan)) for code in CODES}


def _digits(spec):
    """Decimals of the values themselves: shares are printed in percent."""
    return spec.decimals + (2 if spec.unit == "%" else 0)


def _printed(value, spec):
    # + 0.0 turns minus zero, left by rounding, into zero
    return number(round(value, _digits(spec)) + 0.0, spec.decimals, spec.unit)


def _province(code, value, shade, spec, words):
    name = spec.extra.get("names", {}).get(code, code)
    if shade is not None:
        return Province(code, name, _printed(value, spec), (shade.fill, shade.ink))
    if code in spec.extra.get("outside", ()):
        return Province(code, name, "", OUTSIDE, words("map.outside"))
    given = not spec.frame.empty and code in set(spec.frame[spec.x].astype(str))
    word = spec.extra.get("gap") if given else None
    return Province(code, name, "", NO_DATA, word or words("map.no_data"))


def _hover(province, spec):
    """Name, value with unit or why there is none, and the note on this province if there is one."""
    unit = "" if spec.unit == "%" else f" {spec.unit}"
    value = province.printed + unit if province.printed else province.missing
    note = spec.extra.get("notes", {}).get(province.code, "")
    lines = [f"<b>{plain(province.name)}</b>", f"{plain(spec.series[0].name)}：{plain(value)}"]
    return "<br>".join(lines + ([plain(note)] if note else []))


def _key(provinces, classes, spec, words):
    """The key: zero, the classes from low to high, and what stands where there is no value."""
    entries = [(_class_label(shade, spec, words), shade.fill) for shade in classes]
    for colours in (NO_DATA, OUTSIDE):
        found = dict.fromkeys(p.missing for p in provinces if p.colours == colours)
        if found:
            entries.append((words("scope.joint").join(found), colours[0]))
    return key_traces(entries)


def _class_label(shade, spec, words):
    if shade.low == shade.high == 0:
        return words("map.zero")
    low, high = _printed(shade.low, spec), _printed(shade.high, spec)
    return low if low == high else f"{low}～{high}"


def _key_title(spec):
    """The unit over the key; a percent sign stands at every number already."""
    return "" if spec.unit in ("", "%") else f"（{spec.unit}）"
