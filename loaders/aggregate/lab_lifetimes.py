"""The lifetime of each laboratory: its entry, its exit, its state, and how each order ended.

The one home of these rules: what is published here is read by everyone else. A laboratory enters
with its first 批准建设, or on approved_on where it has none, and leaves with its first 取消资格 or
主动退出. Laboratories are few, so this is plain pandas.
"""

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa

from catalog.definitions import UNSTATED, catalog
from catalog.lab_events import (
    ACCEPTED,
    ANSWERS,
    APPROVED,
    BUILDING,
    EVENTS,
    EXITS,
    IN_TIME,
    LATE,
    LEFT,
    LEFT_UNANSWERED,
    OPERATING,
    ORDERED,
    PASSED,
    RECTIFYING,
    SETTLED_IN_TIME,
    SETTLED_OVERDUE,
    UNDATED,
)

# columns that a laboratory has beside those of its register
LIFETIME = pa.schema(
    [
        ("entered", pa.date32()),
        ("entered_precision", pa.string()),
        ("entry_document", pa.string()),
        ("exited", pa.date32()),
        ("exited_precision", pa.string()),
        ("exit_event", pa.string()),
        ("exit_document", pa.string()),
        ("state", pa.string()),
    ]
)
CAREERS = pa.schema(
    [
        ("lab_id", pa.string()),
        ("event", pa.string()),
        ("event_date", pa.date32()),
        ("event_date_precision", pa.string()),
        ("document_no", pa.string()),
        ("phase", pa.string()),
        ("until", pa.date32()),
    ]
)
RECTIFICATIONS = pa.schema(
    [
        ("lab_id", pa.string()),
        ("ordered_on", pa.date32()),
        ("due_on", pa.date32()),
        ("outcome", pa.string()),
        ("ended_on", pa.date32()),
        ("dated", pa.bool_()),
        ("fate", pa.string()),
        ("settled_on", pa.date32()),
        ("settlement", pa.string()),
    ]
)
_EVENT_COLUMNS = ["lab_id", "event", "event_date", "event_date_precision", "document_no"]


def lab_lifetimes(tables: dict[str, pa.Table], as_of: date) -> dict[str, pa.Table]:
    """Three tables from the clean registers `labs` and `lab_events`.

    labs: one row per laboratory in the register's order, its columns with domain and host_type
    never empty, and those of LIFETIME; its state is that of the day `as_of`.
    careers: one row per laboratory and event, see `careers`.
    rectifications: one row per order to rectify, see `rectifications`.
    """
    labs = tables["labs"].to_pandas(date_as_object=False)
    events = tables["lab_events"].to_pandas(date_as_object=False)
    entered = entries(labs, events)
    events = not_before_entry(events, entered)
    career = careers(entered, events)
    lifetimes = labs.merge(entered, on="lab_id").merge(exits(events), on="lab_id", how="left")
    lifetimes = lifetimes.assign(
        domain=lifetimes["domain"].fillna(catalog().domain_fallback),
        host_type=lifetimes["host_type"].fillna(UNSTATED),
        state=lifetimes["lab_id"].map(states(career, as_of)),
    )
    days = catalog().indicators["rectified_in_time_share"].within_days
    orders = rectifications(career, events, days, as_of)
    return {
        "labs": _arrow(lifetimes, pa.schema([*tables["labs"].schema, *LIFETIME])),
        "careers": _arrow(career, CAREERS),
        "rectifications": _arrow(orders, RECTIFICATIONS),
    }


def _arrow(frame: pd.DataFrame, schema: pa.Schema) -> pa.Table:
    table = pa.Table.from_pandas(frame[schema.names], schema=schema, preserve_index=False)
    return table.replace_schema_metadata(None)


