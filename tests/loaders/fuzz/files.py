"""Pages written as the files that a province would send."""

import csv
import io
import random
import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq
import xlwt
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from loaders.cells.converters import ErrorCell
from loaders.text import plain
from tests.loaders.files import drawn_ods as ods
from tests.loaders.fuzz.pages import Page, lines_of, sheets_of

FORMATS = ("xlsx", "csv", "parquet", "xls", "ods", "zip")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


def write(made: list[Page], kind: str, folder: Path, chance: random.Random) -> list[Path]:
    """The files of the pages: one workbook, one archive, or one text or Parquet file a sheet."""
    if kind in WORKBOOKS:
        path = folder / f"登记册.{kind}"
        path.write_bytes(WORKBOOKS[kind](made, chance))
        return [path]
    if kind == "zip":
        path = folder / "登记册.zip"
        path.write_bytes(archive(made, chance))
        return [path]
    paths = []
    for name, sheet in sheets_of(made).items():
        path = folder / f"{name}.{kind}"
        path.write_bytes(text(sheet, chance) if kind == "csv" else parquet(*sheet))
        paths.append(path)
    return paths


def workbook(made: list[Page], chance: random.Random) -> bytes:
    book = Workbook()
    book.remove(book.active)
    if chance.random() < 0.1:
        book.epoch = CALENDAR_MAC_1904
    for name, on_sheet in sheets_of(made).items():
        sheet, lines = book.create_sheet(name), lines_of(on_sheet)
        sheet.sheet_state = "hidden" if on_sheet[0].hidden else "visible"
        for number, line in enumerate(lines, 1):
            for place, cell in enumerate(line, 1):
                if cell is not None:
                    _put(sheet.cell(number, place), cell)
        if chance.random() < 0.1:
            sheet.row_dimensions[chance.randint(1, len(lines))].hidden = True
        for page in on_sheet:
            for first, last, place in page.merged:
                top, column = page.first_line, page.column + place + 1
                sheet.merge_cells(None, top + first, column, top + last, column)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _put(cell, value: object) -> None:
    cell.value = str(value) if isinstance(value, ErrorCell) else value
    if isinstance(value, ErrorCell):
        cell.data_type = "e"
    elif isinstance(value, str) and not value.startswith("=1"):
        cell.data_type = "s"  # only =1+1 is meant as a formula


def old_workbook(made: list[Page], _chance: random.Random) -> bytes:
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for name, on_sheet in sheets_of(made).items():
        sheet = book.add_sheet(name)
        sheet.visibility = int(on_sheet[0].hidden)
        for number, line in enumerate(lines_of(on_sheet)):
            for place, cell in enumerate(line):
                if isinstance(cell, date) and cell.year >= 1900:
                    sheet.write(number, place, cell, day)
                elif cell is not None:
                    sheet.write(number, place, _old(cell))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _old(cell: object) -> object:
    if isinstance(cell, bool | float) or (isinstance(cell, int) and abs(cell) < 1 << 30):
        return cell
    return plain(cell)[:32_767]


def open_workbook(made: list[Page], _chance: random.Random) -> bytes:
    sheets = []
    for name, on_sheet in sheets_of(made).items():
        rows = [ods.row(*map(_open_cell, line)) for line in lines_of(on_sheet)]
        style = ""
        if on_sheet[0].hidden:
            style = 'table:style-name="hidden"'
        sheets.append(ods.sheet(*rows, name=_xml(name), more=style))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", ods.document(*sheets))
    return stream.getvalue()


def _open_cell(cell: object) -> str:
    """A cell as LibreOffice stores it: what it is, and the text that it shows."""
    if cell is None:
        return "<table:table-cell/>"
    text = _xml(plain(cell))
    if isinstance(cell, ErrorCell):
        return ods.cell(text, "string", 'calcext:value-type="error"')
    if isinstance(cell, bool):
        return ods.cell(text, "boolean", f'office:boolean-value="{str(cell).lower()}"')
    if isinstance(cell, int | float):
        return ods.cell(text, "float", f'office:value="{cell!r}"')
    if isinstance(cell, date):
        day = cell.isoformat()
        return ods.cell(text, "date", f'office:date-value="{day}" table:style-name="with_year"')
    return ods.cell(text)


def _xml(text: str) -> str:
    """Text as XML holds it, without the signs that it cannot hold; line breaks as paragraphs."""
    allowed = "".join(sign for sign in text if sign in "\t\n" or sign >= " ")
    allowed = (
        allowed.encode("utf-8", "replace").decode().replace("\ufffe", "").replace("\uffff", "")
    )
    spaces = escape(allowed, {'"': "&quot;"}).replace("\t", "<text:tab/>")
    return spaces.replace("  ", " <text:s/>").replace("\n", "</text:p><text:p>")


WORKBOOKS = {"xlsx": workbook, "xls": old_workbook, "ods": open_workbook}


def archive(made: list[Page], chance: random.Random) -> bytes:
    """A text file a sheet, packed together."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, sheet in sheets_of(made).items():
            parts.writestr(f"{name}.csv", text(sheet, chance))
    return stream.getvalue()


def text(sheet: list[Page], chance: random.Random) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=chance.choice(",\t;")).writerows(
        [[plain(cell) if cell is not None else "" for cell in line] for line in lines_of(sheet)]
    )
    return stream.getvalue().encode(chance.choice(ENCODINGS), errors="replace")


def parquet(page: Page) -> bytes:
    lines = [[None if cell is None else plain(cell) for cell in row.cells] for row in page.rows]
    width = len(page.columns)
    arrays = [
        pa.array([line[i] if i < len(line) else None for line in lines], pa.string())
        for i in range(width)
    ]
    names = [str(column.heading) for column in page.columns]
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, names), stream)
    return stream.getvalue()
