"""Marked years: thin vertical lines, their labels in rows above the drawing, events lowest."""

from charts.spec import ChartSpec, Mark
from charts.theme import escape

LABEL_ROW_PX = 18  # px of one row of labels
CROWDED_YEARS = 5  # years that a label of the data's own year may cover to its left
OWN_YEAR = ("as_of", "part_year")
LINE = {
    "horizon": {"color": "@muted", "width": 1, "dash": "dot"},
    "as_of": {"color": "@muted", "width": 1, "dash": "solid"},
    "part_year": {"color": "@muted", "width": 1, "dash": "solid"},
    "event": {"color": "@grid", "width": 1, "dash": "solid"},
}


def draw_marks(spec: ChartSpec) -> dict:
    """Shapes and annotations of the spec's marks, and the pixels their labels need on top."""
    years = [str(year) for year in spec.frame[spec.x]]
    marks = [mark for mark in spec.marks if mark.at in years]
    heights, above = {}, 0
    for kinds in _rows(marks):
        if any(mark.kind in kinds for mark in marks):
            heights |= dict.fromkeys(kinds, above)
            above += LABEL_ROW_PX
    return {
        "shapes": [_line(mark) for mark in sorted(marks, key=lambda mark: mark.kind != "event")],
        "annotations": [_label(mark, heights[mark.kind]) for mark in marks],
        "height": above,
    }


def _rows(marks: list[Mark]) -> list[tuple]:
    """Kinds of marks by row from the drawing upwards.

    The label of the data's own year runs to the left: over a horizon it needs a row of its own.
    """
    own_years = [int(mark.at) for mark in marks if mark.kind in OWN_YEAR]
    due = [int(mark.at) for mark in marks if mark.kind == "horizon"]
    if any(0 <= own - year < CROWDED_YEARS for own in own_years for year in due):
        return [("event",), ("horizon",), OWN_YEAR]
    return [("event",), ("horizon", *OWN_YEAR)]


def _line(mark: Mark) -> dict:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": int(mark.at),
        "x1": int(mark.at),
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "line": LINE[mark.kind],
    }


def _label(mark: Mark, above: int) -> dict:
    """The data's own year stands to the left of its line, so that the years ahead stay clear."""
    side = "right" if mark.kind in OWN_YEAR else "center"
    return {
        "x": int(mark.at),
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": above,
        "xanchor": side,
        "text": escape(mark.label),
        "hovertext": "<br>".join(map(escape, mark.detail.splitlines())),
        "showarrow": False,
        "font": {"size": 11, "color": "@muted"},
    }
