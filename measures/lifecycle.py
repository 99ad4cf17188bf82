"""Entry and exit of laboratories: stock and flow by year, rectifications and how they ended."""

import pandas as pd

from measures.indicators import flows, in_year
from measures.scope import Scope

RECTIFY, PASSED, REVOKED, WITHDREW = "限期整改", "整改通过", "取消资格", "主动退出"


def stock_and_flow(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """One row per year of the period: opening, entered, left, closing (labs).

    frame: lab_counts within the scope. closing = opening + entered - left, and each opening is
    the closing of the year before.
    """
    rows = frame[frame["month"].dt.year <= scope.end]
    entered = _by_year(rows, "lab_entries", scope)
    left = _by_year(rows, "lab_exits", scope)
    closing = (entered - left).cumsum()
    table = pd.DataFrame(
        {"opening": closing - entered + left, "entered": entered, "left": left, "closing": closing}
    )
    return table.loc[scope.start :]


def _by_year(rows: pd.DataFrame, indicator: str, scope: Scope) -> pd.Series:
    counted = flows(rows, {"plus": [indicator]})
    every = range(int(min([*rows["month"].dt.year, scope.start])), scope.end + 1)
    return in_year(counted, every).sum(axis=1)


def events_by_year(frame: pd.DataFrame, scope: Scope, kinds: list[str]) -> pd.DataFrame:
    """Events of each kind (columns) by year of the period (rows), zero where none."""
    rows = flows(frame, {"plus": ["lab_events"], "by": "category"})
    return in_year(rows, scope.years).reindex(columns=kinds).fillna(0.0)


def results_by_year(frame: pd.DataFrame, scope: Scope, results: list[str]) -> pd.DataFrame:
    """Evaluation results (columns) by year (rows); only years with any evaluation."""
    rows = flows(frame, {"plus": ["evaluations"], "by": "category"})
    table = in_year(rows, scope.years).reindex(columns=results).fillna(0.0)
    return table[table.sum(axis=1) > 0]


def rectifications(events: pd.DataFrame) -> pd.DataFrame:
    """One row per 限期整改: lab_id, ordered_on, outcome, ended_on, days.

    The outcome is the lab's next 整改通过 or 取消资格, empty while neither has come. The guideline
    sets no number of days, so days are told and not judged.
    """
    rows = events.sort_values(["lab_id", "event_date"], kind="stable")
    ordered = rows[rows["event"] == RECTIFY]
    ends = rows[rows["event"].isin([PASSED, REVOKED])]
    found = []
    for order in ordered.itertuples():
        later = ends[(ends["lab_id"] == order.lab_id) & (ends["event_date"] >= order.event_date)]
        end = later.iloc[0] if len(later) else None
        ended = end["event_date"] if end is not None else pd.NaT
        outcome = end["event"] if end is not None else ""
        days = (ended - order.event_date).days if end is not None else None
        found.append([order.lab_id, order.event_date, outcome, ended, days])
    return pd.DataFrame(found, columns=["lab_id", "ordered_on", "outcome", "ended_on", "days"])


def outcomes(table: pd.DataFrame, scope: Scope) -> pd.Series:
    """Rectifications ordered in the period by outcome; the empty word counts those still open."""
    chosen = _ordered_within(table, scope)
    return chosen["outcome"].value_counts().reindex([PASSED, REVOKED, ""]).fillna(0.0)


def median_days(table: pd.DataFrame, scope: Scope) -> float:
    """Median days from order to outcome over the ended ones; NaN where none has ended."""
    days = _ordered_within(table, scope)["days"].dropna()
    return float(days.median()) if len(days) else float("nan")


def _ordered_within(table: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    years = pd.to_datetime(table["ordered_on"]).dt.year
    return table[(years >= scope.start) & (years <= scope.end)]


def exits(events: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """取消资格 and 主动退出 within the period, latest first."""
    years = events["event_date"].dt.year
    leaving = events["event"].isin([REVOKED, WITHDREW])
    chosen = events[leaving & (years >= scope.start) & (years <= scope.end)]
    return chosen.sort_values(["event_date", "lab_id"], ascending=[False, True])
