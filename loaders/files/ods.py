"""Sheets of an OpenDocument workbook (.ods), as LibreOffice, WPS and Excel save it.

A cell of this format holds what is stored and, beside it, the text that is shown: both are used,
and no number is formatted here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from loaders.files.number_formats import month_and_day, percent
from loaders.files.raw_sheet import (
    CELL_LIMIT,
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

CONTENT, STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_MANIFEST_BYTES = 1 << 20
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_SHEET, _ROW, _COLUMN = f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-column"
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_BODY, _EPOCH = f"{_OFFICE}spreadsheet", f"{_TABLE}null-date"
_OWN_STYLES, _COMMON_STYLES = f"{_OFFICE}automatic-styles", f"{_OFFICE}styles"
_READ_TAGS = (_SHEET, _ROW, _COLUMN, _BODY, _EPOCH, _OWN_STYLES, _COMMON_STYLES)
_LATE_EPOCHS = {"1899-12-30": False, "1904-01-01": True}
_HIDDEN = ("collapse", "filter")
_ERROR = re.compile(r"#[A-Z/0!?]+|(Err|错误|錯誤)[:：][0-9]+")
# what stands within a text and is no part of it
_ASIDE = {f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}ruby-text"}


def read_ods(content: bytes) -> Iterator[list | dict]:
    """The lines of an OpenDocument workbook (see raw_sheet.assemble_sheets)."""
    with BoundedArchive(content) as archive:
        if _is_encrypted(archive):
            raise FileRejected("encrypted_file")
        if any(name.startswith(("Basic/", "Scripts/")) for name in archive.namelist()):
            yield {"note": "macros_ignored"}
        styles = _Styles()
        if STYLES in archive.namelist():
            with archive.open(STYLES) as part:
                for element in _elements(part):
                    if element.tag == _COMMON_STYLES:
                        styles.add(element)
        with archive.open(CONTENT) as part:
            yield from _document_lines(part, styles)


def _is_encrypted(archive: BoundedArchive) -> bool:
    """The manifest stays in clear and says how to decrypt what does not."""
    if MANIFEST not in archive.namelist():
        return False
    return b"encryption-data" in archive.head(MANIFEST, _MANIFEST_BYTES)


def _elements(part) -> Iterator[etree._Element]:
    """The read elements of a part, each when it is complete; sheets also when they begin, when
    they have no rows yet."""
    events = etree.iterparse(
        part,
        events=("start", "end"),
        tag=_READ_TAGS,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
    )
    for event, element in events:
        if event == "end" or element.tag == _SHEET:
            yield element
        if event == "end" and element.tag in (_ROW, _COLUMN):
            element.clear()


def _document_lines(part, styles: "_Styles") -> Iterator[list | dict]:
    sheet, late_epoch, is_spreadsheet = None, False, False
    for element in _elements(part):
        if element.tag == _OWN_STYLES:
            styles.add(element)
        elif element.tag == _BODY:
            is_spreadsheet = True
        elif element.tag == _EPOCH:
            late_epoch = _is_late(element.get(f"{_TABLE}date-value", ""))
        elif element.tag == _SHEET and element.getparent().tag == _BODY:
            if sheet is None:
                sheet = _Sheet(element.get(f"{_TABLE}name", ""), styles)
                hidden = element.get(f"{_TABLE}style-name", "") in styles.hidden_sheets
                yield {"name": sheet.name, "hidden": hidden, "late_epoch": late_epoch}
            else:
                yield sheet.last_line()
                sheet = None
        elif sheet is not None and element.tag == _COLUMN:
            sheet.add_columns(element)
        elif sheet is not None and element.tag == _ROW and _belongs_to_sheet(element):
            try:
                yield from sheet.row_lines(element)
            except FileRejected as why:
                why.where.setdefault("sheet", sheet.name)
                raise
    if not is_spreadsheet:
        raise FileRejected("unreadable_file", "内容不是电子表格")


def _belongs_to_sheet(row: etree._Element) -> bool:
    """The row is no part of a table within a drawing."""
    return next(row.iterancestors(_SHEET)).getparent().tag == _BODY


def _is_late(day: str) -> bool:
    """Whether plain day numbers count from 1904."""
    if day not in _LATE_EPOCHS:
        raise FileRejected("unreadable_file", f"日期的序号从 {day} 算起")
    return _LATE_EPOCHS[day]


@dataclass(frozen=True)
class _Style:
    """What a style says of itself: None where its parent decides."""

    parent: str
    struck_out: bool | None
    hides_year: bool | None


@dataclass
class _Styles:
    """Styles by family and name, and the styles of sheets that are hidden."""

    by_name: dict[tuple[str, str], _Style] = field(default_factory=dict)
    date_styles: dict[str, bool] = field(default_factory=dict)
    hidden_sheets: set[str] = field(default_factory=set)

    def add(self, group: etree._Element) -> None:
        """Take in the styles of a document or of its body; the latter refer to the former."""
        for style in group.iterchildren(f"{_NUMBER}date-style"):
            has_day = style.find(f"{_NUMBER}day") is not None
            has_year = any(style.find(_NUMBER + name) is not None for name in ("year", "era"))
            self.date_styles[style.get(f"{_STYLE}name", "")] = has_day and not has_year
        for style in group.iterchildren(f"{_STYLE}style"):
            family, name = style.get(f"{_STYLE}family", ""), style.get(f"{_STYLE}name", "")
            sheet = style.find(f"{_STYLE}table-properties")
            if sheet is not None and sheet.get(f"{_TABLE}display") == "false":
                self.hidden_sheets.add(name)
            self.by_name[family, name] = _Style(
                style.get(f"{_STYLE}parent-style-name", ""),
                _struck_out(style),
                self.date_styles.get(style.get(f"{_STYLE}data-style-name", "")),
            )

    def strikes_out(self, family: str, name: str) -> bool | None:
        """Whether a text of this style is struck out; None where no style says so."""
        answers = (style.struck_out for style in self._line(family, name))
        return next((answer for answer in answers if answer is not None), None)

    def hides_year(self, name: str) -> bool | None:
        """Whether a day of this cell style is shown without its year; None where none says so."""
        answers = (style.hides_year for style in self._line("table-cell", name))
        return next((answer for answer in answers if answer is not None), None)

    def _line(self, family: str, name: str) -> Iterable[_Style]:
        """A style, then its parents up to the first."""
        visited = set()
        while name not in visited and (family, name) in self.by_name:
            visited.add(name)
            style = self.by_name[family, name]
            yield style
            name = style.parent


def _struck_out(style: etree._Element) -> bool | None:
    text = style.find(f"{_STYLE}text-properties")
    if text is None:
        return None
    lines = [text.get(f"{_STYLE}text-line-through-{name}") for name in ("style", "type")]
    lines = [line for line in lines if line is not None]
    return "none" not in lines if lines else None


@dataclass
class _Sheet:
    """A sheet while it is read: how far it has come and what holds for the rows to come."""

    name: str
    styles: _Styles
    row: int = 0
    cells: int = 0
    hidden_rows: int = 0
    hidden_columns: list[int] = field(default_factory=list)
    # default styles of the cells of each column, in order
    column_styles: list[str] = field(default_factory=list)
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add_columns(self, element: etree._Element) -> None:
        """The next columns: whether they are hidden, and the style of their cells."""
        first = len(self.column_styles) + 1
        last = min(first + _count(element, "number-columns-repeated") - 1, COLUMN_LIMIT)
        if element.get(f"{_TABLE}visibility") in _HIDDEN:
            self.hidden_columns += range(first, last + 1)
        style = element.get(f"{_TABLE}default-cell-style-name", "")
        self.column_styles += [style] * (last - first + 1)

    def row_lines(self, row: etree._Element) -> Iterator[list | dict]:
        """The lines of a row, as often as it is repeated; none where it has no value."""
        first, times = self.row + 1, _count(row, "number-rows-repeated")
        self.row += times
        cells, wholly, partly, spans, column = [], [], [], [], 0
        for cell in row.iterchildren(_CELL, _COVERED):
            place, repeats = column + 1, _count(cell, "number-columns-repeated")
            column += repeats
            if cell.tag == _COVERED:
                continue  # what lies below a merged cell is not shown
            style = self._style(row, cell, place)
            text, strikes = _shown_text(cell, self.styles, style)
            value = _value(cell, text, self.styles, style)
            if value is None:
                continue
            if column > COLUMN_LIMIT or self.row > ROW_LIMIT:
                refuse_far(self.row, column)
            cells += [None] * (place - 1 - len(cells)) + [value] * repeats
            struck = list(range(place, column + 1))
            if strikes == {True}:
                wholly += struck
            elif True in strikes:
                partly += struck
            wide, high = (_count(cell, f"number-{way}-spanned") for way in ("columns", "rows"))
            if wide > 1 or high > 1:
                spans.append((high, place, place + wide - 1))
        if not cells:
            return
        self.cells += len(cells) * times
        if self.cells > CELL_LIMIT:
            raise FileRejected("file_too_big", f"单元格超过 {CELL_LIMIT:,} 个")
        if row.get(f"{_TABLE}visibility") in _HIDDEN:
            self.hidden_rows += times
        for number in range(first, first + times):
            yield [number, *cells]
            if wholly or partly:
                yield {"struck_out": [number, wholly, partly]}
            self.spans += [(number, number + high - 1, *columns) for high, *columns in spans]

    def _style(self, row: etree._Element, cell: etree._Element, column: int) -> str:
        """The name of a cell's style: its own, else that of its row, else of its column."""
        own = cell.get(f"{_TABLE}style-name") or row.get(f"{_TABLE}default-cell-style-name")
        if own or column > len(self.column_styles):
            return own or ""
        return self.column_styles[column - 1]

    def last_line(self) -> dict:
        """What ends a sheet (see raw_sheet.assemble_sheets)."""
        return {
            "merged": self.spans,
            "hidden_rows": self.hidden_rows,
            "hidden_columns": self.hidden_columns,
        }


