"""Scenes of 大屏: what the pages show, from the same specs, chosen and grouped for five metres."""

from charts.spec import ChartSpec
from charts.wall import wall_figure
from widgets.cards import geometry_url
from widgets.specs import domains, layout, layout_time, lifecycle, results, wall_closing, wall_month
from widgets.specs.clauses import absent_words, change_words, gap_words, name_words, read
from widgets.specs.milestones import chart
from widgets.specs.overview import GROUPS, clause_tile, clauses_of, tallied, unit_of
from widgets.specs.parts import beyond
from widgets.specs.standing import over
from widgets.view import View

# What a wall says of a clause; the rest of a tile is for readers at a desk.
SAID = ("id", "title", "quote", "value", "unit", "label", "facts", "status", "shape", "tone",
        "missing")  # fmt: skip
# the large numbers of a scene, by indicator
NUMBERS = {
    "domains": ("goal_domains_with_lab", "task_domains_with_lab", "domain_focus_pairs",
                "key_domain_share"),
    "breakthroughs": ("testing_technologies", "key_technologies", "instruments", "international_level_share"),
    "standards": ("standards", "standards_national", "certification_methods",
                  "standards_international"),
    "lifecycle": ("labs_in_operation", "labs_entered", "labs_left", "evaluation_pass_share"),
}
# px that a drawing is laid out for before it is magnified: of lines the least of all screens, as
# their labels are pushed apart by it
HEIGHTS = {"line": 190}
MOST_LINES = 4  # charts of the path, those with a target first


def scene(view: View, name: str) -> dict:
    """One scene by its name: title, one sentence, and its cards in the order of their places."""
    if reason := beyond(view):
        return _scene(view, name, reason, [])
    return BUILT[name](view)


def _scene(view: View, name: str, sentence: str, cards: list[dict], **words) -> dict:
    title = view.t(f"wall.scene_{name}", **words)
    told = [{**card, "takeaway": ""} if said_in(sentence, card) else card for card in cards]
    return {"name": name, "title": title, "takeaway": sentence, "cards": told}


def said_in(sentence: str, card: dict) -> bool:
    """The scene's own sentence says what the card would say once more."""
    return bool(card.get("takeaway")) and card["takeaway"] in sentence


def goals(view: View) -> dict:
    """Every clause by group, each with its state; the states counted, which is their key."""
    tiles = {group: [clause_tile(view, one) for one in clauses_of(view, group)] for group in GROUPS}
    groups = [_group(view, group, found) for group, found in tiles.items()]
    counted = tallied(view, [tile for found in tiles.values() for tile in found])
    card = {"id": "goals", "kind": "ledger", "groups": groups, "tally": counted["items"]}
    return _scene(view, "goals", view.t("overview.lead"), [card])


def _group(view: View, group: str, tiles: list[dict]) -> dict:
    """A group's clauses, a line each; those of a year that is over with its value at the end."""
    rows = [_said(tile) | {"fact": tile["facts"][-1] if group == "2025" and tile["facts"] else ""}
            for tile in tiles]  # fmt: skip
    return {"title": view.t(f"overview.group_{group}"), "rows": rows}


def closing(view: View) -> dict:
    """The goals of 2025: facts, and that the text has no number to judge them by."""
    cards = [_clause(view, one) | {"closing": wall_closing.against(view, one["id"])}
             for one in clauses_of(view, "2025")]  # fmt: skip
    return _scene(view, "closing", view.t("overview.group_2025_text"), cards)


def path(view: View) -> dict:
    """The goals of 2035 with their states, and the indicators that have a path."""
    clauses = clauses_of(view, "2035")
    group = _group(view, "2035", [clause_tile(view, one) for one in clauses])
    ledger = {"id": "path", "kind": "ledger", "tally": [], "groups": [group]}
    found = [(one, read(view, name)) for one in clauses for name in one["indicators"]]
    found = [pair for pair in found if pair[1].known]
    found.sort(key=lambda pair: pair[1].target is None or over(view, pair[0]))
    unique = {reading.definition["id"]: (one, reading) for one, reading in reversed(found)}
    chosen = list(reversed(unique.values()))
    chosen.sort(key=lambda pair: pair[1].target is None)
    lines = [drawn(view, _bare(chart(view, *pair)).but(height=200))
             for pair in chosen[:MOST_LINES]]  # fmt: skip
    return _scene(view, "path", view.t("overview.group_2035_text"), [ledger, *lines])


