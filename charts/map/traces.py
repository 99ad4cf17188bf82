"""The traces of the map. Those with meta.geometry get x and y from map.json when drawn."""

from charts.map.classes import BORDERS, NO_DATA
from charts.map.values import Province
from charts.options import MapPoints
from charts.theme import escape

UNBROKEN = "\u00a0"  # a blank inside a name
# Labels written on the sea, name and value on one line, and on which side of their point. All
# others stand in the middle of their province, the value under the name.
ON_SEA = {
    "120000": ("left", "middle"),
    "310000": ("left", "middle"),
    "810000": ("left", "top"),
    "820000": ("center", "top"),
}
KEY_ENTRIES = 8  # zero, five classes, no data, left out

POINT = "#d9622b"  # stands out on every fill of the map, in every kind of colour blindness

AXES = {"main": {}, "inset": {"xaxis": "x2", "yaxis": "y2"}}
LINE_STYLES = {
    "dashes": (1.8, "solid", "@text"),
    # lies between a fill and the page, so that its grey must be seen on both in both looks
    "undefined": (1.8, "dashdot", "#757a82"),
    "sea": (0.8, "dot", "@text"),
}
STILL = {"selected": {"marker": {"opacity": 0}}, "unselected": {"marker": {"opacity": 0}}}


def outline_trace(part: str, province: Province) -> dict:
    """Fill of one province, in the main map or in the inset."""
    fill, ink = province.colours
    trace = {
        **_geometry_trace(part, province.code),
        "fill": "toself",
        "fillcolor": fill,
        "line": {"color": BORDERS[ink], "width": 0.6 if part == "main" else 0.8},
        "name": escape(province.name),
    }
    if province.colours == NO_DATA:
        trace["fillpattern"] = hatch()
    return trace | AXES[part]


def hatch() -> dict:
    """The hatch of provinces without data: seen without telling greys apart."""
    return {"shape": "/", "size": 6, "solidity": 0.15, "bgcolor": "@nodata", "fgcolor": "@muted"}


def line_traces(part: str) -> list[dict]:
    """The ten dashes, the undefined boundary and the sea boundaries, in one of the two maps."""
    group = {"main": "lines", "inset": "inset_lines"}[part]
    return [
        _geometry_trace(group, kind)
        | {"name": kind, "line": {"color": colour, "width": width, "dash": dash}}
        | AXES[part]
        for kind, (width, dash, colour) in LINE_STYLES.items()
    ]


def label_note(province: Province, size: int, values: bool) -> dict:
    """Short name of a province and, where it fits, its value, as an annotation at its label point.

    Not a text trace: new text there makes Plotly work out all traces anew, three times the time.
    """
    at_sea = province.code in ON_SEA
    # a browser that draws the map low cuts what follows the first blank: a name has none
    text = escape(province.name).replace(" ", UNBROKEN)
    if values and province.printed:
        text += (" " if at_sea else "<br>") + escape(province.printed)
    xanchor, yanchor = ON_SEA.get(province.code, ("center", "middle"))
    return {
        "name": f"labels/{province.code}",  # its path into map.json
        "text": text,
        "showarrow": False,
        "xanchor": xanchor,
        "yanchor": yanchor,
        "borderpad": 0,
        "font": {
            "size": size,
            "color": "@text" if at_sea else province.colours[1],
            "shadow": "none" if at_sea else halo(province),
        },
    }


def halo(province: Province) -> str:
    """Shadow in the province's own colour: a name wider than its province stays readable."""
    fill = province.colours[0]
    if fill.startswith("@"):
        return "none"  # a token inside a longer string would not be resolved
    # an edge around the letters, then a glow: a glow alone is too faint on a neighbour's fill
    edge = [f"{x}px {y}px 0 {fill}" for x in (-1, 1) for y in (-1, 1)]
    return ", ".join([*edge, *[f"0 0 3px {fill}"] * 3])


def hit_trace(province: Province, hover: str) -> dict:
    """Invisible points of a province: a fill selects nothing when clicked, a point does.

    customdata names the province once; who fills the geometry repeats it for every point.
    """
    trace = _geometry_trace("hits", province.code)
    trace["meta"]["code"] = province.code
    return trace | {
        "mode": "markers",
        "marker": {"size": 6, "opacity": 0, "color": "@text"},
        "customdata": [province.code],
        "hoverinfo": "text",
        "hovertext": hover,
        "name": escape(province.name),
        **STILL,
    }


def points_trace(points: MapPoints | None, name: str, size: int) -> dict:
    """Points of the main map, each with the key a click reports; always there, for a trace that
    comes and goes would redraw the whole map."""
    points = points or MapPoints([], [], [], [])
    leading = {"meta": {"link": points.link}} if points.link else {}
    return leading | {
        "type": "scatter",
        "mode": "markers",
        "x": points.x,
        "y": points.y,
        "customdata": points.key,
        "hovertext": [escape(text).replace("\n", "<br>") for text in points.hover],
        "hoverinfo": "text",
        "name": escape(name),
        "showlegend": bool(points.x),
        "marker": {
            "size": size * 0.4,
            "color": POINT,
            "opacity": 0.9,
            "line": {"color": "#ffffff", "width": 0.8},
        },
        "selected": {"marker": {"opacity": 0.9}},
        "unselected": {"marker": {"opacity": 0.9}},
    }


def key_traces(entries: tuple[tuple[str, str], ...]) -> list[dict]:
    """The key as (label, fill) entries: bars without a value lend their squares, hatch included.

    Always as many traces, the spare ones unseen: a changed number would redraw the whole map.
    """
    spare = KEY_ENTRIES - len(entries)
    return [key_trace(label, fill) for label, fill in entries] + [
        key_trace("", "@surface") | {"showlegend": False} for _ in range(spare)
    ]


def key_trace(label: str, fill: str) -> dict:
    """One entry of the key: a bar without a value lends its square, hatch included."""
    pattern = {key: value for key, value in hatch().items() if key != "bgcolor"}
    return {
        "type": "bar",
        "x": [None],
        "y": [None],
        "name": escape(label),
        "showlegend": True,
        "hoverinfo": "skip",
        "marker": {
            "color": fill,
            "line": {"color": "@muted", "width": 0.5},
            **({"pattern": pattern | {"fillmode": "overlay"}} if fill == NO_DATA[0] else {}),
        },
    }


def _geometry_trace(group: str, key: str) -> dict:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [],
        "y": [],
        "meta": {"geometry": [group, key]},
        "hoverinfo": "skip",
        "showlegend": False,
    }
