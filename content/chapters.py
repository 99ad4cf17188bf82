"""What every page shows, by chapter, without a page: briefings and tests choose from here.

A chapter is a page, or the part of one behind a tab, as it opens under the filters of the view.
Its parts come from the builders that the page itself calls, so that numbers and statuses cannot
differ. Names of chapters and ids of parts stand in saved briefings: they do not change.
"""

from collections.abc import Callable
from functools import lru_cache

from charts.spec import ChartSpec
from content.builders import beyond
from content.data import catalog_tables, publication_tables
from content.guideline import methods, milestones, overview, status_history, verdict
from content.items import Item, items_of
from content.layout import distance, location_quotients, lorenz, map_and_ranking, over_time
from content.lifecycle import careers, lifecycle
from content.outputs import domains, results
from content.provinces import compare, profile, province
from content.siting import proposal, scenarios
from content.siting.trial import STEPS, Trial
from content.tables import (
    comparison,
    events,
    exits,
    judged,
    likeness,
    profile_table,
    province_labs,
    scenario_table,
    side_by_side,
    steps_table,
    titled,
)
from content.view import View


def _clauses(group: str) -> Callable[[View], list]:
    return lambda view: milestones.build_parts(view, group)


def _closed(view: View) -> list:
    """The group whose year is over, with the sealed facts of its closing before it."""
    tables = titled(view, "verdict", verdict, ("facts", "corrections"))
    return [*tables, *milestones.build_parts(view, str(verdict.YEAR))]


def _lifecycle(view: View) -> list:
    parts = [*lifecycle.build_charts(view)]
    if view.has("lab_events"):
        parts += [*careers.build_timeline(view, "", "1"), *exits(view)]
    return parts


def _place(view: View) -> list[ChartSpec]:
    """The tab as it opens, then its map under the other measures."""
    maps = [
        map_and_ranking.build_charts(view, measure)[0].but(id=f"layout_map_{measure}")
        for measure in ("industry", "population")
    ]
    return [*map_and_ranking.build_charts(view), *maps]


def _siting(view: View) -> list:
    if beyond(view):
        return []
    trial = Trial("industry", STEPS, tuple(view.provinces))
    parts = (steps_table, proposal.build_steps_chart, scenarios.build_charts, scenario_table)
    return [part for build in parts for part in build(view, trial)]


def _province(view: View) -> list:
    """Of the one province in the filters; nothing where there is none, or several."""
    if beyond(profile.at(view, ())) or len(view.scope.provinces) != 1:
        return []
    whole, code = profile.at(view, ()), view.scope.provinces[0]
    builds = (profile_table, province.build_charts, province_labs)
    return [part for build in builds for part in build(whole, code)]


def _compare(view: View) -> list:
    """Of the provinces in the filters where they are as many as the page compares."""
    whole, codes = profile.at(view, ()), view.scope.provinces
    if beyond(whole) or not compare.FEWEST <= len(codes) <= compare.MOST:
        return []
    return [*comparison(whole, codes), *compare.build_charts(whole, codes)]


STATE = ("sources", "ledger", "problems", "falls", "reach", "publications")
DEFINITIONS = ("clauses", "indicators", "statistics")
CHAPTERS: dict[str, Callable[[View], list]] = {
    "overview": overview.build_cards,
    "milestones_2025": _closed,
    "milestones_2035": _clauses("2035"),
    "milestones_mechanism": _clauses("mechanism"),
    "milestones_task": _clauses("task"),
    "milestones_events": events,
    "domains": domains.build_charts,
    "breakthroughs": results.build_breakthrough_charts,
    "standards": results.build_standard_charts,
    "lifecycle": _lifecycle,
    "layout_place": _place,
    "layout_time": over_time.build_charts,
    "layout_curves": lambda view: [*lorenz.build_charts(view), *side_by_side(view)],
    "layout_domains": location_quotients.build_charts,
    "layout_space": lambda view: [*distance.build_charts(view), *likeness(view)],
    "siting": _siting,
    "province": _province,
    "compare": _compare,
    "data_state": lambda view: titled(view, "data", publication_tables, STATE),
    "data_definitions": lambda view: titled(view, "data", catalog_tables, DEFINITIONS),
    "data_methods": lambda view: [*methods.build_charts(view), *judged(view)],
    "data_judgements": lambda view: titled(view, "changes", status_history, ("moves", "grid")),
}
# these say something of the data, not of the scope: they can be shown where it holds no number
OF_ANY_SCOPE = {"data_state", "data_definitions", "data_judgements", "milestones_events"}


@lru_cache(maxsize=256)
def chapter(view: View, name: str) -> tuple[Item, ...]:
    """What a chapter shows under this view, in the page's order; nothing where it says why not."""
    if not view.provinces and name not in OF_ANY_SCOPE:
        return ()
    return tuple(items_of(CHAPTERS[name](view)))
