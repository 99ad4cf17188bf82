"""Scenes of 大屏: what the pages show, from the same specs, chosen and grouped for five metres."""

from collections.abc import Callable
from dataclasses import asdict

from catalog.nouns import Clause, Scene, SceneBuilder, ScenePage
from charts.spec import ChartSpec
from content.builders import beyond
from content.guideline.ahead import describe_need_beside_paces, look_ahead
from content.guideline.milestones import build_chart
from content.guideline.official_assessment import introduce_group
from content.guideline.overview import GROUPS, build_tile, count_statuses, list_clauses
from content.guideline.readings import Reading, read_indicator
from content.layout import map_and_ranking, over_time
from content.lifecycle import lifecycle
from content.outputs import domains, results
from content.view import View
from content.wall import answers
from content.wall import closing as wall_closing
from content.wall import month as wall_month
from content.wall.scene_cards import (
    build_chart_card,
    build_clause_card,
    build_numbers,
    build_ranking_card,
    drop_events,
    name_judged,
    pick_charts,
    pick_fields,
)

MAX_PATH_LINES = 4  # charts of the path, those with a target first
PATH_LINE_PX = 200
# States that say of a clause only that nobody set a number: the wall says so once, in its tally
NOT_COMPARED = ("no_numeric_target", "no_indicator", "no_data")
MAP_PX, RANKING_PX, GINI_PX = 725, 300, 215
# The charts of each page that a scene may take
PAGES: dict[ScenePage, Callable[[View], list[ChartSpec]]] = {
    "domains": domains.build_charts,
    "breakthroughs": results.build_breakthrough_charts,
    "standards": results.build_standard_charts,
    "lifecycle": lifecycle.build_charts,
}


def build_scene(view: View, name: str) -> dict:
    """One scene by its name: title, one sentence, and its cards with their places."""
    scene = view.catalog.scenes[name]
    if reason := beyond(view):
        return _compose(view, scene, reason, [])
    return BUILDERS[scene.builder](view, scene)


def _compose(view: View, scene: Scene, sentence: str, cards: list[dict]) -> dict:
    title = view.t(f"wall.scene_{scene.name}", year=view.until.year, month=view.until.month)
    return {
        "name": scene.name,
        "title": title,
        "takeaway": sentence,
        "places": asdict(scene.places),
        "cards": [{**card, "takeaway": ""} if _repeats(sentence, card) else card for card in cards],
    }


def _repeats(sentence: str, card: dict) -> bool:
    """The scene's own sentence says what the card would say once more."""
    return bool(card.get("takeaway")) and card["takeaway"] in sentence


def _build_goals(view: View, scene: Scene) -> dict:
    """Every clause by group, each with its state; the states counted, which is their key."""
    tiles = {
        group: [_build_row_tile(view, clause) for clause in list_clauses(view, group)]
        for group in GROUPS
    }
    groups = [_build_group(view, group, pieces) for group, pieces in tiles.items()]
    counted = count_statuses(view, [tile for pieces in tiles.values() for tile in pieces])
    card = {
        "id": "goals",
        "kind": "ledger",
        "groups": groups,
        "tallies": [
            {"title": counted["directions_title"], "items": counted["directions"]},
            {"title": view.t("wall.compared"), "items": counted["items"]},
        ],
    }
    return _compose(view, scene, view.t("overview.lead"), [card])


def _build_row_tile(view: View, clause: Clause) -> dict:
    """The clause's tile; where its year is over, with the very state that the closing scene has.

    What was officially assessed stands above both.
    """
    tile = build_tile(view, clause)
    reference = wall_closing.describe_reference(view, clause.id)
    return tile if tile["assessment"] or reference is None else tile | reference


def _build_group(view: View, group: str, tiles: list[dict]) -> dict:
    """A group's clauses, a line each, the worst direction first and what is not judged last; those
    of a year that is over with their value at its end.

    compared: there is a state against some reference; without one the line says nothing of it.
    year: up to which year all of them are judged, "" where the years differ.
    """
    order = list(view.catalog.directions)
    rows = [
        pick_fields(tile)
        | {
            "fact": tile["facts"][-1] if group == "2025" and tile["facts"] else "",
            "compared": tile["state"] not in NOT_COMPARED,
            "toward": name_judged(view, tile),
        }
        for tile in sorted(tiles, key=lambda tile: order.index(tile["direction"]["state"]))
    ]
    years = {row["direction"]["year"] for row in rows} - {""}
    return {
        "title": view.t(f"overview.group_{group}"),
        "year": view.t("wall.toward_year", year=years.pop()) if len(years) == 1 else "",
        "rows": rows,
    }


def _build_closing(view: View, scene: Scene) -> dict:
    """The goals of 2025: facts, that the text has no number to judge them by, and how they stand
    to a reference of our own."""
    clauses = list_clauses(view, "2025")
    cards = [
        build_clause_card(view, clause)
        | {
            "closing": wall_closing.describe_reference(view, clause.id),
            "end": wall_closing.describe_year_end(view, clause),
        }
        for clause in clauses
    ]
    if any(card["assessment"] for card in cards):
        return _compose(view, scene, introduce_group(view, "2025", clauses), cards)
    compared = any(card["closing"] for card in cards)
    sentence = "wall.closing_sentence" if compared else "overview.group_2025_text"
    return _compose(view, scene, view.t(sentence), cards)


