"""Charts of 进退管理: stock and flow, events, evaluations, how rectifications ended, exits."""

import pandas as pd

from charts.frames import by_year, one_series
from charts.spec import ChartSpec, Series
from charts.theme import number
from measures import lifecycle
from measures.indicators import latest, share, total_of
from measures.scope import within
from widgets.specs.parts import absent, listed, part_year_note, percent, spec_of
from widgets.view import View


def specs(view: View) -> list[ChartSpec]:
    """The page's charts in order."""
    rows = view.rows("lab_counts")
    flow = spec_flow(view, lifecycle.stock_and_flow(rows, view.scope))
    if not view.has("lab_events"):
        sentence = view.t("lifecycle.empty")
        return [flow, absent(view, "lifecycle_events", view.t("lifecycle.events"), sentence)]
    kinds = list(view.catalog.codes["event"].names)
    results = list(view.catalog.codes["result"].names)
    return [
        flow,
        spec_events(view, lifecycle.events_by_year(rows, view.scope, kinds)),
        spec_results(view, lifecycle.results_by_year(rows, view.scope, results)),
        spec_rectifications(view),
    ]


def spec_flow(view: View, table: pd.DataFrame) -> ChartSpec:
    """Waterfall of entries and exits, a total at each year's end."""
    t, bars = view.t, []
    for year, row in table.iterrows():
        if not bars and row["opening"]:
            bars.append([t("lifecycle.opening", year=year), row["opening"], "absolute"])
        bars.append([t("lifecycle.entered", year=year), row["entered"], "relative"])
        if row["left"]:
            bars.append([t("lifecycle.left", year=year), -row["left"], "relative"])
        open_year = year == view.published.as_of.year and not view.year_complete
        closing = t("lifecycle.so_far" if open_year else "lifecycle.closing", year=year)
        bars.append([closing, row["closing"], "total"])
    frame = pd.DataFrame(bars, columns=["label", "value", "measure"])
    sums = {"entered": total_of(table["entered"]), "left": total_of(table["left"]),
            "closing": latest(table["closing"])}  # fmt: skip
    takeaway = t("lifecycle.flow_takeaway", **{name: number(v) for name, v in sums.items()})
    return spec_of(
        view, id="lifecycle_flow", kind="waterfall", title=t("lifecycle.flow"), frame=frame,
        series=(Series(t("lifecycle.labs"), "value"),), unit=t("layout.unit_labs"), span=12,
        height=360, takeaway=takeaway, note=part_year_note(view),
        empty="" if table["closing"].any() else t("scope.empty", scope=view.scope_words),
        extra={"x_name": t("part.year"), "wrap": 4},
    )  # fmt: skip


def spec_events(view: View, table: pd.DataFrame) -> ChartSpec:
    """Stacked columns of events by year; the first approval is in the waterfall already."""
    t = view.t
    table = table[[kind for kind in table.columns[1:] if table[kind].any()]]
    frame, series = by_year(table, {kind: kind for kind in table.columns})
    parts = [t("lifecycle.part", name=kind, value=number(total_of(table[kind]))) for kind in table]
    return spec_of(
        view, id="lifecycle_events", kind="stacked", title=t("lifecycle.events"), frame=frame,
        span=4, series=series, unit=t("lifecycle.times"), takeaway=listed(view, parts),
        note=part_year_note(view), empty="" if parts else t("lifecycle.no_events"),
        extra={"x_name": t("part.year")},
    )  # fmt: skip


def spec_results(view: View, table: pd.DataFrame) -> ChartSpec:
    """Stacked columns of evaluation results by year."""
    t = view.t
    frame, series = by_year(table, {result: result for result in table.columns})
    takeaway, whole = "", table.sum(axis=1)
    if len(table):
        passed = table.iloc[-1][list(table.columns[:2])].sum()
        words = {"part": number(passed), "whole": number(whole.iloc[-1]),
                 "share": percent(share(passed, whole.iloc[-1]))}  # fmt: skip
        takeaway = t("lifecycle.results_takeaway", year=table.index[-1], **words)
    return spec_of(
        view, id="lifecycle_results", kind="stacked", title=t("lifecycle.results"), frame=frame,
        span=4, series=series, unit=t("layout.unit_labs"), takeaway=takeaway,
        empty="" if len(table) else t("lifecycle.no_results"), extra={"x_name": t("part.year")},
    )  # fmt: skip


def spec_rectifications(view: View) -> ChartSpec:
    """Bars: how the rectifications ordered in the period ended, and after how many days."""
    t = view.t
    table = lifecycle.rectifications(in_scope(view, "lab_events"))
    ended = lifecycle.outcomes(table, view.scope)
    days = lifecycle.median_days(table, view.scope)
    frame, series = one_series(ended.rename({"": t("lifecycle.open")}), t("lifecycle.times"))
    takeaway = ""
    if days == days:
        takeaway = t("lifecycle.days_takeaway", days=number(days))
    return spec_of(
        view, id="lifecycle_rectifications", kind="bar", title=t("lifecycle.rectifications"),
        frame=frame, series=series, unit=t("lifecycle.times"), takeaway=takeaway, span=4,
        note=t("lifecycle.rectifications_note"), height=340,
        empty="" if ended.any() else t("lifecycle.no_rectifications"),
    )  # fmt: skip


def in_scope(view: View, register: str) -> pd.DataFrame:
    """A register's rows of the labs in scope, with the lab's name, province and domain."""
    labs = view.published.registers["labs"][["lab_id", "lab_name", "province", "domain"]]
    labs = within(labs, view.scope, view.region_of)
    return view.published.registers[register].merge(labs, on="lab_id", how="inner")


def exits(view: View) -> pd.DataFrame:
    """One row per exit in scope and period: who left, when, how, by which document."""
    events = lifecycle.exits(in_scope(view, "lab_events"), view.scope)
    columns = view.catalog.registers["lab_events"].columns
    names = {c.name: c.heading for c in columns.values()}
    names["lab_name"] = view.catalog.registers["labs"].columns["lab_name"].heading
    table = events[["event_date", "lab_name", "event", "document_no"]].copy()
    table["event_date"] = table["event_date"].dt.strftime("%Y-%m-%d")
    return table.fillna(view.t("map.no_data")).rename(columns=names)
