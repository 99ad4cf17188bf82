"""The pace of what is produced: each year's own beside what it adds up to."""

import pandas as pd

from catalog.nouns import StoredFlows
from charts.options import ComboOptions
from charts.spec import ChartSpec
from charts.spec_frames import by_year
from charts.theme import number
from content.builders import part_year_note, spec_of
from content.chance_marks import mark_yearly_counts
from content.view import View
from measures.indicators import flow_by, latest, stock_by, total_of

PRODUCED = StoredFlows(("standards", "certification_methods", "reference_materials"))


def build_pace(view: View, rows: pd.DataFrame) -> ChartSpec:
    """Columns of what was published within each year, the running total as a line over them."""
    t, scope = view.t, view.scope
    sums = {
        name: measured(rows, PRODUCED, scope, "indicator").sum(axis=1)
        for name, measured in (("within", flow_by), ("total", stock_by))
    }
    table = pd.DataFrame(sums)
    frame, series = by_year(table, {name: t(f"standards.{name}") for name in table.columns})
    frame, series = mark_yearly_counts(frame, series, "standards_produced", ["within"])
    takeaway = t(
        "standards.pace_takeaway",
        within=number(total_of(table["within"])),
        total=number(latest(table["total"])),
    )
    return spec_of(
        view,
        id="standards_pace",
        kind="combo",
        title=t("standards.pace_title"),
        frame=frame,
        series=series,
        unit=t("standards.unit"),
        takeaway=takeaway,
        span=12,
        height=260,
        note=part_year_note(view),
        x_name=t("part.year"),
        options=ComboOptions(lines=("total",)),
        empty="" if table["total"].any() else t("scope.empty", scope=view.scope_words),
    )
