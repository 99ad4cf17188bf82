"""One look for every chart: palette, fonts, base layout; colours of the surface are tokens.

A token such as "@text" is resolved by the browser from the page's theme, or by `resolve` for
pictures made on the server. The palette is safe for colour-blind readers (checked in tests by
its distances) and stands on light and dark surfaces alike.
"""

import html
import textwrap
import unicodedata

from catalog.definitions import catalog
from catalog.figure_parts import ink_on
from catalog.nouns import CodeList, Hue

FONT = (
    '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", SimHei, sans-serif'
)
COLOURS = catalog().colours
INKS = COLOURS.ink
PALETTE = COLOURS.on_paper(COLOURS.series)
MAX_UNTURNED_CHARS = 5  # letters of a label that need never turn
MIN_LINE_CHARS = 14  # letters of a line of a label
MOST_LABEL = 28  # Chinese characters of a name beside a line or a bar; twice as many letters
HOVER_LINE = 40  # Chinese characters of a line of a hover text
REFERENCE = INKS["reference"].paper
# what lies ahead: the first assumption in the colour of the values, further ones in their own
LATER_PROJECTIONS = (INKS["plum"].paper, INKS["violet"].paper)
# nothing where something is counted is a gap, not the palest success: in matrices, quotients and on
# the map one colour outside every scale
GAP = INKS["gap"].paper
LEVELS = COLOURS.on_paper(COLOURS.ramp["level"])
# what the catalogue calls the colours of words; none of them is green, for no word is a target met
HUES: dict[Hue, str] = {
    hue: name if name.startswith("@") else INKS[name].paper for hue, name in COLOURS.hue.items()
}
# what is written beside a line, by the line's colour: some of them are too pale to be read
LETTERS = {INKS[line].paper: INKS[name].paper for line, name in COLOURS.letters.items()}
TOKENS = {
    look: {f"@{name}": colour for name, colour in COLOURS.surface[look].items()}
    for look in ("light", "dark")
}