def _count(element: etree._Element, name: str) -> int:
    """How often something is repeated, or how far it spans; once where nothing is said."""
    text = element.get(_TABLE + name, "1")
    if not re.fullmatch("[1-9][0-9]{0,8}", text):
        raise FileRejected("unreadable_file", f"单元格重复“{text}”次")
    return int(text)


def _shown_text(cell: etree._Element, styles: _Styles, style: str) -> tuple[str, set[bool]]:
    """The text that a cell shows, and whether its parts are struck out."""
    struck = styles.strikes_out("table-cell", style) or False
    paragraphs, strikes = [], set()
    for paragraph in cell.iterchildren(f"{_TEXT}p"):
        parts: list[str] = []
        own = styles.strikes_out("paragraph", paragraph.get(f"{_TEXT}style-name", ""))
        _gather(paragraph, struck if own is None else own, styles, parts, strikes)
        paragraphs.append("".join(parts))
    return "\n".join(paragraphs), strikes or {struck}


def _gather(
    element: etree._Element, struck: bool, styles: _Styles, parts: list[str], strikes: set[bool]
) -> None:
    """Add the pieces of a text, and whether each that is not blank is struck out."""
    if element.text:
        parts.append(element.text)
        if element.text.strip():
            strikes.add(struck)
    for child in element:
        if child.tag == f"{_TEXT}s":
            blanks = int(child.get(f"{_TEXT}c", "1"))
            parts.append(" " * min(blanks, CELL_LIMIT))
        elif child.tag in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            parts.append("\t" if child.tag.endswith("tab") else "\n")
        elif isinstance(child.tag, str) and child.tag not in _ASIDE:
            own = styles.strikes_out("text", child.get(f"{_TEXT}style-name", ""))
            _gather(child, struck if own is None else own, styles, parts, strikes)
        if child.tail:
            parts.append(child.tail)
            if child.tail.strip():
                strikes.add(struck)


