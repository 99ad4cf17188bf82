"""A large file read as columns: the engine keeps what is plain, the rest is read row by row.

A row is plain when every cell of it is converted without a word, no rule between its cells has
anything to decide, and it can be neither a footnote nor a heading. All other rows, each with the
row above it, go through the same reader as the rows of a workbook, so that each rule has one home.
"""

from __future__ import annotations

import dataclasses
import errno
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import add, and_
from pathlib import Path

import duckdb
import ibis
import numpy as np
import pandas as pd
import pyarrow as pa

from catalog.definitions import catalog
from loaders.columns.column_words import JOINT, convert_words
from loaders.columns.csv_blocks import SURPLUS
from loaders.columns.mapped_columns import join_templates, list_constants, list_templated
from loaders.columns.not_columnar import NotColumnar
from loaders.columns.parquet_cells import (
    is_readable,
    list_blank,
    list_zones,
    name_cells,
    read_schema,
)
from loaders.columns.received_column import ConstantColumn, ReceivedColumn, type_of
from loaders.columns.staged_csv import NUMBER, stage_csv
from loaders.columns.staged_parquet import stage_parquet
from loaders.columns.unchanged_cells import standard_code, standard_codes
from loaders.files.parquet import ROW_LIMIT, put_texts, scalar
from loaders.files.paths import TEXTS
from loaders.files.raw_sheet import Sheet
from loaders.os_errors import is_disk_full
from loaders.problems import FileRejected
from loaders.registers.column_cells import cell_at, limit_to_day, list_replacements
from loaders.registers.column_store import ColumnStore
from loaders.registers.plain_rows import PlainRows
from loaders.registers.read_file import Table, find_parts
from loaders.registers.read_sheet import Reading, SheetReader
from loaders.registers.register_rows import LARGE_REGISTERS
from loaders.registers.rows_around import book_above, book_outside
from loaders.sheets.find_register import COMPARED_ROWS, RETURNED, Layout
from loaders.sheets.mapping import RegisterMapping
from loaders.sheets.second_table import check_single_table
from loaders.sheets.sheet_part import Part
from loaders.text import is_blank
from loaders.work_progress import report_step

# rows that are always held: where headings, units and notes stand
HEAD_ROWS, TAIL_ROWS = 100, 10


def read_columns(
    open_source: Callable[[], ColumnSource],
    file: str,
    mapped: list[RegisterMapping],
    last_day: date,
) -> tuple[Table, Reading] | None:
    """A table of a file, its plain rows as columns; None where its rows are to be read one by one.

    mapped: the entries of a mapping that are meant for it.
    Raises MemoryError and OSError where memory or disk of the machine do not suffice.
    """
    try:
        return open_source().read(file, mapped, last_day)
    except duckdb.OutOfMemoryException as failure:
        raise MemoryError from failure
    except (NotColumnar, FileRejected, OSError, pa.ArrowException, duckdb.Error) as failure:
        if _is_disk_full(failure):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from failure
        return None  # what is wrong with the file is said where its rows are read


def _is_disk_full(failure: Exception) -> bool:
    """Whether the disk has no room for what the engine writes; it says so in words alone.

    >>> _is_disk_full(duckdb.IOException("IO Error: … : No space left on device"))
    True
    """
    if isinstance(failure, OSError):
        return is_disk_full(failure)
    return isinstance(failure, duckdb.IOException) and os.strerror(errno.ENOSPC) in str(failure)


