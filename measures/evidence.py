"""The rows behind an indicator, within a period, and how its number comes of them."""

from collections.abc import Mapping

import pandas as pd

from catalog.nouns import Indicator
from measures.indicators import flows, words_by
from measures.scope import Scope

# counted rows of which none stands for one row of a register: amounts that evaluations state, and
# orders to rectify by the day on which they were settled
NOT_ROW_BY_ROW = {
    "open_hours",
    "open_hours_filed",
    "budget_execution",
    "budget_execution_filed",
    "rectifications_settled",
}


def rows_behind(counted: Mapping[str, pd.DataFrame], definition: Indicator) -> pd.DataFrame | None:
    """The rows an indicator counts, in every scope and year; None where it counts none one by one.

    counted: the published counted rows by table; their day is called `month` here.
    """
    names = set(definition.plus + definition.minus)
    if not names or names & NOT_ROW_BY_ROW or definition.table not in counted:
        return None
    rows = counted[definition.table].rename(columns={"day": "month"})
    return rows.loc[flows(rows, definition).index]


def with_register(
    rows: pd.DataFrame, things: pd.DataFrame, lab_names: pd.Series | None = None
) -> pd.DataFrame:
    """Counted rows of one register with the columns of what they count.

    things: the register's row of each, in the same order. Domain and province stay those under
    which the row counts. lab_names: names by number, for each row to get its laboratory's.
    """
    details = things.set_index(rows.index)
    if lab_names is not None:
        details = details.assign(lab_name=details["lab_id"].map(lab_names))
    return pd.concat([rows, details.drop(columns=rows.columns, errors="ignore")], axis=1)


def in_period(rows: pd.DataFrame, definition: Indicator, scope: Scope) -> pd.DataFrame:
    """What the period's last value rests on, latest first: one row per thing that came.

    A stock or a total rests on all that came until the period's end, a flow on what came within
    the period. An exit is told at its entry, one after the period's end not at all.
    """
    years = rows["month"].dt.year
    first = scope.start if definition.within_year else years.min()
    came = rows["indicator"].isin(definition.plus)
    arrivals = rows[came & years.between(first, scope.end)]
    if "exited" in arrivals:
        gone = arrivals["exited"].dt.year <= scope.end
        columns = [c for c in ("exited", "exit_event", "exit_document") if c in arrivals]
        arrivals = arrivals.assign(**{column: arrivals[column].where(gone) for column in columns})
    return arrivals.sort_values("month", ascending=False, kind="stable")


def staying(rows: pd.DataFrame, definition: Indicator) -> pd.Series:
    """Whether what each row of `in_period` tells of is still there at the period's end."""
    gone = bool(definition.minus)
    return rows["exited"].isna() if gone else pd.Series(True, rows.index)


def counts_in(rows: pd.DataFrame, definition: Indicator, words: list[str]) -> pd.Series:
    """Whether each row is still there and, where the indicator asks, under one of its words."""
    here = staying(rows, definition)
    if definition.by is None:
        return here
    return here & words_by(rows, definition.by).isin(words)


def tally(
    rows: pd.DataFrame, definition: Indicator, words: list[str], scope: Scope
) -> dict[str, int]:
    """The rows of `in_period` counted as the indicator counts them.

    rows all of them, left those that left again, net the rest (of a flow: those of the last year,
    told as `year`); part those of the net under a word the indicator counts, named how many such
    words there are.
    """
    here, year = staying(rows, definition), scope.end
    if definition.within_year:
        years = rows["month"].dt.year
        is_yearly = definition.measure == "share" or bool(definition.known_by)
        year = int(years.max()) if is_yearly and len(rows) else year
        here &= years == year
    part = rows[here & counts_in(rows, definition, words)]
    named = 0 if definition.by is None else words_by(part, definition.by).nunique()
    return {
        "rows": len(rows),
        "left": int((~staying(rows, definition)).sum()),
        "net": int(here.sum()),
        "part": len(part),
        "named": int(named),
        "year": year,
    }
