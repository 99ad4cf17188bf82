"""Sheets of an .xlsx or .xlsm: openpyxl reads the cells, one row at a time; no more is opened."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet._reader import (
    COL_TAG,
    FORMULA_TAG,
    INLINE_STRING,
    MERGE_TAG,
    ROW_TAG,
    VALUE_TAG,
    WorkSheetParser,
)
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

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
    refuse_far,
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


@dataclass(frozen=True)
class _CellStyle:
    number_format: str
    struck_out: bool


@dataclass
class _Strings:
    """The texts that cells share, and of those with formats within: are their parts struck out?

    True or False for each format of a part; None for a part without one, which has its cell's.
    """

    texts: list[str]
    strikes: dict[int, set[bool | None]]


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
        strings = _read_shared_strings(archive, book)
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
            yield from _sheet_lines(archive, relation.target, sheet.name, book, strings, styles)


def _open_workbook(archive: BoundedArchive, content: bytes) -> ExcelReader:
    book = ExcelReader(io.BytesIO(content), data_only=True, keep_links=False)
    book.archive = archive
    try:
        book.read_manifest()
        book.read_workbook()
    except (KeyError, OSError) as failure:
        raise FileRejected("unreadable_file", "压缩包里没有完整的 Excel 工作簿") from failure
    return book


def _read_shared_strings(archive: BoundedArchive, book: ExcelReader) -> _Strings:
    """The table of texts, in the order by which cells refer to them."""
    strings = _Strings([], {})
    part = book.package.find(SHARED_STRINGS)
    if part is None:
        return strings
    try:
        stream = archive.open(part.PartName.lstrip("/"))
    except KeyError as failure:
        raise FileRejected("unreadable_file", "压缩包里没有完整的 Excel 工作簿") from failure
    with stream:
        for _, element in ElementTree.iterparse(stream):
            if element.tag != f"{{{SHEET_MAIN_NS}}}si":
                continue
            text = Text.from_tree(element).content
            if strikes := _part_strikes(element):
                strings.strikes[len(strings.texts)] = strikes
            strings.texts.append(text.replace("x005F_", ""))  # as openpyxl does
            element.clear()
    return strings


def _part_strikes(text: ElementTree.Element) -> set[bool | None]:
    """Whether the parts of a rich text that are not blank are struck out; see _Strings."""
    strikes = set()
    for part in text.iterfind("r", _NAMES):
        if (part.findtext("t", "", _NAMES) or "").strip():
            form = part.find("rPr", _NAMES)
            strikes.add(None if form is None else _strikes_out(form))
    return strikes


def _strikes_out(font: ElementTree.Element) -> bool:
    strike = font.find("strike", _NAMES)
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def _cell_styles(archive: BoundedArchive, book: ExcelReader) -> list[_CellStyle]:
    """The number format and the strike of each style, in the order by which cells name them."""
    parts = [r.target for r in book.parser.rels.values() if r.Type.endswith("/styles")]
    if not parts:
        return []
    with archive.open(parts[0]) as part:
        root = ElementTree.parse(part).getroot()
    own = {
        int(f.get("numFmtId")): f.get("formatCode", "")
        for f in root.iterfind("numFmts/numFmt", _NAMES)
    }
    struck_fonts = {
        str(place)
        for place, font in enumerate(root.iterfind("fonts/font", _NAMES))
        if _strikes_out(font)
    }
    styles = []
    for style in root.iterfind("cellXfs/xf", _NAMES):
        number = int(style.get("numFmtId", 0))
        number_format = own.get(number) or _FORMATS.get(number, "")
        styles.append(_CellStyle(number_format, style.get("fontId") in struck_fonts))
    return styles


def _sheet_lines(
    archive: BoundedArchive,
    part: str,
    name: str,
    book: ExcelReader,
    strings: _Strings,
    styles: list[_CellStyle],
) -> Iterator[list | dict]:
    before = archive.cells
    try:
        with archive.open(part) as stream:
            rows = _Rows(stream, strings, book.wb.epoch, styles)
            yield from rows.lines()
    except FileRejected as why:
        why.where.setdefault("sheet", name)
        raise
    if rows.cells_read < archive.cells - before:
        raise FileRejected("unreadable_file", "有单元格不在任何一行之内", sheet=name)


class _Rows(WorkSheetParser):
    """Rows of one worksheet, with what openpyxl leaves to its own sheets: merges, hidden rows and
    columns, strikes, percentages, errors and formulas that no program has calculated."""

    def __init__(self, stream, strings: _Strings, epoch, styles: list[_CellStyle]):
        formats = [style.number_format for style in styles]
        super().__init__(
            stream,
            strings.texts,
            data_only=True,
            epoch=epoch,
            date_formats={style for style, form in enumerate(formats) if is_date_format(form)},
            timedelta_formats={
                style for style, form in enumerate(formats) if is_timedelta_format(form)
            },
        )
        self.formats = formats
        self.struck_styles = {n for n, style in enumerate(styles) if style.struck_out}
        self.part_strikes = strings.strikes
        # columns of the row in hand that are struck out
        self.wholly: list[int] = []
        self.partly: list[int] = []
        self.hidden_columns: set[int] = set()
        self.cells_read = self.hidden = 0
        self.spans: list[tuple[int, int, int, int]] = []

    def lines(self) -> Iterator[list | dict]:
        """One list per row that has a value, then the merges and the number of hidden rows."""
        for _, element in ElementTree.iterparse(self.source):
            if element.tag == ROW_TAG:
                self.wholly, self.partly = [], []
                number, cells = self.parse_row(element)
                line = self._line(number, cells)
                if len(line) > 1:
                    self.hidden += element.get("hidden") in ("1", "true")
                    yield line
                    if self.wholly or self.partly:
                        yield {"struck_out": [number, self.wholly, self.partly]}
                element.clear()
            elif element.tag == COL_TAG:
                self.hidden_columns |= _hidden_columns(element)
            elif element.tag == MERGE_TAG:
                self.spans += filter(None, map(_span, element))
        yield {
            "merged": self.spans,
            "hidden_rows": self.hidden,
            "hidden_columns": sorted(self.hidden_columns),
        }

    def _format(self, style: int) -> str:
        return self.formats[style] if style < len(self.formats) else ""

    def _line(self, number: int, cells: list[dict]) -> list:
        self.cells_read += len(cells)
        self.row_dimensions.clear()
        line = [number]
        for cell in cells:
            column = cell["column"]
            if cell["row"] != number or number < 1:
                raise FileRejected("unreadable_file", f"第 {number} 行的单元格编号有误")
            if cell["value"] is not None:
                if column > COLUMN_LIMIT or number > ROW_LIMIT:
                    refuse_far(number, column)
                line.extend([None] * (column + 1 - len(line)))
                line[column] = cell["value"]
        return line

    def _note_strikes(self, element: ElementTree.Element, cell: dict) -> None:
        """Keep the cell's column if it is struck out, wholly or in part."""
        kind = element.get("t")
        parts: set[bool | None] = set()
        if kind == "s" and self.part_strikes:
            parts = self.part_strikes.get(int(element.findtext(VALUE_TAG)), parts)
        elif kind == "inlineStr":
            parts = _part_strikes(element.find(INLINE_STRING))
        own = cell["style_id"] in self.struck_styles
        strikes = {own if part is None else part for part in parts or {None}}
        if strikes == {True}:
            self.wholly.append(cell["column"])
        elif True in strikes:
            self.partly.append(cell["column"])

    def parse_cell(self, element) -> dict:
        """The cell with its value and what its number format says about it."""
        cell = super().parse_cell(element)
        value, kind = cell["value"], cell["data_type"]
        if value is not None:
            self._note_strikes(element, cell)
        if value is None:
            # a result may be the empty text
            if kind != "str" and element.find(FORMULA_TAG) is not None:
                cell["value"] = ErrorCell(NOT_CALCULATED)
        elif kind == "e":
            cell["value"] = ErrorCell(value)
        elif kind in ("n", "d"):
            cell["value"] = _apply_format(value, self._format(cell["style_id"]))
        elif kind == "s" and "_x00" in value:
            cell["value"] = _CONTROL.sub(lambda match: chr(int(match[1], 16)), value)
        return cell


def _hidden_columns(columns: ElementTree.Element) -> set[int]:
    """Columns, from 1, that are hidden or have no width."""
    width = float(columns.get("width", 1))
    if columns.get("hidden") not in ("1", "true") and width > 0:
        return set()
    first, last = int(columns.get("min", 1)), int(columns.get("max", COLUMN_LIMIT))
    return set(range(first, min(last, COLUMN_LIMIT) + 1))


def _apply_format(value: object, number_format: str) -> object:
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


def _span(element) -> tuple[int, int, int, int] | None:
    """(first row, last row, first column, last column) of merged cells; None without bounds."""
    left, top, right, bottom = range_boundaries(element.get("ref"))
    return (top, bottom, left, right) if left and top and right and bottom else None
