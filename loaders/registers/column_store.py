"""The engine of a build, which holds large registers outside memory, and its folder of files."""

from __future__ import annotations

import weakref
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.temporary_folders import TemporaryFolder
from loaders.engines.engine import DUCKDB, SPARK, Engine, SortedRows, is_remote, require_engine

if TYPE_CHECKING:
    import ibis


class ColumnStore:
    """Parquet files of one build and the engine that reads them, both gone at `close`.

    Neither folder nor engine is made before it is needed.
    """

    def __init__(self, engine_name: str = DUCKDB) -> None:
        self.engine_name = engine_name
        self._numbers = count(1)

    @property
    def sees_local_files(self) -> bool:
        """Whether the engine reads files of this machine by their paths."""
        return self.engine_name == DUCKDB or not is_remote()

    @cached_property
    def folder(self) -> Path:
        """A folder of this process alone."""
        folder = TemporaryFolder("columns")
        # a store that nobody closes ends with its last user
        self._remove = weakref.finalize(self, folder.close)
        return folder.path

    @cached_property
    def engine(self) -> Engine:
        """The engine of the name. Raises BuildFailed."""
        require_engine(self.engine_name)
        if self.engine_name == SPARK:
            from loaders.engines.spark import connect_spark

            return connect_spark()
        from loaders.engines.duck import connect_duckdb

        return connect_duckdb(self.folder)

    def new_file(self, purpose: str) -> Path:
        """The path of a file that is not there yet."""
        return self.folder / f"{next(self._numbers)}-{purpose}.parquet"

    def keep(self, rows: ibis.Table, purpose: str) -> ibis.Table:
        """The rows, computed once: what follows reads them from the folder."""
        return self.engine.keep(rows, self.new_file(purpose))

    def write_sorted(self, table: SortedRows, purpose: str) -> Path:
        """The rows in their order as a file that is fit to publish."""
        path = self.new_file(purpose)
        self.engine.write_sorted(table, path)
        return path

    def close(self) -> None:
        """Disconnect the engine and remove the folder."""
        if "engine" in self.__dict__:
            self.engine.disconnect()
        if "folder" in self.__dict__:
            self._remove()
