"""A table as a CSV file that Excel and WPS open in Chinese and never run."""

import csv
import io
from collections.abc import Iterable

import pandas as pd

from briefings.stored_content import Content, content_of, new_file

# a cell that begins so is a formula to a spreadsheet, the full-width forms in some of them
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_file(pages: Iterable[pd.DataFrame], stamps: list[str]) -> Content:
    """The stamps a line each, an empty line, then one table under its headings.

    pages: the table, or its rows in parts of which only one is held at a time; at least one, with
    equal columns. UTF-8 with BOM and CRLF, as Excel wants; text that would be read as a formula
    begins with an apostrophe; numbers stay numbers and missing cells are empty.
    """
    file = new_file()
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerows([safe(stamp)] for stamp in stamps)
    rows.writerow([])
    for number, page in enumerate(pages):
        if number == 0:
            rows.writerow([safe(heading) for heading in page.columns])
        filled = page.astype(object).where(page.notna(), "")
        for row in filled.itertuples(index=False):
            rows.writerow([safe(cell) for cell in row])
    text.flush()
    text.detach()  # or the file would be closed with it
    return content_of(file)


def safe(cell):
    """The cell, its text kept from being read as a formula.

    >>> safe("=1+1"), safe("GB/T 1-2024"), safe(-3)
    ("'=1+1", 'GB/T 1-2024', -3)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell
