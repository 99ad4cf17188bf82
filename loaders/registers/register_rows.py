"""The rows of one register over all files: as records, and those of large files as columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from catalog.definitions import Register
from loaders.work_progress import report_step

if TYPE_CHECKING:  # a build without large registers starts no engine before it counts
    from loaders.registers.plain_rows import PlainRows

# of these a country may have millions; the other registers are as long as its list of laboratories
LARGE_REGISTERS = ("technologies", "standards")


@dataclass
class RegisterRows:
    """records: in the order of the sources; plain: rows of large files of which nothing is to be
    said, until another row shows that something is; files: their names in order.
    """

    register: Register
    records: pd.DataFrame
    plain: list[PlainRows] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.records) + sum(rows.count for rows in self.plain)

    def count_of_file(self, file: str) -> int:
        """How many of the rows came in a file."""
        plain = sum(rows.count for rows in self.plain if rows.file == file)
        return int((self.records["_file"] == file).sum()) + plain

    def recall_doubled(self) -> None:
        """Make records of the plain rows whose key another row has, too."""
        if not self.plain:
            return
        from loaders.registers.plain_rows import find_doubled

        report_step("matching", register=self.register.sheet, rows=len(self))
        keys = find_doubled(self.plain, list(self.register.key), self.records)
        self._recall(lambda rows: rows.records_with_keys(keys))

    def recall_unanswered(self, column: str, known: Iterable[str]) -> None:
        """Make records of the plain rows whose reference is none of the known ones."""
        if self.plain:
            report_step("references", register=self.register.sheet, rows=len(self))
        self._recall(lambda rows: rows.records_unanswered(column, known))

    def _recall(self, find: Callable[[PlainRows], pd.DataFrame]) -> None:
        moved = [find(rows) for rows in self.plain]
        self.plain = [
            rows.without(records["_row"]) if len(records) else rows
            for rows, records in zip(self.plain, moved, strict=True)
        ]
        moved = [records for records in moved if len(records)]
        if moved:
            self.records = self._in_order(pd.concat([self.records, *moved], ignore_index=True))

    def _in_order(self, records: pd.DataFrame) -> pd.DataFrame:
        """The records in the order of files; those of a large file table by table in the order of
        its rows."""
        places = {name: place for place, name in enumerate(self.files)}
        order = pd.DataFrame({"file": records["_file"].map(places), "table": 0, "row": 0})
        for number, rows in enumerate(self.plain):
            is_here = records["_file"].eq(rows.file) & records["_sheet"].eq(rows.sheet)
            is_here &= records["_row"].between(rows.numbers.start, rows.numbers.stop - 1)
            order.loc[is_here, "table"] = number
            order.loc[is_here, "row"] = records.loc[is_here, "_row"]
        order = order.astype("int64").sort_values(["file", "table", "row"], kind="stable")
        return records.loc[order.index].reset_index(drop=True)
