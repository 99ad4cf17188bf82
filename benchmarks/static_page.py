"""The floor: a page that holds every figure of every choice and only draws what has changed."""

import shutil
from pathlib import Path

import plotly

from benchmarks.figures import STYLE, Chosen, Page, draw_trend, drawings, dumps, outlines, sized
from catalog.definitions import catalog

SCRIPT = """
const domain = new URLSearchParams(location.search).get("domain") ?? "";
const read = (name) => fetch(name).then((answer) => answer.json());
const [outlines, figures] = await Promise.all([read("map.json"), read(`all${domain}.json`)]);
const cards = [...document.querySelectorAll("[data-figure]")];
const inputs = [...document.querySelectorAll("input")];

function fill(trace) {
  const path = trace.meta?.geometry;
  if (!path) return trace;
  const { x, y } = outlines[path[0]][path[1]];
  const keys = trace.customdata && { customdata: x.map(() => trace.customdata[0]) };
  return { ...trace, x, y, ...keys };
}

// everything is made ready before the first click
for (const choice of Object.values(figures)) {
  for (const figure of choice) {
    figure.text = JSON.stringify(figure);
    if (figure.data) figure.data = figure.data.map(fill);
  }
}

function write(card, { texts, picture }) {
  const lines = texts.map((text) => {
    const line = document.createElement("p");
    line.textContent = text;
    return line;
  });
  const trend = new Image();
  trend.src = picture;
  card.replaceChildren(...lines, trend);
}

const drawn = cards.map(() => "");
function draw() {
  const choice = inputs.filter((input) => input.checked).map((input) => input.value).join();
  figures[choice].forEach((figure, at) => {
    if (figure.text === drawn[at]) return;
    drawn[at] = figure.text;
    const { texts, data, layout, config } = figure;
    if (texts) write(cards[at], figure);
    else Plotly.react(cards[at].firstChild, data, structuredClone(layout), config);
  });
}

for (const input of inputs) input.addEventListener("change", draw);
draw();
"""


def document(page: Page) -> str:
    """The page: regions to tick, a box for each figure, the script."""
    ticks = "".join(
        f'<label><input type="checkbox" value="{name}">{name}</label>' for name in catalog().regions
    )
    look = "card" if page.ids else "tile"
    cards = "".join(
        f'<div class="{look}" data-figure="{name}"><div></div></div>'
        for name in drawings(page, Chosen())
    )
    return (
        '<!doctype html><meta charset="utf-8"><title>static</title><link rel="icon" href="data:,">'
        f'<style>{STYLE}</style>{ticks}<div class="grid">{cards}</div>'
        f'<script src="plotly.min.js"></script><script type="module">{SCRIPT}</script>'
    )


def write(folder: Path, page: Page, ways: list, widths: dict[str, int]) -> None:
    """Everything a file server needs to show the page along these ways."""
    folder.mkdir()
    library = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    shutil.copy(library, folder)
    (folder / "index.html").write_text(document(page), encoding="utf-8")
    (folder / "map.json").write_bytes(dumps(outlines()))
    for way in ways:
        figures = {",".join(chosen.regions): _ready(page, chosen, widths) for _, chosen in way}
        (folder / f"all{way[0][1].domain}.json").write_bytes(dumps(figures))


def _ready(page: Page, chosen: Chosen, widths: dict[str, int]) -> list[dict]:
    return [
        drawing | {"picture": draw_trend(drawing["spark"])}
        if "texts" in drawing
        else {**sized(drawing, widths[name]), "config": drawing["config"]}
        for name, drawing in drawings(page, chosen).items()
    ]
