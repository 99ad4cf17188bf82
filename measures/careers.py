"""The career of each laboratory: its events in order, and what it was in between."""

from datetime import date

import numpy as np
import pandas as pd

from measures.scope import Scope

APPROVED, ACCEPTED, RECTIFY, PASSED = "批准建设", "通过验收", "限期整改", "整改通过"
EXITS = ["取消资格", "主动退出"]
ORDER = {event: i for i, event in enumerate([APPROVED, ACCEPTED, RECTIFY, PASSED, *EXITS])}
BUILDING, ACCEPTED_PHASE, RECTIFYING, LEFT = PHASES = ("building", "accepted", "rectifying", "left")
_COLUMNS = ["lab_id", "event", "event_date", "precision", "document_no"]


def careers(labs: pd.DataFrame, events: pd.DataFrame, until: date) -> pd.DataFrame:
    """One row per lab and event up to a day: lab_id, event, event_date, precision, document_no,
    phase and until.

    A lab is in operation from its first 批准建设, or approved_on where it has none, until its
    first 取消资格 or 主动退出. phase is what the event began (one of PHASES), until the day that
    ended it: the next event's; the given day where none has come; the exit's own once it has left.
    """
    events = events.rename(columns={"event_date_precision": "precision"})[_COLUMNS]
    rows = pd.concat([_approvals(labs, events), events[events["lab_id"].isin(labs["lab_id"])]])
    rows = _exits_after_entry(rows)
    rows = rows[rows["event_date"] <= pd.Timestamp(until)]
    rows = rows.assign(order=rows["event"].map(ORDER))
    rows = rows.sort_values(["lab_id", "event_date", "order"], ignore_index=True)
    phase = _phases(rows)
    following = rows.groupby("lab_id")["event_date"].shift(-1).fillna(pd.Timestamp(until))
    ended = following.where(phase != LEFT, rows["event_date"])
    return rows.drop(columns="order").assign(phase=phase, until=ended)


def _approvals(labs: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """The approval of each lab whose events do not tell it."""
    told = events.loc[events["event"] == APPROVED, "lab_id"]
    names = {"approved_on": "event_date", "approved_on_precision": "precision"}
    rows = labs[~labs["lab_id"].isin(told)].rename(columns=names)
    unnumbered = pd.Series(index=rows.index, dtype="str")
    return rows.assign(event=APPROVED, document_no=unnumbered)[_COLUMNS]


def _exits_after_entry(rows: pd.DataFrame) -> pd.DataFrame:
    """An exit known by its year alone stands on 1 January and may precede the entry."""
    approved = rows["event_date"].where(rows["event"] == APPROVED)
    entered = approved.groupby(rows["lab_id"]).transform("min")
    earliest = entered.where(rows["event"].isin(EXITS), rows["event_date"])
    return rows.assign(event_date=np.maximum(rows["event_date"], earliest))


def _phases(rows: pd.DataFrame) -> pd.Series:
    """What each event began, given what came before it in the same lab."""
    event, lab = rows["event"], rows["lab_id"]
    left = event.isin(EXITS).groupby(lab).cummax()
    accepted = (event == ACCEPTED).groupby(lab).cummax()
    rectifying = event.map({RECTIFY: 1.0, PASSED: 0.0}).groupby(lab).ffill() == 1
    phases = np.select([left, rectifying, accepted], [LEFT, RECTIFYING, ACCEPTED_PHASE], BUILDING)
    return pd.Series(phases, index=rows.index, dtype="str")


def standings(lives: pd.DataFrame, until: date) -> pd.DataFrame:
    """One row per lab: the event that began its present phase (event, event_date, precision,
    phase), days since then, the day it entered, and troubled, once ordered to rectify.
    """
    begins = lives["phase"] != lives.groupby("lab_id")["phase"].shift()
    table = lives[begins].groupby("lab_id")[["event", "event_date", "precision", "phase"]].last()
    return table.assign(
        days=(pd.Timestamp(until) - table["event_date"]).dt.days,
        entered=lives[lives["event"] == APPROVED].groupby("lab_id")["event_date"].min(),
        troubled=(lives["event"] == RECTIFY).groupby(lives["lab_id"]).any(),
    ).reset_index()


def telling(table: pd.DataFrame) -> list[str]:
    """Labs of a table of standings, those with something to tell first.

    In rectification, the longest first; left, the latest first; once in rectification; then all
    others, the longest in operation first.
    """
    kind = np.select(
        [table["phase"] == RECTIFYING, table["phase"] == LEFT, table["troubled"]], [0, 1, 2], 3
    )
    within = np.select(
        [kind == 0, kind == 3], [-table["days"], table["entered"].rank()], table["days"]
    )
    ranked = table.assign(kind=kind, within=within).sort_values(["kind", "within", "lab_id"])
    return ranked["lab_id"].tolist()


def present(table: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Standings of the labs that had not left before the period began."""
    return table[(table["phase"] != LEFT) | (table["event_date"].dt.year >= scope.start)]


def exits(lives: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """The event by which each lab left within the period, latest first."""
    gone = lives[lives["phase"] == LEFT].drop_duplicates("lab_id")
    years = gone["event_date"].dt.year
    chosen = gone[(years >= scope.start) & (years <= scope.end)]
    return chosen.sort_values(["event_date", "lab_id"], ascending=[False, True])
