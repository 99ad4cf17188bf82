"""Rectifications ordered, how they ended and after how many days."""

from datetime import date

import pandas as pd

from catalog.lab_events import FATES, OPEN
from catalog.nouns import Indicator
from measures.indicators import flow_by
from measures.scope import Scope


def rectifications(published: pd.DataFrame, labs: pd.DataFrame, until: date) -> pd.DataFrame:
    """One row per order to some labs, as known on a day: lab_id, ordered_on, outcome, days, fate.

    published: rectifications of loaders.aggregate.lab_lifetimes. An outcome after the day is not
    known yet: outcome is empty and fate `open`. days run from the order to the outcome, or to the
    day; NaN where the lab's days cannot be counted.
    """
    day = pd.Timestamp(until)
    rows = published[published["lab_id"].isin(labs["lab_id"]) & (published["ordered_on"] <= day)]
    ended = rows["ended_on"] <= day
    days = (rows["ended_on"].where(ended, day) - rows["ordered_on"]).dt.days
    table = pd.DataFrame(
        {
            "lab_id": rows["lab_id"],
            "ordered_on": rows["ordered_on"],
            "outcome": rows["outcome"].where(ended, ""),
            "days": days.astype(float).where(rows["dated"]),
            "fate": rows["fate"].where(ended, OPEN),
        }
    )
    return table.reset_index(drop=True)


def select_orders(table: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """The rectifications ordered within the period."""
    years = table["ordered_on"].dt.year
    return table[(years >= scope.start) & (years <= scope.end)]


def fates_by_year(table: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Rectifications by the year of their order (rows) and fate (columns), zero where none."""
    counted = pd.crosstab(table["ordered_on"].dt.year, table["fate"])
    return counted.reindex(index=scope.years, columns=list(FATES)).fillna(0.0)


def count_settled_orders(
    counts: pd.DataFrame, definition: Indicator, scope: Scope
) -> tuple[int, int]:
    """(orders settled in time, all that count) within the period, as the indicator counts them.

    counts: lab_counts within the scope; definition: the indicator `rectified_in_time_share`.
    """
    table = flow_by(counts, definition, scope, "category").sum()
    return int(table.reindex(list(definition.numerator)).sum()), int(table.sum())


def median_days(table: pd.DataFrame) -> float:
    """Median days from order to outcome over those that have ended; NaN where none has."""
    days = table.loc[table["fate"] != OPEN, "days"].dropna()
    return float(days.median()) if len(days) else float("nan")


def still_open(table: pd.DataFrame) -> pd.DataFrame:
    """One row per lab in rectification, since its first order not yet answered, longest first."""
    rows = table[table["fate"] == OPEN].sort_values(["ordered_on", "lab_id"])
    return rows.drop_duplicates("lab_id")
