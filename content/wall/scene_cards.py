"""Parts of the wall's scenes: a drawing, large numbers, a clause; all as the pages have them."""

from catalog.nouns import Clause, Scene
from charts.spec import ChartSpec
from charts.wall_style import wall_figure
from content.cards import geometry_url
from content.guideline.overview import build_tile, format_unit
from content.guideline.readings import (
    describe_change,
    describe_gaps,
    describe_name,
    explain_absence,
    read_indicator,
)
from content.guideline.share_bounds import describe_share_interval
from content.view import View

# What a wall says of a clause; the rest of a tile is for readers at a desk.
WALL_FIELDS = (
    "id",
    "title",
    "quote",
    "value",
    "unit",
    "label",
    "assessment",
    "assessed",
    "facts",
    "status",
    "shape",
    "sign",
    "tone",
    "direction",
    "missing",
)
# How many rows of a ranking stand: all of them, the first ones, or some of those that are equal
CUT_WORDS = ("whole", "part", "tied")


def build_chart_card(view: View, spec: ChartSpec, caption: str = "") -> dict:
    """A spec as a card of the wall: words above, drawing, and what must stand under it."""
    figure = {"data": [], "layout": {}} if spec.empty else wall_figure(spec, view.t)
    return {
        "id": spec.id,
        "kind": "chart",
        "title": spec.title,
        "takeaway": spec.takeaway,
        "unit": "" if spec.unit in ("", "%") else view.t("wall.in_unit", unit=spec.unit),
        "caption": caption,
        "empty": spec.empty,
        "geometry": geometry_url(view) if spec.kind == "map" else "",
        **figure,
    }


def build_ranking_card(view: View, spec: ChartSpec, rows: list[list[str]], rest: str) -> dict:
    """A ranking of provinces as a card: bars, of which the browser draws as many as find room and
    says of how many; on an upright screen the rows as a list of all of them.

    rows: name and number by province, in the order of the bars. rest: which are not among them.
    """
    words = {name: view.t(f"wall.cut_{name}", rows="{rows}", all=len(rows)) for name in CUT_WORDS}
    return {**build_chart_card(view, spec), "cut": words, "rows": rows, "rest": rest}


def build_numbers(view: View, scene: Scene) -> dict:
    """The scene's indicators as large numbers side by side, or why there is none."""
    return {
        "id": f"numbers_{scene.name}",
        "kind": "numbers",
        "items": [_build_number(view, name) for name in scene.numbers],
    }


def _build_number(view: View, indicator: str) -> dict:
    reading = read_indicator(view, indicator)
    if not reading.known:
        return {
            "label": reading.definition.name,
            "value": "",
            "unit": "",
            "facts": [],
            "missing": explain_absence(view, reading),
        }
    if reading.definition.measure == "share":  # what its blank cells hold stands on the pages
        gaps = describe_share_interval(view, reading.definition)
    else:
        gaps = describe_gaps(view, reading)
    facts = [words for words in (describe_change(view, reading), gaps) if words]
    return {
        "label": describe_name(view, reading),
        "value": reading.value,
        "unit": format_unit(view, reading),
        "facts": facts[:1],
        "missing": "",
    }


def build_clause_card(view: View, clause: Clause) -> dict:
    """A clause as a card: its words, number, state and its further indicators, of which the
    browser says how many find no room."""
    tile = build_tile(view, clause)
    return {
        **pick_fields(tile),
        "kind": "clause",
        "others": tile["others"],
        "more": view.t("wall.more_indicators", count="{count}"),
        "toward": name_judged(view, tile),
    }


def name_judged(view: View, tile: dict) -> str:
    """By which indicator a clause's direction is judged, where that is not the one whose number
    stands beside it; "" where it is, and where nothing could be judged."""
    way = tile["direction"]
    judged = view.catalog.directions[way["state"]].judged
    if not judged or way["indicator"] in tile["label"]:
        return ""
    return view.t("wall.toward", indicator=way["indicator"])


def pick_fields(tile: dict) -> dict:
    """What a wall says of a clause."""
    return {key: tile[key] for key in WALL_FIELDS}


def drop_events(spec: ChartSpec) -> ChartSpec:
    """Without the policy's events, whose table stands on the page and not here."""
    return spec.but(marks=tuple(mark for mark in spec.marks if mark.kind != "event"))


def pick_charts(specs: list, *names: str) -> list[ChartSpec]:
    """Charts of a page by their ids; one that is no longer there is a KeyError, never another."""
    by_id = {spec.id: spec for spec in specs if isinstance(spec, ChartSpec)}
    return [by_id[name] for name in names]
