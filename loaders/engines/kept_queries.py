"""Expressions over tables in memory as queries of an engine, written once in a process.

What a query says depends on the columns of its tables alone, and to write it takes longer than to
compute it over the registers of a province.
"""

import functools
from collections.abc import Callable

import ibis
import pyarrow as pa

from loaders.engines.engine import Engine

# expressions by name over tables by name; a function of a module, for its queries are kept by it
Express = Callable[[dict[str, ibis.Table]], dict[str, ibis.Table]]
Columns = tuple[tuple[str, pa.Schema], ...]


def compute(express: Express, tables: dict[str, pa.Table], engine: Engine) -> dict[str, pa.Table]:
    """The rows of every expression over the tables."""
    plain = {name: table.replace_schema_metadata() for name, table in tables.items()}
    columns = tuple((name, table.schema) for name, table in plain.items())
    return engine.query(_write_queries(express, columns, engine.name), plain)


@functools.lru_cache(maxsize=16)
def _write_queries(express: Express, columns: Columns, dialect: str) -> dict[str, str]:
    tables = {
        name: ibis.table(ibis.Schema.from_pyarrow(schema), name=name) for name, schema in columns
    }
    return {name: ibis.to_sql(rows, dialect=dialect) for name, rows in express(tables).items()}
