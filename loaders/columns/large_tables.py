"""Tables of a version that are too large for memory: written by the engine, file by file."""

from pathlib import Path

import ibis
import pyarrow as pa

from catalog.definitions import catalog
from loaders.aggregate.counted_rows import (
    ORDER,
    express_rows,
    name_lifetimes,
    number_rows,
    schema_of,
)
from loaders.aggregate.observations import add_up
from loaders.engines.engine import FILE_ROW, SortedRows
from loaders.registers.column_store import ColumnStore
from loaders.registers.plain_rows import PlainRows
from loaders.work_progress import report_step


def sort_registers(
    tables: dict[str, pa.Table], plain: dict[str, list[PlainRows]], store: ColumnStore
) -> dict[str, Path]:
    """The registers with plain rows as files in the order of the key, the records among them."""
    paths = {}
    for name, parts in plain.items():
        table = tables[name]
        rows = len(table) + sum(part.count for part in parts)
        report_step("sorting", register=catalog().registers[name].sheet, rows=rows)
        first, *others = (part.table.select(table.schema.names) for part in parts)
        # the engine sorts more than its memory holds where all but the first of a union is little
        if others:
            first = store.keep(ibis.union(first, *others), "unsorted")
        key = list(catalog().registers[name].key)
        together = ibis.union(first, ibis.memtable(table))
        paths[name] = store.write_sorted(SortedRows(together, key, table.schema.names), name)
    return paths


def count_and_observe(
    tables: dict[str, pa.Table],
    sorted_files: dict[str, Path],
    lifetimes: dict[str, pa.Table],
    store: ColumnStore,
) -> tuple[dict[str, Path], dict[str, pa.Table]]:
    """The counted rows as files, and the five observation tables.

    sorted_files: the registers that lie in files, whose rows in `tables` are only some.
    """
    in_memory = tables | name_lifetimes(lifetimes)
    numbered = {name: ibis.memtable(number_rows(table)) for name, table in in_memory.items()}
    numbered |= {name: _read_numbered(path, store) for name, path in sorted_files.items()}
    counted = {}
    expressed = express_rows(numbered)
    for done, (name, rows) in enumerate(expressed.items(), 1):
        report_step("counting", done=done, count=len(expressed))
        schema = schema_of(name)
        rows = rows.cast(ibis.Schema.from_pyarrow(schema))
        table = SortedRows(rows, ORDER, schema.names, has_few_words=True)
        counted[name] = store.write_sorted(table, name)
    read = {name: store.engine.read_parquet(path) for name, path in counted.items()}
    report_step("adding_up")
    return counted, add_up(read, store.engine)


def _read_numbered(path: Path, store: ColumnStore) -> ibis.Table:
    """The rows of a file with the number of each, from 0."""
    table = store.engine.read_numbered(path)
    return table.mutate(row=table[FILE_ROW].cast("int32")).drop(FILE_ROW)
