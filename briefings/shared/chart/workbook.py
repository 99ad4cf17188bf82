"""The workbook inside a native chart: what Office opens on 编辑数据, never a live formula."""

import io
from datetime import datetime

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from briefings.shared.theme import colour_workbook

SHEET = "Sheet1"
PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def sheet(columns: list[tuple[str, list]], day: str) -> bytes:
    """Columns of (heading, cells) side by side; None is an empty cell. day: YYYY-MM-DD."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, PLAIN) as book:
        colour_workbook(book)
        book.set_properties({"created": datetime.fromisoformat(day)})
        text, page = book.add_format({"num_format": "@"}), book.add_worksheet(SHEET)
        for at, (heading, cells) in enumerate(columns):
            page.write_string(0, at, heading, text)
            for row, cell in enumerate(cells, 1):
                if isinstance(cell, str):
                    page.write_string(row, at, cell, text)
                elif cell is not None:
                    page.write_number(row, at, cell)
    return out.getvalue()


def cells_of(column: int, rows: int) -> str:
    """The reference to a column's cells beneath its heading.

    >>> cells_of(1, 3)
    'Sheet1!$B$2:$B$4'
    """
    first, last = (xl_rowcol_to_cell(row, column, True, True) for row in (1, max(rows, 1)))
    return f"{SHEET}!{first}:{last}"


def heading_of(column: int) -> str:
    """The reference to a column's heading.

    >>> heading_of(1)
    'Sheet1!$B$1'
    """
    return f"{SHEET}!{xl_rowcol_to_cell(0, column, True, True)}"
