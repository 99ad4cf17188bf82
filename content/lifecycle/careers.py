"""The career of each laboratory of 进退管理 on its own line, and the list of those that left."""

from collections.abc import Callable
from functools import lru_cache

import pandas as pd

from catalog.lab_events import EXITS, LEFT, ORDERED, PASSED, RECTIFYING, STATES
from charts.options import TimelineOptions
from charts.spec import ChartSpec, Series
from charts.theme import color_words, number
from content.builders import absent, sentences, spec_of, translate_table
from content.items import Table
from content.links import start_lab_link
from content.paging import count_pages, cut_page, find_first_row
from content.query_words import find_every_word
from content.view import View
from measures.careers import careers, present, standings, telling
from measures.careers import exits as exits_within
from measures.scope import within

LINES_PER_PAGE = 20  # lines to a page of the timeline
# a laboratory with any of these is on no line of its own unless the setting names laboratories
UNNAMED_EVENTS = (ORDERED, PASSED, *EXITS)
# by which the lines can be chosen, in the address; a laboratory may be in several
STANDINGS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "operating": lambda table: table["phase"] != LEFT,
    "rectifying": lambda table: table["phase"] == RECTIFYING,
    "rectified": lambda table: table["troubled"],
    "left": lambda table: table["phase"] == LEFT,
}


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
    """One row per lab that left in scope and period: when, which, how, by which document.

    Where laboratories are not named: the year and how, or no row at all.
    """
    if view.detail == "none":
        return Table(
            "lifecycle_exits", view.t("lifecycle.exits"), pd.DataFrame(), view.detail_words
        )
    events = exits_within(lives(view), view.scope)
    if view.detail == "counts":
        return build_unnamed_exits(view, events)
    days = [day_words(row) for row in events.itertuples()]
    frame = events[["event_date", "lab_name", "event", "document_no"]].assign(event_date=days)
    frame = translate_table(view, frame.fillna(view.t("map.no_data")))
    registers = view.catalog.registers
    columns = registers["lab_events"].columns | {"lab_name": registers["labs"].columns["lab_name"]}
    headings = {column: columns[column].heading for column in frame.columns}
    note = view.t("lifecycle.no_exits") if frame.empty else ""
    keys = {"lab_name": list(events["lab_id"])}
    return Table("lifecycle_exits", view.t("lifecycle.exits"), frame, note, headings, keys)


def build_unnamed_exits(view: View, events: pd.DataFrame) -> Table:
    """One row per exit: its year and how, nothing by which a laboratory is known."""
    frame = events[["event_date", "event"]].assign(
        event_date=events["event_date"].dt.strftime("%Y")
    )
    frame = translate_table(view, frame)
    event = view.catalog.registers["lab_events"].columns["event"].heading
    headings = {"event_date": view.t("part.year"), "event": event}
    none_left = view.t("lifecycle.no_exits") if frame.empty else ""
    note = sentences(view, none_left, view.detail_words)
    return Table("lifecycle_exits", view.t("lifecycle.exits"), frame, note, headings)


@lru_cache(maxsize=16)
def find_present(view: View) -> pd.DataFrame:
    """Standings of the labs that had not left before the period, whether named or not.

    Column unnamed: the lab may stand on no line of its own, whatever day its event is of, so that
    no shorter period brings it back. Do not edit.
    """
    table = present(standings(lives(view), view.until), view.scope)
    if view.names_labs:
        return table.assign(unnamed=False)
    events = view.published.registers["lab_events"]
    unnamed = events.loc[events["event"].isin(UNNAMED_EVENTS), "lab_id"]
    return table.assign(unnamed=table["lab_id"].isin(unnamed))


