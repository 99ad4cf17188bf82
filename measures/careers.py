"""The career of each laboratory: its events in order, and what it was in between."""

from datetime import date

import numpy as np
import pandas as pd

from catalog.lab_events import APPROVED, LEFT, ORDERED, RECTIFYING
from measures.scope import Scope


def careers(published: pd.DataFrame, labs: pd.DataFrame, until: date) -> pd.DataFrame:
    """The events of some labs up to a day, one row each, in the order published.

    published: careers of loaders.aggregate.lab_lifetimes. phase is what the event began, until the
    day that ended it: the given day where nothing has by then.
    """
    day = pd.Timestamp(until)
    rows = published[published["lab_id"].isin(labs["lab_id"]) & (published["event_date"] <= day)]
    rows = rows.reset_index(drop=True)
    return rows.assign(until=rows["until"].fillna(day).clip(upper=day))


def standings(lives: pd.DataFrame, until: date) -> pd.DataFrame:
    """One row per lab: the event that began its present phase (event, event_date,
    event_date_precision, phase), days since then, the day it entered, and troubled: ever ordered to
    rectify.
    """
    begins = lives["phase"] != lives.groupby("lab_id")["phase"].shift()
    table = (
        lives[begins]
        .groupby("lab_id")[["event", "event_date", "event_date_precision", "phase"]]
        .last()
    )
    return table.assign(
        days=(pd.Timestamp(until) - table["event_date"]).dt.days,
        entered=lives[lives["event"] == APPROVED].groupby("lab_id")["event_date"].min(),
        troubled=(lives["event"] == ORDERED).groupby(lives["lab_id"]).any(),
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
