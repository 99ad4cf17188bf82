"""Each thing that the stored flows count, one row per count.

The observation tables hold sums by month, domain, province and category; here are the same counts
before they were summed, from the same registers, so that a number can be followed to its rows.
Every row has indicator, month (its day), domain, province, category and value as in the
observations, `thing` (the register it is a row of) and that register's columns; a laboratory's
also says when and by which document it entered and left.
"""

import pandas as pd

from measures.scope import NATIONWIDE

ENTRY, EXITS = "批准建设", ("取消资格", "主动退出")
MAIN, OTHER = "主领域", "其他领域"
UNSTATED = "未填"
KINDS = {
    "检验检测新技术": "testing_technologies",
    "共性关键技术": "key_technologies",
    "智能化高端检测设备": "instruments",
    "认证方法": "certification_methods",
    "标准样品": "reference_materials",
}


def lives(registers: dict, fallback: str) -> pd.DataFrame:
    """One row per laboratory: when and by which document it entered and, if it did, left."""
    labs, events = registers["labs"], registers["lab_events"].sort_values("event_date")
    entry = _first(events[events["event"] == ENTRY], "entered", "entry_document")
    exit_ = _first(events[events["event"].isin(EXITS)], "exited", "exit_document", "exit_event")
    rows = labs.merge(entry, on="lab_id", how="left").merge(exit_, on="lab_id", how="left")
    approved = rows["entered"].isna()
    for kept, own in (("entered", "approved_on"), ("entered_precision", "approved_on_precision")):
        rows[kept] = rows[kept].where(~approved, rows[own])
    # an exit known by its year alone stands on 1 January and may precede the entry
    early = rows["exited"] < rows["entered"]
    rows["exited"] = rows["exited"].where(~early, rows["entered"])
    domain, host = _text(rows["domain"]), _text(rows["host_type"])
    return rows.assign(
        thing="labs",
        domain=domain.fillna(fallback),
        province=_text(rows.province),
        host_type=host.fillna(UNSTATED),
        value=1.0,
    )


def _first(events: pd.DataFrame, day: str, document: str, event: str = "event") -> pd.DataFrame:
    """The earliest of each lab's events under the names given."""
    names = {
        "event_date": day,
        "event_date_precision": f"{day}_precision",
        "document_no": document,
        "event": event,
    }
    first = events.drop_duplicates("lab_id")[["lab_id", *names]].rename(columns=names)
    return first if event != "event" else first.drop(columns="event")


def _in_and_out(rows: pd.DataFrame, stem: str) -> pd.DataFrame:
    left = rows[rows["exited"].notna()]
    return pd.concat(
        [
            rows.assign(indicator=f"{stem}_entries", month=rows["entered"]),
            left.assign(indicator=f"{stem}_exits", month=left["exited"]),
        ]
    )


def _lab_counts(registers: dict, fallback: str) -> pd.DataFrame:
    labs = lives(registers, fallback)
    placed = labs[["lab_id", "lab_name", "domain", "province"]]
    events = registers["lab_events"].merge(placed, on="lab_id").assign(thing="lab_events")
    events = events.assign(
        indicator="lab_events", month=events["event_date"], category=events["event"], value=1.0
    )
    judged = registers["evaluations"].merge(placed, on="lab_id").assign(thing="evaluations")
    judged = judged.assign(
        indicator="evaluations",
        month=pd.to_datetime(judged["year"].astype(str) + "-01-01"),
        category=judged["result"],
        value=1.0,
    )
    counted = _in_and_out(labs.assign(category=labs["host_type"]), "lab")
    return pd.concat([counted, events, judged], ignore_index=True)


def _domain_coverage(registers: dict, fallback: str) -> pd.DataFrame:
    labs = lives(registers, fallback)
    main = labs["domain"]
    others = _text(labs["other_domains"]).fillna("").str.split("；")
    every = [
        list(dict.fromkeys(word for word in [*listed, own] if word))
        for listed, own in zip(others, main, strict=True)
    ]
    covered = labs.assign(own=main, domain=every).explode("domain")
    role = covered["domain"].eq(covered["own"]).map({True: MAIN, False: OTHER})
    covered = covered.assign(role=role)
    focused, own_focus = _by_focus(covered), _by_focus(labs)
    parts = [
        _in_and_out(covered.assign(category=role), "covered_domain"),
        _in_and_out(focused.assign(category=focused["focus"]), "covered_focus"),
        _in_and_out(own_focus.assign(category=own_focus["focus"]), "main_focus"),
    ]
    return pd.concat(parts, ignore_index=True)


def _by_focus(labs: pd.DataFrame) -> pd.DataFrame:
    words = _text(labs["focuses"]).fillna("").str.split("；").map(dict.fromkeys).map(list)
    rows = labs.assign(focus=words).explode("focus")
    return rows[rows["focus"] != ""]


def _breakthroughs(registers: dict, fallback: str) -> pd.DataFrame:
    placed = lives(registers, fallback)[["lab_id", "lab_name", "domain", "province"]]
    rows = registers["technologies"].merge(placed, on="lab_id")
    return rows.assign(
        thing="technologies",
        indicator=rows["kind"].map(KINDS),
        value=1.0,
        month=rows["achieved_on"],
        category=_text(rows["level"]).fillna(UNSTATED),
    ).reset_index(drop=True)


def _standards(registers: dict, fallback: str) -> pd.DataFrame:
    labs = lives(registers, fallback)[["lab_id", "lab_name", "domain", "province"]]
    rows = registers["standards"].merge(
        labs.rename(columns={"domain": "lab_domain"}), on="lab_id", how="left"
    )
    domain = _text(rows["domain"]).fillna(_text(rows["lab_domain"])).fillna(fallback)
    rows = rows.assign(
        thing="standards",
        indicator=rows["kind"].map(KINDS).fillna("standards"),
        value=1.0,
        month=rows["published_on"],
        category=rows["kind"],
        domain=domain,
        province=rows["province"].fillna(NATIONWIDE),
    )
    gone = rows[rows["status"] == "废止"].assign(indicator="standards_abolished")
    return pd.concat([rows, gone], ignore_index=True)


def _text(column: pd.Series) -> pd.Series:
    """A category column as plain text, missing stays missing."""
    return column.astype(object)


TABLES = {
    "lab_counts": _lab_counts,
    "domain_coverage": _domain_coverage,
    "breakthroughs": _breakthroughs,
    "standards_produced": _standards,
}
FLOWS = {
    "lab_counts": ["lab_entries", "lab_exits", "lab_events", "evaluations"],
    "domain_coverage": [
        f"{stem}_{way}"
        for stem in ("covered_domain", "covered_focus", "main_focus")
        for way in ("entries", "exits")
    ],
    "breakthroughs": ["testing_technologies", "key_technologies", "instruments"],
    "standards_produced": ["standards", "standards_abolished", *list(KINDS.values())[3:]],
}
