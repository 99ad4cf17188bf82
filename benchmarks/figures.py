"""What all three pages draw: the five figures of the layout page's map, by domain and regions."""

import functools
import os
from dataclasses import dataclass
from pathlib import Path

import orjson

from catalog.clock import today
from catalog.definitions import catalog, words
from charts.theme import resolve
from content.cards import build_chart_card
from content.layout import map_and_ranking
from content.scope_url import find_years
from content.view import View
from loaders.store.published import Published, open_published
from measures.scope import Scope

IDS = ("layout_map", "layout_ranking", "layout_industry", "layout_population", "layout_regions")
MAP = IDS[0]
STYLE = """
body { margin: 16px; font: 15px sans-serif; background: #f6f8fa; }
.grid { display: flex; flex-wrap: wrap; gap: 16px; width: 1240px; }
.card { padding: 16px; background: #fff; }
"""


@dataclass(frozen=True)
class Chosen:
    """What the reader has chosen: one domain or none ("") and regions in the catalogue's order."""

    domain: str = ""
    regions: tuple[str, ...] = ()

    def toggled(self, region: str) -> "Chosen":
        """The choice after a click on a region."""
        kept = {*self.regions} ^ {region}
        return Chosen(self.domain, tuple(r for r in catalog().regions if r in kept))


@functools.cache
def published() -> Published:
    """The tables in TABLES_DIR."""
    return open_published(Path(os.environ["TABLES_DIR"]))


@functools.lru_cache(maxsize=128)
def drawings(chosen: Chosen) -> dict[str, dict]:
    """What to draw by id, in light colours, without outlines and size.

    Kept as long as the dashboard keeps its own (widgets/page.py), so that nobody has an edge.
    """
    domains = (chosen.domain,) if chosen.domain else ()
    scope = Scope(domains, (), chosen.regions, *find_years(published(), catalog()))
    view = View(published(), catalog(), scope, words(), today())
    cards = [build_chart_card(spec, view) for spec in map_and_ranking.build_charts(view)]
    return {card["id"]: _drawing(card) for card in cards if card["id"] in IDS}


def _drawing(card: dict) -> dict:
    layout, height, extent = resolve(card["layout"]), card["height"], card["extent"]
    if extent:  # of a ranking the first bars stand, as card.js shows them
        yaxis = layout["yaxis"] | {"autorange": False, "range": [extent["rows"] - 0.5, -0.5]}
        layout, height = layout | {"yaxis": yaxis}, extent["height"]
    return {
        "data": resolve(card["data"]),
        "layout": layout,
        "height": height,
        "rows": extent["rows"] if extent else None,
        "aspect": card["aspect"],
        "empty": bool(card["empty"]),
        "config": {
            "displaylogo": False,
            "displayModeBar": "hover" if card["geometry"] else False,
            "scrollZoom": bool(card["geometry"]),
        },
    }


def sized(drawing: dict, width: int) -> dict:
    """The figure for Plotly, as wide and high as the dashboard's own card draws it."""
    height = drawing["height"]
    if drawing["aspect"]:
        height = min(height, max(320, int(width / drawing["aspect"] + 0.5)))
    return {
        "data": drawing["data"],
        "layout": {**drawing["layout"], "width": width, "height": height},
    }


@functools.cache
def outlines() -> dict:
    """The published map.json."""
    return orjson.loads((published().folder / "map.json").read_bytes())


def dumps(value) -> bytes:
    """JSON as the dashboard writes it."""
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY)


def painted_values(figure: dict) -> list:
    """What a reader can check of a figure: every trace's numbers and words, outlines aside."""
    keys = ("x", "y", "text", "hovertext")
    return orjson.loads(
        dumps(
            [
                [
                    None
                    if key in "xy" and "geometry" in (trace.get("meta") or {})
                    else trace.get(key)
                    for key in keys
                ]
                for trace in figure["data"]
            ]
        )
    )


@functools.cache
def walks() -> list[list[tuple[str, Chosen]]]:
    """Ways through the filters: a domain's name, then clicks that each change all five figures.

    A Gray code visits all sets of regions by single clicks; a domain with an empty chart on its
    way, or with one that a click leaves as it was, is passed over.
    """
    regions = catalog().regions
    ways = []
    for domain in ("", *catalog().domains):
        stops = [("", Chosen(domain))]
        for step in range(1, 2 ** len(regions)):
            region = regions[(step & -step).bit_length() - 1]
            stops.append((region, stops[-1][1].toggled(region)))
        if all(_all_new(a, b) for (_, a), (_, b) in zip(stops, stops[1:], strict=False)):
            ways.append(stops)
    return ways


def _all_new(before: Chosen, after: Chosen) -> bool:
    old, new = drawings(before), drawings(after)
    return all(
        not new[i]["empty"] and painted_values(old[i]) != painted_values(new[i]) for i in IDS
    )
