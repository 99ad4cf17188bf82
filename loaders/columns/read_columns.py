"""Large files read as columns: the engine keeps what is plain, the rest is read row by row.

All rows of which something is to be said, each with the row above it, go through the same reader as
the rows of a workbook, so that each rule has one home.
"""

from __future__ import annotations

import dataclasses
import errno
import itertools
import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from loaders.columns import table_edges
from loaders.columns.column_source import ColumnSource
from loaders.columns.converted_part import ConvertedPart, convert_part
from loaders.columns.not_columnar import NotColumnar, TooNarrow
from loaders.columns.parquet_cells import (
    is_readable,
    list_blank,
    list_zones,
    name_cells,
    read_schema,
)
from loaders.columns.staged_csv import stage_csv
from loaders.columns.staged_parquet import stage_parquet
from loaders.columns.table_edges import list_edge_rows
from loaders.files.parquet import ROW_LIMIT
from loaders.files.paths import TEXTS
from loaders.files.raw_sheet import Sheet
from loaders.os_errors import is_disk_full
from loaders.problems import FileRejected
from loaders.registers.column_store import ColumnStore
from loaders.registers.plain_rows import PlainRows
from loaders.registers.read_file import Table, find_parts, note_tables
from loaders.registers.read_sheet import Reading, SheetReader
from loaders.registers.register_rows import LARGE_REGISTERS
from loaders.registers.rows_around import book_above, book_outside
from loaders.sheets.find_register import RETURNED, find_headings
from loaders.sheets.mapping import RegisterMapping
from loaders.sheets.second_table import check_single_table
from loaders.sheets.sheet_block import Block, cut_row
from loaders.sheets.sheet_part import Part
from loaders.text import is_blank

UNDECIDED = "duplicate_heading"


def read_columns(
    open_source: Callable[[int], ColumnSource],
    file: str,
    mapped: list[RegisterMapping],
    last_day: date,
) -> list[tuple[Table, Reading]] | None:
    """The tables of a file, their plain rows as columns; None where its rows are to be read one by
    one.

    open_source: the file with so many columns at least; mapped: the entries of a mapping that are
    meant for it. Raises FileRejected where two headings
    name one column and no cell decides, MemoryError and OSError where memory or disk of the machine
    do not suffice.
    """
    try:
        return _read_as_wide(open_source, 0, file, mapped, last_day)
    except duckdb.OutOfMemoryException as failure:
        raise MemoryError from failure
    except FileRejected as why:
        if why.code == UNDECIDED and not mapped:
            raise
        return None  # what is wrong with the file is said where its rows are read
    except (NotColumnar, OSError, pa.ArrowException, duckdb.Error) as failure:
        if _is_disk_full(failure):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from failure
        return None


def _read_as_wide(
    open_source: Callable[[int], ColumnSource],
    width: int,
    file: str,
    mapped: list[RegisterMapping],
    last_day: date,
) -> list[tuple[Table, Reading]]:
    """The tables of a file that is opened with so many columns, or with more where one needs it."""
    try:
        return SourceReader(open_source(width), file, mapped, last_day).read()
    except TooNarrow as why:
        return _read_as_wide(open_source, why.width, file, mapped, last_day)


def _is_disk_full(failure: Exception) -> bool:
    """Whether the disk has no room for what the engine writes; it says so in words alone.

    >>> _is_disk_full(duckdb.IOException("IO Error: … : No space left on device"))
    True
    """
    if isinstance(failure, OSError):
        return is_disk_full(failure)
    return isinstance(failure, duckdb.IOException) and os.strerror(errno.ENOSPC) in str(failure)


def open_file(
    path: Path, store: ColumnStore, sheet: str, mapped: list[RegisterMapping], width: int = 0
) -> ColumnSource:
    """A .csv or .parquet as a table of cells under the name of its sheet. Raises NotColumnar and
    FileRejected.

    mapped: the entries of a mapping meant for it; width: how many columns a .csv has at least.
    """

    def find_heading(rows: list[list[str]]) -> tuple[int, int]:
        place, widest = _find_heading(Sheet(sheet, list(rows), delimited=True), mapped)
        return place, max(width, widest)

    if path.suffix.lower() in TEXTS:
        staged = store.new_file("cells")
        top, columns = stage_csv(path, staged, find_heading)
        cells = store.engine.read_parquet(staged)
        return ColumnSource(sheet, top, columns, cells, store, is_text=True)
    schema = read_schema(path)
    heading = schema.names
    if is_readable(schema, store.engine_name):
        cells = name_cells(store.engine.read_numbered(path), heading, list_blank(schema))
    else:
        staged = store.new_file("cells")
        schema = stage_parquet(path, staged, store.engine_name)
        cells = store.engine.read_parquet(staged)
    zones = list_zones(schema)
    return ColumnSource(sheet, [heading], len(heading), cells, store, zones=zones)