def _build_path(view: View, scene: Scene) -> dict:
    """The goals of 2035 with their states, and the indicators that have a path, the worst first:
    a screen that has no room for all leaves out the last."""
    clauses = list_clauses(view, "2035")
    group = _build_group(view, "2035", [build_tile(view, clause) for clause in clauses])
    ledger = {"id": "path", "kind": "ledger", "tallies": [], "groups": [group]}
    read_once = {
        name: (clause, read_indicator(view, name))
        for clause in clauses
        for name in clause.indicators
    }
    pieces = [pair for pair in read_once.values() if pair[1].known]
    severity = list(view.catalog.statuses)  # the worst first
    pieces.sort(key=lambda pair: (pair[1].target is None, severity.index(pair[1].status)))
    lines = [_build_path_line(view, *pair) for pair in pieces[:MAX_PATH_LINES]]
    result = _compose(view, scene, view.t("overview.group_2035_text"), [ledger, *lines])
    # the browser knows for how many the screen has room
    words = view.t("wall.cut_paths", rows="{rows}", all=len(pieces))
    return result | {"cut": {"all": len(pieces), "words": words}}


def _build_path_line(view: View, clause: Clause, reading: Reading) -> dict:
    """An indicator's path with what it needs a year from now on, beside both paces."""
    spec = drop_events(build_chart(view, clause, reading)).but(height=PATH_LINE_PX)
    need = describe_need_beside_paces(view, reading, look_ahead(view, clause, reading))
    return build_chart_card(view, spec.but(takeaway=need or spec.takeaway))


def _build_map(view: View, scene: Scene) -> dict:
    """The map with its ranking, who has none, and what the evenness of the layout means."""
    province_map, ranking = pick_charts(
        map_and_ranking.build_charts(view), "layout_map", "layout_ranking"
    )
    [band] = pick_charts(over_time.build_charts(view), "layout_gini_industry")
    # those without any are named in its sentence
    held = ranking.frame[ranking.frame["value"] > 0]
    ranking = ranking.but(frame=held, height=RANKING_PX, takeaway=ranking.note)
    meaning = answers.explain_gini(view)
    cards = [
        build_chart_card(view, province_map.but(height=MAP_PX), caption=view.map_caption),
        build_ranking_card(
            view, ranking, answers.list_provinces(view), answers.name_unreported(view)
        ),
        build_chart_card(view, band.but(height=GINI_PX, takeaway=meaning or band.takeaway)),
    ]
    return _compose(view, scene, province_map.takeaway, cards)


def _build_domains(view: View, scene: Scene) -> dict:
    """Which domains are held by whom, and the combinations without any laboratory."""
    focus, totals = _pick_page_charts(view, scene)
    sentence = focus.empty or view.t("wall.joined", first=focus.takeaway, then=focus.note)
    cards = [build_chart_card(view, spec) for spec in (focus, totals)]
    return _compose(view, scene, sentence, [build_numbers(view, scene), *cards])


def _build_numbers_and_charts(view: View, scene: Scene) -> dict:
    """Large numbers above charts of a page, or above its one sentence that there are none."""
    charts = _pick_page_charts(view, scene)
    cards = [build_numbers(view, scene), *(build_chart_card(view, spec) for spec in charts)]
    return _compose(view, scene, charts[0].takeaway or charts[0].empty, cards)


def _build_lifecycle(view: View, scene: Scene) -> dict:
    """Entry and exit, with how many laboratories are under rectification today."""
    built = _build_numbers_and_charts(view, scene)
    numbers, *charts = built["cards"]
    items = [*numbers["items"], answers.count_rectifying(view)]
    return {**built, "cards": [{**numbers, "items": items}, *charts]}


def _pick_page_charts(view: View, scene: Scene) -> list[ChartSpec]:
    """The scene's charts of its page at their heights; the only one of a page without data."""
    page_charts = PAGES[scene.page](view)
    if len(page_charts) == 1:
        return page_charts
    charts = pick_charts(page_charts, *scene.charts)
    return [spec.but(height=scene.charts[spec.id]) for spec in charts]


def _build_month(view: View, scene: Scene) -> dict:
    """What changed in the as-of month."""
    pieces = wall_month.build_month(view)
    cards = [*pieces.cards, *(build_chart_card(view, spec) for spec in pieces.specs)]
    return _compose(view, scene, pieces.sentence, cards)


# What composes a scene, by the word that scenes.toml has for it (catalog.nouns.SceneBuilder)
BUILDERS: dict[SceneBuilder, Callable[[View, Scene], dict]] = {
    "goals": _build_goals,  # every clause with its state
    "closing": _build_closing,  # how the goals of 2025 closed
    "path": _build_path,  # the way to the goals of 2035
    "map": _build_map,  # where the laboratories are
    "domains": _build_domains,  # which domains are covered, and the gaps in a sentence
    "numbers_and_charts": _build_numbers_and_charts,  # large numbers above charts of one page
    "lifecycle": _build_lifecycle,  # the same, with how many are under rectification
    "month": _build_month,  # what changed in the as-of month
}
