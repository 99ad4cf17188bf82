"""A life on each line: events as marks, what lasted between them as bars, the standing at the end.

Marks differ by shape and colour, bars by width, dash and colour, and the legend names them all,
so that nothing rests on colour alone.
"""

import pandas as pd

from catalog.sentences import Words
from charts.end_labels import text_width
from charts.options import TimelineOptions
from charts.spec import ChartSpec
from charts.theme import HOVER_LINE, HUES, escape, layout, shorten_label, wrap_label

MIN_ROOM_PX = 124  # px to the right of the lines, for where each stands
# By the place of the event among the events of the options, and of the phase among the phases.
SYMBOLS = ("circle", "circle", "triangle-up", "diamond", "x", "square")
BARS = (
    {"width": 2, "dash": "dot", "color": "@muted"},
    {"width": 4, "color": HUES["blue"]},
    {"width": 9, "color": HUES["orange"] + "80"},  # half clear: its own marks stand on it
)


def draw_timeline(spec: ChartSpec, _t: Words) -> dict:
    """One line per `key` of the frame, in its order, named by `x`; one mark per row.

    A row is an event: the word `event`, the day `at`, the `phase` it began and the day `until`
    which that lasted (ISO days).
    """
    frame, options = spec.frame, spec.options
    lines = {key: at for at, key in enumerate(dict.fromkeys(frame["key"]))}
    rows = frame.assign(line=frame["key"].map(lines), name=frame[spec.x])
    bars = [_bars(rows[rows["phase"] == p], p, i) for i, p in enumerate(options.phases)]
    marks = [_marks(rows[rows["event"] == e], e, i, spec) for i, e in enumerate(options.events)]
    names = [escape(shorten_label(name)) for name in rows.drop_duplicates("line")["name"]]
    first, last = (int(day[:4]) for day in options.span)
    room = max([MIN_ROOM_PX, *(8 + text_width(words) for words in options.standing.values())])
    return {
        "data": [*filter(None, [*bars, *marks]), _standing_trace(lines, options)],
        "layout": layout(
            xaxis={
                "type": "date",
                "range": list(options.span),
                "tickformat": "%Y",
                "tick0": f"{first}-01-01",
                "dtick": f"M{12 * (1 + (last - first) // 12)}",
                "ticklabelmode": "period",
            },
            yaxis={
                "range": [len(lines) - 0.5, -0.5],
                "tickvals": list(lines.values()),
                "ticktext": names,
                "showgrid": False,
            },
            margin={"l": 8, "r": round(room), "t": 8, "b": 8},
            showlegend=True,
        ),
    }


def _bars(rows: pd.DataFrame, phase: str, at: int) -> dict | None:
    """All stretches of one phase as one trace, broken between them."""
    if rows.empty:
        return None
    gap = [None] * len(rows)
    days = zip(rows["at"], rows["until"], gap, strict=True)
    places = zip(rows["line"], rows["line"], gap, strict=True)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": escape(phase),
        "line": BARS[at],
        "x": [day for stretch in days for day in stretch],
        "y": [place for stretch in places for place in stretch],
        "hoverinfo": "skip",
    }


def _marks(rows: pd.DataFrame, event: str, at: int, spec: ChartSpec) -> dict | None:
    if rows.empty:
        return None
    columns = [series.column for series in spec.series]
    leading = {"meta": {"link": spec.link}} if spec.link else {}
    rows_of_words = rows[["name", *columns]].fillna("").itertuples(index=False)
    return leading | {
        "type": "scatter",
        "mode": "markers",
        "name": escape(event),
        "x": list(rows["at"]),
        "y": list(rows["line"]),
        "customdata": list(rows["key"]),
        "hoverinfo": "text",
        "hovertext": [
            "<br>".join(wrap_label(word, HOVER_LINE) for word in row if word)
            for row in rows_of_words
        ],
        "marker": {"symbol": SYMBOLS[at], "size": 12, **_ink(at, spec.colors[at])},
    }


def _ink(at: int, color: str) -> dict:
    """A life begins with a ring; every other mark is filled and set off from the bar beneath."""
    fill, edge = ("@surface", color) if at == 0 else (color, "@surface")
    return {"color": fill, "line": {"width": 1.5, "color": edge}}


def _standing_trace(lines: dict, options: TimelineOptions) -> dict:
    """Where each line stands on the last day, in words beside it."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [options.span[1]] * len(lines),
        "y": list(lines.values()),
        "text": [f" {escape(options.standing[key])}" for key in lines],
        "textposition": "middle right",
        "textfont": {"size": 12, "color": "@text"},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }
