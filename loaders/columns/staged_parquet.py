"""A Parquet file written anew for an engine that would give other cells than its rows have."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from loaders.columns.not_columnar import NotColumnar
from loaders.columns.parquet_cells import is_kept
from loaders.columns.staged_csv import NUMBER
from loaders.files.parquet import scalar
from loaders.work_progress import count_rows

_BATCH_ROWS = 16_384
_SLICE_ROWS = 500  # long lists are many times as large in Python


def stage_parquet(path: Path, target: Path, engine_name: str) -> pa.Schema:
    """Write NUMBER, the row's number from 1, and the cells as c0, c1 … to the target; returns the
    types of the cells.

    A cell that the engine of that name does not give back is written as the text that the reader
    of rows makes of it, a moment as the moment. Raises NotColumnar where a cell has none.
    """
    # as in loaders.files.parquet, which reads the rows
    with pq.ParquetFile(path, coerce_int96_timestamp_unit="us") as file:
        kinds = [_type_in(kind, engine_name) for kind in file.schema_arrow.types]
        cells = pa.schema([(f"c{place}", kind) for place, kind in enumerate(kinds)])
        staged = cells.insert(0, pa.field(NUMBER, pa.int64()))
        first = 2
        with pq.ParquetWriter(target, staged, compression="snappy") as writer:
            for batch in count_rows(file.iter_batches(_BATCH_ROWS, use_threads=False), "read", len):
                numbers = pa.array(range(first, first + len(batch)))
                columns = map(_write_as, batch.columns, kinds)
                writer.write_batch(pa.RecordBatch.from_arrays([numbers, *columns], schema=staged))
                first += len(batch)
    return cells


def _type_in(kind: pa.DataType, engine_name: str) -> pa.DataType:
    """The type in which the cells of a type are written."""
    if is_kept(kind, engine_name) and not pa.types.is_null(kind):
        return kind
    if isinstance(kind, pa.Bool8Type):
        return pa.bool_()
    return pa.timestamp("us", kind.tz) if pa.types.is_timestamp(kind) else pa.string()


def _write_as(cells: pa.Array, kind: pa.DataType) -> pa.Array:
    if cells.type == kind:
        return cells
    texts = []
    try:
        for first in range(0, len(cells), _SLICE_ROWS):
            texts += map(scalar, cells.slice(first, _SLICE_ROWS).to_pylist())
        return pa.array(texts, kind)
    except (ValueError, OverflowError) as failure:  # said where its rows are read
        raise NotColumnar from failure
