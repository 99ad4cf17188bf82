"""DuckDB in this process as an engine."""

from pathlib import Path

import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend

MEMORY_LIMIT = "600MB"  # what does not fit goes into the folder


class DuckDBEngine(Backend):
    """Ibis' backend and what loaders.engines.engine.Engine asks beside it."""

    def query(self, queries: dict[str, str], tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
        """The rows of queries over tables in memory, by their names."""
        for name, table in tables.items():
            self.con.register(name, table)
        return {name: self.con.sql(sql).to_arrow_table() for name, sql in queries.items()}

    def read_numbered(self, path: Path) -> ibis.Table:
        """The rows of a file with FILE_ROW."""
        return self.read_parquet(path, file_row_number=True)

    def keep(self, rows: ibis.Table, path: Path) -> ibis.Table:
        """The rows written down and read back."""
        self.to_parquet(rows, path, compression="snappy")
        return self.read_parquet(path)

    def write_file(self, rows: ibis.Table, path: Path) -> None:
        """One Parquet file in the order of the expression."""
        self.to_parquet(rows, path, compression="zstd")


def connect_duckdb(folder: Path) -> DuckDBEngine:
    """DuckDB within MEMORY_LIMIT, its overflow in the folder."""
    return DuckDBEngine().connect(memory_limit=MEMORY_LIMIT, temp_directory=str(folder))
