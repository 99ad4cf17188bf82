"""Tables of 数据与方法: sources, ledger, indicator definitions, province statistics."""

import pandas as pd

from widgets.view import View

_LEDGER = ("read", "kept", "merged", "rejected", "skipped")


def version_line(view: View) -> str:
    """Version, day of publishing, as-of and age."""
    manifest = view.published.manifest
    return view.t(
        "data.version_line", version=view.published.version, built_at=manifest["built_at"],
        as_of=manifest["as_of"], age=view.published.age_days(view.today),
    )  # fmt: skip


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
    """One row per province and year with its source, columns under their headings."""
    columns = view.catalog.registers["province_stats"].columns
    frame = view.published.registers["province_stats"][list(columns)].copy()
    frame["province"] = frame["province"].astype(str).map(view.names)
    return frame.set_axis(
        [f"{c.heading}（{c.unit}）" if c.unit else c.heading for c in columns.values()], axis=1
    )
