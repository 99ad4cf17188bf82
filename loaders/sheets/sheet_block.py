"""A part of a sheet as a sheet of its own: rows and columns keep the numbers they have there."""

import re
from dataclasses import dataclass, replace

from catalog.definitions import words
from loaders.files.raw_sheet import COLUMN_LIMIT, Sheet
from loaders.sheets.footer_rows import continues_note, starts_note
from loaders.text import fold, is_blank

_LETTERS = re.compile("[A-Z]{1,3}")
_ALPHABET = 26


@dataclass(frozen=True)
class Block:
    """Rows and columns of a sheet, counted from 1, the ends included."""

    first_row: int = 1
    last_row: int = 10**12  # beyond every file, also of those that are no sheets
    first_column: int = 1
    last_column: int = COLUMN_LIMIT

    @property
    def is_whole(self) -> bool:
        """It is every row and column of any sheet."""
        return self == Block()

    @property
    def has_all_columns(self) -> bool:
        """Only its rows are bounded."""
        return (self.first_column, self.last_column) == (1, COLUMN_LIMIT)

    @property
    def letters(self) -> str:
        """Its columns, such as A–F."""
        return f"{column_letters(self.first_column)}–{column_letters(self.last_column)}"

    def within_columns_of(self, other: "Block") -> "Block":
        """Its rows in the columns of the other."""
        return replace(self, first_column=other.first_column, last_column=other.last_column)

    def overlaps(self, other: "Block") -> bool:
        """Some cell may stand in both."""
        rows = self.first_row <= other.last_row and other.first_row <= self.last_row
        columns = self.first_column <= other.last_column and other.first_column <= self.last_column
        return rows and columns

    def has_cell(self, row: int, column: int) -> bool:
        """The cell is one of the block's."""
        return self.has_row(row) and self.first_column <= column <= self.last_column

    def has_row(self, number: int) -> bool:
        """The row is one of the block's."""
        return self.first_row <= number <= self.last_row


def column_number(letters: str) -> int | None:
    """1 of A, 27 of AA; None where these are no letters of a column.

    >>> column_number("A"), column_number("ab"), column_number("7")
    (1, 28, None)
    """
    if not _LETTERS.fullmatch(letters.upper()):
        return None
    number = 0
    for letter in letters.upper():
        number = number * _ALPHABET + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """A of 1, AA of 27.

    >>> column_letters(1), column_letters(28), column_letters(702)
    ('A', 'AB', 'ZZ')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, _ALPHABET)
        letters = chr(ord("A") + rest) + letters
    return letters


def cut_block(sheet: Sheet, block: Block) -> Sheet:
    """The block as a sheet; the sheet itself where the block is the whole.

    Lines of text right above it stay, and notes right below it: they may say what it is counted in.
    A part with some of the columns is named after them, for its rows have the numbers of others.
    """
    if block.is_whole:
        return sheet
    rows = sheet.rows
    start, end = sheet.place(block.first_row), sheet.place(block.last_row + 1)
    kept_from = first_text_line(rows, start)
    above = [[] for _ in rows[:kept_from]] + [list(row) for row in rows[kept_from:start]]
    inside = _cut_columns(rows[start:end], block)
    below = []
    for row in rows[end:]:
        if not (_is_note_of_above(row) or (below and continues_note(row))):
            break
        below.append(list(row))
    filled = [
        span for span in sheet.filled if span[0] <= block.last_row and span[1] >= block.first_row
    ]
    kept = above + inside + below
    numbers = sheet.numbers and sheet.numbers[: len(kept)]
    name = _name(sheet.name, block)
    return replace(sheet, name=name, rows=kept, filled=filled, numbers=numbers)


def first_text_line(rows: list[list], start: int) -> int:
    """Where the titles, units and blanks above a row begin, both from 0; notes of a table above
    them are not among them."""
    start = min(start, len(rows))
    first = start
    while first > 0 and is_text_line(rows[first - 1]):
        first -= 1
    if first > 0:  # a table stands above
        for place in range(first, start):
            if _is_note_of_above(rows[place]) or (place == first and continues_note(rows[place])):
                first = place + 1
    return first


def _is_note_of_above(row: list) -> bool:
    """注：, 数据来源： and their like; 单位：万元 belongs to the table below it."""
    if not starts_note(row):
        return False
    text = next(cell for cell in row if not is_blank(cell))
    return not fold(text).startswith("单位")


def is_text_line(row: list) -> bool:
    """Blank, or one text only: a title or a note."""
    filled = [cell for cell in row if not is_blank(cell)]
    return not filled or (len(filled) == 1 and isinstance(filled[0], str))


def _cut_columns(rows: list[list], block: Block) -> list[list]:
    """The rows with the block's columns alone; a title above all tables or a note below them stays,
    for its unit may be that of each."""
    if block.has_all_columns:
        return [list(row) for row in rows]
    cut = []
    is_above = True
    for row in rows:
        is_text = is_text_line(row)
        is_above = is_above and is_text
        if is_above or (is_text and starts_note(row)):
            cut.append(list(row))
        else:
            cut.append(cut_row(row, block))
    return cut


def cut_row(row: list, block: Block) -> list:
    """The row without the cells beside the block; places stay."""
    before = [None] * min(block.first_column - 1, len(row))
    return before + row[block.first_column - 1 : block.last_column]


def _name(name: str, block: Block) -> str:
    if block.has_all_columns:
        return name
    first, last = column_letters(block.first_column), column_letters(block.last_column)
    return words()("mapping.columns_of", sheet=name, first=first, last=last)


def list_numbers(numbers: list[int]) -> str:
    """Ascending numbers with runs drawn together.

    >>> list_numbers([1, 2, 3, 7, 9, 10])
    '1–3、7、9–10'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