def _value(cell: etree._Element, text: str, styles: _Styles, style: str) -> object:
    """The typed value of a cell, with what it shows where that is something else."""
    kind = cell.get(f"{_OFFICE}value-type")
    is_formula = cell.get(f"{_TABLE}formula") is not None
    if cell.get(f"{_CALC}value-type") == "error" or (is_formula and _ERROR.fullmatch(text)):
        return ErrorCell(text)
    if kind is None and is_formula and cell.find(f"{_TEXT}p") is None:
        return ErrorCell(NOT_CALCULATED)
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "date":
        return _day(cell.get(f"{_OFFICE}date-value"), text, styles.hides_year(style))
    if kind == "percentage":
        return percent(float(cell.get(f"{_OFFICE}value")))
    if kind in ("float", "currency"):
        return _number(float(cell.get(f"{_OFFICE}value")), text)
    return text or cell.get(f"{_OFFICE}string-value") or None


def _number(value: float, text: str) -> object:
    """A number; with its text where that has the same digits and more: 007, SL-007.

    A text without any digit shows no number: the cell is what it shows.
    """
    shown_digits = re.sub(r"\D", "", text)
    if text.strip() and not shown_digits:
        return text
    if not 0 <= value < 1e15 or value != int(value) or re.search("[0-9][.,][0-9]", text):
        return value
    whole = str(int(value))
    if text in ("", whole) or (shown_digits.lstrip("0") or "0") != whole:
        return value
    return ShownNumber(value, text)


def _day(stored: str, text: str, hides_year: bool | None) -> object:
    """A day or moment; a year that the cell does not show is not taken for granted."""
    try:
        moment = datetime.fromisoformat(stored)
    except ValueError:
        return ErrorCell("#VALUE!")  # as in other workbooks: a day that no calendar has
    if hides_year is None:
        hides_year = text != "" and str(moment.year) not in text
    if not hides_year:
        return moment
    return DayWithoutYear(moment, text or month_and_day(moment))
