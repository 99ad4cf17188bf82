"""Charts of 进退管理: stock and flow, management events, evaluation results."""

import pandas as pd

from charts.spec import ChartSpec, Series
from charts.theme import color_words, number
from content.builders import (
    absent,
    build_stacked_columns,
    join_words,
    part_year_note,
    percent,
    spec_of,
)
from content.lifecycle import rectifications
from content.outputs.hosts import build_host_types
from content.view import View
from measures import lifecycle
from measures.indicators import latest, share, total_of

YEARS_SHOWN = 6  # of a longer period the first years fold into one step of the waterfall


def build_charts(view: View) -> list[ChartSpec]:
    """The page's charts in order; a register that did not come is said so in its place."""
    rows = view.rows("lab_counts")
    flow = spec_flow(view, lifecycle.stock_and_flow(rows, view.scope))
    results = spec_results(view, rows)
    if not view.has("lab_events"):
        sentence = view.t("lifecycle.empty")
        title = view.t("lifecycle.events")
        absence = absent(view, "lifecycle_events", title, sentence, span=12)
        return [flow, build_host_types(view), results, absence]
    charts = [spec_events(view, rows), results, *rectifications.build_charts(view)]
    return [flow, build_host_types(view), *charts]


def spec_flow(view: View, table: pd.DataFrame) -> ChartSpec:
    """Waterfall of entries and exits, a total at each year's end."""
    t, bars = view.t, []
    for row in lifecycle.fold_early_years(table, YEARS_SHOWN).itertuples():
        year, span = row.Index, years_words(view, row.since, row.Index)
        if not bars and row.opening:
            bars.append([t("lifecycle.opening", year=row.since), row.opening, "absolute"])
        bars.append([t("lifecycle.entered", year=span), row.entered, "relative"])
        if row.left:
            bars.append([t("lifecycle.left", year=span), -row.left, "relative"])
        open_year = year == view.published.as_of.year and not view.year_complete
        closing = t("lifecycle.so_far" if open_year else "lifecycle.closing", year=year)
        bars.append([closing, row.closing, "total"])
    frame = pd.DataFrame(bars, columns=["label", "value", "measure"])
    sums = {
        "entered": total_of(table["entered"]),
        "left": total_of(table["left"]),
        "closing": latest(table["closing"]),
    }
    takeaway = t("lifecycle.flow_takeaway", **{name: number(v) for name, v in sums.items()})
    return spec_of(
        view,
        id="lifecycle_flow",
        kind="waterfall",
        title=t("lifecycle.flow"),
        frame=frame,
        series=(Series(t("lifecycle.labs"), "value"),),
        unit=t("layout.unit_labs"),
        span=12,
        height=340,
        takeaway=takeaway,
        note=part_year_note(view),
        empty="" if table["closing"].any() else t("scope.empty", scope=view.scope_words),
        x_name=t("part.year"),
    )


def years_words(view: View, first: int, last: int) -> str:
    """One year, or the first and the last of several."""
    return str(last) if first == last else view.t("lifecycle.years", start=first, end=last)


def spec_events(view: View, rows: pd.DataFrame) -> ChartSpec:
    """Stacked columns of events by year; the first approval is in the waterfall already."""
    t, kinds = view.t, view.catalog.codes["event"].names
    table = lifecycle.events_by_year(rows, view.scope, list(kinds))[list(kinds[1:])]
    parts = [
        t("lifecycle.part", name=kind, value=number(total_of(table[kind])))
        for kind in table
        if table[kind].any()
    ]
    colors = color_words(view.catalog.codes["event"])
    spec = build_stacked_columns(view, "lifecycle", "events", table, colors)
    return spec.but(takeaway=join_words(view, parts), unit=t("lifecycle.times"))


def spec_results(view: View, rows: pd.DataFrame) -> ChartSpec:
    """Stacked columns of evaluation results by year."""
    t, results = view.t, view.catalog.codes["result"].names
    if not view.has("evaluations"):
        sheet = view.catalog.registers["evaluations"].sheet
        sentence = t("overview.no_register", sheet=sheet)
        return absent(view, "lifecycle_results", t("lifecycle.results"), sentence)
    table = lifecycle.results_by_year(rows, view.scope, list(results))
    colors = color_words(view.catalog.codes["result"])
    spec = build_stacked_columns(view, "lifecycle", "results", table, colors)
    if spec.empty:
        return spec
    last, year = table.iloc[-1], table.index[-1]
    passed, whole = total_of(last[list(results[:2])]), total_of(last)
    words = {"part": number(passed), "whole": number(whole), "share": percent(share(passed, whole))}
    takeaway = t("lifecycle.results_takeaway", year=year, **words)
    return spec.but(takeaway=takeaway, note=t("lifecycle.results_note"))
