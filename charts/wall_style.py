"""A chart's figure as a wall shows it: nothing to point at, few labels, no letter below the floor.

The browser magnifies the drawing whole (widgets/components/wall/chart.js), letters, lines and marks
alike, so that MIN_LETTER_PX becomes the smallest letter of the wall on every screen.
"""

import math

from catalog.sentences import Words
from charts.figure import figure
from charts.map.classes import DARK_INK, LIGHT_INK
from charts.map.classes import PALETTE as MAP_FILLS
from charts.matrix_colours import TURNING
from charts.spec import ChartSpec
from charts.theme import GAP, PALETTE, REFERENCE, SEQUENCE, TOKENS, holds_colour

MIN_LETTER_PX = 12  # px of the smallest letter before magnification
HIDDEN = {"hovertext", "hovertemplate", "customdata", "hoverlabel"}
# The wall's own grounds, deeper than the page's and of one hue; every other token is the page's.
# Status tones on them keep a contrast of 4.5:1 and more (tests/charts/test_wall_style.py).
LOOKS = {
    "dark": {
        "page": "#0a1526",
        "text": "#eef4fb",
        "muted": "#a9bacd",
        "grid": "#22344b",
        "rule": "#2f4663",
        "surface": "#0f1e34",
        "nodata": "#3a4a5e",
        "line": "#0a1526",
        "accent": "#6fa8dc",
        "own": "#b39ae6",
        "warn": "#f0a63f",
        "bad": "#ff7b6b",
        "amber": "#8a5a00",
        "alarm": "#8f2f24",
        "p0": "#5d9fe0",
        "p1": "#eea24a",
        "p2": "#6fd8ee",
        "p3": "#d97a9f",
        "p4": "#a99be6",
        "p5": "#a9b5c3",
        "reference": "#f08a73",
        "faint": "rgba(93,159,224,0.2)",
        "gap": "#6b3a30",
        "s0": "#1b3a5e",
        "s1": "#2a578c",
        "s2": "#3a78b8",
        "s3": "#62a3e0",
        "s4": "#a9d4fb",
        "t1": "#6b5326",
        "t2": "#33394a",
        "t3": "#1f5570",
        "t4": "#4aa3c4",
        "m0": "#174a58",
        "m1": "#1f6270",
        "m2": "#247786",
        "m3": "#56b0bd",
        "m4": "#90d3da",
    },
    "light": {
        "page": "#f4f7fa",
        "text": "#132033",
        "muted": "#4d5c6e",
        "grid": "#dde4ec",
        "rule": "#b9c6d4",
        "surface": "#ffffff",
        "nodata": "#d9dee5",
        "line": "#ffffff",
        "accent": "#1d5a92",
        "own": "#6247a5",
        "warn": "#8f5400",
        "bad": "#b0301f",
        "amber": "#ffd27a",
        "alarm": "#ffc9c2",
        "p0": "#2b66a3",
        "p1": "#ab5f0c",
        "p2": "#0f86a8",
        "p3": "#8f3d5f",
        "p4": "#6652a8",
        "p5": "#66727f",
        "reference": "#b8442c",
        "faint": "rgba(53,114,176,0.14)",
        "gap": GAP,
        **{f"s{at}": color for at, color in enumerate(SEQUENCE)},
        **{f"t{at}": color for at, color in enumerate(TURNING) if at > 0},
        **{f"m{at}": fill for at, (fill, _) in enumerate(MAP_FILLS)},
    },
}
# the charts' fixed colours by the wall's own, lighter on dark ground and deeper on light ground
INKS = {color: f"@p{at}" for at, color in enumerate(PALETTE)}
INKS |= {REFERENCE: "@reference", "rgba(53,114,176,0.14)": "@faint"}
# ramps of matrices, levels and the map: their low end lies near the ground, so that little is dim
# on a dark wall and pale on a light one; what is written on them takes the colour that stands off
INKS |= {color: f"@s{at}" for at, color in enumerate(SEQUENCE)} | {GAP: "@gap"}
INKS |= {color: f"@t{at}" for at, color in enumerate(TURNING) if at > 0}
INKS |= {fill: f"@m{at}" for at, (fill, _) in enumerate(MAP_FILLS)}
# a dark page takes these from the dark wall (widgets/components/shared/dark_inks.js)
DARK_INKS = [ink for ink in INKS if ink.startswith("#")]
ON_FILL = {DARK_INK: "@text", LIGHT_INK: "@page"}
NEAR_GROUND = ("@s0", "@s1", "@s2")
ALWAYS_NAMED = ("110000", "710000")  # 北京 and 台湾, whatever the room
CROWDED_COLUMNS = 10  # columns from which on a zero is left to be seen by its place


