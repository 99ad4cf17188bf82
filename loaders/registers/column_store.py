"""The engine that holds large registers outside memory, and the folder of its files."""

from __future__ import annotations

import weakref
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.temporary_folders import TemporaryFolder

if TYPE_CHECKING:
    import ibis

MEMORY_LIMIT = "600MB"  # of the engine; what does not fit goes into the folder


class ColumnStore:
    """Parquet files of one build and the engine that reads them, both gone at `close`.

    Neither folder nor engine is made before it is needed: most builds have no large register.
    """

    def __init__(self) -> None:
        self._numbers = count(1)

    @cached_property
    def folder(self) -> Path:
        """A folder of this process alone."""
        folder = TemporaryFolder("columns")
        # a store that nobody closes ends with its last user
        self._remove = weakref.finalize(self, folder.close)
        return folder.path

    @cached_property
    def engine(self) -> ibis.BaseBackend:
        """DuckDB within MEMORY_LIMIT, its overflow in the folder."""
        import ibis

        return ibis.duckdb.connect(memory_limit=MEMORY_LIMIT, temp_directory=str(self.folder))

    def new_file(self, purpose: str) -> Path:
        """The path of a file that is not there yet."""
        return self.folder / f"{next(self._numbers)}-{purpose}.parquet"

    def write(self, rows: ibis.Table, purpose: str, compression: str = "zstd") -> Path:
        """The rows as a file of the folder, in the order of the expression.

        compression: snappy for what this build alone reads, zstd for what is published.
        """
        path = self.new_file(purpose)
        self.engine.to_parquet(rows, path, compression=compression)
        return path

    def close(self) -> None:
        """Disconnect the engine and remove the folder."""
        if "engine" in self.__dict__:
            self.engine.disconnect()
        if "folder" in self.__dict__:
            self._remove()
