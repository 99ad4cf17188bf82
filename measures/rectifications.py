"""Rectifications ordered, how they ended and after how many days."""

from datetime import date

import numpy as np
import pandas as pd

from measures.careers import EXITS, PASSED, RECTIFY, RECTIFYING
from measures.scope import Scope

YARDSTICK_DAYS = 365  # our own: the guideline sets no number of days
IN_TIME, LATE, LEFT, UNDATED, OPEN = FATES = ("in_time", "late", "left", "undated", "open")


def rectifications(lives: pd.DataFrame, until: date) -> pd.DataFrame:
    """One row per 限期整改 of a lab in operation: lab_id, ordered_on, outcome, days, fate.

    lives: careers up to the day. outcome is the lab's next 整改通过 or exit, empty while neither
    has come; days run from the order to it, or to the day, NaN where either is known by its year
    alone. fate: passed in_time (within YARDSTICK_DAYS), passed late, left the programme, passed
    undated, still open.
    """
    ends = lives["event"].isin([PASSED, *EXITS])
    following = lives[["event", "event_date", "precision"]].where(ends)
    following = following.groupby(lives["lab_id"]).bfill()
    ordered = (lives["event"] == RECTIFY) & (lives["phase"] == RECTIFYING)
    rows, end = lives[ordered], following[ordered]
    days = (end["event_date"].fillna(pd.Timestamp(until)) - rows["event_date"]).dt.days
    exact = (rows["precision"] != "year") & (end["precision"] != "year")
    table = pd.DataFrame(
        {
            "lab_id": rows["lab_id"], "ordered_on": rows["event_date"],
            "precision": rows["precision"], "outcome": end["event"].fillna(""),
            "days": days.astype(float).where(exact),
        }
    )  # fmt: skip
    return table.assign(fate=_fates(table)).reset_index(drop=True)


def _fates(table: pd.DataFrame) -> np.ndarray:
    outcome, days = table["outcome"], table["days"]
    cases = [outcome == "", outcome.isin(EXITS), days.isna(), days <= YARDSTICK_DAYS]
    return np.select(cases, [OPEN, LEFT, UNDATED, IN_TIME], LATE)


def ordered_within(table: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """The rectifications ordered within the period."""
    years = table["ordered_on"].dt.year
    return table[(years >= scope.start) & (years <= scope.end)]


def fates_by_year(table: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Rectifications by the year of their order (rows) and fate (columns), zero where none."""
    counted = pd.crosstab(table["ordered_on"].dt.year, table["fate"])
    return counted.reindex(index=scope.years, columns=list(FATES)).fillna(0.0)


def decided(table: pd.DataFrame) -> tuple[int, int]:
    """(passed within the yardstick, all that are decided).

    Decided is what has ended, or is still open after the yardstick; what is younger or has no
    known number of days is in neither number.
    """
    over = (table["fate"] == OPEN) & (table["days"] > YARDSTICK_DAYS)
    known = table["fate"].isin([IN_TIME, LATE, LEFT]) | over
    return int((table["fate"] == IN_TIME).sum()), int(known.sum())


def median_days(table: pd.DataFrame) -> float:
    """Median days from order to outcome over those that have ended; NaN where none has."""
    days = table.loc[table["fate"] != OPEN, "days"].dropna()
    return float(days.median()) if len(days) else float("nan")


def still_open(table: pd.DataFrame) -> pd.DataFrame:
    """One row per lab in rectification, since its first order not yet answered, longest first."""
    rows = table[table["fate"] == OPEN].sort_values(["ordered_on", "lab_id"])
    return rows.drop_duplicates("lab_id")