def tokens(look: str) -> dict[str, str]:
    """Colours of a look by name, those of the figures among them."""
    return {name.removeprefix("@"): colour for name, colour in TOKENS[look].items()} | LOOKS[look]


def wall_figure(spec: ChartSpec, t: Words) -> dict:
    """The figure of a spec for a wall: {"data": [...], "layout": {...}}, the numbers untouched."""
    drawn = figure(spec, t)
    traces = [trace for trace in drawn["data"] if "code" not in trace.get("meta", {})]
    data = [_wall_trace(trace) for trace in traces]
    still_layout = {key: part for key, part in drawn["layout"].items() if key not in HIDDEN}
    layout = _raise_fonts(_use_wall_colours(still_layout))
    if spec.kind == "bar":
        layout["margin"] = layout["margin"] | {"t": 4}
    if spec.kind == "map":
        layout["annotations"] = _order_names(spec, layout["annotations"])
        layout["legend"] = layout["legend"] | {"bgcolor": "rgba(0,0,0,0)"}
    return {"data": data, "layout": layout | {"hovermode": False}}


def _wall_trace(trace: dict) -> dict:
    """A trace without hover, in the wall's colours, with letters that are read from afar."""
    return _enlarge_numbers(_raise_fonts(_use_wall_colours(_drop_hover(trace))))


def _drop_hover(trace: dict) -> dict:
    """Nobody points at a wall."""
    return {key: part for key, part in trace.items() if key not in HIDDEN} | {"hoverinfo": "skip"}


def _use_wall_colours(part, colour: bool = False):
    """The charts' colours by the names of the wall's own.

    colour: the part is the value of a key that holds colours; elsewhere a colour is text like any.
    """
    if isinstance(part, list):
        return [_use_wall_colours(item, colour) for item in part]
    if isinstance(part, dict):
        return {key: _use_wall_colours(item, holds_colour(key)) for key, item in part.items()}
    return INKS.get(part, part) if colour and isinstance(part, str) else part


def _enlarge_numbers(trace: dict) -> dict:
    """Numbers in bars and cells that are read from afar."""
    if trace.get("mode") == "text":
        return trace | {"cliponaxis": False}  # a name may reach beyond the inset of the map
    if trace["type"] == "heatmap":
        return trace | {"textfont": trace["textfont"] | {"size": 17}}
    if trace["type"] != "bar" or not trace.get("text"):
        return trace
    text = [
        "" if len(trace["text"]) >= CROWDED_COLUMNS and word == "0" else word
        for word in trace["text"]
    ]
    font = trace["textfont"] | {"size": 13}
    ink = "@text" if trace["marker"]["color"] in NEAR_GROUND else "@page"
    return trace | {"text": text, "textfont": font, "insidetextfont": font | {"color": ink}}


def _raise_fonts(part):
    """Every font of a figure at the floor or above it."""
    if isinstance(part, list):
        return [_raise_fonts(item) if isinstance(item, dict | list) else item for item in part]
    if not isinstance(part, dict):
        return part
    raised = {key: _raise_fonts(item) for key, item in part.items()}
    for key in ("font", "textfont", "tickfont"):
        if isinstance(raised.get(key), dict) and "size" in raised[key]:
            raised[key] = raised[key] | {"size": max(MIN_LETTER_PX, raised[key]["size"])}
    return raised


def _order_names(spec: ChartSpec, notes: list[dict]) -> list[dict]:
    """Names of the provinces, those always named and then those with the largest values first: the
    browser leaves out later ones that would lie on an earlier one. The numbers stand beside."""
    fill = dict(zip(spec.frame[spec.x].astype(str), spec.frame[spec.series[0].column], strict=True))

    def rank(note: dict) -> float:
        code = note["name"].rpartition("/")[2]
        value = math.inf if code in ALWAYS_NAMED else fill.get(code)
        return 1.0 if value is None or math.isnan(value) else -float(value)

    named = [
        note
        | {
            "text": note["text"].split("<br>")[0].split(" ")[0],
            "font": _write_on_fill(note["font"]),
        }
        for note in notes
    ]
    return sorted(named, key=rank)


def _write_on_fill(font: dict) -> dict:
    """A name on a province: its ink and the shadow in the province's own colour, both the wall's.

    A shadow is text to Plotly, in which only the style sheet's own variables are resolved.
    """
    shadow = font["shadow"]
    for fill, token in INKS.items():
        shadow = shadow.replace(fill, f"var(--wall-{token.removeprefix('@')})")
    color = ON_FILL.get(font["color"], font["color"])
    return font | {"size": MIN_LETTER_PX, "color": color, "shadow": shadow}