def resolve(part, look: str = "light", colour: bool = False):
    """A figure (or part of one) with its colour tokens replaced for one look.

    colour: the part is the value of a key that holds colours; elsewhere "@text" is a name like any.

    >>> resolve({"font": {"color": "@text"}, "text": ["@text"], "x": [1]})
    {'font': {'color': '#1b2735'}, 'text': ['@text'], 'x': [1]}
    """
    if isinstance(part, dict):
        return {key: resolve(value, look, holds_colour(key)) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [resolve(value, look, colour) for value in part]
    return TOKENS[look].get(part, part) if colour and isinstance(part, str) else part


def font_inside(fill: str) -> dict:
    """The font of numbers inside a bar, dark or light by its fill: Plotly's own choice is dim on
    what is neither pale nor deep. A colour of the theme changes with it, and keeps that choice.

    >>> font_inside("#a8905c"), font_inside("@muted")
    ({'insidetextfont': {'color': '#1b2735'}}, {})
    """
    return {} if fill.startswith("@") else {"insidetextfont": {"color": ink_on(fill)}}


def color_words(codes: CodeList) -> dict[str, str]:
    """The colour of each word of a list, in its order, of those that have one."""
    return {word.name: HUES[word.hue] for word in codes.values if word.hue}


def holds_colour(key: str) -> bool:
    """Whether a key of a figure holds a colour, a list of them or a scale (theme.js: COLOURS)."""
    return key.endswith(("color", "colors", "colorscale"))


def escape(text: object) -> str:
    """Text for Plotly, which reads <b> and links: every mark is made literal.

    >>> escape("<b>A&B</b>")
    '&lt;b&gt;A&amp;B&lt;/b&gt;'
    """
    return html.escape(str(text), quote=False)


def layout(**changes) -> dict:
    """The base layout of every chart with changes laid over it, axes merged key by key."""
    base = {
        "font": {"family": FONT, "size": 13, "color": "@text"},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "showlegend": False,
        "hovermode": "closest",
        "bargap": 0.35,
        "legend": {
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "font": {"size": 12},
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "hoverlabel": {
            "font": {"family": FONT, "size": 13, "color": "@text"},
            "bgcolor": "@surface",
            "bordercolor": "@grid",
        },
        "uirevision": "keep",
    }
    for axis in ("xaxis", "yaxis"):
        base[axis] = {
            "automargin": True,
            "gridcolor": "@grid",
            "zeroline": False,
            "linecolor": "@grid",
            "tickfont": {"size": 12, "color": "@muted"},
            "fixedrange": True,
            "tickangle": 0,
            **changes.pop(axis, {}),
        }
    return {**base, **changes}


def wrap_label(text: object, width: int) -> str:
    """A category label broken every `width` characters, so that labels stand upright.

    Words of an alphabet stay whole; a line of them has five letters to a character.

    >>> wrap_label("质量基础研究", 4), wrap_label("High-end manufacturing", 4)
    ('质量基础<br>研究', 'High-end<br>manufacturing')
    >>> wrap_label("Inner Mongolia", 1)
    'Inner Mongolia'
    """
    label = str(text)
    if is_alphabetic(label):
        parts = textwrap.wrap(label, max(5 * width, MIN_LINE_CHARS), break_long_words=False) or [
            label
        ]
    else:
        parts = [label[i : i + width] for i in range(0, len(label), width)]
    return "<br>".join(escape(part) for part in parts)


def shorten_label(text: object) -> str:
    """A name beside a line or a bar, cut in its middle where it would push the drawing aside: what
    tells two alike apart stands at the end. Hover texts, tables and notes have it in full.

    >>> shorten_label("示例甲"), shorten_label("长" * 99 + "（2）")
    ('示例甲', '长长长长长长长长长长长长长…长长长长长长长长长长长（2）')
    """
    name = str(text)
    most = 2 * MOST_LABEL if is_alphabetic(name) else MOST_LABEL
    if len(name) <= most:
        return name
    tail = most // 2
    return f"{name[: most - tail - 1]}…{name[-tail:]}"


def is_alphabetic(text: str) -> bool:
    """No character of the text is as wide as it is high, as Chinese ones are."""
    return not any(unicodedata.east_asian_width(sign) in "WF" for sign in text)


def turn_labels(labels: list[str]) -> dict:
    """Settings of an axis below or above columns: words of an alphabet turn where they are wider
    than their column; Chinese ones stand upright, broken as `wrapped` does."""
    longest = max((line for label in labels for line in label.split("<br>")), key=len, default="")
    if len(longest) < MAX_UNTURNED_CHARS or not is_alphabetic("".join(labels)):
        return {}
    return {"tickangle": None, "autotickangles": [0, -90]}  # None: as Plotly finds


def projection_color(palette: tuple[str, ...], at: int) -> str:
    """The colour of the assumption at a place among those that a chart carries on.

    >>> projection_color(PALETTE, 0), projection_color(PALETTE, 1)
    ('#3572b0', '#8f3d5f')
    """
    return palette[0] if at == 0 else LATER_PROJECTIONS[(at - 1) % len(LATER_PROJECTIONS)]


def letters_beside(color: str) -> str:
    """The colour of letters beside a line: the line's own, or one of its hue that is read.

    >>> letters_beside("#3572b0"), letters_beside("#a8905c")
    ('#3572b0', '#7a6838')
    """
    return LETTERS.get(color, color)


def faint(color: str, strength: float = 0.14) -> str:
    """The colour at a part of its strength, for what lies behind a line.

    >>> faint("#3572b0")
    'rgba(53,114,176,0.14)'
    """
    channels = ",".join(str(int(color[at : at + 2], 16)) for at in (1, 3, 5))
    return f"rgba({channels},{strength})"


def number(value: float, decimals: int = 0, unit: str = "") -> str:
    """A number as readers write it; a share is shown in percent.

    >>> number(1234.5, 1), number(0.256, 1, "%"), number(3.0)
    ('1,234.5', '25.6%', '3')
    """
    if unit == "%":
        return f"{value * 100:,.{decimals}f}%"
    return f"{value:,.{decimals}f}"
