"""The floor: a page that holds every figure of every choice and only calls Plotly.react."""

import shutil
from pathlib import Path

import plotly

from benchmarks.figures import IDS, STYLE, Chosen, drawings, dumps, outlines, sized, walks
from catalog.definitions import catalog

SCRIPT = """
const domain = new URLSearchParams(location.search).get("domain") ?? "";
const read = (name) => fetch(name).then((answer) => answer.json());
const [outlines, figures] = await Promise.all([read("map.json"), read(`all${domain}.json`)]);
const plots = [...document.querySelectorAll("[data-figure]")].map((card) => card.firstChild);
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
  for (const figure of choice) figure.data = figure.data.map(fill);
}

function draw() {
  const choice = inputs.filter((input) => input.checked).map((input) => input.value).join();
  figures[choice].forEach(({ data, layout, config }, at) => {
    Plotly.react(plots[at], data, structuredClone(layout), config);
  });
}

for (const input of inputs) input.addEventListener("change", draw);
draw();
"""


def document() -> str:
    """The page: regions to tick, five boxes, the script."""
    ticks = "".join(
        f'<label><input type="checkbox" value="{name}">{name}</label>' for name in catalog().regions
    )
    cards = "".join(f'<div class="card" data-figure="{name}"><div></div></div>' for name in IDS)
    return (
        '<!doctype html><meta charset="utf-8"><title>static</title><link rel="icon" href="data:,">'
        f'<style>{STYLE}</style>{ticks}<div class="grid">{cards}</div>'
        f'<script src="plotly.min.js"></script><script type="module">{SCRIPT}</script>'
    )


def write(folder: Path, widths: dict[str, int]) -> None:
    """Everything a file server needs to show the page."""
    folder.mkdir()
    library = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    shutil.copy(library, folder)
    (folder / "index.html").write_text(document(), encoding="utf-8")
    (folder / "map.json").write_bytes(dumps(outlines()))
    for way in walks():
        figures = {",".join(chosen.regions): _ready(chosen, widths) for _, chosen in way}
        (folder / f"all{way[0][1].domain}.json").write_bytes(dumps(figures))


def _ready(chosen: Chosen, widths: dict[str, int]) -> list[dict]:
    figures = drawings(chosen)
    return [
        {**sized(figures[name], widths[name]), "config": figures[name]["config"]} for name in IDS
    ]
