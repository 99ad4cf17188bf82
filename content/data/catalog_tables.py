"""Tables of 数据与方法: the clauses quoted, how each indicator is computed, the statistics."""

import pandas as pd

from charts.theme import number
from content.view import View
from measures.rates import latest_statistic

_DIRECTIONS = {1: "more_is_better", -1: "less_is_better", 0: "neither"}


def clauses(view: View) -> pd.DataFrame:
    """One row per clause: its official words in full, what speaks to it and what does not."""
    t, source = view.t, view.catalog
    rows = [
        [
            c["title"],
            f"{c['quote']}{c['rest']}",
            c["article"],
            str(c["target_year"] or ""),
            t(f"target.{c['target_kind']}"),
            t("scope.joint").join(source.indicators[name]["name"] for name in c["indicators"]),
            c["missing"] or c["partly"],
        ]
        for c in source.clauses
    ]
    heads = ("title", "text", "article", "target_year", "target_kind", "speaking", "silent")
    return pd.DataFrame(rows, columns=[t(f"data.{head}") for head in heads])


def indicators(view: View) -> pd.DataFrame:
    """One row per indicator: how it is computed and which clauses it speaks to."""
    t, joint = view.t, view.t("scope.joint")
    rows = []
    for name, definition in view.catalog.indicators.items():
        clauses = [c["title"] for c in view.catalog.clauses if name in c["indicators"]]
        rows.append(
            [
                definition["name"],
                definition["unit"],
                definition["formula"],
                definition["caveat"],
                t(f"data.{_DIRECTIONS[definition['direction']]}"),
                definition["update_period_days"],
                joint.join(view.catalog.registers[r].sheet for r in definition["registers"]),
                joint.join(clauses),
            ]
        )
    heads = ("name", "unit", "formula", "caveat", "direction", "period", "registers", "clause")
    return pd.DataFrame(rows, columns=[t(f"data.{head}") for head in heads])


def statistics(view: View) -> pd.DataFrame:
    """One row per province: each statistic in its latest year, the year in the heading."""
    columns = view.catalog.registers["province_stats"].columns
    stats, frame = view.published.registers["province_stats"], {}
    for column in columns.values():
        if column.kind != "number":
            continue
        values, year = latest_statistic(stats, column.name)
        values = values.reindex(list(view.region_of))
        heading = view.t("data.heading", name=column.heading, unit=column.unit, year=year)
        frame[heading] = known_or_said(values, view)
    names = [view.names[code] for code in view.region_of]
    return pd.DataFrame({columns["province"].heading: names, **frame})


def statistics_sources(view: View) -> str:
    """Where the statistics come from, each source once."""
    sources = view.published.registers["province_stats"]["source"].dropna()
    return "\n".join(view.t.names_of(list(dict.fromkeys(sources))))


def known_or_said(values: pd.Series, view: View) -> list:
    """Numbers as they are; where one is missing the column is text and says so."""
    if values.notna().all():
        return values.tolist()
    missing = view.t("map.no_data")
    return [missing if value != value else number(value, 1) for value in values]
