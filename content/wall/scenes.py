"""Scenes of 大屏: what the pages show, from the same specs, chosen and grouped for five metres."""

from collections.abc import Callable

from charts.spec import ChartSpec
from content.builders import beyond
from content.guideline.milestones import build_chart
from content.guideline.overview import GROUPS, build_tile, count_statuses, list_clauses
from content.guideline.readings import read_indicator
from content.layout import map_and_ranking, over_time
from content.lifecycle import lifecycle
from content.outputs import domains, results
from content.view import View
from content.wall import closing as wall_closing
from content.wall import month as wall_month
from content.wall.scene_cards import (
    build_chart_card,
    build_clause_card,
    build_numbers,
    drop_events,
    pick_charts,
    pick_fields,
)

MOST_LINES = 4  # charts of the path, those with a target first
# heights that a drawing is laid out for before it is magnified: of lines the least of all screens,
# as their labels are pushed apart by it
LINES_PX = 190
OTHERS_PX = 320


def build_scene(view: View, name: str) -> dict:
    """One scene by its name: title, one sentence, and its cards in the order of their places."""
    if reason := beyond(view):
        return _compose(view, name, reason, [])
    return BUILDERS[name](view)


def _compose(view: View, name: str, sentence: str, cards: list[dict]) -> dict:
    title = view.t(f"wall.scene_{name}", year=view.until.year, month=view.until.month)
    line = [{**card, "takeaway": ""} if _repeats(sentence, card) else card for card in cards]
    return {"name": name, "title": title, "takeaway": sentence, "cards": line}


def _repeats(sentence: str, card: dict) -> bool:
    """The scene's own sentence says what the card would say once more."""
    return bool(card.get("takeaway")) and card["takeaway"] in sentence


def _build_goals(view: View) -> dict:
    """Every clause by group, each with its state; the states counted, which is their key."""
    tiles = {
        group: [build_tile(view, clause) for clause in list_clauses(view, group)]
        for group in GROUPS
    }
    groups = [_build_group(view, group, pieces) for group, pieces in tiles.items()]
    counted = count_statuses(view, [tile for pieces in tiles.values() for tile in pieces])
    card = {"id": "goals", "kind": "ledger", "groups": groups, "tally": counted["items"]}
    return _compose(view, "goals", view.t("overview.lead"), [card])


def _build_group(view: View, group: str, tiles: list[dict]) -> dict:
    """A group's clauses, a line each; those of a year that is over with its value at the end."""
    rows = [
        pick_fields(tile) | {"fact": tile["facts"][-1] if group == "2025" and tile["facts"] else ""}
        for tile in tiles
    ]
    return {"title": view.t(f"overview.group_{group}"), "rows": rows}


def _build_closing(view: View) -> dict:
    """The goals of 2025: facts, and that the text has no number to judge them by."""
    cards = [
        build_clause_card(view, clause)
        | {
            "closing": wall_closing.describe_reference(view, clause.id),
            "end": wall_closing.describe_year_end(view, clause),
        }
        for clause in list_clauses(view, "2025")
    ]
    return _compose(view, "closing", view.t("overview.group_2025_text"), cards)


def _build_path(view: View) -> dict:
    """The goals of 2035 with their states, and the indicators that have a path."""
    clauses = list_clauses(view, "2035")
    group = _build_group(view, "2035", [build_tile(view, clause) for clause in clauses])
    ledger = {"id": "path", "kind": "ledger", "tally": [], "groups": [group]}
    read_once = {
        name: (clause, read_indicator(view, name))
        for clause in clauses
        for name in clause.indicators
    }
    pieces = [pair for pair in read_once.values() if pair[1].known]
    pieces.sort(key=lambda pair: pair[1].target is None)
    drawings = [
        drop_events(build_chart(view, *pair)).but(height=200) for pair in pieces[:MOST_LINES]
    ]
    lines = [build_chart_card(view, spec) for spec in drawings]
    return _compose(view, "path", view.t("overview.group_2035_text"), [ledger, *lines])


