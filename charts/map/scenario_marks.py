"""Labs added in thought, as marks beside the map's labels: never mistaken for published ones."""

from catalog.sentences import Words
from charts.map.figure import map_figure
from charts.map.traces import ON_SEA
from charts.spec import ChartSpec
from charts.theme import INKS, escape, number

# fill and ink of the first and the second scenario, apart from the blues and greens of the map
MARKS = (
    (INKS["orange"].paper, INKS["on_pale"].paper),
    (INKS["plum"].paper, INKS["on_deep"].paper),
)


def draw_map(spec: ChartSpec, t: Words) -> dict:
    """The province map; the labs that scenarios add are marks at the numbers."""
    figure = map_figure(spec, t)
    labels = {note["name"]: note for note in figure["layout"]["annotations"]}
    marks = [_mark(labels[f"labels/{code}"], text, i) for code, text, i in mark_texts(spec)]
    layout = {**figure["layout"], "annotations": [*labels.values(), *marks]}
    return {**figure, "layout": layout}


def mark_texts(spec: ChartSpec) -> list[tuple[str, str, int]]:
    """Each mark as (province code, words, place of its look among MARKS)."""
    return [
        (code, f"{name}+{number(labs)}", i)
        for i, (name, added) in enumerate(spec.options.added.items())
        for code, labs in added.items()
    ]


def _mark(label: dict, text: str, i: int) -> dict:
    """A mark beside the last line of a province's label: the first scenario's to its left."""
    size, lines = label["font"]["size"], label["text"].split("<br>")
    fill, ink = MARKS[i]
    half = round(sum(size if ord(c) > 255 else 0.6 * size for c in lines[-1]) / 2) + 3
    # a label on the sea begins at its point, every other has its middle there
    centre = half if label["name"].removeprefix("labels/") in ON_SEA else 0
    return {
        "name": label["name"],  # the same point of the geometry
        "text": escape(text),
        "showarrow": False,
        "xanchor": ("right", "left")[i],
        "yanchor": "middle",
        "xshift": centre + (-half, half)[i],
        "yshift": -round(0.65 * size * (len(lines) - 1)),
        "bgcolor": fill,
        "borderpad": 1,
        "font": {"size": max(10, size - 2), "color": ink},
    }
