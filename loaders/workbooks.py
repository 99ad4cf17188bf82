"""Excel workbooks opened into (name, rows, hidden) triples of raw cells."""

from pathlib import Path

import openpyxl
import python_calamine
from openpyxl.utils.exceptions import InvalidFileException

from loaders.converters import ErrorCell
from loaders.problems import FileRejected

ROW_LIMIT = 200_000
CELL_LIMIT = 3_000_000


def read_xlsx(path: Path) -> list[tuple[str, list[list], bool]]:
    """Sheets of an .xlsx or .xlsm; cells that exist are walked, not the sheet's claimed size."""
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except (InvalidFileException, KeyError, ValueError, OSError, SyntaxError) as failure:
        raise FileRejected(
            "unreadable_file", f"工作簿已损坏（{type(failure).__name__}）"
        ) from failure
    return [
        (sheet.title, _rows(sheet), sheet.sheet_state != "visible") for sheet in book.worksheets
    ]


def _rows(sheet) -> list[list]:
    cells = sheet._cells  # the cells that exist; iterating rows would walk to the farthest one
    if len(cells) > CELL_LIMIT:
        raise FileRejected("file_too_big", f"单元格超过 {CELL_LIMIT:,} 个")
    filled = {place: _raw(cell) for place, cell in cells.items() if cell.value is not None}
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
    if cell.data_type == "e":
        return ErrorCell(cell.value)
    if isinstance(cell.value, int | float) and "%" in (cell.number_format or ""):
        # 0.955 shown as 95.5% is what the clerk entered and means
        return f"{round(cell.value * 100, 10):g}%"
    return cell.value


def read_xls(path: Path) -> list[tuple[str, list[list], bool]]:
    """Sheets of an old .xls through calamine."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        visible = python_calamine.SheetVisibleEnum.Visible
        return [
            (meta.name, _padded(book.get_sheet_by_name(meta.name)), meta.visible != visible)
            for meta in book.sheets_metadata
        ]
    except python_calamine.PasswordError as failure:
        raise FileRejected("encrypted_file") from failure
    except python_calamine.CalamineError as failure:
        raise FileRejected("unreadable_file", "工作簿已损坏") from failure


def _padded(sheet) -> list[list]:
    rows = sheet.to_python(skip_empty_area=False)
    return [[None if value == "" else value for value in row] for row in rows]
