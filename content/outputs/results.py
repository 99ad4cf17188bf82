"""Charts of 技术突破 and 标准产出: cumulated, by year, by domain, by province."""

import pandas as pd

from catalog.definitions import NATIONWIDE, UNSTATED
from catalog.nouns import StoredFlows
from charts.spec import ChartSpec
from charts.spec_frames import by_year
from charts.theme import LEVELS, PALETTE, number
from content.builders import (
    absent,
    join_words,
    name_provinces,
    part_year_note,
    percent,
    sentences,
    spec_of,
    top_bars,
)
from content.chance_marks import (
    ShareParts,
    describe_share,
    mark_yearly_counts,
    write_share_interval,
)
from content.links import start_domain_link, start_province_link
from content.outputs.pace import build_pace
from content.view import View
from content.winners import find_first, name_first
from measures.indicators import end_total, flow_by, latest, share, stock_by

TECHNOLOGIES = ("testing_technologies", "key_technologies", "instruments")
STANDARDS = ("standards", "certification_methods", "reference_materials")


def build_breakthrough_charts(view: View) -> list[ChartSpec]:
    """The charts of 技术突破, or the one sentence that says why there are none."""
    title = view.t("breakthroughs.total_title")
    if not view.has("technologies"):
        return [absent(view, "technologies_total", title, view.t("breakthroughs.empty"), span=12)]
    rows = view.rows("breakthroughs")
    return [
        _build_totals(view, rows, TECHNOLOGIES, "technologies_total", title),
        _build_levels(view, rows),
        *_build_rankings(view, rows, TECHNOLOGIES, "technologies", "breakthroughs"),
    ]


def build_standard_charts(view: View) -> list[ChartSpec]:
    """The charts of 标准产出, or the one sentence that says why there are none."""
    title = view.t("standards.total_title")
    if not view.has("standards"):
        return [absent(view, "standards_total", title, view.t("standards.empty"), span=12)]
    rows = view.rows("standards_produced")
    return [
        build_pace(view, rows),
        _build_totals(view, rows, STANDARDS, "standards_total", title),
        _build_kinds(view, rows),
        *_build_rankings(view, rows, STANDARDS, "standards", "standards"),
    ]


def _build_totals(view: View, rows: pd.DataFrame, names: tuple, name: str, title: str) -> ChartSpec:
    table = stock_by(rows, StoredFlows(tuple(names)), view.scope, "indicator")
    table = table.reindex(columns=list(names)).fillna(0.0)
    frame, series = by_year(table, {key: view.t(f"kind.{key}") for key in names})
    parts = [
        view.t("breakthroughs.part", name=s.name, value=number(latest(table[s.column])))
        for s in series
    ]
    total = view.t("breakthroughs.total_takeaway", parts=join_words(view, parts))
    return spec_of(
        view,
        id=name,
        kind="line",
        title=title,
        frame=frame,
        series=series,
        unit=view.t("breakthroughs.unit"),
        takeaway=total,
        note=part_year_note(view),
        empty=_explain_empty(table.to_numpy().sum(), view),
        x_name=view.t("part.year"),
    )


def _build_levels(view: View, rows: pd.DataFrame) -> ChartSpec:
    """Stacked columns: results by level in the year they were achieved."""
    t, levels = view.t, list(view.catalog.codes["level"].names)
    table = flow_by(rows, StoredFlows(tuple(TECHNOLOGIES)), view.scope, "category")
    table = table.reindex(columns=[*levels, UNSTATED]).fillna(0.0)
    frame, series = by_year(table, {level: level for level in table.columns})
    frame, series = mark_yearly_counts(frame, series, "breakthroughs", levels)
    sums = table.sum()
    parts = ShareParts(sums[levels[:2]].sum(), sums[levels].sum(), sums[UNSTATED])
    takeaway, bounds = t("breakthroughs.level_unknown"), ""
    if parts.whole > 0:
        heading = view.catalog.registers["technologies"].columns["level"].heading
        takeaway = t(
            "breakthroughs.level_takeaway",
            share=percent(share(parts.part, parts.whole)),
            part=number(parts.part),
            whole=number(parts.whole),
        )
        name = view.catalog.indicators["international_level_share"].name
        bounds = describe_share(view, name, parts, t("chance.in_period"), heading)
    return spec_of(
        view,
        id="technology_levels",
        kind="stacked",
        title=t("breakthroughs.level_title"),
        frame=frame,
        series=series,
        unit=t("breakthroughs.unit"),
        takeaway=takeaway,
        note=sentences(view, bounds, part_year_note(view)),
        empty=_explain_empty(table.to_numpy().sum(), view),
        x_name=t("part.year"),
        # one hue, the highest level strongest; what was left blank is no level
        colors=(*LEVELS[: -len(levels) - 1 : -1], PALETTE[-1]),
    )


def _build_kinds(view: View, rows: pd.DataFrame) -> ChartSpec:
    """Bars: standards, methods and materials published within the period, by kind."""
    t, kinds = view.t, list(view.catalog.codes["standard_kind"].names)
    table = flow_by(rows, StoredFlows(tuple(STANDARDS)), view.scope, "category")
    sums = table.reindex(columns=kinds).fillna(0.0).sum()
    heading = view.catalog.registers["standards"].columns["kind"].heading
    title, unit = t("standards.kind_title"), t("standards.unit")
    spec = top_bars(view, "standard_kinds", title, sums, unit, heading)
    first = find_first(sums)
    if first.empty:
        return spec
    interval = write_share_interval(t, first.iloc[0], sums.sum())
    part = t("chance.after", value=percent(share(first.iloc[0], sums.sum())), interval=interval)
    key = "standards.kind_takeaway" if len(first) == 1 else "standards.kind_takeaway_tied"
    takeaway = t(key, value=number(sums.sum()), name=name_first(t, first), share=part)
    return spec.but(takeaway=takeaway)


def _build_rankings(view: View, rows: pd.DataFrame, names: tuple, name: str, chapter: str) -> list:
    t, definition, unit = view.t, StoredFlows(tuple(names)), view.t("breakthroughs.unit")
    domains = end_total(rows, definition, view.scope, "domain", view.domains)
    places = end_total(rows, definition, view.scope, "province", [*view.provinces, NATIONWIDE])
    nowhere = places.pop(NATIONWIDE)
    note = t("part.nowhere", count=number(nowhere), unit=unit) if nowhere else ""
    return [
        top_bars(
            view,
            f"{name}_domains",
            t(f"{chapter}.domain_title"),
            domains,
            unit,
            t("filter.domain"),
            link=start_domain_link(view),
        ),
        top_bars(
            view,
            f"{name}_provinces",
            t(f"{chapter}.province_title"),
            name_provinces(places, view),
            unit,
            t("filter.province"),
            note=note,
            link=start_province_link(view),
        ),
    ]


def _explain_empty(count: float, view: View) -> str:
    return "" if count > 0 else view.t("scope.empty", scope=view.scope_words)
