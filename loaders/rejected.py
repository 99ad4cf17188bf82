"""rejected.xlsx: every rejected row as received, the offending cells marked, the reason beside it.

The workbook has the received sheet's own headings, so that a corrected row can be sent back as is.
"""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from loaders.converters import plain
from loaders.loading import FileReading, Loaded, rejected_rows
from loaders.problems import Problem
from loaders.text import folded

_MARK = PatternFill("solid", fgColor="FFE0B2")
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_REASON_HEADINGS = ("来源文件", "原行号", "原因与办法")


def write_rejected(loaded: Loaded, path: Path) -> int:
    """Write the workbook, one sheet per sheet that had rejected rows; returns the row count.

    Nothing rejected removes an older workbook, so that none is mistaken for today's.
    """
    rows = rejected_rows(loaded)
    if not rows:
        path.unlink(missing_ok=True)
        return 0
    book = Workbook(write_only=True)
    places = dict.fromkeys((file.file, sheet) for file, sheet, _, _ in rows)
    for number, (file, sheet) in enumerate(places, 1):
        title = f"{sheet[:24]}" if len(places) == 1 else f"{sheet[:24]} {number}"
        page = book.create_sheet(_safe_title(title))
        _sheet(page, [r for r in rows if (r[0].file, r[1]) == (file, sheet)])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return len(rows)


def _sheet(page, rows: list[tuple[FileReading, str, int, list[Problem]]]) -> None:
    file, sheet, _, _ = rows[0]
    received = file.sheets[sheet]
    headings = [("" if h is None else plain(h)) for h in received[file.heading_rows[sheet]]]
    page.freeze_panes = "A2"
    for place in range(1, len(headings) + 4):
        width = 60 if place == len(headings) + 3 else 18
        page.column_dimensions[get_column_letter(place)].width = width
    page.append([_cell(page, text, _HEAD) for text in (*headings, *_REASON_HEADINGS)])
    for _, _, number, problems in rows:
        marked = {folded(p.column) for p in problems}
        cells = received[number - 1] + [None] * (len(headings) - len(received[number - 1]))
        line = []
        for place, raw in enumerate(cells):
            heading = headings[place] if place < len(headings) else ""
            line.append(_cell(page, raw, _MARK if folded(heading) in marked else None))
        reasons = "\n".join(dict.fromkeys(p.message for p in problems))
        line += [_cell(page, file.file), _cell(page, number), _cell(page, reasons)]
        page.append(line)


def _cell(page, raw: object, fill: PatternFill | None = None):
    """A cell holding the value as received; text stays text, never a live formula."""
    cell = WriteOnlyCell(page, value=raw)
    if isinstance(raw, str):
        cell.value, cell.data_type, cell.number_format = str(raw), "s", "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if fill:
        cell.fill, cell.font = fill, Font(bold=fill is _HEAD)
    return cell


def _safe_title(title: str) -> str:
    return "".join("_" if mark in r"[]:*?/\\" else mark for mark in title) or "表"
