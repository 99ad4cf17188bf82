"""Pages written as the files that a province would send."""

import csv
import io
import random
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlwt
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from loaders.cells.converters import ErrorCell
from loaders.text import plain
from tests.loaders.fuzz.pages import Page

FORMATS = ("xlsx", "csv", "parquet", "xls")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


def write(made: list[Page], kind: str, folder: Path, chance: random.Random) -> list[Path]:
    """The files of the pages: one workbook, or one text or Parquet file a page."""
    if kind in ("xlsx", "xls"):
        path = folder / f"登记册.{kind}"
        path.write_bytes((workbook if kind == "xlsx" else old_workbook)(made, chance))
        return [path]
    paths = [folder / f"{page.name}.{kind}" for page in made]
    for page, path in zip(made, paths, strict=True):
        path.write_bytes(text(page, chance) if kind == "csv" else parquet(page))
    return paths


def workbook(made: list[Page], chance: random.Random) -> bytes:
    book = Workbook()
    book.remove(book.active)
    if chance.random() < 0.1:
        book.epoch = CALENDAR_MAC_1904
    for page in made:
        sheet = book.create_sheet(page.name)
        sheet.sheet_state = "hidden" if page.hidden else "visible"
        for number, line in enumerate(page.lines, 1):
            for place, cell in enumerate(line, 1):
                if cell is not None:
                    _put(sheet.cell(number, place), cell)
        if chance.random() < 0.1:
            sheet.row_dimensions[chance.randint(1, len(page.lines))].hidden = True
        for first, last, place in page.merged:
            top = len(page.above) + 2
            sheet.merge_cells(None, top + first, place + 1, top + last, place + 1)
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
    for page in made:
        sheet = book.add_sheet(page.name)
        sheet.visibility = int(page.hidden)
        for number, line in enumerate(page.lines):
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


def text(page: Page, chance: random.Random) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=chance.choice(",\t;")).writerows(
        [[plain(cell) if cell is not None else "" for cell in line] for line in page.lines]
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
