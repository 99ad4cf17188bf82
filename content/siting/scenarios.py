"""Charts of two scenarios: the map, the indices, what the one at hand would cover."""

import pandas as pd

from charts.map.scenario_marks import MARKS
from charts.options import HeatOptions, MapOptions
from charts.spec import ChartSpec, Series
from charts.spec_frames import matrix
from charts.theme import PALETTE, number
from content.builders import join_words, label_wrap, sentences, spec_of
from content.layout.weights import counts_at_end
from content.siting.trial import (
    Trial,
    cells,
    index_words,
    not_applicable,
    trial_provenance,
    weight_words,
    weights_of,
)
from content.view import View
from measures import coverage
from measures.indicators import total_of
from measures.scenario import additions, by_region, covering, gap_count, layout_with
from measures.siting import outcome

MAP_ASPECT = 1.43  # width by height of the map's frame (catalog.figure_parts)


def build_charts(view: View, trial: Trial) -> list[ChartSpec]:
    """The map of both scenarios, their indices, what the one at hand would cover."""
    there = covering(cells(view), trial.scenarios[trial.edited])
    return [
        scenario_map(view, trial),
        by_regions(view, trial, there),
        indices(view, trial),
        by_provinces(view, trial, there),
    ]


def scenario_map(view: View, trial: Trial) -> ChartSpec:
    """Published labs as fill and number; the labs each scenario adds as marks."""
    t, counts = view.t, counts_at_end(view)
    added = {
        name: additions(scenario, view.provinces, view.scope.domains)
        for name, scenario in trial.scenarios.items()
    }
    placed = {name: labs[labs > 0].to_dict() for name, labs in added.items()}
    parts = [_scenario_words(view, trial, name) for name, labs in added.items() if labs.any()]
    frame = pd.DataFrame({"value": counts, **added}).reset_index(names="label")
    return spec_of(
        view,
        id="siting_map",
        kind="map",
        title=t("siting.map"),
        frame=frame,
        span=8,
        height=720,
        series=(
            Series(t("siting.published"), "value"),
            *(Series(t("siting.adds", name=name), name) for name in added),
        ),
        unit=t("layout.unit_labs"),
        takeaway=t("siting.semicolon").join(parts),
        note=sentences(view, t("siting.map_note"), view.map_caption),
        x_name=t("filter.province"),
        names=view.names,
        aspect=MAP_ASPECT,
        options=MapOptions(notes=_hover(view, placed), outside=tuple(view.outside), added=placed),
    ).but(provenance=trial_provenance(view))


def _hover(view: View, placed: dict) -> dict[str, str]:
    """What the hover says of each province with an added lab."""
    notes = {}
    for name, added in placed.items():
        for code, labs in added.items():
            words = view.t("siting.mark", name=name, labs=number(labs))
            notes[code] = view.t("siting.semicolon").join(filter(None, [notes.get(code), words]))
    return notes


def _scenario_words(view: View, trial: Trial, name: str) -> str:
    """One scenario against today."""
    domains, (weights, _) = view.scope.domains, weights_of(view, trial.weight)
    counts, scenario = counts_at_end(view), trial.scenarios[name]
    today = outcome(counts, weights)
    then = outcome(layout_with(counts, scenario, domains), weights)
    return view.t(
        "siting.scenario_takeaway",
        name=name,
        labs=number(total_of(additions(scenario, view.provinces, domains))),
        before=index_words(view, today.theil),
        after=index_words(view, then.theil),
        covered=today.provinces_with_lab,
        then=then.provinces_with_lab,
    )


def by_regions(view: View, trial: Trial, there: pd.DataFrame) -> ChartSpec:
    """Heat map domain × region under the scenario at hand; its gaps are named."""
    t, regions = view.t, list(view.catalog.regions)
    table = by_region(there, view.region_of, regions)
    before = by_region(cells(view), view.region_of, regions)
    gaps = [t("domains.gap", row=column, column=row) for row, column in coverage.gaps(table)]
    words = t("siting.gaps_takeaway", then=len(gaps), before=gap_count(before))
    note = t("siting.gaps", gaps=join_words(view, gaps, 12)) if gaps else t("domains.no_gaps")
    return _heat(view, trial, table, "regions", words).but(
        note=note, span=4, height=120 + 50 * len(table)
    )


def by_provinces(view: View, trial: Trial, there: pd.DataFrame) -> ChartSpec:
    """Heat map domain × province under the scenario at hand."""
    words = view.t("siting.gaps_takeaway", then=gap_count(there), before=gap_count(cells(view)))
    spec = _heat(view, trial, there, "provinces", words)
    return spec.but(
        note=view.t("siting.coverage_note"),
        span=8,
        height=100 + 40 * len(there),
        options=HeatOptions(wrap=label_wrap(len(there.columns))),
    )


def _heat(view: View, trial: Trial, table: pd.DataFrame, name: str, takeaway: str) -> ChartSpec:
    t = view.t
    frame, series = matrix(table, view.names)
    return spec_of(
        view,
        id=f"siting_{name}",
        kind="heat",
        frame=frame,
        series=series,
        title=t(f"siting.{name}", name=trial.edited),
        unit=t("layout.unit_labs"),
        takeaway=takeaway,
        x_name=t("filter.domain"),
    ).but(provenance=trial_provenance(view))


def indices(view: View, trial: Trial) -> ChartSpec:
    """Columns: Theil and Gini today and under each scenario that adds anything."""
    t, counts, (weights, _) = view.t, counts_at_end(view), weights_of(view, trial.weight)
    layouts, colors = {t("siting.today"): counts}, [PALETTE[5]]
    for (name, scenario), (color, _) in zip(trial.scenarios.items(), MARKS, strict=True):
        if additions(scenario, view.provinces, view.scope.domains).any():
            then = layout_with(counts, scenario, view.scope.domains)
            layouts[t("siting.scenario", name=name)] = then
            colors.append(color)
    outcomes = {name: outcome(layout, weights) for name, layout in layouts.items()}
    frame = pd.DataFrame({name: [o.theil, o.gini] for name, o in outcomes.items()})
    frame.insert(0, "label", [t("siting.theil"), t("siting.gini")])
    empty = not_applicable(view, trial.weight)
    if not empty and frame.iloc[:, 1:].isna().all(axis=None):
        empty = t("siting.no_labs")
    return spec_of(
        view,
        id="siting_indices",
        kind="column",
        title=t("siting.indices"),
        frame=frame,
        series=tuple(Series(name, name) for name in outcomes),
        unit="",
        decimals=3,
        span=4,
        height=420,
        colors=tuple(colors),
        note=weight_words(view, trial.weight),
        empty=empty,
        takeaway=t("siting.indices_takeaway"),
        x_name=t("siting.row"),
    ).but(provenance=trial_provenance(view))
