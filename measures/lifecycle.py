"""Entry and exit of laboratories: stock and flow, events and evaluation results by year."""

import pandas as pd

from catalog.nouns import StoredFlows
from measures.indicators import sum_in_year, sum_to_year_end
from measures.scope import Scope


def stock_and_flow(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """One row per year of the period: opening, entered, left, closing (labs).

    frame: lab_counts within the scope. closing = opening + entered - left, and each opening is
    the closing of the year before.
    """
    entered, left = (
        sum_in_year(frame, StoredFlows((name,)), scope.years).total_by_year()
        for name in ("lab_entries", "lab_exits")
    )
    running = StoredFlows(("lab_entries",), minus=("lab_exits",))
    closing = sum_to_year_end(frame, running, scope.years).total_by_year()
    return pd.DataFrame(
        {"opening": closing - entered + left, "entered": entered, "left": left, "closing": closing}
    )


def in_operation(labs: pd.DataFrame, year: int) -> pd.DataFrame:
    """The labs that had entered and not left by the end of a year.

    labs: of loaders.aggregate.lab_lifetimes, with the days `entered` and `exited`.

    >>> labs = pd.DataFrame({"lab_id": ["a", "b"], "entered": pd.to_datetime(["2022-03-01"] * 2),
    ...                      "exited": pd.to_datetime([None, "2023-07-01"])})
    >>> [in_operation(labs, year)["lab_id"].tolist() for year in (2021, 2022, 2023)]
    [[], ['a', 'b'], ['a']]
    """
    end = pd.Timestamp(year, 12, 31)
    return labs[(labs["entered"] <= end) & ~(labs["exited"] <= end)]


def fold_early_years(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """A stock and flow of at most so many rows: the years before the last ones become one.

    Adds the column `since`, the first year of the row; the index is its last.

    >>> years = pd.DataFrame({"opening": [0, 3, 4], "entered": [3, 1, 0], "left": [0, 0, 2],
    ...                       "closing": [3, 4, 2]}, index=[2022, 2023, 2024])
    >>> fold_early_years(years, 2).reset_index().to_numpy().tolist()
    [[2023, 0, 4, 0, 4, 2022], [2024, 4, 0, 2, 2, 2024]]
    """
    years = table.index.to_series()
    rows = table.assign(since=years).groupby(years.clip(lower=years.max() - most + 1))
    first, last = rows[["opening", "since"]].first(), rows["closing"].last()
    table = rows[["entered", "left"]].sum().join(first).assign(closing=last)
    return table[["opening", "entered", "left", "closing", "since"]]


def events_by_year(frame: pd.DataFrame, scope: Scope, kinds: list[str]) -> pd.DataFrame:
    """Events of each kind (columns) by year of the period (rows), zero where none."""
    table = sum_in_year(frame, StoredFlows(("lab_events",), by="category"), scope.years).table
    return table.reindex(columns=kinds).fillna(0.0)


def results_by_year(frame: pd.DataFrame, scope: Scope, results: list[str]) -> pd.DataFrame:
    """Evaluation results (columns) by year (rows); only years with any evaluation."""
    table = sum_in_year(frame, StoredFlows(("evaluations",), by="category"), scope.years).table
    table = table.reindex(columns=results).fillna(0.0)
    return table[table.sum(axis=1) > 0]
