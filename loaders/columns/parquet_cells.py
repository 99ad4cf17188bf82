"""The cells of a Parquet file, where an engine gives back what the reader of its rows reads."""

from collections.abc import Collection
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.engines.engine import DUCKDB, FILE_ROW
from loaders.files.subprocess_reader import check_in_subprocess
from loaders.work_progress import report_step

_PARTS = (
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_string_view,
    pa.types.is_integer,
    pa.types.is_floating,
    pa.types.is_boolean,
)
_CELLS = (
    *_PARTS,
    pa.types.is_binary,
    pa.types.is_large_binary,
    pa.types.is_decimal128,
    pa.types.is_date,
    pa.types.is_timestamp,
    pa.types.is_null,
)


def read_schema(path: Path) -> pa.Schema:
    """The columns of a Parquet file. Raises FileRejected where a page is damaged."""
    report_step("inspecting")
    check_in_subprocess(path)
    return pq.read_schema(path)


def is_readable(schema: pa.Schema, engine_name: str) -> bool:
    """The engine of that name gives back all cells of a file as they are and renames no column.

    >>> is_readable(pa.schema([("", pa.string())]), DUCKDB)
    False
    """
    names = set(map(str.casefold, schema.names))
    is_renamed = len(names) < len(schema.names) or "" in names or FILE_ROW in names
    return not is_renamed and all(is_kept(kind, engine_name) for kind in schema.types)


def is_kept(kind: pa.DataType, engine_name: str) -> bool:
    """The engine gives back the cells of this type as they are, and can compare them."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return any(is_kind(kind.value_type) for is_kind in _PARTS)
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        return engine_name == DUCKDB and kind.tz is None  # the others are no type of Spark or Ibis
    return any(is_kind(kind) for is_kind in _CELLS)


def name_cells(rows: ibis.Table, heading: list[str], blank: Collection[int] = ()) -> ibis.Table:
    """The rows of a Parquet file with FILE_ROW, as the cells of a ColumnSource.

    blank: the places of columns of the type without any value, which Ibis has not.
    """
    named = {f"c{place}": rows[name] for place, name in enumerate(heading)}
    named |= {f"c{place}": ibis.null("string") for place in blank}
    return rows.select(number=rows[FILE_ROW] + 2, **named)


def list_blank(schema: pa.Schema) -> list[int]:
    """The places of the columns of the type without any value."""
    return [place for place, kind in enumerate(schema.types) if pa.types.is_null(kind)]


def list_zones(schema: pa.Schema) -> dict[int, pa.DataType]:
    """The types of the moments with a zone, by place: an engine gives them in a zone of its own."""
    return {
        place: kind
        for place, kind in enumerate(schema.types)
        if pa.types.is_timestamp(kind) and kind.tz is not None
    }
