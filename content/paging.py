"""Rows in pages: one rule for every list that is turned over."""

import math

import pandas as pd


def count_pages(rows: int, rows_per_page: int) -> int:
    """How many pages so many rows fill; one even where there are none.

    >>> [count_pages(rows, 20) for rows in (0, 20, 21)]
    [1, 1, 2]
    """
    return max(1, math.ceil(rows / rows_per_page))


def find_first_row(page: int, rows: int, rows_per_page: int) -> int:
    """The place, from 0, of the first row of a page from 1; of the last one beyond it.

    >>> [find_first_row(page, 45, 20) for page in (1, 3, 9)]
    [0, 40, 40]
    """
    return rows_per_page * (min(page, count_pages(rows, rows_per_page)) - 1)


def cut_page(rows: pd.DataFrame, page: int, rows_per_page: int) -> pd.DataFrame:
    """The rows of a page from 1."""
    first = find_first_row(page, len(rows), rows_per_page)
    return rows.iloc[first : first + rows_per_page]
