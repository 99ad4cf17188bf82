"""What all three pages draw of a page of the dashboard, by domain and regions: its own figures."""

import functools
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from urllib.parse import quote

import orjson

from catalog.clock import today
from catalog.definitions import catalog, words
from charts.spec import ChartSpec
from charts.theme import resolve
from content.cards import build_chart_card
from content.guideline import overview
from content.layout import map_and_ranking
from content.outputs import domains, results
from content.scope_url import find_years
from content.view import View
from loaders.store.published import Published, open_published
from measures.scope import Scope

STYLE = """
body { margin: 16px; font: 15px sans-serif; background: #f6f8fa; }
.grid { display: flex; flex-wrap: wrap; gap: 16px; width: 1240px; }
.card { padding: 16px; background: #fff; }
.tile { box-sizing: border-box; width: 164px; padding: 8px; background: #fff; font-size: 12px; }
.tile p { margin: 4px 0; }
"""

TREND_PX = (96, 28)
MIN_CLICKS = 3  # of a way


@dataclass(frozen=True)
class Page:
    """A page of the dashboard: its address, what builds its parts, and which of them are compared.

    ids: the charts that a region can change; () where all tiles are compared. map: the chart drawn
    from outlines, "" without one.
    """

    name: str
    title: str
    build: Callable[[View], list]
    ids: tuple[str, ...] = ()
    map: str = ""


LAYOUT = Page(
    "layout",
    "布局均衡",
    map_and_ranking.build_charts,
    ("layout_map", "layout_ranking", "layout_industry", "layout_population", "layout_regions"),
    map="layout_map",
)
PAGES = {
    page.name: page
    for page in (
        LAYOUT,
        Page(
            "domains",
            "领域覆盖",
            domains.build_charts,
            ("domain_totals", "domain_focus", "domain_regions", "domain_province"),
        ),
        Page(
            "standards",
            "标准产出",
            results.build_standard_charts,
            (
                "standards_pace",
                "standards_total",
                "standard_kinds",
                "standards_domains",
                "standards_provinces",
            ),
        ),
        Page("overview", "总览", overview.build_cards),
    )
}


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
def drawings(page: Page, chosen: Chosen) -> dict[str, dict]:
    """What to draw by id: charts in light colours, without outlines and size; tiles as texts.

    Kept as long as the dashboard keeps its own (widgets/page.py), so that nobody has an edge.
    """
    chosen_domains = (chosen.domain,) if chosen.domain else ()
    scope = Scope(chosen_domains, (), chosen.regions, *find_years(published(), catalog()))
    view = View(published(), catalog(), scope, words(), today())
    drawn: dict[str, dict] = {}
    for part in page.build(view):
        if isinstance(part, ChartSpec) and part.id in page.ids:
            drawn[part.id] = _draw_chart(build_chart_card(part, view))
        elif isinstance(part, dict) and part["kind"] == "tile":
            drawn[part["id"]] = _draw_tile(part)
    return drawn


def _draw_tile(tile: dict) -> dict:
    """A clause's texts in the order of its tile, and the values of its trend."""
    others = [text for other in tile["others"] for text in (other["name"], other["value"])]
    texts = [tile["title"], tile["status"], tile["direction"]["word"], tile["value"], tile["unit"]]
    texts += [tile["label"], *tile["facts"], tile["missing"], tile["gaps"], *others]
    return {"texts": [text for text in texts if text], "spark": tile["spark"]}


def _draw_chart(card: dict) -> dict:
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


def draw_trend(values: list[float | None]) -> str:
    """The values of a tile as a small picture, in an address of its own."""
    known = [
        (at, value) for at, value in enumerate(values) if value is not None and not isnan(value)
    ]
    top = max([value for _, value in known], default=0) or 1
    step = TREND_PX[0] / max(1, len(values) - 1)
    points = " ".join(f"{at * step:.1f},{TREND_PX[1] * (1 - v / top):.1f}" for at, v in known)
    line = f'<polyline points="{points}" fill="none" stroke="#3572b0"/>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{TREND_PX[0]}" height="{TREND_PX[1]}">'
    return f"data:image/svg+xml,{quote(f'{head}{line}</svg>')}"


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
    """What a reader can check: a tile's texts and trend, or every trace's numbers and words,
    outlines aside."""
    if "texts" in figure:
        return orjson.loads(dumps([figure["texts"], figure["spark"]]))  # a missing value is null
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


def walks(page: Page) -> Iterator[list[tuple[str, Chosen]]]:
    """Ways through the filters: a domain's name, then clicks that each change some figure.

    A Gray code visits all sets of regions by single clicks; a way ends before the first choice that
    leaves a chart empty or all as it was, and one of fewer than MIN_CLICKS is passed over.
    """
    regions = catalog().regions
    for domain in ("", *catalog().domains):
        stops = [("", Chosen(domain))]
        for step in range(1, 2 ** len(regions)):
            region = regions[(step & -step).bit_length() - 1]
            before, after = stops[-1][1], stops[-1][1].toggled(region)
            if has_empty_figure(page, after) or not changed(page, before, after):
                break
            stops.append((region, after))
        if len(stops) > MIN_CLICKS and not has_empty_figure(page, Chosen(domain)):
            yield stops


def has_empty_figure(page: Page, chosen: Chosen) -> bool:
    """Whether a choice leaves one of the charts without anything to draw."""
    return any(drawing.get("empty") for drawing in drawings(page, chosen).values())


def changed(page: Page, before: Chosen, after: Chosen) -> list[str]:
    """Ids of the figures that look different after a click."""
    old, new = drawings(page, before), drawings(page, after)
    return [name for name in new if painted_values(old[name]) != painted_values(new[name])]
