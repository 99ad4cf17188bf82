"""A matrix of judgements in words: who says what of each row, and where they disagree."""

from catalog.sentences import Words
from charts.spec import ChartSpec
from charts.theme import INKS, REFERENCE, escape, layout

# In the order of their steps on the colour scale. Blue and not green: these are not judgements
# against the guideline. Clear enough to read words on, on light and dark surfaces alike.
TONES = {
    "undefined": "@nodata",
    "bad": INKS["plum"].paper + "66",
    "medium": INKS["orange"].paper + "4d",
    "good": INKS["blue"].paper + "59",
    "agree": "rgba(0,0,0,0)",
    "differ": REFERENCE + "80",
}
ROW_PX = 88  # px of a row of four lines


def draw_verdicts(spec: ChartSpec, _t: Words) -> dict:
    """Rows from the spec's x, one column of cells per series; a line feed begins a line.

    Beside the text column of each series stands its tone, in the column of that name + "_tone".
    """
    frame, steps = spec.frame, list(TONES)
    tones = [list(frame[f"{series.column}_tone"]) for series in spec.series]
    texts = [[_lines(text) for text in frame[series.column]] for series in spec.series]
    text = [
        [f"<b>{word}</b>" if tone == "differ" else word for word, tone in zip(*cells, strict=True)]
        for cells in zip(texts, tones, strict=True)
    ]
    return {
        "data": [
            {
                "type": "heatmap",
                "x": [_lines(series.name) for series in spec.series],
                "y": [_embolden_first_line(name) for name in frame[spec.x]],
                "z": _rows([[steps.index(tone) for tone in column] for column in tones]),
                "zmin": 0,
                "zmax": len(steps) - 1,
                "colorscale": _scale(),
                "showscale": False,
                "text": _rows(text),
                "texttemplate": "%{text}",
                "xgap": 3,
                "ygap": 3,
                "textfont": {"size": 12, "color": "@text"},
                "hoverinfo": "skip",
            }
        ],
        "layout": layout(
            xaxis={"side": "top", "showgrid": False, "type": "category", "ticks": ""},
            yaxis={"autorange": "reversed", "showgrid": False, "type": "category", "ticks": ""},
        ),
    }


def _rows(columns: list[list]) -> list[list]:
    return [list(row) for row in zip(*columns, strict=True)]


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in str(text).split("\n"))


def _embolden_first_line(text: str) -> str:
    """Lines of which the first stands out."""
    first, *rest = _lines(text).split("<br>")
    return "<br>".join([f"<b>{first}</b>", *rest])


def _scale() -> list:
    """Steps without any shade between them."""
    count = len(TONES)
    return [
        [(at + edge) / count, color] for at, color in enumerate(TONES.values()) for edge in (0, 1)
    ]
