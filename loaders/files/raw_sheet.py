"""Sheets of raw cells: what every reader of files gives, and the bounds all of them keep."""

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn

from loaders.problems import FileRejected
from loaders.text import is_blank, plain

ROW_LIMIT = 200_000
COLUMN_LIMIT = 702  # column ZZ
CELL_LIMIT = 3_000_000
MAX_SHARED_WORDS = 1 << 16
MAX_SHARED_CHARS = 200
NOT_CALCULATED = "公式没有计算结果"


class ErrorCell(str):
    """A cell holding an Excel error such as #REF!."""


class ShownNumber(float):
    """A number whose format shows more than the number: text is "007" or "SL-007" where it is 7.

    As a number it is what is stored; as an identifier it is its text.
    """

    def __new__(cls, value: float, text: str) -> "ShownNumber":
        number = super().__new__(cls, value)
        number.text = text
        return number


class DayWithoutYear(date):
    """A day shown without its year: 3月15日, stored with the year in which it was typed."""

    def __new__(cls, day: date, text: str) -> "DayWithoutYear":
        value = super().__new__(cls, day.year, day.month, day.day)
        value.text = text
        return value


class MergedNumber(ShownNumber):
    """A number whose cell is merged over several: it belongs to all of them together."""


@dataclass
class StruckOut:
    """Columns, from 1, of the cells of one row that are struck out, wholly or in part."""

    wholly: list[int]
    partly: list[int]


@dataclass
class Sheet:
    """One sheet: its rows from row 1 on, each a list of raw cells as long as it needs to be.

    delimited: a mark too many moves the cells (CSV); late_epoch: plain day numbers count from
    1904; hidden_rows: rows with values that a filter hides; hidden_columns: from 1; struck_out: by
    row number, of the rows that have such cells; filled: (first row, last row, column),
    from 1, of cells that repeat the text of the merged cell above them; notes: problem codes that
    concern the file it stands in; numbers: of the rows held, where those between them are read as
    columns (loaders.columns), None where every row is held.
    """

    name: str
    rows: list[list] = field(default_factory=list)
    hidden: bool = False
    delimited: bool = False
    late_epoch: bool = False
    hidden_rows: int = 0
    hidden_columns: set[int] = field(default_factory=set)
    struck_out: dict[int, StruckOut] = field(default_factory=dict)
    filled: list[tuple[int, int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    numbers: list[int] | None = None

    @property
    def last_row(self) -> int:
        """The number of the last row, from 1; 0 of an empty sheet."""
        if self.numbers is None:
            return len(self.rows)
        return self.numbers[-1] if self.numbers else 0

    def number(self, place: int) -> int:
        """The number, from 1, of the row held at a place."""
        return place + 1 if self.numbers is None else self.numbers[place]

    def place(self, number: int) -> int:
        """Where the row of a number, from 1, stands among the rows, or would stand if held."""
        if self.numbers is None:
            return min(number - 1, len(self.rows))
        return bisect.bisect_left(self.numbers, number)

    def row(self, number: int) -> list:
        """The row of a number, from 1, which must be held."""
        if self.numbers is None:
            return self.rows[number - 1]
        place = self.place(number)
        if place == len(self.numbers) or self.numbers[place] != number:
            raise IndexError(f"row {number} is not held")
        return self.rows[place]

    def hold(self, rows: dict[int, list]) -> None:
        """Hold further rows, by number, of those that are read as columns."""
        held = dict(zip(self.numbers, self.rows, strict=True)) | rows
        self.numbers = sorted(held)
        self.rows = [held[number] for number in self.numbers]

    def drop_blank_end(self) -> None:
        """Drop the blank rows at its end."""
        while self.rows and all(map(is_blank, self.rows[-1])):
            self.rows.pop()
            if self.numbers is not None:
                self.numbers.pop()

    def numbered_rows(self, first: int) -> Iterator[tuple[int, list]]:
        """(number, row) of the rows held, from a number on."""
        numbers = self.numbers or range(1, len(self.rows) + 1)
        for number, row in zip(numbers, self.rows, strict=True):
            if number >= first:
                yield number, row


class SharedWords:
    """Texts of which each is kept once, however many cells hold it; long and rare ones as they are.

    A large register holds few words millions of times, and every reader makes each anew.
    """

    def __init__(self) -> None:
        self._words: dict[str, str] = {}

    def share(self, cells: list) -> list:
        """The cells of a row, equal texts being the same object as in earlier rows."""
        words = self._words
        if len(words) > MAX_SHARED_WORDS:
            words.clear()  # a column of ids would otherwise be held a second time
        return [
            words.setdefault(cell, cell)
            if cell.__class__ is str and len(cell) <= MAX_SHARED_CHARS
            else cell
            for cell in cells
        ]


def assemble_sheets(lines: Iterable[list | dict]) -> list[Sheet]:
    """Sheets from the lines of a reader.

    A dict with a name begins a sheet, a list is one of its rows (row number, then the cells),
    one with `struck_out` names the columns of a row struck out wholly and in part, a dict with
    `merged` ends it, and a dict with `note` names a problem of the file.
    """
    sheets: list[Sheet] = []
    notes = []
    words = SharedWords()
    for line in lines:
        if isinstance(line, list):
            number, *cells = line
            _set_cells(sheets[-1].rows, number, words.share(cells))
        elif "note" in line:
            notes.append(line["note"])
        elif "struck_out" in line:
            number, wholly, partly = line["struck_out"]
            sheets[-1].struck_out[number] = StruckOut(wholly, partly)
        elif "merged" in line:
            sheets[-1].hidden_columns = set(line.get("hidden_columns", ()))
            sheets[-1].hidden_rows = line["hidden_rows"]
            sheets[-1].filled = _fill_merged(sheets[-1].rows, line["merged"])
        else:
            sheets.append(Sheet(**line))
    if sheets:
        sheets[0].notes = notes
    return sheets


def refuse_far(row: int, column: int) -> NoReturn:
    """Refuse a value too far from the data for a register; row and column from 1."""
    from openpyxl.utils import get_column_letter

    raise FileRejected(
        "far_cell",
        f"至多 {ROW_LIMIT:,} 行、{get_column_letter(COLUMN_LIMIT)} 列",
        value=f"{get_column_letter(column)}{row}",
    )


def _set_cells(rows: list[list], number: int, cells: list) -> None:
    rows.extend([] for _ in range(number - len(rows)))
    rows[number - 1] = cells


def _fill_merged(
    rows: list[list], spans: list[tuple[int, int, int, int]]
) -> list[tuple[int, int, int]]:
    """Which cells were filled: a province merged over several rows stands for each of them.

    spans: (first row, last row, first column, last column), from 1. A number stands for none of
    them: it is the total of what is merged, and nobody knows the shares.
    """
    spans = [(first, min(last, len(rows)), left, right) for first, last, left, right in spans]
    if sum(last - first for first, last, _, _ in spans) > CELL_LIMIT:
        raise FileRejected("file_too_big", f"合并的单元格超过 {CELL_LIMIT:,} 个")
    filled = []
    for first, last, column, _ in spans:
        if first > last or len(rows[first - 1]) < column:
            continue
        value = rows[first - 1][column - 1]
        if _is_number(value):
            text = value.text if isinstance(value, ShownNumber) else plain(value)
            value = rows[first - 1][column - 1] = MergedNumber(value, text)
        if last > first and not is_blank(value):
            filled.append((first + 1, last, column))
        for row in rows[first:last]:
            row.extend([None] * (column - len(row)))
            row[column - 1] = value
    return filled


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15
