"""The rows of one laboratory in each register, as tables: its whole story, whatever the filters.

Events, rectifications and evaluations are given only where the setting names laboratories.
"""

from dataclasses import replace

import pandas as pd

from catalog.lab_events import OPEN
from charts.theme import number
from content.builders import percent, translate_table
from content.data.publication_tables import list_problems
from content.items import Table, make_table
from content.lifecycle.careers import find_careers
from content.lifecycle.rectifications import limit_days
from content.scope_url import find_years
from content.view import View
from measures.rectifications import rectifications
from measures.scope import Scope

FACTS = [
    "lab_id",
    "host_unit",
    "host_type",
    "established_by",
    "province",
    "city",
    "domain",
    "other_domains",
    "focuses",
    "approved_on",
]
TECHNOLOGY_COLUMNS = ["technology_id", "technology_name", "kind", "level", "achieved_on"]
STANDARD_COLUMNS = ["standard_no", "title", "kind", "status", "published_on", "ics", "ccs"]
STANDARD_COLUMNS += ["domain"]
MOST_WRAPPED_ROWS = 40  # a longer list is a grid, which draws and prints only what is in sight
EVENT_REGISTERS = ("lab_events", "evaluations")


def widen(view: View) -> View:
    """The view of all domains, provinces and years: filters do not narrow a laboratory's story."""
    start, end = find_years(view.published, view.catalog)
    return replace(view, scope=Scope(start=start, end=end))


def find_lab(view: View, lab_id: str) -> pd.Series | None:
    """The laboratory's row with its lifetime; None where no laboratory has the number."""
    labs = view.published.lifetimes["labs"]
    rows = labs[labs["lab_id"] == lab_id]
    return None if rows.empty else rows.iloc[0]


def name_lab(view: View, lab_id: str) -> str:
    """The laboratory's name as the register has it, "" where no laboratory has the number."""
    lab = find_lab(view, lab_id)
    return "" if lab is None else str(lab["lab_name"])


def select_rows(view: View, register: str, lab_id: str) -> pd.DataFrame:
    """The rows of one laboratory in a register, in the register's order."""
    return view.published.registers.select_rows(register, "lab_id", lab_id)


def format_days(rows: pd.DataFrame, column: str) -> pd.Series:
    """Days as text; one known by its year alone is the year."""
    days = rows[column].dt.strftime("%Y-%m-%d")
    return days.where(rows[f"{column}_precision"] != "year", days.str[:4])


def describe_state(view: View, lab_id: str) -> str:
    """Where the laboratory stands on the last day of the data; why that is not told, if it is not.

    Without a register of events it stands nowhere: no data.
    """
    if not view.names_labs:
        return view.detail_words
    table = find_careers(widen(view), "")
    words = table.loc[table["lab_id"] == lab_id, "words"]
    return view.t("map.no_data") if words.empty else words.iloc[0]


def build_facts(view: View, lab_id: str) -> Table:
    """What the register of laboratories holds of it, a line each, and where it stands."""
    t, lab = view.t, find_lab(view, lab_id)
    columns = view.catalog.registers["labs"].columns
    values = lab[FACTS].astype(object)
    values["province"] = view.names[lab["province"]]
    values["approved_on"] = format_days(select_rows(view, "labs", lab_id), "approved_on").iloc[0]
    values = values.where(values.notna(), t("map.no_data"))
    frame = pd.DataFrame({"row": [columns[name].heading for name in FACTS], "value": values})
    frame["value"] = t.names_of(list(frame["value"]))
    day = view.published.as_of.isoformat()
    frame.loc["state"] = [t("lab.state", day=day), describe_state(view, lab_id)]
    headings = {"row": t("lab.fact"), "value": t("lab.value")}
    name = name_lab(view, lab_id)
    return Table("lab_facts", name, frame.reset_index(drop=True), headings=headings)


def build_events(view: View, lab_id: str) -> Table:
    """One row per event in the order of days, with its document."""
    rows = select_rows(view, "lab_events", lab_id)
    rows = rows.sort_values("event_date", kind="stable")
    rows = rows.assign(event_date=format_days(rows, "event_date"))
    return word_register(view, "events", "lab_events", rows[["event_date", "event", "document_no"]])


