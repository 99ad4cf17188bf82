"""The career of each laboratory of 进退管理 on its own line, and the list of those that left."""

import math
from functools import lru_cache

import pandas as pd

from catalog.lab_events import LEFT, RECTIFYING, STATES
from charts.options import TimelineOptions
from charts.spec import ChartSpec, Series
from charts.theme import PALETTE, number
from content.builders import absent, spec_of, translate_table
from content.items import Table
from content.view import View
from measures.careers import careers, present, standings, telling
from measures.careers import exits as exits_within
from measures.scope import within

# By the order of the catalogue's events; the same word has the same colour all over the page.
EVENT_COLORS = ("@muted", PALETTE[0], PALETTE[1], PALETTE[2], PALETTE[3], PALETTE[4])
LINES_PER_PAGE = 20  # lines to a page of the timeline


def labs(view: View) -> pd.DataFrame:
    """The labs in scope, with their lifetimes."""
    return within(view.published.lifetimes["labs"], view.scope, view.region_of)


def lab_names(view: View) -> pd.Series:
    """Name by lab_id; a name that two labs bear is told apart by the number."""
    names = labs(view).set_index("lab_id")["lab_name"].copy()
    alike = names.duplicated(keep=False)
    names[alike] = [view.t("joint.also", name=name, also=lab) for lab, name in names[alike].items()]
    return names


@lru_cache(maxsize=16)
def lives(view: View) -> pd.DataFrame:
    """Careers of the labs in scope up to the period's end, with each lab's name; do not edit."""
    rows = careers(view.published.lifetimes["careers"], labs(view), view.until)
    return rows.assign(lab_name=rows["lab_id"].map(lab_names(view)))


def day_words(row) -> str:
    """The day of an event as it is known: a year alone stays a year."""
    return (
        f"{row.event_date:%Y}"
        if row.event_date_precision == "year"
        else f"{row.event_date:%Y-%m-%d}"
    )


def build_exits(view: View) -> Table:
    """One row per lab that left in scope and period: when, which, how, by which document."""
    events = exits_within(lives(view), view.scope)
    days = [day_words(row) for row in events.itertuples()]
    frame = events[["event_date", "lab_name", "event", "document_no"]].assign(event_date=days)
    frame = translate_table(view, frame.fillna(view.t("map.no_data")))
    registers = view.catalog.registers
    columns = registers["lab_events"].columns | {"lab_name": registers["labs"].columns["lab_name"]}
    headings = {column: columns[column].heading for column in frame.columns}
    note = view.t("lifecycle.no_exits") if frame.empty else ""
    return Table("lifecycle_exits", view.t("lifecycle.exits"), frame, note, headings)


@lru_cache(maxsize=32)
def find_careers(view: View, search: str) -> pd.DataFrame:
    """Standings of the period's labs that the search finds, those with something to tell first.

    Sought in a lab's name, number and host, and in the words of where it stands. Do not edit.
    """
    table = present(standings(lives(view), view.until), view.scope)
    words = {row.lab_id: standing_words(view, row) for row in table.itertuples()}
    known = labs(view).set_index("lab_id")
    table = table.set_index("lab_id", drop=False).loc[telling(table)]
    table = table.assign(name=lab_names(view), words=pd.Series(words, dtype="str"))
    sought = table["lab_id"] + " " + table["name"] + " " + table["words"]
    sought += " " + known["host_unit"].reindex(table.index).fillna("")
    return table[sought.str.contains(search.strip(), case=False, regex=False)]


def standing_words(view: View, row) -> str:
    """Where a lab stands: how long in rectification, how it left, accepted or not yet."""
    t = view.t
    if row.phase == LEFT:
        return f"{day_words(row)} {t.name(row.event)}"
    if row.phase == RECTIFYING and row.event_date_precision != "year":
        return t("lifecycle.rectifying_days", days=number(row.days))
    return t(f"lifecycle.phase_{row.phase}")


def pages(view: View, search: str) -> int:
    """How many pages the timeline of a search has; one even where nothing is found."""
    return max(1, math.ceil(len(find_careers(view, search)) / LINES_PER_PAGE))


def build_timeline(view: View, search: str, page: str) -> list[ChartSpec]:
    """The timeline of one page of the labs a search finds."""
    t, table = view.t, find_careers(view, search)
    first = LINES_PER_PAGE * (min(int(page), pages(view, search)) - 1)
    page_rows = table.iloc[first : first + LINES_PER_PAGE]
    if page_rows.empty:
        key = "lifecycle.none_found" if search.strip() else "scope.empty"
        sentence = t(key, search=search, scope=view.scope_words)
        return [absent(view, "lifecycle_careers", t("lifecycle.careers"), sentence, span=12)]
    counts = {"first": first + 1, "last": first + len(page_rows), "whole": len(table)}
    return [spec_timeline(view, page_rows, t("lifecycle.careers_takeaway", **counts))]


def spec_timeline(view: View, page_rows: pd.DataFrame, takeaway: str) -> ChartSpec:
    """A line per lab shown, in order: its events, what lasted between them, where it stands."""
    t, kinds = view.t, view.catalog.codes["event"].names
    columns = view.catalog.registers["lab_events"].columns
    headings = {"event": "event", "event_date": "day", "document_no": "document_no"}
    return spec_of(
        view,
        id="lifecycle_careers",
        kind="timeline",
        title=t("lifecycle.careers"),
        frame=events_of(view, page_rows),
        takeaway=takeaway,
        note=t("lifecycle.careers_note"),
        series=tuple(Series(columns[name].heading, column) for name, column in headings.items()),
        unit="",
        span=12,
        height=96 + 26 * len(page_rows),
        colors=EVENT_COLORS,
        x_name=t("lifecycle.lab"),
        options=TimelineOptions(
            events=tuple(t.names_of(kinds)),
            phases=tuple(phase_words(view).values()),
            span=(f"{view.scope.start}-01-01", view.until.isoformat()),
            standing=page_rows["words"].to_dict(),
        ),
    )


def phase_words(view: View) -> dict[str, str]:
    """The phases that last, in order, as readers call them."""
    return {phase: view.t(f"lifecycle.phase_{phase}") for phase in STATES if phase != LEFT}


def events_of(view: View, page_rows: pd.DataFrame) -> pd.DataFrame:
    """One row per event of the labs shown, in their order, days as text."""
    rows = lives(view)
    rows = rows[rows["lab_id"].isin(page_rows["lab_id"])]
    order = rows["lab_id"].map({lab: at for at, lab in enumerate(page_rows["lab_id"])})
    rows = rows.assign(order=order).sort_values("order", kind="stable", ignore_index=True)
    return pd.DataFrame(
        {
            "label": rows["lab_name"],
            "key": rows["lab_id"],
            "event": view.t.names_of(list(rows["event"])),
            "day": [day_words(row) for row in rows.itertuples()],
            "at": rows["event_date"].dt.strftime("%Y-%m-%d"),
            "until": rows["until"].dt.strftime("%Y-%m-%d"),
            "phase": rows["phase"].map(phase_words(view)),
            "document_no": rows["document_no"],
        }
    )
