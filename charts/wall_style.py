"""A chart's figure as a wall shows it: nothing to point at, few labels, no letter below the floor.

The browser magnifies the drawing whole (widgets/components/wall/chart.js), letters, lines and marks
alike, so that MIN_LETTER_PX becomes the smallest letter of the wall on every screen.
"""

import math
from operator import attrgetter
from typing import Literal

from catalog.sentences import Words
from charts.figure import figure
from charts.spec import ChartSpec
from charts.theme import COLOURS, PALETTE, TOKENS, faint, holds_colour

MIN_LETTER_PX = 12  # px of the smallest letter before magnification
FAINT = {"dark": 0.2, "light": 0.14}  # strength of what lies behind a line
HIDDEN = {"hovertext", "hovertemplate", "customdata", "hoverlabel"}


def _list_colours(look: Literal["dark", "light"]) -> dict[str, str]:
    """Colours of a wall's look by name: its surface, the tones and the inks."""
    value = attrgetter("dark" if look == "dark" else "wall")
    inks = {name: value(ink) for name, ink in (COLOURS.ink | COLOURS.tone).items()}
    pale = faint(inks[COLOURS.series[0]], FAINT[look])
    return COLOURS.surface[f"wall_{look}"] | inks | {"faint": pale}


# The wall's own grounds, deeper than the page's and of one hue; every other token is the page's.
# Tones on them keep a contrast of 4.5:1 and more (tests/charts/test_wall_style.py).
LOOKS = {look: _list_colours(look) for look in ("dark", "light")}
# the charts' fixed colours by the wall's own, lighter on dark ground and deeper on light ground; a
# ramp begins near the ground, so that little is dim on a dark wall and pale on a light one
INKS = {ink.paper: f"@{name}" for name, ink in COLOURS.ink.items()} | {faint(PALETTE[0]): "@faint"}
NEAR_GROUND = tuple(f"@{name}" for name in COLOURS.ramp["level"][:3])
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
    ink = "@on_pale" if trace["marker"]["color"] in NEAR_GROUND else "@on_deep"
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
    """A name on a province: its shadow in the province's own colour, which is the wall's.

    A shadow is text to Plotly, in which only the style sheet's own variables are resolved.
    """
    shadow = font["shadow"]
    for fill, token in INKS.items():
        shadow = shadow.replace(fill, f"var(--wall-{token.removeprefix('@')})")
    return font | {"size": MIN_LETTER_PX, "shadow": shadow}
