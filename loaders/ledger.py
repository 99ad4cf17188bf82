"""The ledger: for every register, rows read = kept + merged + rejected + skipped."""

from collections import Counter
from dataclasses import dataclass, field

import pandas as pd

from loaders.catalog import catalog, words
from loaders.files import FileReading
from loaders.rows import Reading


class LedgerError(AssertionError):
    """Rows were lost or invented; nothing may be published."""


@dataclass
class Entry:
    """Rows of one register over all files."""

    read: int = 0
    kept: int = 0
    merged: int = 0
    rejected: int = 0
    skipped: int = 0

    @property
    def balanced(self) -> bool:
        """Every row read is accounted for."""
        return self.read == self.kept + self.merged + self.rejected + self.skipped

    def as_record(self) -> dict:
        """The entry of report.json."""
        return {f"rows_{name}": getattr(self, name)
                for name in ("read", "kept", "merged", "rejected", "skipped")}  # fmt: skip


@dataclass
class Ledger:
    """One entry per register."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def enter(self, register: str, readings: list[Reading], merged: int) -> None:
        """Book what the sheets of one register gave and what became part of another row."""
        self.entries[register] = Entry(
            read=sum(r.read for r in readings), merged=merged,
            skipped=sum(r.skipped for r in readings),
        )  # fmt: skip

    def close(self, registers: dict[str, pd.DataFrame], files: list[FileReading]) -> None:
        """Book the rows kept and the rows named as rejected; together they must be all.

        Raises LedgerError where a row is neither kept, merged, skipped nor named.
        """
        places = {(f.file, r.sheet): r.register for f in files for r in f.readings}
        named = {
            (p.file, p.sheet, p.row) for f in files for p in f.problems
            if p.action == "row_rejected" and (p.file, p.sheet) in places
        }  # fmt: skip
        rejected = Counter(places[file, sheet] for file, sheet, _ in named)
        for name, entry in self.entries.items():
            entry.kept, entry.rejected = len(registers[name]), rejected[name]
            if not entry.balanced:
                told = words()("terminal.unbalanced", register=name, entry=self.sentence(name))
                raise LedgerError(told)

    def sentence(self, register: str) -> str:
        """The entry in words."""
        return words()("terminal.entry", **vars(self.entries[register]))

    def lines(self) -> list[str]:
        """One line per register that had any row."""
        return [
            words()("terminal.line", name=catalog().registers[name].sheet, text=self.sentence(name))
            for name, entry in self.entries.items()
            if entry.read
        ]
