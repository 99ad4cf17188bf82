"""Sheets of an .xlsx or .xlsm: openpyxl reads the cells, one row at a time; no more is opened."""

import io
import re
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet._reader import FORMULA_TAG, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from loaders.files.number_formats import (
    CHINESE_WITHOUT_YEAR,
    MONTH_AND_DAY,
    hides_year,
    is_percent,
    month_and_day,
    percent,
    shown_whole_number,
)
from loaders.files.raw_sheet import (
    COLUMN_LIMIT,
    NOT_CALCULATED,
    ROW_LIMIT,
    DayWithoutYear,
    ErrorCell,
    ShownNumber,
)
from loaders.files.zip_guard import BoundedArchive
from loaders.problems import FileRejected

_NAMES = {"": SHEET_MAIN_NS}
# formats 27-36 and 50-58 are days and times in Chinese, without a code in the file
_CHINESE_DAYS = dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy-mm-dd")
_FORMATS = {
    **BUILTIN_FORMATS,
    **_CHINESE_DAYS,
    **dict.fromkeys(CHINESE_WITHOUT_YEAR, MONTH_AND_DAY),
}
_CONTROL = re.compile("_x00([01][0-9A-Fa-f])_")  # how a workbook writes a carriage return


def read_xlsx(content: bytes, suffix: str) -> Iterator[list | dict]:
    """The lines of a workbook (see workbooks.assembled); macros only where the suffix says so."""
    with BoundedArchive(content) as archive:
        if archive.has_macros:
            if suffix != ".xlsm":
                raise FileRejected("hostile_file", f"扩展名是 {suffix}，却含有宏")
            yield {"told": "macros_ignored"}
        book = _opened(archive, content)
        formats = _number_formats(archive, book)
        for sheet in book.parser.sheets:
            relation = book.parser.rels[sheet.id]
            if not relation.Type.endswith("/worksheet"):
                continue  # a chart or macro sheet holds no register
            yield {
                "name": sheet.name,
                "hidden": sheet.state != "visible",
                "late_epoch": book.wb.epoch == CALENDAR_MAC_1904,
            }
            yield from _sheet_lines(archive, relation.target, sheet.name, book, formats)


def _opened(archive: BoundedArchive, content: bytes) -> ExcelReader:
    book = ExcelReader(io.BytesIO(content), data_only=True, keep_links=False)
    book.archive = archive
    try:
        book.read_manifest()
        book.read_strings()
        book.read_workbook()
    except (KeyError, OSError) as failure:
        raise FileRejected("unreadable_file", "压缩包里没有完整的 Excel 工作簿") from failure
    return book


def _number_formats(archive: BoundedArchive, book: ExcelReader) -> list[str]:
    """The number format of each style, in the order by which cells refer to them."""
    parts = [r.target for r in book.parser.rels.values() if r.Type.endswith("/styles")]
    if not parts:
        return []
    with archive.open(parts[0]) as part:
        root = ElementTree.parse(part).getroot()
    own = {
        int(f.get("numFmtId")): f.get("formatCode", "")
        for f in root.iterfind("numFmts/numFmt", _NAMES)
    }
    numbers = [int(style.get("numFmtId", 0)) for style in root.iterfind("cellXfs/xf", _NAMES)]
    return [own.get(number) or _FORMATS.get(number, "") for number in numbers]


def _sheet_lines(archive, part: str, name: str, book, formats: list[str]) -> Iterator[list | dict]:
    before = archive.cells
    try:
        with archive.open(part) as stream:
            rows = _Rows(stream, book.shared_strings, book.wb.epoch, formats)
            yield from rows.lines()
    except FileRejected as why:
        why.where.setdefault("sheet", name)
        raise
    if rows.seen < archive.cells - before:
        raise FileRejected("unreadable_file", "有单元格不在任何一行之内", sheet=name)


class _Rows(WorkSheetParser):
    """Rows of one worksheet, with what openpyxl leaves to its own sheets: merges, hidden rows,
    percentages, errors and formulas that no program has calculated."""

    def __init__(self, stream, strings: list[str], epoch, formats: list[str]):
        styles = list(enumerate(formats))
        super().__init__(
            stream,
            strings,
            data_only=True,
            epoch=epoch,
            date_formats={style for style, form in styles if is_date_format(form)},
            timedelta_formats={style for style, form in styles if is_timedelta_format(form)},
        )
        self.formats = formats
        self.seen = self.hidden = 0
        self.spans: list[tuple[int, int, int, int]] = []

    def lines(self) -> Iterator[list | dict]:
        """One list per row that has a value, then the merges and the number of hidden rows."""
        for _, element in ElementTree.iterparse(self.source):
            if element.tag == ROW_TAG:
                line = self._line(*self.parse_row(element))
                if len(line) > 1:
                    self.hidden += element.get("hidden") in ("1", "true")
                    yield line
                element.clear()
            elif element.tag == MERGE_TAG:
                self.spans += filter(None, map(_span, element))
        yield {"merged": self.spans, "hidden_rows": self.hidden}

    def _format(self, style: int) -> str:
        return self.formats[style] if style < len(self.formats) else ""

    def _line(self, number: int, cells: list[dict]) -> list:
        self.seen += len(cells)
        self.row_dimensions.clear()
        line = [number]
        for cell in cells:
            column = cell["column"]
            if cell["row"] != number or number < 1:
                raise FileRejected("unreadable_file", f"第 {number} 行的单元格编号有误")
            if cell["value"] is not None:
                if column > COLUMN_LIMIT or number > ROW_LIMIT:
                    _refuse_far(number, column)
                line.extend([None] * (column + 1 - len(line)))
                line[column] = cell["value"]
        return line

    def parse_cell(self, element) -> dict:
        """The cell with its value and what its number format says about it."""
        cell = super().parse_cell(element)
        value, kind = cell["value"], cell["data_type"]
        if value is None:
            # a result may be the empty text
            if kind != "str" and element.find(FORMULA_TAG) is not None:
                cell["value"] = ErrorCell(NOT_CALCULATED)
        elif kind == "e":
            cell["value"] = ErrorCell(value)
        elif kind in ("n", "d"):
            cell["value"] = _formatted(value, self._format(cell["style_id"]))
        elif kind == "s" and "_x00" in value:
            cell["value"] = _CONTROL.sub(lambda found: chr(int(found[1], 16)), value)
        return cell


def _formatted(value: object, number_format: str) -> object:
    """The number or day of a cell, with what its format shows where that is something else."""
    if isinstance(value, date):
        if not hides_year(number_format):
            return value
        return DayWithoutYear(value, month_and_day(value))
    if not isinstance(value, int | float):
        return value  # a time of day
    if is_percent(number_format):
        return percent(value)
    text = shown_whole_number(value, number_format)
    return ShownNumber(value, text) if text else value


def _refuse_far(row: int, column: int) -> None:
    raise FileRejected(
        "far_cell",
        f"至多 {ROW_LIMIT:,} 行、{get_column_letter(COLUMN_LIMIT)} 列",
        value=f"{get_column_letter(column)}{row}",
    )


def _span(element) -> tuple[int, int, int, int] | None:
    """(first row, last row, first column, last column) of merged cells; None without bounds."""
    left, top, right, bottom = range_boundaries(element.get("ref"))
    return (top, bottom, left, right) if left and top and right and bottom else None
