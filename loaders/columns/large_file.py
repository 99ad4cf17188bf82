"""Which files are read as columns; the engine is started for them alone."""

from datetime import date
from pathlib import Path

from loaders.engines.engine import SPARK
from loaders.files.paths import TEXTS, public_address, readable, require_regular
from loaders.problems import FileRejected, Problem
from loaders.registers.column_store import ColumnStore
from loaders.registers.read_file import FileReading
from loaders.sheets.mapping import Mapping

# smaller files are read row by row as fast
MIN_PARQUET_BYTES = 1 << 20
MIN_CSV_BYTES = 4 << 20


def read_large_file(
    path: Path, name: str, mapping: Mapping, last_day: date, store: ColumnStore
) -> FileReading | None:
    """The file, its plain rows as columns; None where its rows are to be read one by one."""
    if (
        not store.sees_local_files
        or not is_large(path)
        or mapping.for_sheet(path, readable(path.stem))
    ):
        return None
    from loaders.columns.read_columns import read_columns

    return read_columns(path, name, last_day, store)


def read_cluster_address(
    address: str, mapping: Mapping, last_day: date, store: ColumnStore
) -> list[FileReading]:
    """The Parquet files that the cluster sees at an address, all their rows as columns."""
    if store.engine_name != SPARK:
        problem = Problem("cluster_address", public_address(address))
        return [FileReading(problem.file, problems=[problem])]
    from loaders.columns.cluster_files import read_cluster_files

    return read_cluster_files(address, mapping, last_day, store)


def is_large(path: Path) -> bool:
    """Whether the file is of a kind and size that is read as columns."""
    try:
        require_regular(path)
        size = path.stat().st_size
    except (FileRejected, OSError):
        return False  # what is wrong with the file is said where its rows are read
    if path.suffix.lower() in TEXTS:
        return size >= MIN_CSV_BYTES
    return path.suffix.lower() == ".parquet" and size >= MIN_PARQUET_BYTES