def build_rectifications(view: View, lab_id: str) -> Table:
    """One row per order to rectify: when, how it ended and when, after how many days."""
    t, limit = view.t, limit_days(view)
    orders = view.published.lifetimes["rectifications"]
    orders = orders[orders["lab_id"] == lab_id].reset_index(drop=True)
    known = rectifications(orders, orders, widen(view).until)
    ended = orders["ended_on"].dt.strftime("%Y-%m-%d")
    ordered = orders["ordered_on"].dt.strftime("%Y-%m-%d")
    is_exact = orders["dated"].astype(bool)
    frame = pd.DataFrame(
        {
            "ordered_on": ordered.where(is_exact, ordered.str[:4]),
            "outcome": t.names_of(list(known["outcome"].replace("", t("lab.no_outcome")))),
            "ended_on": ended.where(is_exact, ended.str[:4]).where(known["fate"] != OPEN),
            "days": [t("map.no_data") if pd.isna(n) else number(n) for n in known["days"]],
            "fate": [t(f"lifecycle.fate_{fate}", limit=limit) for fate in known["fate"]],
        }
    )
    frame["ended_on"] = frame["ended_on"].astype(object).fillna(t("lab.no_outcome"))
    table = replace(make_table(view, "lab", "rectifications", frame), numbers=("days",))
    if not view.has("lab_events"):
        table = replace(table, note=describe_lack(view, "lab_events"))
    return wrap_short(withhold(view, table))


def build_technologies(view: View, lab_id: str) -> Table:
    """One row per technology or instrument, the latest first."""
    rows = select_rows(view, "technologies", lab_id)
    rows = rows.sort_values("achieved_on", ascending=False, kind="stable")
    rows = rows.assign(achieved_on=format_days(rows, "achieved_on"))
    return word_register(view, "technologies", "technologies", rows[TECHNOLOGY_COLUMNS])


def build_standards(view: View, lab_id: str) -> Table:
    """One row per standard, certification method or reference material, the latest first."""
    rows = select_rows(view, "standards", lab_id)
    rows = rows.sort_values("published_on", ascending=False, kind="stable")
    rows = rows.assign(published_on=format_days(rows, "published_on"))
    return word_register(view, "standards", "standards", rows[STANDARD_COLUMNS])


def build_evaluations(view: View, lab_id: str) -> Table:
    """One row per evaluation: year, result, open hours, share of the budget that was spent."""
    rows = select_rows(view, "evaluations", lab_id).sort_values("year")
    frame = pd.DataFrame(
        {
            "year": rows["year"].astype(str),
            "result": rows["result"],
            "open_hours": [None if pd.isna(n) else number(n) for n in rows["open_hours"]],
            "budget_execution": [
                None if pd.isna(n) else percent(n / 100, 1) for n in rows["budget_execution"]
            ],
        }
    )
    return word_register(view, "evaluations", "evaluations", frame)


def build_problems(view: View, lab_id: str) -> Table:
    """What loading found in the files of the laboratory's province; nothing finer is published."""
    t, province = view.t, find_lab(view, lab_id)["province"]
    problems = view.published.manifest["problems"]
    frame = list_problems(view, [p for p in problems if p["province"] == province])
    headings = {column: t(f"data.{column}") for column in frame.columns}
    name = view.names[province]
    key = "lab.no_problems" if frame.empty else "lab.problems_note"
    return Table("lab_problems", t("lab.problems", name=name), frame, t(key, name=name), headings)


def word_register(view: View, name: str, register: str, rows: pd.DataFrame) -> Table:
    """Rows under the register's own headings; an empty table says whether the register came."""
    t, columns = view.t, view.catalog.registers[register].columns
    frame = rows.astype(object).where(rows.notna(), t("map.no_data")).reset_index(drop=True)
    headings = {column: columns[column].heading for column in frame.columns}
    note = ""
    if frame.empty:
        note = t(f"lab.no_{name}")
    if not view.has(register):
        note = describe_lack(view, register)
    title = t(f"lab.{name}", count=len(frame))
    numbers = [column for column in frame.columns if columns[column].kind == "number"]
    frame = translate_table(view, frame)
    table = Table(f"lab_{name}", title, frame, note, headings, numbers=numbers)
    return wrap_short(withhold(view, table) if register in EVENT_REGISTERS else table)


def wrap_short(table: Table) -> Table:
    """The table, whose cells take as many lines as they need where it is short enough for that."""
    return replace(table, wraps=len(table.frame) <= MOST_WRAPPED_ROWS, named=True)


def describe_lack(view: View, register: str) -> str:
    """That a register was not sent: its numbers are missing, not zero."""
    return view.t("province.not_sent", sheet=view.catalog.registers[register].sheet)


def withhold(view: View, table: Table) -> Table:
    """The table where laboratories are named; elsewhere none of its rows, and why."""
    if view.names_labs:
        return table
    return replace(table, frame=table.frame.iloc[:0], note=view.detail_words)
