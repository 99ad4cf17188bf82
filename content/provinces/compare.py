"""省份比较: the rows of a province's profile as columns, and its years as small multiples."""

import math

import pandas as pd

from catalog.nouns import StoredFlows
from charts.spec import ChartSpec
from charts.spec_frames import by_year
from charts.theme import number
from content.builders import absent, join_words, part_year_note, sentences, spec_of
from content.items import Table
from content.provinces.profile import (
    ROWS,
    explain_gaps,
    find_rank,
    format_figure,
    format_rank,
    list_nation_figures,
    list_row_names,
    measure_provinces,
    narrow_to,
)
from content.view import View
from measures.indicators import stock_by
from measures.profile import RESULTS
from measures.rates import LABS_IN_OPERATION

MIN_PROVINCES, MAX_PROVINCES = 2, 4  # provinces side by side


def _results(table: str) -> StoredFlows:
    return StoredFlows(tuple(name for name, source in RESULTS.items() if source == table))


# what runs over the years: the register it comes from, its observation table, what is counted
PANELS = {
    "labs": ("labs", "lab_counts", LABS_IN_OPERATION),
    "technologies": ("technologies", "breakthroughs", _results("breakthroughs")),
    "standards": ("standards", "standards_produced", _results("standards_produced")),
}


def build_comparison(view: View, codes: tuple[str, ...]) -> Table:
    """Rows: figures; columns: provinces with rank, all provinces together; all in words.

    Below it the reasons for what is missing and what a rank means.
    """
    t, table = view.t, measure_provinces(view)[0]
    cells = {"row": list_row_names(view)}
    for code in codes:
        cells[code] = [_format_cell(view, name, code, table.at[code, name]) for name in ROWS]
    cells["nation"] = list_nation_figures(view)
    headings = {"row": t("province.row"), "nation": t("province.nation")}
    headings.update({code: view.names[code] for code in codes})
    note = "　".join([*explain_gaps(view, codes), t("province.rank_note")])
    title, frame = t("page.compare"), pd.DataFrame(cells)
    return Table("compare_figures", title, frame, note, headings, numbers=(*codes, "nation"))


def _format_cell(view: View, name: str, code: str, value: float) -> str:
    rank = find_rank(view, name, code)
    if math.isnan(value) or rank is None:
        return format_figure(view, name, value)
    words = format_rank(view, rank)
    return view.t("compare.cell", value=format_figure(view, name, value), rank=words)


def build_charts(view: View, codes: tuple[str, ...]) -> list[ChartSpec]:
    """One row of panels per quantity, one panel per province."""
    return [_build_panels(narrow_to(view, codes), codes, name) for name in PANELS]


def _build_panels(view: View, codes: tuple[str, ...], name: str) -> ChartSpec:
    t, (register, source, definition) = view.t, PANELS[name]
    title = t(f"compare.{name}")
    if not view.has(register):
        sheet = view.catalog.registers[register].sheet
        words = t("province.not_sent", sheet=sheet)
        return absent(view, f"compare_{name}", title, words, span=12)
    table = stock_by(view.rows(source), definition, view.scope, "province")
    table = table.reindex(columns=list(codes)).fillna(0.0)
    frame, series = by_year(table, {code: view.names[code] for code in codes})
    parts = [
        t("compare.part", name=view.names[code], value=number(table[code].iloc[-1]))
        for code in codes
    ]
    return spec_of(
        view,
        id=f"compare_{name}",
        kind="multiples",
        title=title,
        frame=frame,
        series=series,
        unit=t("layout.unit_labs" if name == "labs" else "breakthroughs.unit"),
        span=12,
        height=220,
        takeaway=t("compare.takeaway", year=view.scope.end, parts=join_words(view, parts)),
        note=sentences(view, t("compare.same_scale"), part_year_note(view)),
        x_name=t("part.year"),
    )
