"""A CSV as a Parquet file of texts, for the engine; read by the reader of all CSV files."""

from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from loaders.files.csv_text import encoding_of, records_of, separator_of
from loaders.work_progress import count_rows

BATCH_ROWS = 50_000
NUMBER, SURPLUS = "number", "surplus"


def stage_csv(path: Path, target: Path) -> list[str]:
    """Write the records below the first one to the target; returns the first, the heading.

    Columns: NUMBER, the row's number from 1; c0, c1 …, one per heading, null where the record ends
    before; SURPLUS, the cells beyond the headings, null without any. Raises FileRejected.
    """
    encoding = encoding_of(path)
    records = iter(count_rows(records_of(path, encoding, separator_of(path, encoding)), "read"))
    heading = next(records, [])
    names = [f"c{place}" for place in range(len(heading))]
    fields = [(NUMBER, pa.int64()), *((name, pa.string()) for name in names)]
    schema = pa.schema([*fields, (SURPLUS, pa.list_(pa.string()))])
    number = 2
    with pq.ParquetWriter(target, schema, compression="snappy") as writer:
        while rows := list(islice(records, BATCH_ROWS)):
            writer.write_batch(_batch(rows, number, len(heading), schema))
            number += len(rows)
    return heading


def _batch(rows: list[list[str]], first: int, width: int, schema: pa.Schema) -> pa.RecordBatch:
    uneven = [row for row in rows if len(row) != width]
    surplus: list[list[str] | None] = [None] * len(rows)
    if uneven:
        surplus = [row[width:] or None for row in rows]
        rows = [row[:width] + [None] * (width - len(row)) for row in rows]
    columns = [pa.array(cells, pa.string()) for cells in zip(*rows, strict=True)]
    numbers = pa.array(range(first, first + len(rows)), pa.int64())
    return pa.RecordBatch.from_arrays(
        [numbers, *columns, pa.array(surplus, pa.list_(pa.string()))], schema=schema
    )
