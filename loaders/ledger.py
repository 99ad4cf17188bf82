"""The ledger: for every register, rows read = kept + merged + rejected + skipped."""

from dataclasses import dataclass, field

import pandas as pd

from loaders.catalog import catalog
from loaders.keys import Settled
from loaders.problems import Problem
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

    def enter(self, register: str, readings: list[Reading], settled: Settled) -> None:
        """Book what the sheets gave and what the keys merged or refused."""
        conflicts = sum(p.action == "row_rejected" for p in settled.problems)
        self.entries[register] = Entry(
            read=sum(r.read for r in readings),
            kept=len(settled.records),
            merged=settled.merged,
            rejected=sum(len(r.rejected) for r in readings) + conflicts,
            skipped=sum(r.skipped for r in readings),
        )

    def close(self, registers: dict[str, pd.DataFrame], broken: list[Problem]) -> None:
        """Book the broken references and check every entry. Raises LedgerError."""
        for name, entry in self.entries.items():
            lost = entry.kept - len(registers[name])
            entry.kept, entry.rejected = len(registers[name]), entry.rejected + lost
            if not entry.balanced:
                raise LedgerError(f"登记册 {name} 的账不平：{self.sentence(name)}")
        moved = {(p.file, p.sheet, p.row) for p in broken}
        if len(moved) > sum(entry.rejected for entry in self.entries.values()):
            raise LedgerError("引用问题多于拒收行数")

    def sentence(self, register: str) -> str:
        """The entry in words."""
        e = self.entries[register]
        return (f"读取 {e.read} = 采用 {e.kept} + 合并 {e.merged} + 拒收 {e.rejected}"
                f" + 跳过 {e.skipped}")  # fmt: skip

    def lines(self) -> list[str]:
        """One line per register that had any row."""
        return [
            f"{catalog().registers[name].sheet}：{self.sentence(name)}"
            for name, entry in self.entries.items()
            if entry.read
        ]
