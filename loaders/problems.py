"""Problems: what can be wrong with a file, a row or a cell, as values with stable codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loaders.text import printable

if TYPE_CHECKING:  # the process that opens a received file loads no definitions
    from catalog.nouns import ProblemRule

_SHOWN = 60  # characters of a value within a sentence; the report has it whole


class Unreadable(ValueError):
    """A cell its column cannot take; the only error a converter raises."""

    def __init__(self, code: str, detail: str = ""):
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


class FileRejected(Exception):
    """A file whose structure cannot be read; rejected whole, by name."""

    def __init__(self, code: str, detail: str = "", **where):
        super().__init__(f"{code}: {detail}")
        self.code, self.detail, self.where = code, detail, where


@dataclass(frozen=True)
class Problem:
    """One problem of one cell, row, file or, without a file, of a whole build; with its place."""

    code: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    detail: str = ""

    @property
    def _words(self) -> ProblemRule:
        from catalog.definitions import catalog

        return catalog().problems[self.code]

    @property
    def action(self) -> str:
        """normalised, row_rejected, file_rejected or build_refused, from the catalogue."""
        return self._words.action

    @property
    def message(self) -> str:
        """One Chinese sentence: where, what, and the way out."""
        value = self.value if len(self.value) <= _SHOWN else f"{self.value[:_SHOWN]}……"
        text = self._words.message.format(column=self.column, value=value, detail=self.detail)
        if not self.file:
            return printable(f"{text}；{self._words.remedy}。")
        sheet = f"“{self.sheet}”" if self.sheet else ""
        row = f"第 {self.row} 行" if self.row else ""
        return printable(f"《{self.file}》{sheet}{row}：{text}；{self._words.remedy}。")

    def as_record(self) -> dict:
        """The entry of report.json."""
        return {
            "code": self.code,
            "action": self.action,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
        }
