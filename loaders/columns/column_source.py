"""A table of a large file as cells of the engine: some of its rows, and which are filled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import and_

import ibis
import numpy as np
import pyarrow as pa

from loaders.columns.csv_blocks import SURPLUS
from loaders.columns.not_columnar import NotColumnar
from loaders.columns.staged_csv import NUMBER
from loaders.files.parquet import put_texts, scalar
from loaders.files.raw_sheet import Sheet
from loaders.registers.column_cells import cell_at
from loaders.registers.column_store import ColumnStore
from loaders.sheets.sheet_block import Block, cut_row
from loaders.text import is_blank

# rows that are always held: where headings, units and notes stand
HEAD_ROWS, TAIL_ROWS = 100, 10


def _is_none(_row: list) -> bool:
    """No row counts for nothing."""
    return False


@dataclass
class ColumnSource:
    """One table of cells: `number`, the row's number from 1, and c0, c1 … as received.

    top: its first rows down to the heading, which are not among the cells; width: the number of
    columns; zones: the types of moments with a zone, by place; unfit: by place the name of a column
    with what the type of the cells cannot hold.
    """

    sheet_name: str
    top: list[list]
    width: int
    cells: ibis.Table
    store: ColumnStore
    is_text: bool = False
    zones: dict[int, pa.DataType] = field(default_factory=dict)
    unfit: dict[int, str] = field(default_factory=dict)
    # the rows at both ends, asked for several times: each time the engine goes through all rows
    _ends: dict[int, list] = field(default_factory=dict, init=False)

    @property
    def first(self) -> int:
        """The number of the first row of the cells."""
        return len(self.top) + 1

    def last_number(self) -> int:
        """The number of the last row that is not blank. Raises NotColumnar where there is none."""
        last = self.store.engine.execute(self.cells[NUMBER].max())
        if last is None or np.isnan(last) or self.width < 2:
            raise NotColumnar
        last = int(last)
        head = range(self.first, self.first + HEAD_ROWS)
        self._ends = self._fetch_rows([*head, *range(last - TAIL_ROWS + 1, last + 1)])
        if not all(map(is_blank, self._ends[last])):
            return last
        filled = self.find_last_above(last, Block())
        if filled < self.first:
            raise NotColumnar
        return filled

    def find_last_above(
        self, number: int, block: Block, is_passed: Callable[[list], bool] = _is_none
    ) -> int:
        """The number of the last row above another that has a cell in the columns of a block; of
        the last row of the top where none has.

        is_passed: whether a row counts for nothing, by its cells in these columns.
        """

        def choose(row: list) -> list:
            cells = cut_row(row, block)
            return [] if is_passed(cells) else cells

        rows = self.between(self.first, number - 1)
        filled = rows.filter(~self.is_empty_in(rows, block))
        numbers = self._list_rows(filled, ibis.desc(NUMBER), 1, choose)
        return numbers[0] if numbers else len(self.top)

    def hold(self, numbers: np.ndarray) -> Sheet:
        """The sheet with its top and these rows, without blank ones at its end."""
        rows = dict(enumerate(map(list, self.top), 1)) | self.received(numbers)
        sheet = Sheet(
            self.sheet_name, list(rows.values()), delimited=self.is_text, numbers=list(rows)
        )
        sheet.drop_blank_end()
        return sheet

    def received(self, numbers: Iterable[int]) -> dict[int, list]:
        """The cells of these rows as received, by number."""
        asked = np.unique(np.fromiter(numbers, np.int64)).tolist()
        others = [number for number in asked if number not in self._ends]
        rows = self._ends | (self._fetch_rows(others) if others else {})
        return {number: list(rows[number]) for number in asked if number in rows}

    def _fetch_rows(self, numbers: list[int]) -> dict[int, list]:
        """The same, asked of the engine."""
        chosen = ibis.memtable(pa.table({NUMBER: pa.array(numbers, pa.int64())}))
        table = self.fetch(self.cells.semi_join(chosen, NUMBER).order_by(NUMBER))
        columns = [table[f"c{place}"].to_pylist() for place in range(self.width)]
        for place, name in self.unfit.items():
            columns[place] = put_texts(columns[place], table[name].to_pylist())
        rows = [list(map(scalar, row)) for row in zip(*columns, strict=True)]
        if self.is_text:
            rows = list(map(_as_received, rows, table[SURPLUS].to_pylist()))
        return dict(zip(table[NUMBER].to_pylist(), rows, strict=True))

    def fetch(self, cells: ibis.Table) -> pa.Table:
        """Some of the cells, moments in the zone they came in."""
        table = self.store.engine.to_pyarrow(cells)
        for place, kind in self.zones.items():
            if (name := f"c{place}") in table.column_names:
                moments = table[name].cast(kind)
                table = table.set_column(table.column_names.index(name), name, moments)
        return table

    def between(self, first: int, last: int) -> ibis.Table:
        """The cells of the rows with these numbers and those between them."""
        number = self.cells[NUMBER]
        return self.cells.filter(number >= first, number <= last)

    def list_filled(
        self,
        place: int,
        most: int,
        first: int,
        last: int,
        is_passed: Callable[[list], bool] = _is_none,
    ) -> list[int]:
        """Numbers of the first rows between two that have a cell at a place, so many at most.

        is_passed: whether a row counts for nothing.
        """

        def choose(row: list) -> list:
            return [] if is_passed(row) else [cell_at(row, place)]

        rows = self.between(first, last)
        filled = rows.filter(~self.is_empty(rows, [place]))
        return self._list_rows(filled, NUMBER, most, choose)

    def _list_rows(
        self, rows: ibis.Table, order: object, most: int, choose: Callable[[list], list]
    ) -> list[int]:
        """Numbers of the first rows of an order of whose chosen cells one is not blank."""
        numbers = rows.select(NUMBER).order_by(order)
        asked = most
        while True:  # what the engine takes for a cell may be blank for a reader
            some = self.store.engine.to_pyarrow(numbers.limit(asked))[NUMBER].to_pylist()
            held = self.received(some)
            filled = [n for n in some if not all(map(is_blank, choose(held[n])))]
            if len(filled) >= most or len(some) < asked:
                return filled[:most]
            asked *= 10

    def is_empty(self, rows: ibis.Table, places: Iterable[int]) -> ibis.expr.types.BooleanValue:
        """Whether a row has no cell at any of the places."""
        return reduce(and_, (self._lacks_cell(rows, place) for place in places))

    def is_empty_in(self, rows: ibis.Table, block: Block) -> ibis.expr.types.BooleanValue:
        """Whether a row has no cell in the columns of a block."""
        places = range(block.first_column - 1, min(block.last_column, self.width))
        is_empty = self.is_empty(rows, places)
        return is_empty & rows[SURPLUS].isnull() if self.is_text else is_empty

    def _lacks_cell(self, rows: ibis.Table, place: int) -> ibis.expr.types.BooleanValue:
        cell = rows[f"c{place}"]
        lacks = cell.isnull()
        if cell.type().is_string():
            lacks |= cell == ""
        return lacks & rows[self.unfit[place]].isnull() if place in self.unfit else lacks


def _as_received(row: list, surplus: list | None) -> list:
    """A record of a CSV as long as it was: cells are missing at its end, or too many."""
    while row and row[-1] is None:
        row.pop()
    return row + (surplus or [])
