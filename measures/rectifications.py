"""Rectifications ordered, how they ended and after how many days."""

from datetime import date

import numpy as np
import pandas as pd

from measures.careers import APPROVED, EXITS, PASSED, RECTIFY, RECTIFYING
from measures.scope import Scope

WITHDREW = EXITS[1]
IN_TIME, LATE, LEFT, UNDATED, OPEN = FATES = ("in_time", "late", "left", "undated", "open")


def rectifications(lives: pd.DataFrame, until: date, limit: int) -> pd.DataFrame:
    """One row per 限期整改 of a lab in operation: lab_id, ordered_on, outcome, days, fate.

    lives: careers up to the day; limit: days of the yardstick. outcome is the lab's next 整改通过
    or exit, empty while neither has come; days run from the order to it, or to the day, NaN for a
    lab with an event known by its year alone, whose place among the others is not known. fate:
    passed in_time, passed late, left the programme, passed undated, still open.
    """
    ends = lives["event"].isin([PASSED, *EXITS])
    following = lives[["event", "event_date"]].where(ends).groupby(lives["lab_id"]).bfill()
    vague = (lives["precision"] == "year") & (lives["event"] != APPROVED)
    vague = vague.groupby(lives["lab_id"]).transform("any")
    ordered = (lives["event"] == RECTIFY) & (lives["phase"] == RECTIFYING)
    rows, end = lives[ordered], following[ordered]
    days = (end["event_date"].fillna(pd.Timestamp(until)) - rows["event_date"]).dt.days
    table = pd.DataFrame(
        {
            "lab_id": rows["lab_id"],
            "ordered_on": rows["event_date"],
            "outcome": end["event"].fillna(""),
            "days": days.astype(float).where(~vague[ordered]),
        }
    )
    return table.assign(fate=_fates(table, limit)).reset_index(drop=True)


def _fates(table: pd.DataFrame, limit: int) -> np.ndarray:
    outcome, days = table["outcome"], table["days"]
    cases = [outcome == "", outcome.isin(EXITS), days.isna(), days <= limit]
    return np.select(cases, [OPEN, LEFT, UNDATED, IN_TIME], LATE)


def ordered_within(table: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """The rectifications ordered within the period."""
    years = table["ordered_on"].dt.year
    return table[(years >= scope.start) & (years <= scope.end)]


def fates_by_year(table: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Rectifications by the year of their order (rows) and fate (columns), zero where none."""
    counted = pd.crosstab(table["ordered_on"].dt.year, table["fate"])
    return counted.reindex(index=scope.years, columns=list(FATES)).fillna(0.0)


def settled(table: pd.DataFrame, scope: Scope, limit: int) -> tuple[int, int]:
    """(passed within the limit, all that were settled within the period).

    An order is settled by its outcome, or on the day its limit is over, whichever comes first.
    One that still has time and no outcome is in neither number, nor is who withdrew within the
    limit, nor an order whose days are not known.
    """
    over = (table["fate"] != OPEN) | (table["days"] >= limit)
    withdrew = (table["outcome"] == WITHDREW) & (table["days"] <= limit)
    rows = table[over & ~withdrew & table["days"].notna()]
    year = (rows["ordered_on"] + pd.to_timedelta(rows["days"].clip(upper=limit), "D")).dt.year
    rows = rows[(year >= scope.start) & (year <= scope.end)]
    return int((rows["fate"] == IN_TIME).sum()), len(rows)


def median_days(table: pd.DataFrame) -> float:
    """Median days from order to outcome over those that have ended; NaN where none has."""
    days = table.loc[table["fate"] != OPEN, "days"].dropna()
    return float(days.median()) if len(days) else float("nan")


def still_open(table: pd.DataFrame) -> pd.DataFrame:
    """One row per lab in rectification, since its first order not yet answered, longest first."""
    rows = table[table["fate"] == OPEN].sort_values(["ordered_on", "lab_id"])
    return rows.drop_duplicates("lab_id")
