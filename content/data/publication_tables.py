"""Tables of 数据与方法: what is published, where it came from, what loading did with every row."""

from datetime import date

import pandas as pd

from catalog.definitions import NATIONWIDE
from content.items import Table, make_table
from content.view import View
from loaders.store.history import last
from measures.scope import age_days

LEDGER = ("read", "kept", "merged", "rejected", "skipped")


def describe_version(view: View) -> str:
    """Version, day of publishing, as-of and age."""
    manifest = view.published.manifest
    return view.t(
        "data.version_line",
        version=view.published.version,
        built_at=format_moment(manifest["built_at"]),
        as_of=manifest["as_of"],
        age=view.published.age_days(view.today),
    )


def build_sources(view: View) -> Table:
    """One row per source file: what became of its rows, and its digest."""
    rows = [
        [source["file"], *_list_counts(source["ledger"]), source["sha256"]]
        for source in view.published.manifest["sources"]
    ]
    frame = pd.DataFrame(rows, columns=["file", *LEDGER, "sha256"])
    return make_table(view, "data", "sources", frame)


def build_ledger(view: View) -> Table:
    """One row per register: what became of every row read."""
    rows = [
        [view.catalog.registers[name].sheet, *_list_counts(entry)]
        for name, entry in view.published.manifest["ledger"].items()
    ]
    return make_table(view, "data", "ledger", pd.DataFrame(rows, columns=["register", *LEDGER]))


def _list_counts(entry: dict) -> list[int]:
    return [entry[f"rows_{part}"] for part in LEDGER]


def name_place(view: View, province: str) -> str:
    """A province's short name; rows and files of no province say so."""
    if province == NATIONWIDE:
        return view.t("scope.whole_country")
    return view.names.get(province) or view.t("data.no_province")


def build_problems(view: View) -> Table:
    """One row per province, rule and file: what was done and how often."""
    frame = list_problems(view, view.published.manifest["problems"])
    return make_table(view, "data", "problems", frame)


def list_problems(view: View, problems: list[dict]) -> pd.DataFrame:
    """Problems of the manifest in words, a row each."""
    t, known = view.t, view.catalog.problems
    rows = [
        [
            name_place(view, p["province"]),
            known[p["code"]].rule,
            t(f"data.{p['action']}"),
            p["count"],
            p["file"],
            p["code"],
        ]
        for p in problems
    ]
    return pd.DataFrame(rows, columns=["province", "rule", "action", "count", "file", "code"])


def build_reach(view: View) -> Table:
    """One row per register with dated rows: its latest day, its age, whether it is too old."""
    t, rows = view.t, []
    for name, register in view.catalog.registers.items():
        day = view.published.manifest["reach"].get(name)
        if day is None:
            continue
        age = age_days(date.fromisoformat(day), view.today)
        stale = t("data.stale" if age > register.update_period_days else "data.fresh")
        rows.append([register.sheet, day, age, register.update_period_days, stale])
    columns = ["register", "latest", "age", "period", "state"]
    return make_table(view, "data", "reach", pd.DataFrame(rows, columns=columns))


def build_publications(view: View) -> Table:
    """One row per publication that changed something, the latest first."""
    t, latest_first = view.t, view.published.history["publications"][::-1]
    frame = pd.DataFrame(
        {
            "number": latest_first["counter"],
            "version_name": latest_first["version"],
            "built_at": latest_first["built_at"].map(format_moment),
            "as_of": latest_first["as_of"],
            **{part: latest_first[part] for part in ("files", *LEDGER)},
            "problem_count": latest_first["problems"],
            "mark": [t("stamp.fictional") if mark else "" for mark in latest_first["fictional"]],
        }
    )
    return make_table(view, "data", "publications", frame.reset_index(drop=True))


def format_moment(moment: str) -> str:
    """A moment of building as people read it, in Beijing time."""
    return pd.Timestamp(moment).tz_convert("Asia/Shanghai").strftime("%Y-%m-%d %H:%M")


def build_falls(view: View) -> Table:
    """One row per register and province that sent far fewer rows than at the publication before."""
    counts = last(view.published.history, "counts")
    rows = [
        [
            name_place(view, row.province),
            view.catalog.registers[row.register].sheet,
            int(row.before),
            int(row.rows),
        ]
        for row in counts[counts["dropped"]].itertuples()
    ]
    columns = ["province", "register", "before", "now"]
    return make_table(view, "data", "falls", pd.DataFrame(rows, columns=columns))


def list_warnings(view: View) -> list[str]:
    """What a steward must look at: damaged history, a clock set back, registers that shrank."""
    t, published, warnings = view.t, view.published, []
    if not published.history_whole:
        warnings.append(t("data.history_damaged"))
    missing = [
        view.catalog.registers[name].sheet
        for name, entry in published.manifest["ledger"].items()
        if view.catalog.registers[name].expected and not entry["rows_read"]
    ]
    if missing:
        warnings.append(t("data.not_received", sheets=t.join(missing)))
    as_of, today = published.as_of, view.today
    if as_of > today:
        warnings.append(t("data.clock", today=today.isoformat(), as_of=as_of.isoformat()))
    falls = len(build_falls(view).frame)
    if falls:
        warnings.append(t("data.fallen", count=falls))
    return warnings
