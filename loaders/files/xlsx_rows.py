"""Rows of one worksheet of an .xlsx: its texts and numbers read here, other cells by openpyxl."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from string import digits
from typing import BinaryIO
from xml.etree import ElementTree

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet._reader import (
    COL_TAG,
    FORMULA_TAG,
    INLINE_STRING,
    MERGE_TAG,
    ROW_TAG,
    VALUE_TAG,
    WorkSheetParser,
    _cast_number,
)

from loaders.files.number_formats import (
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
from loaders.files.xlsx_texts import (
    SharedTexts,
    part_strikes,
    read_uniform_text,
    restore_controls,
)
from loaders.problems import FileRejected

_COLUMNS = {get_column_letter(number): number for number in range(1, COLUMN_LIMIT + 1)}
_MAX_DAYS = 1 << 14  # different ones that are kept


@dataclass(frozen=True)
class CellStyle:
    """What the style of a cell says of its value."""

    number_format: str
    struck_out: bool
    is_day: bool
    is_duration: bool

    @classmethod
    def of(cls, number_format: str, struck_out: bool) -> "CellStyle":
        """The style of a number format."""
        is_day, is_duration = is_date_format(number_format), is_timedelta_format(number_format)
        return cls(number_format, struck_out, is_day, is_duration)


_NO_STYLE = CellStyle.of("", False)


class WorksheetRows(WorkSheetParser):
    """Rows of one worksheet, with what openpyxl leaves to its own sheets: merges, hidden rows and
    columns, strikes, percentages, errors and formulas that no program has calculated.

    A cell is (row, column, value).
    """

    def __init__(self, stream: BinaryIO, shared: SharedTexts, epoch: datetime, styles: list):
        super().__init__(
            stream,
            shared.texts,
            data_only=True,
            epoch=epoch,
            date_formats={number for number, style in enumerate(styles) if style.is_day},
            timedelta_formats={number for number, style in enumerate(styles) if style.is_duration},
        )
        self.styles = styles
        # as cells name them; where they name none, theirs is the first
        self.styles_by_name = {str(number): style for number, style in enumerate(styles)}
        self.styles_by_name[None] = self._style(0)
        self.struck_styles = {number for number, style in enumerate(styles) if style.struck_out}
        self.part_strikes = shared.strikes
        self.read_day = lru_cache(_MAX_DAYS)(partial(from_excel, epoch=epoch))
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

    def _style(self, number: int) -> CellStyle:
        return self.styles[number] if number < len(self.styles) else _NO_STYLE

    def _line(self, number: int, cells: list[tuple[int, int, object]]) -> list:
        self.cells_read += len(cells)
        self.row_dimensions.clear()
        line = [number]
        for row, column, value in cells:
            if row != number or number < 1:
                raise FileRejected("unreadable_file", f"第 {number} 行的单元格编号有误")
            if value is not None:
                if column > COLUMN_LIMIT or number > ROW_LIMIT:
                    refuse_far(number, column)
                line.extend([None] * (column + 1 - len(line)))
                line[column] = value
        return line

    def parse_cell(self, element: ElementTree.Element) -> tuple[int, int, object]:
        """The cell with its value and what its number format says about it."""
        place = element.get("r", "")
        letters = place.rstrip(digits)
        column = _COLUMNS.get(letters)
        style = self.styles_by_name.get(element.get("s"))
        value = None
        if column is not None and style is not None:
            value = self._common_value(element, style)
        if value is None:
            return self._parse_other_cell(element)
        self.col_counter = column
        if style.struck_out:
            self.wholly.append(column)
        return int(place[len(letters) :]), column, value

    def _common_value(self, element: ElementTree.Element, style: CellStyle) -> object:
        """The value of a text without formats within it, a number or a day, as openpyxl and
        `_parse_other_cell` read it, which take three times as long; None of any other cell."""
        kind = element.get("t", "n")
        if kind == "inlineStr":
            text = element.find(INLINE_STRING)
            value = None if text is None else read_uniform_text(text)
            return None if value is None else restore_controls(value)
        content = element.findtext(VALUE_TAG)
        if not content:
            return None
        if kind == "s":
            number = int(content)
            if number in self.part_strikes:
                return None
            return restore_controls(self.shared_strings[number])
        if kind == "str":
            return restore_controls(content)
        if kind != "n":
            return None
        value = _cast_number(content)
        if style.is_duration:
            return None
        if style.is_day:
            try:
                value = self.read_day(value)
            except (OverflowError, ValueError):
                return None  # no day: an error, as openpyxl writes it
        return _apply_format(value, style.number_format)

    def _parse_other_cell(self, element: ElementTree.Element) -> tuple[int, int, object]:
        cell = super().parse_cell(element)
        value, kind = cell["value"], cell["data_type"]
        if value is not None:
            self._note_strikes(element, cell)
        if value is None:
            # a result may be the empty text
            if kind != "str" and element.find(FORMULA_TAG) is not None:
                value = ErrorCell(NOT_CALCULATED)
        elif kind == "e":
            value = ErrorCell(value)
        elif kind in ("n", "d"):
            value = _apply_format(value, self._style(cell["style_id"]).number_format)
        elif kind == "s":
            value = restore_controls(value)
        return cell["row"], cell["column"], value

    def _note_strikes(self, element: ElementTree.Element, cell: dict) -> None:
        """Keep the cell's column if it is struck out, wholly or in part."""
        kind = element.get("t")
        parts: set[bool | None] = set()
        if kind == "s" and self.part_strikes:
            parts = self.part_strikes.get(int(element.findtext(VALUE_TAG)), parts)
        elif kind == "inlineStr":
            parts = part_strikes(element.find(INLINE_STRING))
        own = cell["style_id"] in self.struck_styles
        strikes = {own if part is None else part for part in parts or {None}}
        if strikes == {True}:
            self.wholly.append(cell["column"])
        elif True in strikes:
            self.partly.append(cell["column"])


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


def _span(element: ElementTree.Element) -> tuple[int, int, int, int] | None:
    """(first row, last row, first column, last column) of merged cells; None without bounds."""
    left, top, right, bottom = range_boundaries(element.get("ref"))
    return (top, bottom, left, right) if left and top and right and bottom else None
