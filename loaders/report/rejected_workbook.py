"""rejected.xlsx: every rejected row as received, the offending cells marked, the reason beside it.

The workbook has the received sheet's own headings, so that a corrected row can be sent back as is.
"""

import math
from datetime import date, time, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from loaders.file_writing import replacing
from loaders.files.raw_sheet import DayWithoutYear, ShownNumber
from loaders.load import Loaded, list_rejected_rows
from loaders.problems import Problem
from loaders.registers.read_file import FileReading
from loaders.sheets.find_register import RETURNED
from loaders.text import plain, printable

_MARK = PatternFill("solid", fgColor="FFE0B2")
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_WRITABLE = (str, int, float, bool, date, time, timedelta, type(None))
Row = tuple[FileReading, str, int, list[Problem]]  # file, sheet, row number, why it was rejected
_NO_NUMBERS = (math.inf, -math.inf)  # a workbook cannot hold them


def write_rejected(loaded: Loaded, path: Path) -> int:
    """Write the workbook, one sheet per table that had rejected rows; returns the row count.

    Nothing rejected removes an older workbook, so that none is mistaken for today's.
    """
    rows = list_rejected_rows(loaded)
    if not rows:
        path.unlink(missing_ok=True)
        return 0
    book = Workbook(write_only=True)
    tables: dict[tuple, list[Row]] = {}  # by file, sheet and the row where a table begins
    for row in rows:
        file, sheet, number, _ = row
        table = file.table_of(sheet, number)
        tables.setdefault((file.file, sheet, table.numbers.start), []).append(row)
    for number, ((_, sheet, _), rejected) in enumerate(tables.items(), 1):
        title = f"{sheet[:24]}" if len(tables) == 1 else f"{sheet[:24]} {number}"
        _sheet(book.create_sheet(_safe_title(title)), rejected)
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as stream:
        book.save(stream)
    return len(rows)


def _sheet(page, rows: list[Row]) -> None:
    """One table's rejected rows below its headings."""
    file, sheet, number, _ = rows[0]
    table = file.table_of(sheet, number)
    layout, first = table.layout, table.heading
    width = max(len(first), *(len(table.row(number)) for _, _, number, _ in rows))
    headings = [plain(h) if h is not None else "" for h in first + [None] * (width - len(first))]
    marks = {c.heading: layout.places.get(c.name) for c in layout.register.columns.values()}
    page.freeze_panes = "A2"
    for place in range(1, width + 5):
        page.column_dimensions[get_column_letter(place)].width = 60 if place == width + 4 else 18
    page.append([_cell(page, text, _HEAD) for text in (*headings, *RETURNED)])
    for _, _, number, problems in rows:
        marked = {marks.get(p.column) for p in problems}
        received = table.row(number)
        cells = received + [None] * (width - len(received))
        line = [_cell(page, raw, _MARK if i in marked else None) for i, raw in enumerate(cells)]
        reasons = "\n".join(dict.fromkeys(p.message for p in problems))
        line += [_cell(page, cell_text) for cell_text in (file.file, sheet, number, reasons)]
        page.append(line)


def _cell(page, raw: object, fill: PatternFill | None = None):
    """A cell holding the value as received; text stays text, never a live formula."""
    if isinstance(raw, ShownNumber | DayWithoutYear) and raw.text != plain(raw):
        raw = raw.text  # the format that showed it stays behind in the file received
    if not isinstance(raw, _WRITABLE) or getattr(raw, "tzinfo", None) or raw in _NO_NUMBERS:
        raw = plain(raw)
    if isinstance(raw, str):
        cell = WriteOnlyCell(page, value=printable(raw, breaks=True))
        cell.data_type, cell.number_format = "s", "@"
    else:
        cell = WriteOnlyCell(page, value=raw)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if fill:
        cell.fill, cell.font = fill, Font(bold=fill is _HEAD)
    return cell


def _safe_title(title: str) -> str:
    readable_title = printable(title)
    return "".join("_" if mark in r"[]:*?/\'" else mark for mark in readable_title) or "表"
