"""What every page shows, by chapter, without a page: briefings and tests choose from here.

A chapter is a page, or the part of one behind a tab, as it opens under the filters of the view.
Its parts come from the builders that the page itself calls, so that numbers and statuses cannot
differ. Names of chapters and ids of parts stand in saved briefings: they do not change.
"""

from collections.abc import Callable
from functools import lru_cache

from charts.spec import ChartSpec
from content.builders import beyond
from content.closing import verdict
from content.guideline import methods, milestones, outlook, overview
from content.items import Item, list_items
from content.lab import peers, records, story
from content.layout import distance, location_quotients, lorenz, map_and_ranking, over_time
from content.layout.regions import build_region_bars
from content.layout.weights import UNITS
from content.lifecycle import careers, lifecycle
from content.outputs import domains, results
from content.provinces import compare, profile, province
from content.siting import proposal, scenarios
from content.siting.trial import DEFAULT_STEPS, Trial
from content.tables import (
    build_closing_tables,
    build_comparison_tables,
    build_definition_tables,
    build_direction_tables,
    build_event_tables,
    build_exit_tables,
    build_history_tables,
    build_lab_tables,
    build_method_tables,
    build_moran_tables,
    build_profile_tables,
    build_scenario_tables,
    build_state_tables,
    build_step_tables,
    build_weight_tables,
)
from content.view import View

OUTLOOK = "milestones_outlook"  # the chapter that a page's 情景推演 is added to
LAB = "lab"  # the chapter that the page of a laboratory is added to


def _build_2025(view: View) -> list:
    """The group whose year is over, with the sealed facts of its closing before it."""
    return build_closing_tables(view) + milestones.build_parts(view, str(verdict.CLOSING_YEAR))


def _build_2035(view: View) -> list:
    return milestones.build_parts(view, "2035")


def _build_mechanism(view: View) -> list:
    return milestones.build_parts(view, "mechanism")


def _build_tasks(view: View) -> list:
    return milestones.build_parts(view, "task")


def _build_outlook(view: View, state: str = "") -> list:
    """情景推演 under what a reader assumed, "" as it opens.

    No part where the state makes no sense or the scope has nothing to carry on.
    """
    if outlook.find_lack(view):
        return []
    choice = outlook.read_state(state) if state else outlook.build_default(view)
    if choice is None:
        return []
    return outlook.build_charts(view, choice) + outlook.build_outlook_tables(view, choice)


def _build_lifecycle(view: View) -> list:
    parts = lifecycle.build_charts(view)
    if view.has("lab_events"):
        parts = parts + careers.build_timeline(view, "", "1") + build_exit_tables(view)
    return parts


def _build_map(view: View) -> list[ChartSpec]:
    """The tab as it opens, then its map and its regions under the other measures."""
    charts = map_and_ranking.build_charts(view)
    for measure in UNITS:
        other_map = map_and_ranking.build_charts(view, measure)[0]
        bars = build_region_bars(view, measure)
        charts = charts + [
            other_map.but(id=f"layout_map_{measure}"),
            bars.but(id=f"layout_region_bars_{measure}"),
        ]
    return charts


def _build_curves(view: View) -> list:
    return lorenz.build_charts(view) + build_weight_tables(view)


def _build_distance(view: View) -> list:
    return distance.build_charts(view) + build_moran_tables(view)


def _build_siting(view: View) -> list:
    """The page as it opens: the proposal, and two scenarios without any lab yet."""
    if beyond(view):
        return []
    trial = Trial("industry", DEFAULT_STEPS, tuple(view.provinces))
    steps = build_step_tables(view, trial) + proposal.build_steps_chart(view, trial)
    return steps + scenarios.build_charts(view, trial) + build_scenario_tables(view, trial)


def _build_province(view: View) -> list:
    """Of the only province in the filters; nothing where there is none, or several."""
    whole, codes = profile.narrow_to(view, ()), view.scope.provinces
    if beyond(whole) or len(codes) != 1:
        return []
    figures = build_profile_tables(whole, codes[0])
    charts = province.build_charts(whole, codes[0])
    return figures + charts + build_lab_tables(whole, codes[0])


def _build_compare(view: View) -> list:
    """Of the provinces in the filters where they are as many as the page compares."""
    whole, codes = profile.narrow_to(view, ()), view.scope.provinces
    if beyond(whole) or not compare.MIN_PROVINCES <= len(codes) <= compare.MAX_PROVINCES:
        return []
    return build_comparison_tables(whole, codes) + compare.build_charts(whole, codes)


def _build_lab(view: View, state: str = "") -> list:
    """The page of the laboratory whose number the state bears, whatever the filters; without a
    number those within the filters, to choose from."""
    if not state:
        return peers.build_list(view)
    lab_id = story.read_state(state)
    if records.find_lab(view, lab_id) is None:
        return []
    return story.build_titled_parts(records.widen(view), lab_id)


def _build_methods(view: View) -> list:
    return methods.build_charts(view) + build_method_tables(view) + build_direction_tables(view)


# Every chapter by its name: what builds its parts. To add a chapter, add a line here and its name
# under [chapter] in words.zh/briefing.toml and words.en/briefing.toml.
CHAPTERS: dict[str, Callable[[View], list]] = {
    "overview": overview.build_cards,  # every clause at a glance
    "milestones_2025": _build_2025,  # the first goal, closed
    "milestones_2035": _build_2035,  # the second goal, under way
    "milestones_mechanism": _build_mechanism,  # how the laboratories are run
    "milestones_task": _build_tasks,  # the six research focuses
    OUTLOOK: _build_outlook,  # laboratories ahead at approvals that a reader assumes
    "milestones_events": build_event_tables,  # the steps of the policy
    "domains": domains.build_charts,  # which domains are covered
    "breakthroughs": results.build_breakthrough_charts,  # technologies and instruments
    "standards": results.build_standard_charts,  # standards, methods, reference materials
    "lifecycle": _build_lifecycle,  # entries, evaluations, exits
    "layout_place": _build_map,  # where the laboratories are
    "layout_time": over_time.build_charts,  # how even the layout was, by year
    "layout_curves": _build_curves,  # Lorenz curves under three weights
    "layout_domains": location_quotients.build_charts,  # what a province specialises in
    "layout_space": _build_distance,  # distance to the nearest, likeness of neighbours
    "siting": _build_siting,  # laboratories added in thought
    "province": _build_province,  # one province
    "compare": _build_compare,  # two to four provinces
    LAB: _build_lab,  # one laboratory, or a list of them
    "data_state": build_state_tables,  # what is published
    "data_definitions": build_definition_tables,  # clauses, indicators, statistics
    "data_methods": _build_methods,  # what published methods would say
    "data_judgements": build_history_tables,  # how judgements changed
}
# the chapters whose parts can be kept under a state that a reader chose on the page: what is
# assumed, which laboratory
WITH_STATE: dict[str, Callable[[View, str], list]] = {OUTLOOK: _build_outlook, LAB: _build_lab}
# these say something of the data, not of the scope: they can be shown where it holds no number
OF_ANY_SCOPE = {"data_state", "data_definitions", "data_judgements", "milestones_events"}


@lru_cache(maxsize=256)
def chapter(view: View, name: str, state: str = "") -> tuple[Item, ...]:
    """What a chapter shows under this view, in the page's order; nothing where it says why not.

    state: what a reader chose on the page, as the query of an address; "" as the page opens.
    """
    if not view.provinces and name not in OF_ANY_SCOPE:
        return ()
    if state:
        build = WITH_STATE.get(name)
        return tuple(list_items(build(view, state))) if build else ()
    return tuple(list_items(CHAPTERS[name](view)))
