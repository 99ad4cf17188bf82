"""Tables of 数据与方法: the clauses quoted, how each indicator is computed, the statistics."""

from dataclasses import replace

import pandas as pd

from content.items import Table, make_table, read_formats
from content.view import View
from measures.rates import latest_statistic

DIRECTIONS = {1: "more_is_better", -1: "less_is_better", 0: "neither"}


def build_clauses(view: View) -> Table:
    """One row per clause: its official words in full, what speaks to it and what does not."""
    t, source = view.t, view.catalog
    rows = [
        [
            c.title,
            f"{c.quote}{c.rest}",
            c.article,
            str(c.target_year or ""),
            t(f"target.{c.target_kind}"),
            t.join(source.indicators[name].name for name in c.indicators),
            c.missing or c.partly,
        ]
        for c in source.clauses
    ]
    columns = ["title", "text", "article", "target_year", "target_kind", "speaking", "silent"]
    table = make_table(view, "data", "clauses", pd.DataFrame(rows, columns=columns))
    return replace(table, wraps=True)


def build_indicators(view: View) -> Table:
    """One row per indicator: how it is computed and which clauses it speaks to."""
    t, rows = view.t, []
    for name, definition in view.catalog.indicators.items():
        clauses = [c.title for c in view.catalog.clauses if name in c.indicators]
        rows.append(
            [
                definition.name,
                definition.unit,
                definition.formula,
                definition.caveat,
                t(f"data.{DIRECTIONS[definition.direction]}"),
                definition.update_period_days,
                t.join(view.catalog.registers[r].sheet for r in definition.registers),
                t.join(clauses),
            ]
        )
    columns = ["name", "unit", "formula", "caveat", "direction", "period", "registers", "clause"]
    table = make_table(view, "data", "indicators", pd.DataFrame(rows, columns=columns))
    return replace(table, wraps=True)


def build_statistics(view: View) -> Table:
    """One row per province: each statistic in its latest year, the year in the heading; NaN where
    it is missing."""
    columns = view.catalog.registers["province_stats"].columns
    stats = view.published.registers["province_stats"]
    cells = {"province": [view.names[code] for code in view.region_of]}
    headings = {"province": columns["province"].heading}
    for column in columns.values():
        if column.kind != "number":
            continue
        values, year = latest_statistic(stats, column.name)
        values = values.reindex(list(view.region_of))
        heading = view.t("data.heading", name=column.heading, unit=column.unit, year=year)
        cells[column.name], headings[column.name] = values.tolist(), heading
    table = make_table(view, "data", "statistics", pd.DataFrame(cells), headings)
    return replace(table, formats=read_formats(columns))


def list_statistics_sources(view: View) -> str:
    """Where the statistics come from, each source once."""
    sources = view.published.registers["province_stats"]["source"].dropna()
    return "\n".join(view.t.names_of(list(dict.fromkeys(sources))))
