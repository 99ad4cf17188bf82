"""Sheets of an .xlsx or .xlsm: openpyxl reads the cells, one row at a time; no more is opened."""

import io
from collections.abc import Iterator
from xml.etree import ElementTree

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.xml.constants import SHARED_STRINGS

from loaders.files.number_formats import CHINESE_WITHOUT_YEAR, MONTH_AND_DAY
from loaders.files.xlsx_rows import CellStyle, WorksheetRows
from loaders.files.xlsx_texts import NAMES, SharedTexts, read_shared_texts, strikes_out
from loaders.files.zip_guard import BoundedArchive
from loaders.problems import FileRejected

# formats 27-36 and 50-58 are days and times in Chinese, without a code in the file
_CHINESE_DAYS = dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy-mm-dd")
_FORMATS = {
    **BUILTIN_FORMATS,
    **_CHINESE_DAYS,
    **dict.fromkeys(CHINESE_WITHOUT_YEAR, MONTH_AND_DAY),
}


def read_xlsx(content: bytes, suffix: str) -> Iterator[list | dict]:
    """The lines of a workbook (see raw_sheet.assemble_sheets).

    Macros are allowed only where the suffix says so.
    """
    with BoundedArchive(content) as archive:
        if archive.has_macros:
            if suffix != ".xlsm":
                raise FileRejected("hostile_file", f"扩展名是 {suffix}，却含有宏")
            yield {"note": "macros_ignored"}
        book = _open_workbook(archive, content)
        shared = _read_shared_texts(archive, book)
        styles = _cell_styles(archive, book)
        for sheet in book.parser.sheets:
            relation = book.parser.rels[sheet.id]
            if not relation.Type.endswith("/worksheet"):
                continue  # a chart or macro sheet holds no register
            yield {
                "name": sheet.name,
                "hidden": sheet.state != "visible",
                "late_epoch": book.wb.epoch == CALENDAR_MAC_1904,
            }
            yield from _sheet_lines(archive, relation.target, sheet.name, book, shared, styles)


def _open_workbook(archive: BoundedArchive, content: bytes) -> ExcelReader:
    book = ExcelReader(io.BytesIO(content), data_only=True, keep_links=False)
    book.archive = archive
    try:
        book.read_manifest()
        book.read_workbook()
    except (KeyError, OSError) as failure:
        raise FileRejected("unreadable_file", "压缩包里没有完整的 Excel 工作簿") from failure
    return book


def _read_shared_texts(archive: BoundedArchive, book: ExcelReader) -> SharedTexts:
    part = book.package.find(SHARED_STRINGS)
    if part is None:
        return SharedTexts([], {})
    try:
        stream = archive.open(part.PartName.lstrip("/"))
    except KeyError as failure:
        raise FileRejected("unreadable_file", "压缩包里没有完整的 Excel 工作簿") from failure
    with stream:
        return read_shared_texts(stream)


def _cell_styles(archive: BoundedArchive, book: ExcelReader) -> list[CellStyle]:
    """The number format and the strike of each style, in the order by which cells name them."""
    parts = [r.target for r in book.parser.rels.values() if r.Type.endswith("/styles")]
    if not parts:
        return []
    with archive.open(parts[0]) as part:
        root = ElementTree.parse(part).getroot()
    own = {
        int(f.get("numFmtId")): f.get("formatCode", "")
        for f in root.iterfind("numFmts/numFmt", NAMES)
    }
    struck_fonts = {
        str(place)
        for place, font in enumerate(root.iterfind("fonts/font", NAMES))
        if strikes_out(font)
    }
    styles = []
    for style in root.iterfind("cellXfs/xf", NAMES):
        number = int(style.get("numFmtId", 0))
        number_format = own.get(number) or _FORMATS.get(number, "")
        styles.append(CellStyle.of(number_format, style.get("fontId") in struck_fonts))
    return styles


def _sheet_lines(
    archive: BoundedArchive,
    part: str,
    name: str,
    book: ExcelReader,
    shared: SharedTexts,
    styles: list[CellStyle],
) -> Iterator[list | dict]:
    before = archive.cells
    try:
        with archive.open(part) as stream:
            rows = WorksheetRows(stream, shared, book.wb.epoch, styles)
            yield from rows.lines()
    except FileRejected as why:
        why.where.setdefault("sheet", name)
        raise
    if rows.cells_read < archive.cells - before:
        raise FileRejected("unreadable_file", "有单元格不在任何一行之内", sheet=name)
