"""Tables of 数据与方法: sources, ledger, indicator definitions, province statistics."""

from datetime import date

import pandas as pd

from charts.theme import number
from measures.rates import latest_statistic
from measures.scope import age_days
from widgets.view import View

_LEDGER = ("read", "kept", "merged", "rejected", "skipped")


def version_line(view: View) -> str:
    """Version, day of publishing, as-of and age."""
    manifest = view.published.manifest
    return view.t(
        "data.version_line",
        version=view.published.version,
        built_at=manifest["built_at"].replace("T", " "),
        as_of=manifest["as_of"],
        age=view.published.age_days(view.today),
    )


def sources(view: View) -> pd.DataFrame:
    """One row per source file."""
    t = view.t
    return pd.DataFrame(
        [[s["file"], s["rows"], s["sha256"]] for s in view.published.manifest["sources"]],
        columns=[t("data.file"), t("data.rows"), t("data.sha256")],
    )


def ledger(view: View) -> pd.DataFrame:
    """One row per register: what became of every row read."""
    t, booked = view.t, view.published.manifest["ledger"]
    rows = [
        [view.catalog.registers[name].sheet, *(entry[f"rows_{part}"] for part in _LEDGER)]
        for name, entry in booked.items()
    ]
    return pd.DataFrame(rows, columns=[t("data.register"), *(t(f"data.{p}") for p in _LEDGER)])


def indicators(view: View) -> pd.DataFrame:
    """One row per indicator: how it is computed and which clauses it speaks to."""
    t, joint = view.t, view.t("scope.joint")
    rows = []
    for name, definition in view.catalog.indicators.items():
        clauses = [c["title"] for c in view.catalog.clauses if name in c["indicators"]]
        rows.append(
            [definition["name"], definition["unit"], definition["formula"], definition["caveat"],
             definition["update_period_days"], joint.join(clauses)]
        )  # fmt: skip
    heads = ("name", "unit", "formula", "caveat", "period", "clause")
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
    return "\n".join(dict.fromkeys(sources))


def known_or_said(values: pd.Series, view: View) -> list:
    """Numbers as they are; where one is missing the column is text and says so."""
    if values.notna().all():
        return values.tolist()
    missing = view.t("map.no_data")
    return [missing if value != value else number(value, 1) for value in values]


def problems(view: View) -> pd.DataFrame:
    """One row per file and problem: the rule it broke, what was done, how often."""
    t, known = view.t, view.catalog.problems
    rows = [
        [p["file"], known[p["code"]]["rule"], t(f"data.{p['action']}"), p["count"], p["code"]]
        for p in view.published.manifest["problems"]
    ]
    heads = ("file", "rule", "action", "count", "code")
    return pd.DataFrame(rows, columns=[t(f"data.{head}") for head in heads])


def reach(view: View) -> pd.DataFrame:
    """One row per register with dates: its latest day, its age and whether that is too old."""
    t, rows = view.t, []
    for name, day in view.published.manifest["reach"].items():
        register, latest = view.catalog.registers[name], date.fromisoformat(day)
        age = age_days(latest, view.today)
        stale = t("data.stale" if age > register.update_period_days else "data.fresh")
        rows.append([register.sheet, day, age, register.update_period_days, stale])
    heads = ("register", "latest", "age", "period", "state")
    return pd.DataFrame(rows, columns=[t(f"data.{head}") for head in heads])
