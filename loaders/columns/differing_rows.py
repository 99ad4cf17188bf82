"""The rows by which two states of a large register differ, told apart where they lie."""

from contextlib import closing
from pathlib import Path

import ibis
import pyarrow as pa

from loaders.columns.row_texts import md5_number_lower
from loaders.registers.column_store import ColumnStore

SEPARATOR = "\x1f"  # between cells: no cell of a register holds a control character


def find_differing_rows(before: Path, now: Path) -> tuple[pa.Table, pa.Table]:
    """Of each of two Parquet files of the same columns the rows that the other has not."""
    with closing(ColumnStore()) as store:
        old, new = (_mark_rows(store.engine.read_parquet(path)) for path in (before, now))
        gone = old.filter(old.mark.notin(new.mark)).drop("mark")
        came = new.filter(new.mark.notin(old.mark)).drop("mark")
        return store.engine.to_pyarrow(gone), store.engine.to_pyarrow(came)


def _mark_rows(table: ibis.Table) -> ibis.Table:
    """The rows with half of the md5 of all their cells, which alike rows have in common.

    A missing cell and an empty one are alike, as to whoever compares them.
    """
    cells = [table[name].cast("string").fill_null("") for name in table.columns]
    return table.mutate(mark=md5_number_lower(ibis.literal(SEPARATOR).join(cells)))
