"""A table as a CSV file that Excel and WPS open in Chinese and never run."""

import csv
import io

import pandas as pd

# a cell that begins so is a formula to a spreadsheet, the full-width forms in some of them
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_file(table: pd.DataFrame, stamps: list[str]) -> bytes:
    """The stamps a line each, an empty line, then the table under its headings.

    UTF-8 with BOM and CRLF, as Excel wants; text that would be read as a formula begins with an
    apostrophe; numbers stay numbers and missing cells are empty.
    """
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerows([safe(stamp)] for stamp in stamps)
    rows.writerow([])
    rows.writerow([safe(heading) for heading in table.columns])
    for row in table.itertuples(index=False):
        rows.writerow(["" if pd.isna(cell) else safe(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def safe(cell):
    """The cell, its text kept from being read as a formula.

    >>> safe("=1+1"), safe("GB/T 1-2024"), safe(-3)
    ("'=1+1", 'GB/T 1-2024', -3)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell
