"""Coverage: which domains reach which research focuses and provinces, and where the gaps are."""

from dataclasses import replace

import pandas as pd

from catalog.definitions import FURTHER_DOMAIN, MAIN_DOMAIN
from catalog.nouns import StoredFlows
from measures.indicators import flows
from measures.scope import Scope

_COVERED = StoredFlows(("covered_domain_entries",), ("covered_domain_exits",))
_FOCUSED = StoredFlows(("covered_focus_entries",), ("covered_focus_exits",))


def _stock(
    frame: pd.DataFrame,
    definition: StoredFlows,
    scope: Scope,
    column: str,
    domains: list[str],
    words: list[str],
) -> pd.DataFrame:
    """Labs in operation at the period's end: domains by the words of a column, zero where none."""
    rows = flows(frame, replace(definition, by="domain"))
    rows = rows.assign(column=frame.loc[rows.index, column].astype(str))
    rows = rows[rows["year"] <= scope.end]
    table = rows.pivot_table(index="by", columns="column", values="value", aggfunc="sum")
    return table.reindex(index=domains, columns=words).fillna(0.0)


def domain_by_focus(
    frame: pd.DataFrame, scope: Scope, domains: list[str], focuses: list[str]
) -> pd.DataFrame:
    """Labs in operation covering each domain (rows) and focus (columns); labs count repeatedly."""
    return _stock(frame, _FOCUSED, scope, "category", domains, focuses)


def domain_by_province(
    frame: pd.DataFrame, scope: Scope, domains: list[str], provinces: list[str]
) -> pd.DataFrame:
    """Labs in operation covering each domain (rows) in each province (columns)."""
    return _stock(frame, _COVERED, scope, "province", domains, provinces)


def domain_totals(frame: pd.DataFrame, scope: Scope, domains: list[str]) -> pd.DataFrame:
    """Labs in operation per domain: as main domain and as other domain."""
    return _stock(frame, _COVERED, scope, "category", domains, [MAIN_DOMAIN, FURTHER_DOMAIN])


def gaps(matrix: pd.DataFrame) -> list[tuple[str, str]]:
    """Row and column names of the empty cells, in reading order.

    >>> gaps(pd.DataFrame({"x": [1, 0], "y": [0, 2]}, index=["a", "b"]))
    [('a', 'y'), ('b', 'x')]
    """
    return [
        (row, column)
        for row in matrix.index
        for column in matrix.columns
        if not matrix.at[row, column] > 0
    ]


def count_covered_cells(matrix: pd.DataFrame) -> tuple[int, int]:
    """(cells with a lab, all cells).

    >>> count_covered_cells(pd.DataFrame({"x": [1, 0]}))
    (1, 2)
    """
    return int(matrix.gt(0).sum().sum()), int(matrix.size)


def empty_columns(matrix: pd.DataFrame) -> list[str]:
    """Columns without any lab.

    >>> empty_columns(pd.DataFrame({"x": [1, 0], "y": [0, 0]}))
    ['y']
    """
    return [column for column in matrix.columns if not matrix[column].gt(0).any()]