@lru_cache(maxsize=32)
def find_careers(view: View, search: str, standing: str = "") -> pd.DataFrame:
    """Standings of the period's labs that the search finds, those with something to tell first.

    Sought in a lab's name, number and host, in the words of where it stands, and in its events up
    to the period's end: their words, days and document numbers. Among the labs that may be named;
    none where no lab is to be shown singly. standing: a key of STANDINGS, "" for all. Do not edit.
    """
    table = find_present(view)
    table = table[~table["unnamed"]]
    if view.detail == "none":
        table = table.iloc[:0]
    words = {row.lab_id: standing_words(view, row) for row in table.itertuples()}
    known = labs(view).set_index("lab_id")
    table = table.set_index("lab_id", drop=False).loc[telling(table)]
    table = table.assign(name=lab_names(view), words=pd.Series(words, dtype="str"))
    sought = table["lab_id"] + " " + table["name"] + " " + table["words"]
    for more in (known["host_unit"], join_events(view)):
        sought += " " + more.reindex(table.index).fillna("")
    holding = find_every_word(
        search, lambda word: sought.str.contains(word, case=False, regex=False).to_numpy(bool)
    )
    table = table[holding]
    return table[STANDINGS[standing](table)] if standing else table


@lru_cache(maxsize=16)
def join_events(view: View) -> pd.Series:
    """All events of each lab in one text: word, day and document number. By lab_id; do not edit."""
    rows = lives(view)
    days = pd.Series([day_words(row) for row in rows.itertuples()], index=rows.index, dtype="str")
    words = pd.Series(view.t.names_of(list(rows["event"])), index=rows.index, dtype="str")
    texts = words + " " + days + " " + rows["document_no"].fillna("")
    return texts.groupby(rows["lab_id"]).agg(" ".join)


def count_standings(view: View, search: str) -> dict[str, int]:
    """How many labs that the search finds are in each of STANDINGS, all of them under ""."""
    table = find_careers(view, search)
    counts = {name: int(is_in(table).sum()) for name, is_in in STANDINGS.items()}
    return {"": len(table)} | counts


def standing_words(view: View, row) -> str:
    """Where a lab stands: how long in rectification, how it left, accepted or not yet."""
    t = view.t
    if row.phase == LEFT:
        return f"{day_words(row)} {t.name(row.event)}"
    if row.phase == RECTIFYING and row.event_date_precision != "year":
        return t("lifecycle.rectifying_days", days=number(row.days))
    return t(f"lifecycle.phase_{row.phase}")


def pages(view: View, search: str, standing: str = "") -> int:
    """How many pages the timeline of a search has; one even where nothing is found."""
    return count_pages(len(find_careers(view, search, standing)), LINES_PER_PAGE)


def build_timeline(view: View, search: str, page: str, standing: str = "") -> list[ChartSpec]:
    """The timeline of one page of the labs that a search and a standing choose."""
    t, table = view.t, find_careers(view, search, standing)
    title = t("lifecycle.careers")
    if view.detail == "none":
        return [absent(view, "lifecycle_careers", title, view.detail_words, span=12)]
    first = find_first_row(int(page), len(table), LINES_PER_PAGE)
    page_rows = cut_page(table, int(page), LINES_PER_PAGE)
    if page_rows.empty:
        if standing:
            reason = t("lifecycle.none_standing", standing=t(f"lifecycle.standing_{standing}"))
        else:
            key = "lifecycle.none_found" if search.strip() else "scope.empty"
            reason = t(key, search=search, scope=view.scope_words)
        sentence = sentences(view, reason, describe_unnamed(view))
        return [absent(view, "lifecycle_careers", title, sentence, span=12)]
    counts = {"first": first + 1, "last": first + len(page_rows), "whole": len(table)}
    key = "lifecycle.careers_takeaway" if view.names_labs else "lifecycle.careers_takeaway_unnamed"
    return [spec_timeline(view, page_rows, t(key, **counts))]


def describe_unnamed(view: View) -> str:
    """How many labs of the period are on no line, whatever is searched for, and why."""
    if view.names_labs:
        return ""
    count = int(find_present(view)["unnamed"].sum())
    left_out = view.t("lifecycle.careers_unnamed", count=number(count))
    return sentences(view, left_out, view.detail_words)


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
        note=sentences(view, t("lifecycle.careers_note"), describe_unnamed(view)),
        series=tuple(Series(columns[name].heading, column) for name, column in headings.items()),
        unit="",
        span=12,
        height=96 + 26 * len(page_rows),
        colors=tuple(color_words(view.catalog.codes["event"]).values()),
        x_name=t("lifecycle.lab"),
        link=start_lab_link(view),
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
