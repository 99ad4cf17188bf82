"""Which files are read as columns; the engine is started for them alone."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loaders.engines.engine import SPARK
from loaders.files.open_file import read_sheets
from loaders.files.paths import TEXTS, public_address, readable, require_regular
from loaders.files.raw_sheet import Sheet
from loaders.problems import FileRejected, Problem
from loaders.registers.column_store import ColumnStore
from loaders.registers.read_file import FileReading, Table
from loaders.registers.read_sheet import Reading
from loaders.sheets.mapping import Mapping, RegisterMapping

# smaller files are read row by row as fast
MIN_PARQUET_BYTES = 1 << 20
MIN_CSV_BYTES = 4 << 20


@dataclass(frozen=True)
class LargeFile:
    """A .csv or .parquet that is read as columns; see loaders.registers.read_file.LargeTable.

    is_passing: the file is gone once it is read, as one unpacked from an archive.
    """

    path: Path
    store: ColumnStore
    is_passing: bool = False

    @property
    def name(self) -> str:
        """The name of its only sheet."""
        return readable(self.path.stem)

    def read(
        self, file: str, mapped: list[RegisterMapping], last_day: date
    ) -> list[tuple[Table, Reading]] | None:
        """Its tables read as columns; None where its rows are to be read one by one."""
        from loaders.columns.column_source import ColumnSource
        from loaders.columns.read_columns import open_file, read_columns

        def open_source(width: int) -> ColumnSource:
            return open_file(self._lasting_path(), self.store, self.name, mapped, width)

        return read_columns(open_source, file, mapped, last_day)

    def _lasting_path(self) -> Path:
        """The file, where it lasts as long as the build: rows that a problem names are read again
        from a .parquet, and from what a text was made into."""
        if not self.is_passing or self.path.suffix.lower() in TEXTS:
            return self.path
        return Path(shutil.copyfile(self.path, self.store.new_file("unpacked")))

    def to_sheet(self) -> Sheet:
        """All its rows. Raises FileRejected."""
        (sheet,) = read_sheets(self.path)
        sheet.name = self.name
        return sheet


def find_large_file(path: Path, is_passing: bool, *, store: ColumnStore) -> LargeFile | None:
    """The file as one that is read as columns; None where it is too small or of another kind."""
    is_column_file = store.sees_local_files and is_large(path)
    return LargeFile(path, store, is_passing) if is_column_file else None


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