def map_(view: View) -> dict:
    """The map with its ranking, and how even the layout is beside chance."""
    province_map, ranking, *_ = layout.specs(view)
    shown = province_map.but(height=725)
    band = next(one for one in layout_time.specs(view) if _id(one) == "layout_gini_industry")
    cards = [drawn(view, shown, caption=view.map_caption),
             drawn(view, _first(ranking, 10).but(height=300), cut=True), drawn(view, band.but(height=215))]  # fmt: skip
    return _scene(view, "map", province_map.takeaway, cards)


def domains_(view: View) -> dict:
    """Which domains are held by whom, and the combinations without any laboratory."""
    totals, focus, *_ = domains.specs(view)
    cards = [_numbers(view, "domains"), drawn(view, focus.but(height=430)), drawn(view, totals.but(height=430))]
    return _scene(view, "domains", view.t("wall.joined", first=focus.takeaway, then=focus.note)
                  if not focus.empty else focus.empty, cards)  # fmt: skip


def breakthroughs(view: View) -> dict:
    """Technologies and instruments: running totals, levels, domains."""
    specs = results.breakthrough_specs(view)
    cards = [_numbers(view, "breakthroughs"), *(drawn(view, spec.but(height=HEIGHTS.get(spec.kind, 390))) for spec in specs[:3])]
    return _scene(view, "breakthroughs", specs[0].takeaway or specs[0].empty, cards)


def standards(view: View) -> dict:
    """Standards and methods of certification: running totals, kinds, domains."""
    specs = results.standard_specs(view)
    cards = [_numbers(view, "standards"), *(drawn(view, spec.but(height=HEIGHTS.get(spec.kind, 390))) for spec in specs[:3])]
    return _scene(view, "standards", specs[0].takeaway or specs[0].empty, cards)


def lifecycle_(view: View) -> dict:
    """Entries and exits, and what evaluation came to."""
    flow, events, found, *_ = lifecycle.specs(view)
    cards = [_numbers(view, "lifecycle"),
             *(drawn(view, spec.but(height=200)) for spec in (flow, events, found))]  # fmt: skip
    return _scene(view, "lifecycle", flow.takeaway or flow.empty, cards)


def month(view: View) -> dict:
    """What changed in the as-of month."""
    found = wall_month.month(view)
    cards = [*found.cards, *(drawn(view, spec) for spec in found.specs)]
    return _scene(view, "month", found.sentence, cards, **found.words)


def drawn(view: View, spec: ChartSpec, caption: str = "", cut: bool = False) -> dict:
    """A spec as a card of the wall: words above, drawing, and what must stand under it.

    cut: a ranking, of which a small screen may show the first rows only.
    """
    figure = {"data": [], "layout": {}} if spec.empty else wall_figure(spec, view.t)
    return {
        "id": spec.id, "kind": "chart", "title": spec.title, "takeaway": spec.takeaway,
        "unit": "" if spec.unit == "%" else spec.unit, "caption": caption, "empty": spec.empty,
        "cut": cut, "geometry": geometry_url(view) if spec.kind == "map" else "", **figure,
    }  # fmt: skip


def _numbers(view: View, scene_name: str) -> dict:
    """Indicators as large numbers side by side, or why there is none."""
    return {"id": f"numbers_{scene_name}", "kind": "numbers",
            "items": [_number(view, name) for name in NUMBERS[scene_name]]}  # fmt: skip


def _number(view: View, indicator: str) -> dict:
    reading = read(view, indicator)
    if not reading.known:
        return {"label": reading.definition["name"], "value": "", "unit": "", "facts": [],
                "missing": absent_words(view, reading)}  # fmt: skip
    facts = [words for words in (change_words(view, reading), gap_words(view, reading)) if words]
    return {"label": name_words(view, reading), "value": reading.value,
            "unit": unit_of(view, reading), "facts": facts[:1], "missing": ""}  # fmt: skip


def _clause(view: View, clause: dict) -> dict:
    """A clause as a card: its words, number, state and its further indicators."""
    tile = clause_tile(view, clause)
    return {**_said(tile), "kind": "clause", "others": tile["others"][:3]}


def _said(tile: dict) -> dict:
    return {key: tile[key] for key in SAID}


def _bare(spec: ChartSpec) -> ChartSpec:
    """Without the policy's events, whose table stands on the page and not here."""
    return spec.but(marks=tuple(mark for mark in spec.marks if mark.kind != "event"))


def _first(spec: ChartSpec, count: int) -> ChartSpec:
    return spec.but(frame=spec.frame.head(count))


def _id(part) -> str:
    return part["id"] if isinstance(part, dict) else part.id


BUILT = {"goals": goals, "closing": closing, "path": path, "map": map_, "domains": domains_,
         "breakthroughs": breakthroughs, "standards": standards, "lifecycle": lifecycle_,
         "month": month}  # fmt: skip
