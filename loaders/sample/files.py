"""Writes fictional registers: a workbook, CSV files or Parquet files; equal frames, equal bytes."""

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from catalog.definitions import Register, catalog

WORKBOOK_ROWS = 200_000
ROW_GROUP = 250_000
# Office files carry times; a fixed one keeps equal content equal to the byte.
STAMP = datetime(2026, 10, 31)
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def check_workbook_rows(register: str, rows: int) -> None:
    """Refuse a register too long for a workbook before time is spent on it."""
    if rows > WORKBOOK_ROWS:
        sheet = catalog().registers[register].sheet
        raise ValueError(
            f"“{sheet}”有 {rows} 行，超过工作簿每表 {WORKBOOK_ROWS} 行的上限，"
            "请改用 --format csv 或 --format parquet"
        )


def write_workbook(path: Path, frames: dict[str, pd.DataFrame]) -> Path:
    """One sheet per register with its Chinese name and headings."""
    for name, frame in frames.items():
        check_workbook_rows(name, len(frame))
    book = Workbook(write_only=True)
    book.properties.creator = "python -m loaders sample"
    book.properties.title = "演示数据（虚构）"
    book.properties.created = STAMP
    for name, frame in frames.items():
        register = catalog().registers[name]
        _fill(book.create_sheet(register.sheet), register, frame)
    received = io.BytesIO()
    book.save(received)
    path.write_bytes(_timeless(received))
    return path


def _fill(page, register: Register, frame: pd.DataFrame) -> None:
    columns = [_cells(frame[column]) for column in frame]
    headings = [register.columns[column].heading for column in frame]
    page.freeze_panes = "A2"
    for place, (heading, cells) in enumerate(zip(headings, columns, strict=True), 1):
        width = max(map(_width, [heading, *cells[:500]]))
        page.column_dimensions[get_column_letter(place)].width = min(width + 3, 52)
    page.append([_heading(page, heading) for heading in headings])
    for row in zip(*columns, strict=True):
        page.append(row)


def _heading(page, text: str):
    cell = WriteOnlyCell(page, value=text)
    cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, Alignment(vertical="center")
    return cell


def _cells(column: pd.Series) -> list:
    """Plain values; a date without a clock time is shown as yyyy-mm-dd by the workbook."""
    values = column.dt.date if column.dtype.kind == "M" else column
    return values.astype(object).where(column.notna(), None).tolist()


def _width(value) -> int:
    return sum(2 if ord(mark) > 0x2E7F else 1 for mark in str(value if value is not None else ""))


def _timeless(received: io.BytesIO) -> bytes:
    """The same workbook with every time in it set to STAMP."""
    written = io.BytesIO()
    with zipfile.ZipFile(received) as source, zipfile.ZipFile(written, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                stamp = STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = _MODIFIED.sub(rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            copy.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def write_csv(out: Path, register: Register, frame: pd.DataFrame) -> Path:
    """One register with Chinese headings; the byte order mark tells Excel that it is UTF-8."""
    path = out / f"{register.sheet}.csv"
    headings = [register.columns[column].heading for column in frame]
    frame.to_csv(path, header=headings, index=False, encoding="utf-8-sig", lineterminator="\n")
    return path


def write_parquet(out: Path, register: Register, frame: pd.DataFrame) -> Path:
    """One register with canonical names, written in row groups to hold little at a time."""
    path = out / f"{register.name}.parquet"
    schema = pa.schema([(column, _arrow_type(frame[column].dtype)) for column in frame])
    with pq.ParquetWriter(path, schema) as writer:
        for first in range(0, max(len(frame), 1), ROW_GROUP):
            part = frame.iloc[first : first + ROW_GROUP]
            table = pa.Table.from_pandas(part, schema=schema, preserve_index=False)
            writer.write_table(table.replace_schema_metadata(None))
    return path


def _arrow_type(dtype) -> pa.DataType:
    kinds = {"M": pa.date32(), "i": pa.int64(), "f": pa.float64()}
    return kinds.get(dtype.kind, pa.string())
