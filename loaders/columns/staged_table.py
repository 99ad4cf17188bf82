"""A table of a database as a Parquet file of its cells, for the engine.

It comes batch by batch, so that memory holds no more of it than one. The tables of a database are
read in one transaction and checked after it: what is to be read row by row comes from the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from loaders.columns.staged_csv import NUMBER
from loaders.files.parquet import put_texts, scalar
from loaders.files.postgres import DAY_LOADERS, Batch, TableColumn, hold_rows
from loaders.files.raw_sheet import Sheet
from loaders.registers.column_store import ColumnStore
from loaders.registers.read_file import Table
from loaders.registers.read_sheet import Reading
from loaders.registers.register_rows import LARGE_REGISTERS
from loaders.sheets.mapping import RegisterMapping

MIN_ROWS = 20_000  # fewer are read row by row as fast
_BATCH_ROWS = 10_000
_TYPES = {
    **dict.fromkeys(("int2", "int4", "int8"), pa.int64()),
    **dict.fromkeys(("float4", "float8", "numeric"), pa.float64()),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}
_TEXTS = ("text", "varchar", "bpchar")


@dataclass(frozen=True)
class StagedTable:
    """A table in a file of the store; see loaders.registers.read_file.LargeTable."""

    name: str
    columns: list[TableColumn]
    path: Path
    store: ColumnStore

    def read(
        self, file: str, mapped: list[RegisterMapping], last_day: date
    ) -> list[tuple[Table, Reading]] | None:
        """Its tables read as columns; None where its rows are to be read one by one."""
        from loaders.columns.column_source import ColumnSource
        from loaders.columns.parquet_cells import list_zones
        from loaders.columns.read_columns import read_columns

        def open_source(_width: int) -> ColumnSource:
            heading = [column.name for column in self.columns]
            cells = self.store.engine.read_parquet(self.path)
            zones = list_zones(pq.read_schema(self.path).remove(0))
            unfit = _name_unfit(self.columns)
            width = len(heading)
            return ColumnSource(
                self.name, [heading], width, cells, self.store, zones=zones, unfit=unfit
            )

        return read_columns(open_source, file, mapped, last_day)

    def to_sheet(self) -> Sheet:
        """All its rows."""
        return hold_rows(self.name, self.columns, _read_back(self.columns, self.path))


def hold_table(
    name: str, columns: list[TableColumn], batches: Iterator[Batch], store: ColumnStore
) -> Sheet | StagedTable:
    """A table of a large register with MIN_ROWS or more in a file, any other one as a sheet; every
    one where the engine is elsewhere and does not see the file.
    """
    first: list[Batch] = []
    if name in LARGE_REGISTERS and store.sees_local_files:
        rows = 0
        for batch in batches:
            first.append(batch)
            rows += len(batch)
            if rows >= MIN_ROWS:
                return _stage_table(name, columns, chain(first, batches), store)
    return hold_rows(name, columns, chain(first, batches))


def _stage_table(
    name: str, columns: list[TableColumn], batches: Iterator[Batch], store: ColumnStore
) -> Sheet | StagedTable:
    """The table in a file, or as a sheet where a cell is of no type that the file can hold."""
    path = store.new_file("table")
    cells = [(f"c{place}", _type_of(column)) for place, column in enumerate(columns)]
    unfit = [(name, pa.string()) for name in _name_unfit(columns).values()]
    schema = pa.schema([(NUMBER, pa.int64()), *cells, *unfit])
    number = 2
    with pq.ParquetWriter(path, schema, compression="snappy") as writer:
        for batch in batches:
            try:
                staged = _to_arrow(columns, batch, number, schema)
            except (pa.ArrowException, OverflowError):  # an unusual type
                unusual = batch
                break
            writer.write_batch(staged)
            number += len(batch)
        else:
            return StagedTable(name, columns, path, store)
    return hold_rows(name, columns, chain(_read_back(columns, path), [unusual], batches))


def _type_of(column: TableColumn) -> pa.DataType:
    if column.type == "timestamptz":
        return pa.timestamp("us", tz=column.zone)
    return _TYPES.get(column.type, pa.string())


def _name_unfit(columns: list[TableColumn]) -> dict[int, str]:
    """By place of each column of days, the name of one for the texts that stand in place of a day,
    such as 'infinity'."""
    return {place: f"unfit{place}" for place, c in enumerate(columns) if c.type in DAY_LOADERS}


def _to_arrow(
    columns: list[TableColumn], rows: Batch, first: int, schema: pa.Schema
) -> pa.RecordBatch:
    """The rows, numbered from the first; what has no type of its own as a cell could hold it."""
    received = list(zip(*rows, strict=True))
    arrays = [range(first, first + len(rows))]
    for column, cells in zip(columns, received, strict=True):
        if column.type in DAY_LOADERS:
            cells = [None if isinstance(cell, str) else cell for cell in cells]
        elif column.type not in (*_TYPES, *_TEXTS):
            cells = list(map(scalar, cells))
        arrays.append(cells)
    for place in _name_unfit(columns):
        arrays.append([cell if isinstance(cell, str) else None for cell in received[place]])
    arrays = [pa.array(cells, kind) for cells, kind in zip(arrays, schema.types, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _read_back(columns: list[TableColumn], path: Path) -> Iterator[Batch]:
    unfit = _name_unfit(columns)
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_BATCH_ROWS):
            cells = [batch[f"c{place}"].to_pylist() for place in range(len(columns))]
            for place, name in unfit.items():
                cells[place] = put_texts(cells[place], batch[name].to_pylist())
            yield list(zip(*cells, strict=True))
