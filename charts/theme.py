"""One look for every chart: palette, fonts, base layout; colours of the surface are tokens.

A token such as "@text" is resolved by the browser from the page's theme, or by `resolve` for
pictures made on the server. The palette is safe for colour-blind readers (checked in tests by
its distances) and stands on light and dark surfaces alike.
"""

import html

FONT = (
    '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", SimHei, sans-serif'
)
PALETTE = ("#3572b0", "#e08a2c", "#43b3a0", "#8f3d5f", "#7d6bb8", "#8d99a8")
REFERENCE = "#c8553d"
SEQUENCE = ("#e3eef7", "#b9d5ea", "#7fb2d6", "#3f86bb", "#1d5a92")

TOKENS = {
    "light": {"@text": "#1b2735", "@muted": "#5c6b7d", "@grid": "#e3e8ee", "@surface": "#ffffff",
              "@nodata": "#d9dee5", "@line": "#ffffff"},
    "dark": {"@text": "#e6edf5", "@muted": "#9fb0c3", "@grid": "#24364c", "@surface": "#0e1a2b",
             "@nodata": "#3a4a5e", "@line": "#0e1a2b"},
}  # fmt: skip


def resolve(part, look: str = "light"):
    """A figure (or part of one) with its colour tokens replaced for one look.

    >>> resolve({"font": {"color": "@text"}, "x": [1]})
    {'font': {'color': '#1b2735'}, 'x': [1]}
    """
    if isinstance(part, dict):
        return {key: resolve(value, look) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [resolve(value, look) for value in part]
    return TOKENS[look].get(part, part) if isinstance(part, str) else part


def plain(text: object) -> str:
    """Text for Plotly, which reads <b> and links: every mark is made literal.

    >>> plain("<b>A&B</b>")
    '&lt;b&gt;A&amp;B&lt;/b&gt;'
    """
    return html.escape(str(text), quote=False)


def layout(**changes) -> dict:
    """The base layout of every chart with changes laid over it, axes merged key by key."""
    base = {
        "font": {"family": FONT, "size": 13, "color": "@text"},
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "showlegend": False, "hovermode": "closest", "bargap": 0.35,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0,
                   "font": {"size": 12}, "traceorder": "normal", "itemclick": False,
                   "itemdoubleclick": False},
        "hoverlabel": {"font": {"family": FONT, "size": 13, "color": "@text"},
                       "bgcolor": "@surface", "bordercolor": "@grid"},
        "uirevision": "keep",
    }  # fmt: skip
    for axis in ("xaxis", "yaxis"):
        base[axis] = {
            "automargin": True, "gridcolor": "@grid", "zeroline": False, "linecolor": "@grid",
            "tickfont": {"size": 12, "color": "@muted"}, "fixedrange": True, "tickangle": 0,
            **changes.pop(axis, {}),
        }  # fmt: skip
    return {**base, **changes}


def wrapped(text: object, width: int) -> str:
    """A category label broken every `width` characters, so that labels stand upright.

    >>> wrapped("质量基础研究", 4)
    '质量基础<br>研究'
    """
    words = str(text)
    parts = [words[i : i + width] for i in range(0, len(words), width)]
    return "<br>".join(plain(part) for part in parts)


def number(value: float, decimals: int = 0, unit: str = "") -> str:
    """A number as readers write it; a share is shown in percent.

    >>> number(1234.5, 1), number(0.256, 1, "%"), number(3.0)
    ('1,234.5', '25.6%', '3')
    """
    if unit == "%":
        return f"{value * 100:,.{decimals}f}%"
    return f"{value:,.{decimals}f}"
