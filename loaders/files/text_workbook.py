"""Old workbooks (.xls) that are texts: web pages, XML tables of Excel 2003, and plain tables.

Many business systems "export to Excel" in this way, and Excel opens such files after a warning.
Nothing that a page refers to is fetched, and no entity is expanded.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from pathlib import Path

from lxml import etree

from loaders.files.csv_text import read_csv
from loaders.files.number_formats import (
    hides_year,
    is_percent,
    month_and_day,
    percent,
    shown_whole_number,
)
from loaders.files.raw_sheet import (
    CELL_LIMIT,
    COLUMN_LIMIT,
    NOT_CALCULATED,
    ROW_LIMIT,
    DayWithoutYear,
    ErrorCell,
    ShownNumber,
)
from loaders.problems import FileRejected

_HEAD_BYTES = 4096
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([-\w]+)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+[%％]?")
_STRUCK_TAGS = {"s", "strike", "del"}
_UNREAD_TAGS = {"script", "style"}
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"


def read_text_workbook(path: Path) -> Iterator[list | dict]:
    """The lines (see raw_sheet.assemble_sheets) of a text that is named like an old workbook."""
    content = path.read_bytes()
    head = content[:_HEAD_BYTES].replace(b"\x00", b"").lower()
    if b"mime-version:" in head:
        yield {"note": "web_page_read"}
        yield from _archive_lines(content)
    elif b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<html" not in head:
        yield {"note": "xml_table_read"}
        yield from _xml_lines(content)
    elif b"<html" in head or b"<table" in head or b"<!doctype html" in head:
        yield {"note": "web_page_read"}
        yield from _page_lines(_decode(content), first=1)
    else:
        yield {"note": "text_table_read"}
        sheet = read_csv(path)
        yield {"name": sheet.name, "delimited": True}
        for number, row in enumerate(sheet.rows, 1):
            if number > ROW_LIMIT or len(row) > COLUMN_LIMIT:
                raise FileRejected("file_too_big", f"超过 {ROW_LIMIT:,} 行或 {COLUMN_LIMIT} 列")
            yield [number, *row]
        yield {"merged": [], "hidden_rows": 0}


def _archive_lines(content: bytes) -> Iterator[list | dict]:
    """The tables of all pages of a web archive (MHTML), which holds one page for each sheet."""
    tables = 0
    for part in message_from_bytes(content).walk():
        if part.get_content_type() != "text/html":
            continue
        text = _decode(part.get_payload(decode=True), part.get_content_charset())
        if "<table" in text.lower():
            for line in _page_lines(text, tables + 1):
                if isinstance(line, dict) and "name" in line:
                    tables += 1
                yield line
    if not tables:
        raise FileRejected("unreadable_file", "网页里没有表格")


def _decode(content: bytes, charset: str | None = None) -> str:
    """A page as text: by its byte-order mark, by the charset it names, else UTF-8 or GB18030."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        candidates = ["utf-16"]
    elif content.startswith(BOM_UTF8):
        candidates = ["utf-8-sig"]
    else:
        if charset is None and (named := _CHARSET.search(content[:_HEAD_BYTES])):
            charset = named[1].decode("ascii", "replace")
        candidates = [charset] if charset else []
        if charset and charset.lower() in ("gb2312", "gbk", "x-gbk"):
            candidates = ["gb18030"]  # which holds both
        candidates += ["utf-8", "gb18030"]
    for encoding in candidates:
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise FileRejected("unreadable_file", "网页的文字编码无法识别")


def _page_lines(text: str, first: int) -> Iterator[list | dict]:
    """Each table of a page as a sheet, numbered from `first`."""
    lower = text.lower()
    if len(re.findall(r"<table\b", lower)) != lower.count("</table"):
        raise FileRejected("unreadable_file", "网页不完整，表格没有结束")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    page = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise FileRejected("unreadable_file", "网页的结构有误")
    tables = [] if page is None else list(page.iter("table"))
    if not tables:
        raise FileRejected("unreadable_file", "网页里没有表格")
    for number, table in enumerate(tables, first):
        if table.find(".//table") is not None:
            raise FileRejected("unreadable_file", "网页的表格里套着表格")
        yield {"name": f"表{number}"}
        yield from _table_lines(table)


def _table_lines(table: etree._Element) -> Iterator[list | dict]:
    """The rows of a table, each cell at the column where a browser shows it."""
    spans, hidden, cells = [], 0, 0
    occupied_until: dict[int, int] = {}  # column -> last row that a cell above takes
    for number, row in enumerate(table.iter("tr"), 1):
        line, wholly, partly, column = [number], [], [], 0
        for cell in row.iterchildren("td", "th"):
            column += 1
            while occupied_until.get(column, 0) >= number:
                column += 1
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            cells += width
            last = column + width - 1
            if last > COLUMN_LIMIT or number > ROW_LIMIT or cells > CELL_LIMIT:
                raise FileRejected("file_too_big", "网页的表格过大")
            value, strikes = _cell_text(cell)
            if width > 1 or height > 1:
                spans.append((number, number + height - 1, column, last))
                value = _number_or_text(value)
                occupied_until |= dict.fromkeys(range(column, last + 1), number + height - 1)
            line.extend([None] * (column + 1 - len(line)))
            line[column] = value or None
            if True in strikes:
                (wholly if strikes == {True} else partly).append(column)
            column = last
        if any(value is not None for value in line[1:]):
            hidden += "display:none" in row.get("style", "").replace(" ", "").lower()
            yield line
            if wholly or partly:
                yield {"struck_out": [number, wholly, partly]}
    yield {"merged": spans, "hidden_rows": hidden}


