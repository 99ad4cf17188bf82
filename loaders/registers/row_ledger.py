"""The ledger: for every file and register, rows read = kept + merged + rejected + skipped."""

from collections import Counter
from dataclasses import dataclass, field, fields

from catalog.definitions import catalog, words
from loaders.registers.read_file import FileReading
from loaders.registers.register_rows import RegisterRows


class LedgerError(AssertionError):
    """Rows were lost or invented; nothing may be published."""


@dataclass
class Entry:
    """Rows of one register in one file, or over several."""

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
        return {f"rows_{name}": count for name, count in vars(self).items()}

    def sentence(self) -> str:
        """The entry in words."""
        return words()("terminal.entry", **vars(self))


def add_entries(entries: list[Entry]) -> Entry:
    """One entry for several.

    >>> add_entries([Entry(read=2, kept=2), Entry(read=1, rejected=1)])
    Entry(read=3, kept=2, merged=0, rejected=1, skipped=0)
    """
    return Entry(*(sum(getattr(e, part.name) for e in entries) for part in fields(Entry)))


@dataclass
class Ledger:
    """One entry per file and register that the file holds."""

    books: dict[tuple[str, str], Entry] = field(default_factory=dict)

    @property
    def entries(self) -> dict[str, Entry]:
        """One entry per register, over all files."""
        return {
            name: add_entries([e for (_, n), e in self.books.items() if n == name])
            for name in catalog().registers
        }

    def of_file(self, file: str) -> dict[str, Entry]:
        """The entries of one file by register."""
        return {name: entry for (f, name), entry in self.books.items() if f == file}

    def enter(self, files: list[FileReading]) -> None:
        """Book what every sheet gave: rows read, no data, or corrected elsewhere."""
        for file in files:
            for reading in file.readings:
                entry = self.books.setdefault((file.file, reading.register), Entry())
                entry.read += reading.read
                entry.skipped += reading.skipped
                entry.merged += reading.corrected

    def merge(self, register: str, merged: Counter) -> None:
        """Book the rows of each file that became part of another row."""
        for file, count in merged.items():
            self.books[file, register].merged += count

    def close(self, registers: dict[str, RegisterRows], files: list[FileReading]) -> None:
        """Book the rows kept and the rows named as rejected; together they must be all.

        Raises LedgerError where a row of a file is neither kept, merged, skipped nor named, or
        where a register holds a row of no file.
        """
        rejected = _count_rejections(files)
        for (file, name), entry in self.books.items():
            entry.kept = registers[name].count_of_file(file)
            entry.rejected = rejected[file, name]
            if not entry.balanced:
                named = words()("terminal.one", file=file)
                raise LedgerError(_describe_imbalance(named, name, entry.sentence()))
        for name, entry in self.entries.items():
            if entry.kept != len(registers[name]):
                raise LedgerError(
                    _describe_imbalance(words()("terminal.all"), name, entry.sentence())
                )

    def lines(self) -> list[str]:
        """One line per register that had any row."""
        return [
            words()("terminal.line", name=catalog().registers[name].sheet, text=entry.sentence())
            for name, entry in self.entries.items()
            if entry.read
        ]


def _count_rejections(files: list[FileReading]) -> Counter:
    """How many rows of each file and register are named as rejected, each row once."""
    named = {
        (file.file, p.sheet, p.row, file.register_of(p))
        for file in files
        for p in file.problems
        if p.action == "row_rejected"
    }
    return Counter((file, register) for file, _, _, register in named if register)


def _describe_imbalance(files: str, register: str, entry: str) -> str:
    return words()("terminal.unbalanced", files=files, register=register, entry=entry)
