"""Charts and labs of 省份画像: against its neighbours, domains, results, evaluations."""

import pandas as pd

from catalog.contiguity import contiguity
from catalog.definitions import NATIONWIDE
from charts.spec import ChartSpec
from charts.spec_frames import one_series
from charts.theme import color_words, number
from content.builders import absent, build_stacked_columns, spec_of, translate_table
from content.items import Table
from content.layout.weights import UNITS
from content.links import start_province_link
from content.outputs import domains
from content.outputs.results import build_breakthrough_charts, build_standard_charts
from content.provinces.profile import (
    ROWS,
    find_rank,
    format_figure,
    format_rank,
    list_passing_results,
    measure_provinces,
    narrow_to,
)
from content.view import View
from measures.indicators import total_of
from measures.lifecycle import results_by_year
from measures.profile import latest_events, neighbours
from measures.scope import within

COMPARED = ("labs", "industry")


def build_charts(view: View, code: str) -> list[ChartSpec]:
    """The page's charts in order."""
    here = narrow_to(view, (code,))
    whole = [
        domains.build_charts(here)[0],
        build_breakthrough_charts(here)[0],
        build_standard_charts(here)[0],
    ]
    return [
        *(build_neighbours(here, code, name) for name in COMPARED),
        *(s.but(span=6, height=340, takeaway="" if s.empty else s.takeaway) for s in whole),
        build_evaluations(here),
    ]


def build_neighbours(view: View, code: str, name: str) -> ChartSpec:
    """Bars: a figure of the province, then of each neighbour, the highest first."""
    t, table = view.t, measure_provinces(view)[0][name]
    title = t("province.neighbours", name=t(f"province.short_{name}"))
    if code not in view.region_of:
        return absent(view, f"province_{name}", title, t("province.no_neighbours"))
    adjacent = neighbours(code, contiguity().edges)
    values = pd.concat([table[[code]], table[adjacent].sort_values(ascending=False, kind="stable")])
    names = [t("province.this", name=view.names[code]), *(view.names[c] for c in values.index[1:])]
    if name in UNITS:
        values[NATIONWIDE] = measure_provinces(view)[1].get(name, float("nan"))
        names.append(t("province.nation"))
    # the whole country has no page of its own
    keys = [view.published_names.get(place, "") for place in values.index]
    frame, series = one_series(values.set_axis(names), t(f"province.short_{name}"), keys=keys)
    words = t(
        "province.neighbours_takeaway",
        name=view.names[code],
        value=format_figure(view, name, table[code]),
        rank=format_rank(view, find_rank(view, name, code)),
    )
    return spec_of(
        view,
        id=f"province_{name}",
        kind="bar",
        title=title,
        frame=frame,
        series=series,
        unit=t("layout.unit_labs"),
        takeaway=words,
        decimals=ROWS[name].decimals,
        note=t("province.strait") if contiguity().island in values.index else "",
        height=max(180, 60 + 28 * len(values)),
        x_name=t("filter.province"),
        link=start_province_link(view),
    )


def build_evaluations(view: View) -> ChartSpec:
    """Stacked columns: results of the evaluations by year."""
    t, title = view.t, view.t("province.evaluations")
    if not view.has("evaluations"):
        sheet = view.catalog.registers["evaluations"].sheet
        return absent(view, "province_evaluations", title, t("province.not_sent", sheet=sheet))
    results = view.catalog.codes["result"]
    table = results_by_year(view.rows("lab_counts"), view.scope, list(results.names))
    spec = build_stacked_columns(view, "province", "evaluations", table, color_words(results))
    if spec.empty:
        return spec
    takeaway = t(
        "province.evaluations_takeaway",
        whole=number(total_of(table.sum())),
        part=number(total_of(table[list_passing_results(view)].sum())),
    )
    return spec.but(takeaway=takeaway)


def build_labs(view: View, code: str) -> Table:
    """One row per lab of the province approved by the period's end, with its last event till then.

    A day known by its year alone is shown as the year. Without its last event where laboratories
    are not named.
    """
    here, t, registers = narrow_to(view, (code,)), view.t, view.published.registers
    rows = within(registers["labs"], here.scope, view.region_of)
    rows = rows[~(rows["approved_on"].dt.year > view.scope.end)]
    last = latest_events(registers["lab_events"], view.scope.end)
    rows = rows.join(last, on="lab_id").sort_values(["domain", "lab_id"])
    cells = {
        "lab_name": rows["lab_name"],
        "host": rows["host_unit"],
        "domain": rows["domain"],
        "other_domains": rows["other_domains"].fillna(t("province.no_rank")),
        "approved": _format_days(rows, "approved_on"),
        "event": rows["event"],
        "event_date": _format_days(rows, "event_date"),
    }
    if not view.names_labs:
        del cells["event"], cells["event_date"]
    frame = pd.DataFrame(cells).astype("str").fillna(t("map.no_data")).reset_index(drop=True)
    headings = {column: t(f"province.{column}") for column in frame.columns}
    note = t("province.no_lab_here", name=view.names[code]) if frame.empty else view.detail_words
    title = t("province.labs")
    keys = {"lab_name": list(rows["lab_id"]), "domain": list(rows["domain"])}
    return Table("province_lab_list", title, translate_table(view, frame), note, headings, keys)


def _format_days(rows: pd.DataFrame, column: str) -> pd.Series:
    days, exact = rows[column].dt.strftime("%Y-%m-%d"), rows[f"{column}_precision"] != "year"
    return days.where(exact, days.str[:4])