def entries(labs: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """One row per laboratory: lab_id, entered, entered_precision, entry_document."""
    approval = first_events(events, [APPROVED]).rename(
        columns={
            "event_date": "entered",
            "event_date_precision": "entered_precision",
            "document_no": "entry_document",
        }
    )
    rows = labs[["lab_id", "approved_on", "approved_on_precision"]]
    rows = rows.merge(approval.drop(columns="event"), on="lab_id", how="left")
    approved = rows["entered"].notna()
    return pd.DataFrame(
        {
            "lab_id": rows["lab_id"],
            "entered": rows["entered"].where(approved, rows["approved_on"]),
            "entered_precision": rows["entered_precision"].where(
                approved, rows["approved_on_precision"]
            ),
            "entry_document": rows["entry_document"],
        }
    )


def exits(events: pd.DataFrame) -> pd.DataFrame:
    """One row per laboratory that left: lab_id and exited, its precision, exit_event, _document."""
    return first_events(events, list(EXITS)).rename(
        columns={
            "event": "exit_event",
            "event_date": "exited",
            "event_date_precision": "exited_precision",
            "document_no": "exit_document",
        }
    )


def first_events(events: pd.DataFrame, kinds: list[str]) -> pd.DataFrame:
    """The earliest event of these kinds of each laboratory that has any."""
    rows = events.loc[events["event"].isin(kinds), _EVENT_COLUMNS]
    return in_time_order(rows).drop_duplicates("lab_id")


def in_time_order(events: pd.DataFrame) -> pd.DataFrame:
    """Events by laboratory and day, those of one day in the catalogue's order."""
    order = events["event"].map({event: place for place, event in enumerate(EVENTS)})
    rows = events.assign(order=order)
    rows = rows.sort_values(["lab_id", "event_date", "order"], ignore_index=True)
    return rows.drop(columns="order")


def not_before_entry(events: pd.DataFrame, entered: pd.DataFrame) -> pd.DataFrame:
    """Events with no exit before the entry: one known by its year stands on 1 January."""
    entry = entered.set_index("lab_id")["entered"].reindex(events["lab_id"]).set_axis(events.index)
    early = events["event"].isin(EXITS) & (events["event_date"] < entry)
    return events.assign(event_date=events["event_date"].where(~early, entry))


def careers(entered: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """One row per laboratory and event, by laboratory and time: the columns of CAREERS.

    A laboratory without 批准建设 has one on the day it entered. phase is the state that the event
    began or left as it was, until the day that ended it: the next event's, none where none
    followed, the exit's own once it has left.
    """
    approved = events.loc[events["event"] == APPROVED, "lab_id"]
    approvals = entered[~entered["lab_id"].isin(approved)].rename(
        columns={
            "entered": "event_date",
            "entered_precision": "event_date_precision",
            "entry_document": "document_no",
        }
    )
    approvals = approvals.assign(event=APPROVED)
    rows = in_time_order(pd.concat([approvals[_EVENT_COLUMNS], events[_EVENT_COLUMNS]]))
    phase = _phases(rows)
    following = rows.groupby("lab_id")["event_date"].shift(-1)
    return rows.assign(phase=phase, until=following.where(phase != LEFT, rows["event_date"]))


def _phases(rows: pd.DataFrame) -> pd.Series:
    """The state after each event, given what came before it in the same laboratory."""
    event, lab = rows["event"], rows["lab_id"]
    left = event.isin(EXITS).groupby(lab).cummax()
    accepted = (event == ACCEPTED).groupby(lab).cummax()
    rectifying = event.map({ORDERED: 1.0, PASSED: 0.0}).groupby(lab).ffill() == 1
    phases = np.select([left, rectifying, accepted], [LEFT, RECTIFYING, OPERATING], BUILDING)
    return pd.Series(phases, index=rows.index, dtype="str")


def states(career: pd.DataFrame, as_of: date) -> pd.Series:
    """State by lab_id on a day; laboratories that had not entered by then are left out."""
    known = career[career["event_date"] <= pd.Timestamp(as_of)]
    return known.groupby("lab_id")["phase"].last()


def rectifications(
    career: pd.DataFrame, events: pd.DataFrame, days: int, as_of: date
) -> pd.DataFrame:
    """One row per 限期整改 of a laboratory that had not left: the columns of RECTIFICATIONS.

    outcome and ended_on: its next 整改通过, 取消资格 or 主动退出, empty while none has come; fate:
    passed in_time, passed late, left unanswered, undated; empty while none has come.
    An order is settled by its outcome, else on the day its `days` are over, as 逾期 whatever comes
    later. One that still has time and no outcome on the day `as_of` is not settled: it is neither
    in time nor late. No official deadline is known: `days` are an internal yardstick, kept in the
    catalogue. Laboratories with an event known by its year alone are not dated: their days cannot
    be counted, and none of their orders is settled.
    """
    by_year = events.loc[events["event_date_precision"] == "year", "lab_id"]
    answers = career[["event", "event_date"]].where(career["event"].isin(ANSWERS))
    answers = answers.groupby(career["lab_id"]).bfill()
    ordered = (career["event"] == ORDERED) & (career["phase"] == RECTIFYING)
    rows = pd.DataFrame(
        {
            "lab_id": career["lab_id"],
            "ordered_on": career["event_date"],
            "due_on": career["event_date"] + pd.Timedelta(days=days),
            "outcome": answers["event"],
            "ended_on": answers["event_date"],
            "dated": ~career["lab_id"].isin(by_year),
        }
    )
    rows = rows[ordered].reset_index(drop=True)
    in_time = rows["ended_on"] <= rows["due_on"]  # false while none has come
    settled_on = rows["ended_on"].where(in_time, rows["due_on"])
    settled = rows["dated"] & (settled_on <= pd.Timestamp(as_of))
    return rows.assign(
        fate=_fates(rows, in_time),
        settled_on=settled_on.where(settled),
        settlement=_settlements(rows, in_time).where(settled),
    )


def _fates(rows: pd.DataFrame, in_time: pd.Series) -> pd.Series:
    cases = [rows["outcome"].isin(EXITS), ~rows["dated"], in_time]
    fates = np.select(cases, [LEFT_UNANSWERED, UNDATED, IN_TIME], LATE)
    return pd.Series(fates, index=rows.index, dtype="str").where(rows["ended_on"].notna())


def _settlements(rows: pd.DataFrame, in_time: pd.Series) -> pd.Series:
    passed = rows["outcome"].where(rows["outcome"] != PASSED, SETTLED_IN_TIME)
    return passed.where(in_time, SETTLED_OVERDUE)