def _span(cell: etree._Element, name: str) -> int:
    """Columns or rows of a cell; what is no number counts as 1, as in browsers."""
    text = cell.get(name, "1").strip()
    if not re.fullmatch("[0-9]{1,9}", text):
        return 1
    return min(max(int(text), 1), ROW_LIMIT)


def _cell_text(cell: etree._Element) -> tuple[str, set[bool]]:
    """The text of a cell as shown, and whether its parts are struck out."""
    parts: list[str] = []
    strikes: set[bool] = set()
    _gather(cell, False, parts, strikes)
    lines = [" ".join(line.split()) for line in "".join(parts).split("\v")]
    return "\n".join(lines).strip(), strikes


def _gather(element: etree._Element, struck: bool, parts: list[str], strikes: set[bool]) -> None:
    if not isinstance(element.tag, str) or element.tag in _UNREAD_TAGS:
        return
    if element.tag == "br":
        parts.append("\v")  # kept apart from line breaks of the source, which are blanks
    style = element.get("style", "").lower()
    struck = struck or element.tag in _STRUCK_TAGS or "line-through" in style
    if element.text:
        parts.append(element.text)
        if element.text.strip():
            strikes.add(struck)
    for child in element:
        _gather(child, struck, parts, strikes)
        if child.tail:
            parts.append(child.tail)
            if child.tail.strip():
                strikes.add(struck)


def _number_or_text(text: str) -> str | ShownNumber:
    """A number of a merged cell as one, so that it is not repeated over the rows."""
    if not _NUMBER.fullmatch(text):
        return text
    return ShownNumber(float(text.replace(",", "").rstrip("%％")), text)


def _xml_lines(content: bytes) -> Iterator[list | dict]:
    """The sheets of an XML table of Excel 2003 (SpreadsheetML)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as failure:
        raise FileRejected("unreadable_file", "不是完整的 XML") from failure
    if root.getroottree().docinfo.doctype:
        raise FileRejected("hostile_file", "含有文档类型或实体声明")
    styles = {style.get(f"{_SS}ID"): style for style in root.iter(f"{_SS}Style")}
    for sheet in root.iter(f"{_SS}Worksheet"):
        visible = sheet.findtext("{*}WorksheetOptions/{*}Visible", "")
        yield {"name": sheet.get(f"{_SS}Name", ""), "hidden": visible.startswith("SheetHidden")}
        yield from _xml_rows(sheet, styles)


def _xml_rows(sheet: etree._Element, styles: dict) -> Iterator[list | dict]:
    spans, hidden, number = [], 0, 0
    for row in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
        number = int(row.get(f"{_SS}Index", number + 1))
        line, wholly, column = [number], [], 0
        for cell in row.iterfind(f"{_SS}Cell"):
            column = int(cell.get(f"{_SS}Index", column + 1))
            across, down = (int(cell.get(_SS + name, 0)) for name in ("MergeAcross", "MergeDown"))
            if not 0 < column <= column + across <= COLUMN_LIMIT or not 0 < number <= ROW_LIMIT:
                raise FileRejected("file_too_big", "XML 表格过大，或单元格编号有误")
            style = styles.get(cell.get(f"{_SS}StyleID", row.get(f"{_SS}StyleID")))
            value = _xml_value(cell, style)
            if across or down:
                spans.append((number, number + down, column, column + across))
            if value is not None:
                line.extend([None] * (column + 1 - len(line)))
                line[column] = value
                font = None if style is None else style.find(f"{_SS}Font")
                if font is not None and font.get(f"{_SS}StrikeThrough") == "1":
                    wholly.append(column)
            column += across
        if len(line) > 1:
            hidden += row.get(f"{_SS}Hidden") == "1"
            yield line
            if wholly:
                yield {"struck_out": [number, wholly, []]}
        number += int(row.get(f"{_SS}Span", 0))
    yield {"merged": spans, "hidden_rows": hidden}


def _xml_value(cell: etree._Element, style: etree._Element | None) -> object:
    """The typed value of a cell, with what its number format shows."""
    data = cell.find(f"{_SS}Data")
    if data is None:
        return None if cell.get(f"{_SS}Formula") is None else ErrorCell(NOT_CALCULATED)
    text, kind = "".join(data.itertext()), data.get(f"{_SS}Type")
    form = None if style is None else style.find(f"{_SS}NumberFormat")
    number_format = "" if form is None else form.get(f"{_SS}Format", "")
    if kind == "Error":
        return ErrorCell(text)
    if kind == "Boolean":
        return text == "1"
    if kind == "DateTime":
        moment = datetime.fromisoformat(text)
        if hides_year(number_format):
            return DayWithoutYear(moment, month_and_day(moment))
        return moment
    if kind == "Number":
        number = float(text)
        if number_format == "Percent" or is_percent(number_format):
            return percent(number)
        digits = shown_whole_number(number, number_format)
        return ShownNumber(number, digits) if digits else number
    return text or None
