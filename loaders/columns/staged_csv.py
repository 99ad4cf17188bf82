"""A CSV as a Parquet file of texts, for the engine; read by the reader of all CSV files."""

from collections.abc import Callable
from itertools import chain, islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from loaders.files.csv_text import encoding_of, records_of, separator_of
from loaders.work_progress import count_rows

HEAD_ROWS = 100  # among them the heading is looked for
BATCH_ROWS = 50_000
NUMBER, SURPLUS = "number", "surplus"


def stage_csv(
    path: Path, target: Path, find_heading_row: Callable[[list[list[str]]], int]
) -> list[list[str]]:
    """Write the records below the heading to the target; returns the first ones, down to it.

    find_heading_row: the place of the heading, from 0, among the first HEAD_ROWS records. Columns:
    NUMBER, the row's number from 1; c0, c1 …, one per heading, null where the record ends before;
    SURPLUS, the cells beyond the headings, null without any. Raises FileRejected.
    """
    encoding = encoding_of(path)
    records = iter(count_rows(records_of(path, encoding, separator_of(path, encoding)), "read"))
    first = list(islice(records, HEAD_ROWS)) or [[]]
    number = find_heading_row(first) + 2
    top, heading = first[: number - 1], first[number - 2]
    records = chain(first[number - 1 :], records)
    names = [f"c{place}" for place in range(len(heading))]
    fields = [(NUMBER, pa.int64()), *((name, pa.string()) for name in names)]
    schema = pa.schema([*fields, (SURPLUS, pa.list_(pa.string()))])
    with pq.ParquetWriter(target, schema, compression="snappy") as writer:
        while rows := list(islice(records, BATCH_ROWS)):
            writer.write_batch(_batch(rows, number, len(heading), schema))
            number += len(rows)
    return top


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
