"""The tables of a published folder: small ones are read at once, large ones when asked for."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock
from types import MappingProxyType

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.store.numbered_words import NumberedWords, number_words
from loaders.store.word_ranks import rank_words

# rows from which a table is left on disk until somebody asks for it: most pages need only sums
LARGE_TABLE_ROWS = 200_000
# text of a table that large stays in Arrow, where it takes a fraction of the room
_ARROW_TEXT = {pa.string(): pd.StringDtype("pyarrow", na_value=np.nan)}
# columns of few different words, read as categories
_CATEGORIES = ("indicator", "domain", "province", "category", "role", "register")
GEOMETRY = "provinces"  # which only the map reads
NO_CHOICE: Mapping[str, list[str]] = MappingProxyType({})


class TableFiles(Mapping[str, pd.DataFrame]):
    """Frames by the name of their table. Shared by all sessions: never edit them.

    large: the tables left on disk. frames: the others, and what stands for a large one instead.
    """

    def __init__(self, large: Mapping[str, LargeTable], frames: Mapping[str, pd.DataFrame]):
        self._large = {name: table for name, table in large.items() if name not in frames}
        self._frames = dict(frames)
        self._filled: dict[tuple[str, str], bool] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._large[name].frame if name in self._large else self._frames[name]

    def __contains__(self, name: object) -> bool:
        return name in self._large or name in self._frames  # a mapping's own would read the table

    def __iter__(self) -> Iterator[str]:
        return iter(sorted([*self._large, *self._frames]))

    def __len__(self) -> int:
        return len(self._large) + len(self._frames)

    def __or__(self, frames: Mapping[str, pd.DataFrame]) -> TableFiles:
        """These tables, some of them replaced or added."""
        return TableFiles(self._large, {**self._frames, **frames})

    def count_rows(self, name: str) -> int:
        """How many rows a table has; a large one is not read for it."""
        return self._large[name].rows if name in self._large else len(self._frames[name])

    def is_large(self, name: str) -> bool:
        """Whether a table was left on disk."""
        return name in self._large

    def has_values(self, name: str, column: str) -> bool:
        """Whether any row of a table has a value in the column; a large one is not read for it.

        Looked up once: dozens of indicators ask for it in every scope.
        """
        if (name, column) not in self._filled:
            self._filled[name, column] = self._has_values(name, column)
        return self._filled[name, column]

    def _has_values(self, name: str, column: str) -> bool:
        if name in self._large:
            return self._large[name].has_values(column)
        return bool(self._frames[name][column].notna().any())

    def take(
        self, name: str, places: Sequence[int], columns: Container[str] | None = None
    ) -> pd.DataFrame:
        """The rows at these places, from 0, in their order; columns: the only ones, None for all.

        Of a large table no more is read than the groups of rows in which they lie.
        """
        if name in self._large:
            return self._large[name].take(np.asarray(places), columns)
        frame = self._frames[name]
        wanted = [column for column in frame if columns is None or column in columns]
        return frame[wanted].iloc[places]

    def read_columns(self, name: str, columns: list[str]) -> pd.DataFrame:
        """Some columns of a table; those of a large one are read anew and not kept."""
        if name in self._large:
            return self._large[name].read(columns)
        return self._frames[name][columns]

    def read_parts(self, name: str, columns: list[str]) -> Iterator[pd.DataFrame]:
        """Some columns of a table in its order, part by part, each row under its place from 0.

        A large table comes in many parts, none of which is kept; a small one, or an empty one, as
        it is.
        """
        if name in self._large:
            yield from self._large[name].read_parts(columns)
        else:
            yield self._frames[name][columns]

    def number_words(self, name: str, column: str) -> NumberedWords:
        """A column as numbers of its distinct words: few bytes a row however long they are."""
        if name in self._large:
            return self._large[name].number_words(column)
        numbers, words = pd.factorize(self._frames[name][column])
        return NumberedWords(numbers.astype(np.int32), pd.Series(words))

    def rank_words(self, name: str, column: str) -> np.ndarray:
        """By row the rank of its word among those of a column, from 0; -1 where it is empty."""
        if name in self._large:
            return self._large[name].rank_words(column)
        ranks = self._frames[name][column].rank(method="dense")
        return ranks.fillna(0).to_numpy(np.int32) - 1

    def list_words(self, name: str, column: str) -> tuple[pd.Series, bool]:
        """The distinct words of a column, and whether any row has none."""
        if name in self._large:
            return self._large[name].list_words(column)
        cells = self._frames[name][column]
        return pd.Series(cells.dropna().unique()), bool(cells.isna().any())

    def find_places(self, name: str, column: str, cells: Collection[str]) -> np.ndarray:
        """The places, from 0, of the rows with one of these cells in a column."""
        if name in self._large:
            return self._large[name].find_places(column, cells)
        return np.flatnonzero(self._frames[name][column].isin(cells))

    def select_rows(self, name: str, column: str, cell: str) -> pd.DataFrame:
        """The rows of a table with a cell in a column, in the order of the table."""
        return self.take(name, self.find_places(name, column, [cell]))


class LargeTable:
    """A Parquet file that is opened at once and read at the first use.

    It can still be read when its version has been retired in between. encoded: the same file, its
    text read as numbers of distinct words, as it mostly lies there. columns: the only ones that are
    read, None for all.
    """

    def __init__(self, file: pq.ParquetFile, encoded: pq.ParquetFile, columns: list[str] | None):
        self._file, self._encoded, self._columns = file, encoded, columns
        self._lock = Lock()
        self._frame: pd.DataFrame | None = None

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return self._file.metadata.num_rows

    @property
    def frame(self) -> pd.DataFrame:
        """Its rows; read once, whoever asks first."""
        with self._lock:
            if self._frame is None:
                self._frame = read_frame(self._file, self._columns)
            return self._frame

    def read(self, columns: list[str]) -> pd.DataFrame:
        """Some of its columns, all rows."""
        with self._lock:
            return read_frame(self._file, columns)

    def read_parts(self, columns: list[str]) -> Iterator[pd.DataFrame]:
        """Some of its columns, one group of rows after another under their places; text that lies
        there as numbers of distinct words as categories."""
        encoded = [column for column in columns if self._lies_encoded(column)]
        plain = [column for column in columns if column not in encoded]
        first = 0
        for group in range(self._file.num_row_groups):
            with self._lock:
                table = self._file.read_row_group(group, plain)
                words = self._encoded.read_row_group(group, encoded)
            for field, cells in zip(words.schema, words.columns, strict=True):
                table = table.append_column(field, cells)
            part = as_frame(table.select(columns), large=True)
            yield part.set_axis(pd.RangeIndex(first, first + len(part)))
            first += len(part)

    def number_words(self, column: str) -> NumberedWords:
        """One of its columns as numbers of its distinct words."""
        return number_words(self._read_encoded(column), self.rows)

    def rank_words(self, column: str) -> np.ndarray:
        """By row the rank of its word among those of one of its columns."""
        return rank_words(lambda: self._read_encoded(column), self.rows)

    def list_words(self, column: str) -> tuple[pd.Series, bool]:
        """The distinct words of one of its columns, and whether any row has none."""
        dictionaries, leaves_any_empty = [], False
        for chunk in self._read_encoded(column):
            dictionaries.append(chunk.dictionary)
            leaves_any_empty |= chunk.null_count > 0
        return pa.concat_arrays(dictionaries).unique().to_pandas(), leaves_any_empty

    def _read_encoded(self, column: str) -> Iterator[pa.DictionaryArray]:
        """A column part by part, each with the distinct words of its own."""
        for group in range(self._encoded.num_row_groups):
            with self._lock:
                cells = self._encoded.read_row_group(group, [column]).column(0)
            yield from cells.dictionary_encode().chunks

    def _lies_encoded(self, column: str) -> bool:
        """Whether the text of a column lies in the file as numbers of distinct words."""
        field = self._file.schema_arrow.get_field_index(column)
        if self._file.schema_arrow.field(field).type != pa.string():
            return False
        encodings = self._file.metadata.row_group(0).column(field).encodings
        return any(encoding.endswith("DICTIONARY") for encoding in encodings)

    def find_places(self, column: str, cells: Collection[str]) -> np.ndarray:
        """The places of the rows with one of these cells; a group that cannot have any is not
        read."""
        field = self._file.schema_arrow.get_field_index(column)
        places, first = [np.empty(0, dtype=np.int64)], 0
        for group in range(self._file.num_row_groups):
            metadata = self._file.metadata.row_group(group)
            if may_hold(metadata.column(field).statistics, cells):
                with self._lock:
                    part = self._file.read_row_group(group, [column]).column(0)
                places.append(first + np.flatnonzero(part.to_pandas().isin(cells)))
            first += metadata.num_rows
        return np.concatenate(places)

    def take(self, places: np.ndarray, columns: Container[str] | None) -> pd.DataFrame:
        """The rows at these places in their order, read group by group."""
        names = self._file.schema_arrow.names
        wanted = [name for name in names if columns is None or name in columns]
        sizes = [
            self._file.metadata.row_group(n).num_rows for n in range(self._file.num_row_groups)
        ]
        ends = np.cumsum(sizes)
        groups = np.searchsorted(ends, places, side="right")
        parts = [self._file.schema_arrow.empty_table().select(wanted)]
        with self._lock:
            for group in np.unique(groups):
                rows = self._file.read_row_group(group, wanted)
                parts.append(rows.take(places[groups == group] - (ends[group] - sizes[group])))
        frame = as_frame(pa.concat_tables(parts))
        by_group = np.argsort(groups, kind="stable")
        return frame.iloc[np.argsort(by_group, kind="stable")].set_axis(places)

    def has_values(self, column: str) -> bool:
        """Whether any cell of the column is filled, as far as its statistics tell."""
        place = self._file.schema_arrow.get_field_index(column)
        groups = (self._file.metadata.row_group(n) for n in range(self._file.num_row_groups))
        counts = [(group.num_rows, group.column(place).statistics) for group in groups]
        return any(cells is None or cells.null_count < rows for rows, cells in counts)


def may_hold(statistics: pq.Statistics | None, cells: Collection[str]) -> bool:
    """Whether a group of rows can hold one of the cells, by the bounds of its column."""
    if statistics is None or not statistics.has_min_max:
        return True
    return any(statistics.min <= cell <= statistics.max for cell in cells)


def open_tables(folder: Path, columns: Mapping[str, list[str]] = NO_CHOICE) -> TableFiles:
    """The tables of a folder; columns: by table, the only ones that are read."""
    large, frames = {}, {}
    for path in sorted(folder.glob("*.parquet")):
        if path.stem == GEOMETRY:
            continue
        held = [name for name in pq.read_schema(path).names if name in _CATEGORIES]
        file = pq.ParquetFile(path, read_dictionary=held)
        if file.metadata.num_rows > LARGE_TABLE_ROWS:
            encoded = pq.ParquetFile(
                path, metadata=file.metadata, read_dictionary=file.schema_arrow.names
            )
            large[path.stem] = LargeTable(file, encoded, columns.get(path.stem))
        else:
            with file:
                frames[path.stem] = read_frame(file, columns.get(path.stem))
    return TableFiles(large, frames)


def read_frame(file: pq.ParquetFile, columns: list[str] | None) -> pd.DataFrame:
    """The rows of a file, some columns or, where that is None, all."""
    return as_frame(file.read(columns))


def as_frame(table: pa.Table, large: bool = False) -> pd.DataFrame:
    """A table with text of few words as categories in their order; days as datetime64.

    large: whether it is part of a large one.
    """
    types = _ARROW_TEXT if large or table.num_rows > LARGE_TABLE_ROWS else {}
    frame = table.to_pandas(date_as_object=False, types_mapper=types.get)
    for name in _CATEGORIES:
        if name in frame:
            words = frame[name].cat.categories
            frame[name] = frame[name].cat.set_categories(words.astype("str").sort_values())
    return frame