def _build_map(view: View) -> dict:
    """The map with its ranking, and how even the layout is beside chance."""
    province_map, ranking = pick_charts(
        map_and_ranking.build_charts(view), "layout_map", "layout_ranking"
    )
    [band] = pick_charts(over_time.build_charts(view), "layout_gini_industry")
    cards = [
        build_chart_card(view, province_map.but(height=725), caption=view.map_caption),
        build_chart_card(view, ranking.but(frame=ranking.frame.head(10), height=300), cut=True),
        build_chart_card(view, band.but(height=215)),
    ]
    return _compose(view, "map", province_map.takeaway, cards)


def _build_domains(view: View) -> dict:
    """Which domains are held by whom, and the combinations without any laboratory."""
    totals, focus = pick_charts(domains.build_charts(view), "domain_totals", "domain_focus")
    drawings = [build_chart_card(view, spec.but(height=430)) for spec in (focus, totals)]
    line = focus.empty or view.t("wall.joined", first=focus.takeaway, then=focus.note)
    return _compose(view, "domains", line, [build_numbers(view, "domains"), *drawings])


def _build_breakthroughs(view: View) -> dict:
    """Technologies and instruments: running totals, levels, domains."""
    names = ("technologies_total", "technology_levels", "technologies_domains")
    return _build_output(view, "breakthroughs", results.build_breakthrough_charts(view), names)


def _build_standards(view: View) -> dict:
    """Standards and methods of certification: running totals, kinds, domains."""
    names = ("standards_total", "standard_kinds", "standards_domains")
    return _build_output(view, "standards", results.build_standard_charts(view), names)


def _build_output(view: View, name: str, specs: list[ChartSpec], names: tuple[str, ...]) -> dict:
    """Large numbers above charts of a page, or above its one sentence that there are none."""
    charts = pick_charts(specs, *names) if len(specs) > 1 else specs
    sized = [spec.but(height=LINES_PX if spec.kind == "line" else OTHERS_PX) for spec in charts]
    cards = [build_numbers(view, name), *(build_chart_card(view, spec) for spec in sized)]
    return _compose(view, name, charts[0].takeaway or charts[0].empty, cards)


def _build_lifecycle(view: View) -> dict:
    """Entries and exits, and what evaluation came to."""
    names = ("lifecycle_flow", "lifecycle_events", "lifecycle_results")
    charts = [spec.but(height=200) for spec in pick_charts(lifecycle.build_charts(view), *names)]
    cards = [build_numbers(view, "lifecycle"), *(build_chart_card(view, spec) for spec in charts)]
    return _compose(view, "lifecycle", charts[0].takeaway or charts[0].empty, cards)


def _build_month(view: View) -> dict:
    """What changed in the as-of month."""
    pieces = wall_month.build_month(view)
    cards = [*pieces.cards, *(build_chart_card(view, spec) for spec in pieces.specs)]
    return _compose(view, "month", pieces.sentence, cards)


# Every scene by its name, in the order of a wall without a choice of its own. To add a scene, add a
# line here, the places of its cards in widgets/components/wall/grid.css and its words scene_<name>
# and name_<name> in words.zh/wall.toml and words.en/wall.toml.
BUILDERS: dict[str, Callable[[View], dict]] = {
    "goals": _build_goals,  # every clause with its state
    "closing": _build_closing,  # how the goals of 2025 closed
    "path": _build_path,  # the way to the goals of 2035
    "map": _build_map,  # where the laboratories are
    "domains": _build_domains,  # which domains are covered
    "breakthroughs": _build_breakthroughs,  # technologies and instruments
    "standards": _build_standards,  # standards and methods of certification
    "lifecycle": _build_lifecycle,  # entries, exits, evaluations
    "month": _build_month,  # what changed in the as-of month
}
