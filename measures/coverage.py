"""Coverage: which domains reach which research focuses and provinces, and where the gaps are."""

import numpy as np
import pandas as pd

from catalog.definitions import FURTHER_DOMAIN, MAIN_DOMAIN
from catalog.nouns import StoredFlows
from measures.indicators import end_totals
from measures.scope import Scope

_COVERED = StoredFlows(("covered_domain_entries",), ("covered_domain_exits",))
_FOCUSED = StoredFlows(("covered_focus_entries",), ("covered_focus_exits",))


def domain_by_focus(
    frame: pd.DataFrame, scope: Scope, domains: list[str], focuses: list[str]
) -> pd.DataFrame:
    """Labs in operation covering each domain (rows) and focus (columns); labs count repeatedly."""
    return end_totals(frame, _FOCUSED, scope, ("domain", domains), ("category", focuses))


def domain_by_province(
    frame: pd.DataFrame, scope: Scope, domains: list[str], provinces: list[str]
) -> pd.DataFrame:
    """Labs in operation covering each domain (rows) in each province (columns)."""
    return end_totals(frame, _COVERED, scope, ("domain", domains), ("province", provinces))


def domain_totals(frame: pd.DataFrame, scope: Scope, domains: list[str]) -> pd.DataFrame:
    """Labs in operation per domain: as main domain and as other domain."""
    words = [MAIN_DOMAIN, FURTHER_DOMAIN]
    return end_totals(frame, _COVERED, scope, ("domain", domains), ("category", words))


def gaps(matrix: pd.DataFrame) -> list[tuple[str, str]]:
    """Row and column names of the empty cells, in reading order.

    >>> gaps(pd.DataFrame({"x": [1, 0], "y": [0, 2]}, index=["a", "b"]))
    [('a', 'y'), ('b', 'x')]
    """
    return [
        (matrix.index[row], matrix.columns[column])
        for row, column in np.argwhere(~(matrix.to_numpy() > 0))
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
    return matrix.columns[~matrix.gt(0).any()].tolist()