def open_file(
    path: Path, store: ColumnStore, sheet: str, mapped: list[RegisterMapping]
) -> ColumnSource:
    """A .csv or .parquet as a table of cells under the name of its sheet. Raises NotColumnar and
    FileRejected.

    mapped: the entries of a mapping meant for it.
    """

    def find_heading_row(rows: list[list[str]]) -> int:
        parts, _misfit = find_parts(Sheet(sheet, list(rows), delimited=True), mapped)
        return parts[0].layout.heading_row if len(parts) == 1 else 0

    if path.suffix.lower() in TEXTS:
        staged = store.new_file("cells")
        *above, heading = stage_csv(path, staged, find_heading_row)
        cells = store.engine.read_parquet(staged)
        return ColumnSource(sheet, heading, cells, store, is_text=True, above=above)
    schema = read_schema(path)
    heading = schema.names
    if is_readable(schema, store.engine_name):
        cells = name_cells(store.engine.read_numbered(path), heading, list_blank(schema))
    else:
        staged = store.new_file("cells")
        schema = stage_parquet(path, staged, store.engine_name)
        cells = store.engine.read_parquet(staged)
    return ColumnSource(sheet, heading, cells, store, zones=list_zones(schema))


@dataclass
class ColumnSource:
    """One table of cells: `number`, the row's number from 1, and c0, c1 … as received.

    zones: the types of moments with a zone, by place; unfit: by place the name of a column with
    what the type of the cells cannot hold; above: the rows above the heading.
    """

    sheet_name: str
    heading: list[str]
    cells: ibis.Table
    store: ColumnStore
    is_text: bool = False
    zones: dict[int, pa.DataType] = field(default_factory=dict)
    unfit: dict[int, str] = field(default_factory=dict)
    above: list[list] = field(default_factory=list)

    @property
    def first(self) -> int:
        """The number of the row below the heading."""
        return len(self.above) + 2

    def read(
        self, file: str, mapped: list[RegisterMapping], last_day: date
    ) -> tuple[Table, Reading]:
        """The table and what it gives, its plain rows apart. Raises NotColumnar and FileRejected.

        file: the name that goes into problems; mapped: the entries of a mapping meant for it.
        """
        self.last = self._last_number()
        part = self._find_part(self._hold(self._edge_numbers(self.last)), mapped)
        end = min(self.last, part.block.last_row)
        converted = self._convert(part.layout, part.mapping, end, last_day)
        numbers = self._numbers_to_read(converted, end)
        sheet = self._hold(numbers)
        whole = self._find_part(sheet, mapped)
        if whole.layout.places != part.layout.places or whole.mapping is not part.mapping:
            raise NotColumnar
        plain = self._plain_rows(file, converted, numbers, whole)
        reader = SheetReader(file, whole.sheet, whole.layout, whole.mapping, last_day, plain.count)
        result = reader.read()
        result.plain = plain
        result.read += plain.count
        result.problems += book_outside(file, sheet, [whole], [result])
        result.problems += book_above(file, sheet.name, whole, result)
        return Table(whole.sheet, whole.layout), result

    def _last_number(self) -> int:
        last = self.store.engine.execute(self.cells[NUMBER].max())
        if last is None or np.isnan(last) or len(self.heading) < 2:
            raise NotColumnar
        return int(last)

    def _edge_numbers(self, last: int) -> np.ndarray:
        """Numbers of the first rows, and of the last ones down to a number."""
        head = np.arange(self.first, min(HEAD_ROWS, last) + 1)
        tail = np.arange(max(self.first, last - TAIL_ROWS + 1), last + 1)
        return np.union1d(head, tail)

    def _hold(self, numbers: np.ndarray) -> Sheet:
        """The sheet with its heading and these rows, without blank ones at its end."""
        rows = dict(enumerate(map(list, (*self.above, self.heading)), 1)) | self._received(numbers)
        sheet = Sheet(
            self.sheet_name, list(rows.values()), delimited=self.is_text, numbers=list(rows)
        )
        while sheet.rows and all(map(is_blank, sheet.rows[-1])):
            sheet.rows.pop()
            sheet.numbers.pop()
        return sheet

    def _received(self, numbers: np.ndarray) -> dict[int, list]:
        """The cells of these rows as received, by number."""
        chosen = ibis.memtable(pa.table({NUMBER: pa.array(numbers, pa.int64())}))
        cells = self.cells.semi_join(chosen, NUMBER).order_by(NUMBER)
        table = self._fetch(cells)
        columns = [table[f"c{place}"].to_pylist() for place in range(len(self.heading))]
        for place, name in self.unfit.items():
            columns[place] = put_texts(columns[place], table[name].to_pylist())
        rows = [list(map(scalar, row)) for row in zip(*columns, strict=True)]
        if self.is_text:
            rows = list(map(_as_received, rows, table[SURPLUS].to_pylist()))
        return dict(zip(table[NUMBER].to_pylist(), rows, strict=True))

    def _fetch(self, cells: ibis.Table) -> pa.Table:
        """Some of the cells, moments in the zone they came in."""
        table = self.store.engine.to_pyarrow(cells)
        for place, kind in self.zones.items():
            if (name := f"c{place}") in table.column_names:
                moments = table[name].cast(kind)
                table = table.set_column(table.column_names.index(name), name, moments)
        return table

    def _find_part(self, sheet: Sheet, mapped: list[RegisterMapping]) -> Part:
        """The table of the sheet, if nothing about where it stands needs all rows.

        A mapping may bound its rows; tables beside each other are read row by row: the columns
        that are left out are named where any row fills them. Raises NotColumnar and FileRejected.
        """
        parts, _misfit = find_parts(dataclasses.replace(sheet, rows=list(sheet.rows)), mapped)
        if len(parts) != 1:
            raise NotColumnar
        (part,) = parts
        layout = part.layout
        if part.mapping is not None:
            check_single_table(layout, part.sheet.rows, layout.heading_row + 1)
        is_bounded_by_mapping = part.mapping is not None and part.block.has_all_columns
        is_simple = part.block.is_whole or is_bounded_by_mapping
        is_simple = is_simple and layout.heading_row == len(self.above)
        is_simple = is_simple and self._decides_rivals(layout, part.sheet)
        if not is_simple or layout.register.name not in LARGE_REGISTERS:
            raise NotColumnar
        if set(layout.extras) & set(RETURNED):
            raise NotColumnar
        return part

    def _decides_rivals(self, layout: Layout, sheet: Sheet) -> bool:
        """Of headings that name one column, the first rows hold all cells that are compared."""
        first = [row for number, row in sheet.numbered_rows(self.first) if number <= HEAD_ROWS]
        places = [
            place for name in layout.rivals for place in (layout.places[name], *layout.rivals[name])
        ]
        filled = (sum(not is_blank(cell_at(row, place)) for row in first) for place in places)
        return self.last <= HEAD_ROWS or all(count >= COMPARED_ROWS for count in filled)

    def _convert(
        self, layout: Layout, mapping: RegisterMapping | None, end: int, last_day: date
    ) -> ibis.Table:
        """Every row down to the end with the values of the register's columns, and `is_plain`."""
        columns = [limit_to_day(c, last_day) for c in layout.register.columns.values()]
        places = {c: layout.places[c.name] for c in columns if c.name in layout.places}
        received = [
            ReceivedColumn(
                column,
                f"c{place}",
                layout.cells[place],
                list_replacements(column, mapping),
                mapping is not None and column.name in mapping.defaults,
            )
            for column, place in places.items()
        ]
        constants = list_constants(columns, layout, mapping)
        templated = list_templated(columns, mapping)
        cells = self.cells.filter(self.cells[NUMBER] <= end) if end < self.last else self.cells
        cells = join_templates(cells, templated, layout, mapping, self.store.engine)
        worded = [*received, *templated]
        joined = cells
        for done, column in enumerate(worded, 1):
            report_step("converting", done=done, count=len(worded), rows=self.last - self.first + 1)
            joined = self._join_words(joined, cells, column)
        joined = joined.mutate(**{c.known: c.is_known(joined) for c in worded})
        filled = [*worded, *constants]
        rows = joined.select(
            _row=NUMBER,
            is_plain=self._is_plain(joined, received, templated, filled),
            **{name: value for c in filled for name, value in c.values(joined).items()},
        )
        lacking = {c.name: ibis.null(type_of(c)) for c in columns if c.name not in rows.columns}
        rows = rows.mutate(**lacking)
        report_step("joining", rows=self.last - self.first + 1)
        return self.store.keep(rows, "converted")

    def _join_words(
        self, joined: ibis.Table, cells: ibis.Table, column: ReceivedColumn
    ) -> ibis.Table:
        """The table with what each cell of the column becomes beside it."""
        different = self._fetch(column.select_unknown(cells))
        words = ibis.memtable(
            convert_words(
                column.column, column.heading, different[column.cell], column.replacements
            )
        )
        words = words.rename(**{f"{column.name}_{part}": part for part in words.columns})
        joined = joined.left_join(words, joined[column.cell] == words[f"{column.name}_raw"])
        if column.column.kind == "standard_no" and joined[column.cell].type().is_string():
            codes = standard_codes(catalog())
            kinds = [JOINT.join(words) for words in codes.values()]
            known_kinds = ibis.memtable(pa.table({"code": list(codes), "code_kinds": kinds}))
            joined = joined.mutate(code=standard_code(joined[column.cell]))
            joined = joined.left_join(known_kinds, "code")
        return joined

    def _is_plain(
        self,
        joined: ibis.Table,
        columns: list[ReceivedColumn],
        templated: list[ReceivedColumn],
        filled: list[ReceivedColumn | ConstantColumn],
    ) -> ibis.expr.types.BooleanValue:
        """Whether nothing is to be said of a row, and it is a row of data without a doubt: all its
        ids are ordinary and more than half of the required cells, two at least.

        columns: those with cells; templated: those put together from several; filled: both and
        the ones that a mapping fills with one word.
        """
        judged = [c for c in columns if c.column.required and c.column.kind != "standard_no"]
        ordinary = reduce(add, (c.is_ordinary(joined).cast("int64") for c in judged))
        required = sum(c.column.required for c in columns)
        conditions = [c.is_plain(joined) for c in (*columns, *templated)]
        conditions += [joined[c.cell].notnull() for c in templated]
        conditions += [c.is_ordinary(joined) for c in judged if c.column.kind == "id"]
        conditions += [ordinary >= 2, ordinary * 2 > required]
        if self.is_text:
            conditions.append(joined[SURPLUS].isnull())
        unfit = {f"c{place}": name for place, name in self.unfit.items()}
        conditions += [joined[unfit[c.cell]].isnull() for c in columns if c.cell in unfit]
        worded = (*columns, *templated)
        number = next((c for c in worded if c.column.kind == "standard_no"), None)
        if number is not None:
            kind = next(c for c in filled if c.name == "kind")
            kinds = number.kinds(joined).split(JOINT)
            conditions.append(kinds.contains(kind.value(joined)).fill_null(False))
        return reduce(and_, conditions)

    def _numbers_to_read(self, converted: ibis.Table, end: int) -> np.ndarray:
        """Numbers of the rows to be read as rows: what is not plain with the row above, both ends,
        and what lies behind the end.

        The row above is what a ditto mark repeats.
        """
        rows = converted.filter(~converted.is_plain).select("_row")
        numbers = self.store.engine.to_pyarrow(rows)["_row"].to_numpy()
        if 2 * (len(numbers) + self.last - end) > ROW_LIMIT:
            raise NotColumnar
        behind = np.arange(end + 1, self.last + 1)
        every = np.concatenate([numbers, numbers - 1, self._edge_numbers(end), behind])
        return np.unique(every[every >= self.first])

    def _plain_rows(
        self, file: str, converted: ibis.Table, numbers: np.ndarray, part: Part
    ) -> PlainRows:
        def hold(further: pd.Series) -> None:
            part.sheet.hold(self._received(further.to_numpy()))

        held = ibis.memtable(pa.table({"_row": pa.array(numbers, pa.int64())}))
        # not an anti join: for that the engine may hold the large side in memory
        plain = converted.filter(converted["_row"].notin(held["_row"])).drop("is_plain")
        register = part.layout.register
        return PlainRows(register, file, self.sheet_name, plain, self.store, hold)


def _as_received(row: list, surplus: list | None) -> list:
    """A record of a CSV as long as it was: cells are missing at its end, or too many."""
    while row and row[-1] is None:
        row.pop()
    return row + (surplus or [])
