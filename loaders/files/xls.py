"""Sheets of an old .xls (BIFF) through xlrd, counted before it reads."""

import io
import struct
from collections.abc import Iterator

import olefile
import xlrd
from xlrd.xldate import xldate_as_datetime

from loaders.files.number_formats import (
    CHINESE_WITHOUT_YEAR,
    MONTH_AND_DAY,
    hides_year,
    is_percent,
    month_and_day,
    percent,
    shown_whole_number,
)
from loaders.files.raw_sheet import CELL_LIMIT, DayWithoutYear, ErrorCell, ShownNumber
from loaders.problems import FileRejected

GLOBAL_LIMIT = 100_000  # records of fonts, formats, names, texts
_MACROS = "_VBA_PROJECT_CUR"
_BEGIN, _END, _PLACE = 0x809, 0x0A, 0x85
_TEXTS, _SEVERAL_NUMBERS, _SEVERAL_BLANKS = 0xFC, 0xBD, 0xBE
# rows, cells and the settings before them: a wrong size swallows what follows
_SIZES = {
    0x208: 16,
    0x203: 14,
    0x27E: 10,
    0xFD: 10,
    0x201: 6,
    0x205: 8,
    0x10: 8,
    0xDA: 2,
    **dict.fromkeys((0x0C, 0x0D, 0x0E, 0x0F, 0x11, 0x12, 0x13), 2),
}


def read_xls(content: bytes) -> Iterator[list | dict]:
    """The lines of an old workbook (see raw_sheet.assemble_sheets)."""
    with olefile.OleFileIO(io.BytesIO(content)) as parts:
        if parts.exists("EncryptedPackage"):
            raise FileRejected("encrypted_file")
        name = next((name for name in ("Workbook", "Book") if parts.exists(name)), None)
        if name is None:
            raise FileRejected("unreadable_file", "内容不是 Excel 工作簿")
        if parts.exists(_MACROS):
            yield {"note": "macros_ignored"}
        stream = parts.openstream(name).read()
    check_records(stream)
    try:
        book = xlrd.open_workbook(
            file_contents=stream, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as failure:
        if "encrypted" in str(failure):
            raise FileRejected("encrypted_file") from failure
        raise
    for sheet in book.sheets():
        yield {
            "name": sheet.name,
            "hidden": sheet.visibility != 0,
            "late_epoch": book.datemode == 1,
        }
        yield from _sheet_lines(book, sheet)


def check_records(stream: bytes) -> None:
    """Refuse more cells than a register has, more formats and texts than a reader can hold, and
    records out of step: this format has no checksum, and a reader would lose rows unsaid."""
    cells = depth = 0
    begun, listed = set(), set()
    for records, (place, kind, size) in enumerate(_records(stream), 1):
        cells += _cells(stream, place, kind, size)
        if kind == _BEGIN:
            begun |= {place} if depth == 0 else set()
            depth += 1
        elif kind == _END:
            depth -= 1
        elif kind == _PLACE and size >= 4:
            listed.add(struct.unpack_from("<I", stream, place + 4)[0])
        if size != _SIZES.get(kind, size):
            raise FileRejected("unreadable_file", "记录的长度有误")
        if len(begun) == 1 and records > GLOBAL_LIMIT and depth:
            raise FileRejected("file_too_big", "格式和名称过多")
        if records + cells > CELL_LIMIT:
            raise FileRejected("file_too_big", f"单元格超过 {CELL_LIMIT:,} 个")
    if begun - listed != {0} or listed - begun:
        raise FileRejected("unreadable_file", "工作表的位置有误")


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """(place, kind, size) of every record."""
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield place, kind, size
        place += 4 + size


def _cells(stream: bytes, place: int, kind: int, size: int) -> int:
    """Cells of a record that holds several, or as many as a table of texts claims to have."""
    if kind == _SEVERAL_NUMBERS:
        return size // 6
    if kind == _SEVERAL_BLANKS:
        return size // 2
    if kind == _TEXTS and size >= 8 and place + 12 <= len(stream):
        return struct.unpack_from("<I", stream, place + 8)[0]
    return 0


def _sheet_lines(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Iterator[list | dict]:
    formats = [_number_format(book, style.format_key) for style in book.xf_list]
    hidden = 0
    for row in range(sheet.nrows):
        cells = [_raw(cell, book.datemode, formats[cell.xf_index]) for cell in sheet.row(row)]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            hidden += row in sheet.rowinfo_map and bool(sheet.rowinfo_map[row].hidden)
            yield [row + 1, *cells]
            yield from _struck_line(book, sheet, row, cells)
    spans = [(top + 1, below, left + 1, right) for top, below, left, right in sheet.merged_cells]
    columns = [place + 1 for place, info in sheet.colinfo_map.items() if info.hidden]
    yield {"merged": spans, "hidden_rows": hidden, "hidden_columns": columns}


def _struck_line(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, cells: list) -> Iterator[dict]:
    """The columns of a row whose cells are struck out, if any."""
    wholly, partly = [], []
    for place, value in enumerate(cells):
        strikes = _strikes(book, sheet, row, place) if value is not None else {False}
        if strikes == {True}:
            wholly.append(place + 1)
        elif True in strikes:
            partly.append(place + 1)
    if wholly or partly:
        yield {"struck_out": [row + 1, wholly, partly]}


def _strikes(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, place: int) -> set[bool]:
    """Whether the parts of a cell are struck out: both where only some of them are."""
    cell = sheet.cell(row, place)
    parts = [(0, book.xf_list[cell.xf_index].font_index)]
    parts += sheet.rich_text_runlist_map.get((row, place), [])
    if len(parts) == 1:
        return {bool(book.font_list[parts[0][1]].struck_out)}
    ends = [start for start, _ in parts[1:]] + [len(cell.value)]
    return {
        bool(book.font_list[font].struck_out)
        for (start, font), end in zip(parts, ends, strict=True)
        if cell.value[start:end].strip()
    }


def _number_format(book: xlrd.Book, key: int) -> str:
    if key in CHINESE_WITHOUT_YEAR:
        return MONTH_AND_DAY
    return book.format_map[key].format_str or ""


def _raw(cell: xlrd.sheet.Cell, datemode: int, number_format: str) -> object:
    """The cell's value, with what its number format says about it."""
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ErrorCell(xlrd.error_text_from_code.get(cell.value, f"#{cell.value}"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER and is_percent(number_format):
        return percent(cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        text = shown_whole_number(cell.value, number_format)
        return ShownNumber(cell.value, text) if text else cell.value
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xldate_as_datetime(cell.value, datemode)
        except (OverflowError, ValueError):
            return ErrorCell("#VALUE!")  # as openpyxl takes days that no calendar has
        if hides_year(number_format):
            return DayWithoutYear(moment, month_and_day(moment))
        return moment
    return cell.value
