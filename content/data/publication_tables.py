"""Tables of 数据与方法: what is published, where it came from, what loading did with every row."""

from datetime import date

import pandas as pd

from catalog.definitions import NATIONWIDE
from content.view import View
from loaders.store.history import last
from measures.scope import age_days

_LEDGER = ("read", "kept", "merged", "rejected", "skipped")


def version_line(view: View) -> str:
    """Version, day of publishing, as-of and age."""
    manifest = view.published.manifest
    return view.t(
        "data.version_line",
        version=view.published.version,
        built_at=day_and_time(manifest["built_at"]),
        as_of=manifest["as_of"],
        age=view.published.age_days(view.today),
    )


def sources(view: View) -> pd.DataFrame:
    """One row per source file: what became of its rows, and its digest."""
    t = view.t
    rows = [
        [s["file"], *_booked(s["ledger"]), s["sha256"]] for s in view.published.manifest["sources"]
    ]
    heads = ("file", *_LEDGER, "sha256")
    return pd.DataFrame(rows, columns=[t(f"data.{head}") for head in heads])


def ledger(view: View) -> pd.DataFrame:
    """One row per register: what became of every row read."""
    t, booked = view.t, view.published.manifest["ledger"]
    rows = [[view.catalog.registers[name].sheet, *_booked(e)] for name, e in booked.items()]
    return pd.DataFrame(rows, columns=[t(f"data.{head}") for head in ("register", *_LEDGER)])


def _booked(entry: dict) -> list[int]:
    return [entry[f"rows_{part}"] for part in _LEDGER]


def place(view: View, province: str) -> str:
    """A province's short name; rows and files of no province say so."""
    if province == NATIONWIDE:
        return view.t("scope.whole_country")
    return view.names.get(province) or view.t("data.no_province")


def problems(view: View) -> pd.DataFrame:
    """One row per province, rule and file: what was done and how often."""
    t, known = view.t, view.catalog.problems
    rows = [
        [
            place(view, p["province"]),
            known[p["code"]]["rule"],
            t(f"data.{p['action']}"),
            p["count"],
            p["file"],
            p["code"],
        ]
        for p in view.published.manifest["problems"]
    ]
    heads = ("province", "rule", "action", "count", "file", "code")
    return pd.DataFrame(rows, columns=[t(f"data.{head}") for head in heads])


def reach(view: View) -> pd.DataFrame:
    """One row per register that tells of a past: its latest day, its age, whether it is too old."""
    t, rows = view.t, []
    for name, register in view.catalog.registers.items():
        day = view.published.manifest["reach"].get(name)
        if day is None:
            continue
        age = age_days(date.fromisoformat(day), view.today)
        stale = t("data.stale" if age > register.update_period_days else "data.fresh")
        rows.append([register.sheet, day, age, register.update_period_days, stale])
    heads = ("register", "latest", "age", "period", "state")
    return pd.DataFrame(rows, columns=[t(f"data.{head}") for head in heads])


def publications(view: View) -> pd.DataFrame:
    """One row per publication that changed something, the latest first."""
    t, told = view.t, view.published.history["publications"][::-1]
    frame = pd.DataFrame(
        {
            t("data.number"): told["counter"],
            t("data.version_name"): told["version"],
            t("data.built_at"): told["built_at"].map(day_and_time),
            t("data.as_of"): told["as_of"],
            **{t(f"data.{part}"): told[part] for part in ("files", *_LEDGER)},
            t("data.problem_count"): told["problems"],
            t("data.mark"): [t("stamp.fictional") if mark else "" for mark in told["fictional"]],
        }
    )
    return frame.reset_index(drop=True)


def day_and_time(moment: str) -> str:
    """A moment of building as people read it, in Beijing time."""
    return pd.Timestamp(moment).tz_convert("Asia/Shanghai").strftime("%Y-%m-%d %H:%M")


def falls(view: View) -> pd.DataFrame:
    """One row per register and province that sent far fewer rows than at the publication before."""
    t, told = view.t, last(view.published.history, "counts")
    rows = [
        [
            place(view, row.province),
            view.catalog.registers[row.register].sheet,
            int(row.before),
            int(row.rows),
        ]
        for row in told[told["dropped"]].itertuples()
    ]
    heads = ("province", "register", "before", "now")
    return pd.DataFrame(rows, columns=[t(f"data.{head}") for head in heads])


def warnings(view: View) -> list[str]:
    """What a steward must look at: damaged history, a clock set back, registers that shrank."""
    t, found = view.t, view.published
    told = [] if found.history_whole else [t("data.history_damaged")]
    received = view.published.manifest["ledger"]
    missing = [view.catalog.registers[n].sheet for n, e in received.items() if not e["rows_read"]]
    if missing:
        told.append(t("data.not_received", sheets=t("scope.joint").join(missing)))
    if found.as_of > view.today:
        told.append(t("data.clock", today=view.today.isoformat(), as_of=found.as_of.isoformat()))
    if len(falls(view)):
        told.append(t("data.fallen", count=len(falls(view))))
    return told
