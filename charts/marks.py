"""Marked years: thin vertical lines with their labels above the drawing, events in a row below."""

from charts.spec import ChartSpec, Mark
from charts.theme import plain

ROW = 18  # px of one row of labels
LINE = {
    "horizon": {"color": "@muted", "width": 1, "dash": "dot"},
    "as_of": {"color": "@muted", "width": 1, "dash": "solid"},
    "part_year": {"color": "@muted", "width": 1, "dash": "solid"},
    "event": {"color": "@grid", "width": 1, "dash": "solid"},
}


def marked(spec: ChartSpec) -> dict:
    """Shapes and annotations of the spec's marks, and the pixels their labels need on top."""
    years = [str(year) for year in spec.frame[spec.x]]
    marks = [mark for mark in spec.marks if mark.at in years]
    events = [mark for mark in marks if mark.kind == "event"]
    others = [mark for mark in marks if mark.kind != "event"]
    base = ROW if events else 0
    labels = [_label(mark, 0, "center") for mark in events]
    labels += [_label(mark, base, _side(mark, years)) for mark in others]
    return {
        "shapes": [_line(mark) for mark in marks],
        "annotations": labels,
        "height": base + (ROW if others else 0),
    }


def _side(mark: Mark, years: list[str]) -> str:
    """The data's own year is told to the left of its line, so that the years ahead stay clear."""
    return "right" if mark.at == years[-1] or mark.kind != "horizon" else "center"


def _line(mark: Mark) -> dict:
    return {
        "type": "line", "xref": "x", "yref": "paper", "x0": int(mark.at), "x1": int(mark.at),
        "y0": 0, "y1": 1, "layer": "below", "line": LINE[mark.kind],
    }  # fmt: skip


def _label(mark: Mark, above: int, side: str) -> dict:
    return {
        "x": int(mark.at), "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": above,
        "xanchor": side, "text": plain(mark.label),
        "hovertext": "<br>".join(map(plain, mark.detail.splitlines())),
        "showarrow": False, "font": {"size": 11, "color": "@muted"},
    }  # fmt: skip