def _find_heading(sheet: Sheet, mapped: list[RegisterMapping]) -> tuple[int, int]:
    """The place of the first heading among the first rows, and how many columns all tables have."""
    first_rows = len(sheet.rows)
    widest = max(map(len, sheet.rows))
    near = [mapping for mapping in mapped if mapping.block.first_row <= first_rows]
    if mapped and not near:
        return 0, widest
    try:
        parts, _misfit = find_parts(dataclasses.replace(sheet, rows=list(sheet.rows)), near)
    except FileRejected as why:
        if why.code != UNDECIDED or mapped:
            raise
        place = find_headings(sheet.name, sheet.rows).heading_row
        return place, len(sheet.rows[place])
    if not parts:
        if not mapped and not all(map(is_blank, sheet.rows[0])):
            raise NotColumnar  # no heading is sought below these rows: others need not be split
        return 0, len(sheet.rows[0])
    place = min(part.layout.heading_row for part in parts)
    is_alone = len(parts) == 1 and len(near) == len(mapped) and parts[0].block.has_all_columns
    return place, len(sheet.rows[place]) if is_alone else widest


@dataclasses.dataclass
class SourceReader:
    """Reads the tables of a source. file: the name that goes into problems; mapped: the entries of
    a mapping meant for it."""

    source: ColumnSource
    file: str
    mapped: list[RegisterMapping]
    last_day: date

    def read(self) -> list[tuple[Table, Reading]]:
        """Each table and what it gives, its plain rows apart. Raises NotColumnar and FileRejected.

        Where the tables stand is told by their headings and ends; when all rows are held of which
        something is to be said, it must be told again.
        """
        source, last = self.source, self.source.last_number()
        edges = list_edge_rows(source, self.mapped, last)
        parts = self._find_parts(source.hold(edges))
        converted = [self._convert(part, last) for part in parts]
        others, blanks = zip(*(each.list_others() for each in converted), strict=True)
        numbers = self._numbers_to_read(others, edges, last, parts)
        sheet = source.hold(numbers)
        confirmed = self._confirm_parts(sheet, parts)
        results = []
        for part, each, blank in zip(confirmed, converted, blanks, strict=True):
            apart = np.setdiff1d(blank[blank < part.sheet.last_row], numbers)
            results.append(self._read_part(part, each, numbers, len(apart)))
        problems = book_outside(
            self.file, sheet, confirmed, results, self._list_filled_beside(parts, last)
        )
        for part, result in zip(confirmed, results, strict=True):
            problems += book_above(self.file, sheet.name, part, result)
        results[-1].problems += problems
        if confirmed[0].mapping is None:
            results[0].problems[:0] = note_tables(self.file, sheet, confirmed)
        tables = [Table(part.sheet, part.layout) for part in confirmed]
        return list(zip(tables, results, strict=True))

    def _confirm_parts(self, sheet: Sheet, parts: list[Part]) -> list[Part]:
        """The same tables told by more rows. Raises NotColumnar where these tell others."""
        try:
            confirmed = self._find_parts(sheet)
        except (FileRejected, TooNarrow) as why:
            raise NotColumnar from why
        if list(map(_describe, confirmed)) != list(map(_describe, parts)):
            raise NotColumnar
        return confirmed

    def _find_parts(self, sheet: Sheet) -> list[Part]:
        """The tables of the sheet.

        Raises NotColumnar where nothing but all rows could tell them, FileRejected as for rows,
        TooNarrow.
        """
        copy = dataclasses.replace(sheet, rows=list(sheet.rows))
        try:
            parts, _misfit = find_parts(copy, self.mapped)
        except FileRejected as why:
            why.where.setdefault("sheet", sheet.name)
            raise
        if not parts or not all(map(self._is_told, parts)):
            raise NotColumnar
        width = max(place + 1 for part in parts for place in part.layout.places.values())
        if width > self.source.width:
            raise TooNarrow(max(len(row) for row in sheet.rows))
        if not any(part.layout.register.name in LARGE_REGISTERS for part in parts):
            raise NotColumnar
        for part in parts:
            if part.mapping is not None:
                check_single_table(part.layout, part.sheet.rows, part.layout.heading_row + 1)
        return parts

    def _is_told(self, part: Part) -> bool:
        """Whether the rows that are held tell surely where the part and its columns stand."""
        layout, heading = part.layout, part.heading_number
        if set(layout.extras) & set(RETURNED):
            return False
        if part.mapping is None and self.mapped:  # one that fits nothing
            is_sure = part.block.is_whole and heading == len(self.source.top)
            return is_sure and not layout.rivals
        if part.mapping is None:
            return _holds_all_above(part)
        templated = [layout.headings[heading] for heading in part.mapping.template_headings]
        is_held = (
            heading < self.source.first or heading - part.block.first_row < table_edges.HEAD_ROWS
        )
        return is_held and max([*layout.places.values(), *templated]) < self.source.width

    def _convert(self, part: Part, last: int) -> ConvertedPart:
        """The rows below the heading of a part, down to its end."""
        first = max(self.source.first, part.heading_number + 1)
        end = min(last, part.block.last_row)
        return convert_part(self.source, part, range(first, end + 1), self.last_day)

    def _numbers_to_read(
        self, others: Sequence[np.ndarray], edges: np.ndarray, last: int, parts: list[Part]
    ) -> np.ndarray:
        """Numbers of the rows to be read as rows: what is not plain with the row above, the edges,
        and what lies in no part.

        The row above is what a ditto mark repeats.
        """
        outside = _list_outside(range(self.source.first, last + 1), [part.block for part in parts])
        if 2 * (sum(map(len, others)) + sum(map(len, outside))) > ROW_LIMIT:
            raise NotColumnar
        above = [numbers - 1 for numbers in others]
        every = np.concatenate([*others, *above, edges, *map(np.asarray, outside)]).astype(int)
        return np.unique(every[every >= self.source.first])

    def _read_part(
        self, part: Part, converted: ConvertedPart, held: np.ndarray, blanks: int
    ) -> Reading:
        """What a part gives; held: the rows held as rows; blanks: how many more have no cell."""
        register, source = part.layout.register, self.source
        plain = None
        if converted.has_plain:

            def hold(further: pd.Series) -> None:
                received = source.received(further.to_numpy())
                part.sheet.hold(
                    {number: cut_row(received[number], part.block) for number in received}
                )

            table, rows = Table(part.sheet, part.layout), converted.list_plain(held)
            plain = PlainRows(
                register, self.file, table.sheet, table.numbers, rows, source.store, hold
            )
        apart = plain.count if plain else 0
        reader = SheetReader(self.file, part.sheet, part.layout, part.mapping, self.last_day, apart)
        result = reader.read()
        result.plain = plain
        result.read += apart + blanks
        result.skipped += blanks
        return result

    def _list_filled_beside(self, parts: list[Part], last: int) -> set[int]:
        """The columns, from 1, that have a cell in a row of some part and are in none of the parts
        of that row."""
        blocks = [part.block for part in parts]
        rows = range(self.source.first, last + 1)
        bounds = {bound for block in blocks for bound in (block.first_row, block.last_row + 1)}
        starts = sorted({rows.start, rows.stop, *(bound for bound in bounds if bound in rows)})
        filled = set()
        for first, behind in itertools.pairwise(starts):
            here = [block for block in blocks if block.has_row(first)]
            for column in range(1, self.source.width + 1):
                is_beside = here and not any(block.has_cell(first, column) for block in here)
                if is_beside and self.source.list_filled(column - 1, 1, first, behind - 1):
                    filled.add(column)
        return filled


def _holds_all_above(part: Part) -> bool:
    """Whether all rows of the part above its heading are held, but for blank ones at its start."""
    rows = enumerate(part.sheet.rows)
    first = next(place for place, row in rows if not all(map(is_blank, row)))
    return part.heading_number - part.sheet.number(first) == part.layout.heading_row - first


def _describe(part: Part) -> tuple:
    """What must be told alike by fewer rows and by more."""
    layout = part.layout
    return layout.register.name, layout.places, part.mapping, part.heading_number, part.block


def _list_outside(rows: range, blocks: list[Block]) -> list[range]:
    """The rows that none of the blocks has."""
    outside = [rows]
    for block in blocks:
        before = [range(part.start, min(part.stop, block.first_row)) for part in outside]
        behind = [range(max(part.start, block.last_row + 1), part.stop) for part in outside]
        outside = [part for part in (*before, *behind) if part]
    return outside
