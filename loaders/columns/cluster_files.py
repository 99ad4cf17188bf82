"""Registers that lie where a cluster sees them: Parquet files that Spark reads and checks itself.

Only rows that ask for a word come here. What cannot be checked as columns is refused: nobody could
read such a file row by row.
"""

from datetime import date
from pathlib import PurePosixPath

import ibis

from loaders.columns.column_source import ColumnSource
from loaders.columns.not_columnar import NotColumnar
from loaders.columns.parquet_cells import name_cells
from loaders.columns.read_columns import SourceReader
from loaders.files.parquet import BYTE_LIMIT
from loaders.files.paths import public_address
from loaders.os_errors import BuildFailed
from loaders.problems import FileRejected, Problem
from loaders.registers.column_store import ColumnStore
from loaders.registers.read_file import FileReading
from loaders.sheets.mapping import Mapping


def read_cluster_files(
    address: str, mapping: Mapping, last_day: date, store: ColumnStore
) -> list[FileReading]:
    """Every Parquet file at an address, or in the folder there, in the order of the addresses."""
    try:
        files = store.engine.list_files(address)
    except BuildFailed as failure:
        return [_refuse_unread(address, str(failure))]
    if not files:
        return [_refuse_unread(address, address)]
    return [_read_file(file, size, mapping, last_day, store) for file, size in files]


def _read_file(
    address: str, size: int, mapping: Mapping, last_day: date, store: ColumnStore
) -> FileReading:
    path = PurePosixPath(address)
    try:
        if size > BYTE_LIMIT:
            raise NotColumnar
        reading = FileReading(public_address(address))
        mapped = mapping.for_sheet(path, path.stem)
        reader = SourceReader(_open_file(address, store), reading.file, mapped, last_day)
        for table, result in reader.read():
            reading.add(table, result)
        reading.sha256 = store.engine.digest_file(address)
        return reading
    except NotColumnar:
        return _refuse(address, FileRejected("cluster_not_columnar"))
    except FileRejected as why:
        return _refuse(address, why)
    except BuildFailed as failure:
        return _refuse_unread(address, str(failure))


def _open_file(address: str, store: ColumnStore) -> ColumnSource:
    """The file as a table of cells. Raises NotColumnar where Spark cannot compare its cells."""
    rows = store.engine.read_numbered(address)
    *columns, _row = rows.schema().items()
    heading = [name for name, _kind in columns]
    if not all(_is_simple(kind) for _name, kind in columns):
        raise NotColumnar
    cells = name_cells(rows, heading)
    return ColumnSource(PurePosixPath(address).stem, [heading], len(heading), cells, store)


def _is_simple(kind: ibis.expr.datatypes.DataType) -> bool:
    if kind.is_array():
        kind = kind.value_type
    # no moments: Spark gives those of old files the zone of the session, nobody else does
    simple = (kind.is_string, kind.is_binary, kind.is_boolean, kind.is_numeric, kind.is_date)
    return any(is_kind() for is_kind in simple)


def _refuse_unread(address: str, reason: str) -> FileReading:
    return _refuse(address, FileRejected("cluster_unreadable", public_address(reason)))


def _refuse(address: str, why: FileRejected) -> FileReading:
    name = public_address(address)
    return FileReading(name, problems=[Problem(why.code, name, detail=why.detail, **why.where)])
