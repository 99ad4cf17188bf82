"""The frame of the map: ranges, the inset 南海诸岛 in its corner, the key and the layout."""

from catalog.figure_parts import MAP_EXTENT_KM
from charts.theme import escape

# km, as in map.json
INSET_RANGES = {"x": [-907.5, 993.9], "y": [322.1, 2608.3]}
# Lower right: 31 % of the height; 18 % of the width is what the box then needs beside the main
# range, and keeps the inset east of 赤尾屿 whatever the shape of the card.
INSET_DOMAIN = {"x": [0.82, 1], "y": [0, 0.31]}
FRAME_LINE = {
    "fixedrange": True,
    "constrain": "domain",
    "showgrid": False,
    "zeroline": False,
    "showticklabels": False,
    "showline": True,
    "mirror": True,
    "linecolor": "@muted",
    "linewidth": 1,
}


def map_layout(key_title: str, size: int, roomy: bool, labels: list[dict]) -> dict:
    """Layout of the map figure: two pairs of axes, the key, and how the map is handled."""
    return {
        **_axes(),
        "legend": _legend(key_title, size, roomy),
        "annotations": labels,
        "dragmode": "pan",
        "hovermode": "closest",
        "hoverdistance": 25,
        "uirevision": "map",
        "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
    }


def _axes() -> dict:
    """Main map over the whole figure, inset in its corner, both with equal scales.

    A wide card shows more ground left and right; a tall one leaves a margin above and below,
    as it must not show half of 南沙 there.
    """
    x2 = {"range": list(INSET_RANGES["x"]), "domain": list(INSET_DOMAIN["x"]), "anchor": "y2"}
    y2 = {"range": list(INSET_RANGES["y"]), "domain": list(INSET_DOMAIN["y"]), "anchor": "x2"}
    return {
        "xaxis": {"range": list(MAP_EXTENT_KM["x"]), "visible": False},
        "yaxis": {
            "range": list(MAP_EXTENT_KM["y"]),
            "visible": False,
            "scaleanchor": "x",
            "constrain": "domain",
        },
        "xaxis2": {**x2, **FRAME_LINE, "constraintoward": "right"},
        "yaxis2": {**y2, **FRAME_LINE, "scaleanchor": "x2", "constraintoward": "bottom"},
    }


def _legend(title: str, size: int, roomy: bool) -> dict:
    """The key: lower left, south of 西藏, where there is no territory; below the map if low.

    Inside, its ground is opaque for the reader who moves the map beneath it.
    """
    inside = {"orientation": "v", "y": 0, "yanchor": "bottom", "bgcolor": "@surface"}
    below = {"orientation": "h", "y": -0.02, "yanchor": "top", "bgcolor": "rgba(0,0,0,0)"}
    return {
        "x": 0,
        "xanchor": "left",
        **(inside if roomy else below),
        "font": {"size": size, "color": "@text"},
        "title": {"text": escape(title), "font": {"size": size, "color": "@muted"}},
        "traceorder": "normal",
        "itemclick": False,
        "itemdoubleclick": False,
    }


def inset_ground() -> dict:
    """The sea of the inset, opaque: the main map moved beneath it must not shine through."""
    x, y = INSET_RANGES["x"], INSET_RANGES["y"]
    return {
        **_still_trace(),
        "mode": "lines",
        "x": [x[0], x[1], x[1], x[0], x[0]],
        "y": [y[0], y[0], y[1], y[1], y[0]],
        "fill": "toself",
        "fillcolor": "@surface",
        "line": {"width": 0},
        "name": "inset",
    }


def inset_title(text: str, size: int) -> dict:
    """The words 南海诸岛, in the corner of the inset where there is only sea outside the dashes."""
    return {
        **_still_trace(),
        "mode": "text",
        "x": [INSET_RANGES["x"][1] - 30],
        "y": [INSET_RANGES["y"][0] + 30],
        "text": escape(text),
        "textposition": "top left",
        "textfont": {"size": size, "color": "@text"},
        "name": escape(text),
    }


def _still_trace() -> dict:
    return {
        "type": "scatter",
        "hoverinfo": "skip",
        "showlegend": False,
        "xaxis": "x2",
        "yaxis": "y2",
    }
