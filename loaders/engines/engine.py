"""The engines by the name that --engine takes: each computes the same expressions."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from catalog.definitions import words
from loaders.os_errors import BuildFailed

if TYPE_CHECKING:  # the command line knows the names before anything is computed
    import ibis
    import pyarrow as pa

DUCKDB, SPARK = "duckdb", "spark"
# what each is: words.zh/terminal.toml, usage.engine
ENGINES = (DUCKDB, SPARK)
# the number of a row in its file, from 0, as `read_numbered` adds it
FILE_ROW = "file_row_number"


@dataclass(frozen=True)
class SortedRows:
    """Rows that are to be written in the order of a key, with these of their columns.

    has_few_words: each of these columns of text is known to have few different words.
    """

    rows: ibis.Table
    key: list[str]
    columns: list[str]
    has_few_words: bool = False


class Engine(Protocol):
    """What is asked of an engine; the first five are what every backend of Ibis has."""

    @property
    def name(self) -> str:
        """Of its dialect of SQL."""

    def execute(self, expr: ibis.Expr) -> object:
        """The value of a scalar expression."""

    def to_pyarrow(self, expr: ibis.Expr) -> pa.Table:
        """The rows of a table expression, or the values of a column."""

    def read_parquet(self, path: Path) -> ibis.Table:
        """The rows of a file or folder that this engine has written."""

    def disconnect(self) -> None:
        """Let go of everything."""

    def query(self, queries: dict[str, str], tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
        """The rows of queries in this engine's SQL over tables in memory, by their names."""

    def read_numbered(self, path: Path) -> ibis.Table:
        """The rows of a file with FILE_ROW."""

    def hold_words(self, words: pa.Table) -> ibis.Table:
        """A small table with a column `value`, which is joined to many rows."""

    def keep(self, rows: ibis.Table, path: Path) -> ibis.Table:
        """The rows written down and read back: what follows does not compute them again."""

    def write_sorted(self, table: SortedRows, path: Path) -> None:
        """One Parquet file of the rows in their order, compressed by zstd."""


def require_engine(name: str) -> None:
    """Raise BuildFailed with a sentence where something that the engine needs is not installed."""
    if name != SPARK:
        return
    packages = ["pyspark", "grpc"] if is_remote() else ["pyspark"]
    if not all(map(find_spec, packages)):
        raise BuildFailed(words()("engine.no_pyspark"))
    if not is_remote() and _java() is None:
        raise BuildFailed(words()("engine.no_java"))


def is_remote() -> bool:
    """Whether Spark is a cluster behind Spark Connect, which does not see this machine's files."""
    return bool(os.environ.get("SPARK_REMOTE"))


def _java() -> str | None:
    """The Java that Spark would start on this machine."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=Path(home, "bin")) if home else shutil.which("java")
