"""Typed tables, Parquet files and rows of a database, as the raw cells of a sheet."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from loaders.problems import FileRejected
from loaders.text import plain

ROW_LIMIT = 2_000_000
VALUE_LIMIT = 20_000_000
BYTE_LIMIT = 512 << 20
_BATCH = 50  # rows; one long text may stand in all of them
_CHECKED_BATCH = 16_384


def read_parquet(path: Path) -> Iterator[list | dict]:
    """The lines of a Parquet file, its column names first; its size is known before its rows."""
    import pyarrow.parquet as pq

    # INT96 holds days that are too far for nanoseconds, such as 9999-12-31
    options = {"page_checksum_verification": True, "coerce_int96_timestamp_unit": "us"}
    with pq.ParquetFile(path, buffer_size=1 << 20, **options) as table:
        _check_size(table.metadata)
        yield {"name": path.stem}
        yield [1, *table.schema_arrow.names]
        number = 1
        for batch in table.iter_batches(_BATCH, use_threads=False):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield [number, *map(scalar, row)]


def check_parquet(path: Path) -> None:
    """Go through a large Parquet file once: every page is sound, every day is in the calendar."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, page_checksum_verification=True) as table:
        for batch in table.iter_batches(_CHECKED_BATCH, use_threads=False):
            for column in batch.columns:
                if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
                    list(map(scalar, pc.min_max(column).as_py().values()))


def _check_size(metadata) -> None:
    groups = [metadata.row_group(place) for place in range(metadata.num_row_groups)]
    values = sum(
        group.column(place).num_values for group in groups for place in range(group.num_columns)
    )
    size = sum(group.total_byte_size for group in groups)
    if metadata.num_rows > ROW_LIMIT:
        raise FileRejected("file_too_big", f"行数超过 {ROW_LIMIT:,}")
    if values > VALUE_LIMIT or size > BYTE_LIMIT:
        raise FileRejected("file_too_big", f"数据超过 {VALUE_LIMIT:,} 格或 {BYTE_LIMIT >> 20} MB")


def scalar(value: object) -> object:
    """A typed value as a cell could hold it: lists as ；-separated words, what is none as its text,
    pandas' moments, which are finer, as those of Python.

    >>> scalar(["新材料", None, "信息技术"]), scalar("湖北".encode()), scalar(95.5)
    ('新材料；信息技术', '湖北', 95.5)
    """
    if isinstance(value, list):
        return "；".join(plain(part) for part in value if part is not None)
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime) and value.__class__ is not datetime:
        return datetime.fromisoformat(value.isoformat())
    is_cell = value is None or isinstance(value, str | bool | int | float | date)
    return value if is_cell else str(value)


def put_texts(cells: list, texts: list[str | None]) -> list:
    """The cells of a column, texts in place of those that its type cannot hold."""
    return [cell if text is None else text for cell, text in zip(cells, texts, strict=True)]
