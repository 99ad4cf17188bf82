"""Excel workbooks opened into sheets of raw cells."""

import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field
from decimal import Decimal

import openpyxl
import python_calamine
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from loaders.converters import ErrorCell
from loaders.problems import FileRejected

ROW_LIMIT = 200_000
CELL_LIMIT = 3_000_000
NOT_CALCULATED = "公式没有计算结果"
_LITERAL = re.compile(r'"[^"]*"|\\.')


@dataclass
class Sheet:
    """One sheet: its rows from row 1 on, each a list of raw cells as long as it needs to be.

    delimited: a mark too many moves the cells (CSV); late_epoch: plain day numbers count from
    1904; hidden_rows: rows that a filter hides.
    """

    name: str
    rows: list[list] = field(default_factory=list)
    hidden: bool = False
    delimited: bool = False
    late_epoch: bool = False
    hidden_rows: int = 0


def read_xlsx(content: bytes) -> list[Sheet]:
    """Sheets of an .xlsx or .xlsm; cells that exist are walked, not the sheet's claimed size."""
    try:
        book = _open(content, data_only=True)
        pending = _without_result(content, book)
    except Exception as failure:  # a damaged file makes the parser raise whatever it likes
        raise FileRejected(
            "unreadable_file", f"工作簿已损坏（{type(failure).__name__}）"
        ) from failure
    late = book.epoch == CALENDAR_MAC_1904
    return [
        Sheet(
            sheet.title, _rows(sheet, pending.get(sheet.title, set())),
            hidden=sheet.sheet_state != "visible", late_epoch=late,
            hidden_rows=sum(line.hidden for line in sheet.row_dimensions.values()),
        )
        for sheet in book.worksheets
    ]  # fmt: skip


def _open(content: bytes, data_only: bool):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of charts and extensions that hold no data
        return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only)


def _without_result(content: bytes, book) -> dict[str, set]:
    """Places of formulas that no program has calculated: they look blank and are not."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        if not any(re.search(rb"<f[ />]", archive.read(name)) for name in parts):
            return {}
    written = _open(content, data_only=False)
    return {
        sheet.title: {
            place for place, cell in sheet._cells.items()
            if cell.data_type == "f" and _is_pending(book[sheet.title]._cells[place])
        }
        for sheet in written.worksheets
    }  # fmt: skip


def _is_pending(cell) -> bool:
    return cell.value is None and cell.data_type != "str"  # a result may be the empty text


def _rows(sheet, pending: set) -> list[list]:
    cells = sheet._cells  # the cells that exist; iterating rows would walk to the farthest one
    if len(cells) > CELL_LIMIT:
        raise FileRejected("file_too_big", f"单元格超过 {CELL_LIMIT:,} 个")
    filled = {place: _raw(cell) for place, cell in cells.items() if cell.value is not None}
    filled |= dict.fromkeys(pending, ErrorCell(NOT_CALCULATED))
    _fill_merged(sheet, filled)
    last = max((row for row, _ in filled), default=0)
    if last > ROW_LIMIT:
        raise FileRejected("file_too_big", f"行数超过 {ROW_LIMIT:,}")
    rows: list[list] = [[] for _ in range(last)]
    for (row, column), value in sorted(filled.items(), key=lambda item: item[0]):
        line = rows[row - 1]
        line.extend([None] * (column - 1 - len(line)))
        line.append(value)
    return rows


def _fill_merged(sheet, filled: dict) -> None:
    """A province merged over several rows stands for each of them."""
    for span in sheet.merged_cells.ranges:
        value = filled.get((span.min_row, span.min_col))
        if value is not None and span.min_col == span.max_col:
            for row in range(span.min_row, span.max_row + 1):
                filled[row, span.min_col] = value


def _raw(cell) -> object:
    value = cell.value
    if cell.data_type == "e":
        return ErrorCell(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and _is_percent(cell):
        # 0.955 shown as 95.5% is what the clerk entered and means
        return f"{Decimal(repr(round(value * 100, 10))).normalize():f}%"
    return value


def _is_percent(cell) -> bool:
    shown = cell.number_format or ""
    return "%" in shown and "%" in _LITERAL.sub("", shown)


def read_xls(content: bytes) -> list[Sheet]:
    """Sheets of an old .xls through calamine."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = python_calamine.SheetVisibleEnum.Visible
        return [
            Sheet(meta.name, _padded(book.get_sheet_by_name(meta.name)), meta.visible != visible)
            for meta in book.sheets_metadata
        ]
    except python_calamine.PasswordError as failure:
        raise FileRejected("encrypted_file") from failure
    except python_calamine.CalamineError as failure:
        raise FileRejected("unreadable_file", "工作簿已损坏") from failure


def _padded(sheet) -> list[list]:
    rows = sheet.to_python(skip_empty_area=False)
    return [[None if value == "" else value for value in row] for row in rows]
