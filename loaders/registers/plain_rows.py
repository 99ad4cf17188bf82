"""Accepted rows of a large register of which nothing is to be said, as columns of the engine."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import ibis
import pandas as pd
from ibis import _

from catalog.definitions import Register
from loaders.registers.column_store import ColumnStore


@dataclass(frozen=True, eq=False)
class PlainRows:
    """The plain rows of one table.

    numbers: of all rows below its heading, from 1; table: `_row` and the columns of the register as
    `Reading.records` has them, in no order; hold: makes the sheet hold the rows of these numbers as
    received, for a problem may name them.
    """

    register: Register
    file: str
    sheet: str
    numbers: range
    table: ibis.Table
    store: ColumnStore
    hold: Callable[[pd.Series], None]

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        return int(self.store.engine.execute(self.table.count()))

    @cached_property
    def latest_day(self) -> date | None:
        """The latest day in any of its columns of days; a whole year lasts to its end."""
        days = {}
        for column in self.register.columns.values():
            if column.kind == "date" and column.beside in self.table.columns:
                day, precision = self.table[column.name], self.table[column.beside]
                end = ibis.date(day.year(), 12, 31)
                days[column.name] = (precision == "year").ifelse(end, day).max()
        latest = self.store.engine.to_pyarrow(self.table.aggregate(**days))
        reached = [day for day in latest.to_pylist()[0].values() if day is not None]
        return max(reached, default=None)

    def any_starts_with(self, prefix: str, names: Iterable[str]) -> bool:
        """Whether a cell of one of these columns begins so."""
        columns = [name for name in names if name in self.table.columns]
        starts = [self.table[name].startswith(prefix).any().fill_null(False) for name in columns]
        return any(self.store.engine.execute(start) for start in starts)

    def count_by(self, column: str) -> dict[str | None, int]:
        """How many rows there are by the cells of a column."""
        counts = self.table.group_by(column).agg(rows=_.count())
        cells = self.store.engine.to_pyarrow(counts).to_pylist()
        return {cell[column]: cell["rows"] for cell in cells}

    def records_with_keys(self, keys: ibis.Table) -> pd.DataFrame:
        """The rows whose cells are in a table of keys, as records."""
        return self._records(self.table.semi_join(keys, keys.columns))

    def records_with(self, column: str, cells: Iterable[str]) -> pd.DataFrame:
        """The rows with one of these cells in a column of texts, as records."""
        wanted = pd.DataFrame({column: pd.Series(sorted(set(cells)), dtype="str")})
        return self.records_with_keys(ibis.memtable(wanted))

    def records_unanswered(self, column: str, known: Iterable[str]) -> pd.DataFrame:
        """The rows whose reference is none of the known ones, as records."""
        named = self.table.filter(self.table[column].notnull()).select(column).distinct()
        words = self.store.engine.to_pyarrow(named)[column].to_pylist()
        return self.records_with(column, set(words).difference(known))

    def _records(self, rows: ibis.Table) -> pd.DataFrame:
        """Some of the rows as `Reading.records` has them, in the order of the sheet."""
        cells = self.store.engine.to_pyarrow(rows.order_by("_row"))
        data = {"_file": self.file, "_sheet": self.sheet}
        records = {
            name: pd.Series(cells[name].to_pylist(), dtype=object) for name in self.table.columns
        }
        records["_row"] = pd.Series(cells["_row"].to_pylist(), dtype="int64")
        return pd.DataFrame({**data, **records}, index=range(cells.num_rows))

    def without(self, rows: pd.Series) -> PlainRows:
        """The others, where the rows of these numbers have left; the sheet holds those."""
        self.hold(rows)
        left = ibis.memtable(pd.DataFrame({"_row": rows.astype("int64")}))
        table = self.table.filter(self.table["_row"].notin(left["_row"]))
        return dataclasses.replace(self, table=table)


def find_doubled(plain: list[PlainRows], key: list[str], records: pd.DataFrame) -> ibis.Table:
    """The keys that more than one row has, of the plain rows and the records together."""
    named = ibis.memtable(records[key].astype("str").drop_duplicates())
    every = ibis.union(*(rows.table.select(key) for rows in plain), named)
    doubled = every.group_by(key).having(_.count() > 1).agg(rows=_.count()).select(key)
    return ibis.memtable(plain[0].store.engine.to_pyarrow(doubled))
