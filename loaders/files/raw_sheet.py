"""Sheets of raw cells: what every reader of files gives, and the bounds all of them keep."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from loaders.problems import FileRejected
from loaders.text import is_blank

ROW_LIMIT = 200_000
COLUMN_LIMIT = 702  # column ZZ
CELL_LIMIT = 3_000_000
NOT_CALCULATED = "公式没有计算结果"
# fixed letters, zeros, fixed letters
_ID_FORMAT = re.compile(r'((?:"[^"]*"|\\.|-)*)(0+)((?:"[^"]*"|\\.|-)*)')
_LITERAL = re.compile(r'"[^"]*"|\\.')


class ErrorCell(str):
    """A cell holding an Excel error such as #REF!."""


class ShownNumber(float):
    """A number whose format shows more than its digits: 7 as 007, 7 as SL-007; text: as shown."""

    text: str = ""


def shown_number(value: float, text: str) -> ShownNumber:
    """A number with the text that its cell shows."""
    number = ShownNumber(value)
    number.text = text
    return number


def format_as_id(value: float, number_format: str) -> str | None:
    """What a format of zeros and fixed letters shows; None for any other format.

    >>> format_as_id(7.0, "000"), format_as_id(7.0, '"SL-"000'), format_as_id(7.0, "0.00")
    ('007', 'SL-007', None)
    """
    found = _ID_FORMAT.fullmatch(number_format.split(";")[0])
    if not found or value < 0 or value != int(value):
        return None
    before, zeros, after = (re.sub(r'["\\]', "", part) for part in found.groups())
    if len(zeros) == 1 and not before:
        return None
    return f"{before}{int(value):0{len(zeros)}d}{after}"


class DayWithoutYear(date):
    """A day whose cell shows no year: the year is that of typing; text: as shown."""

    text: str = ""


def day_without_year(day: date) -> DayWithoutYear:
    """A day as 3月15日."""
    kept = DayWithoutYear(day.year, day.month, day.day)
    kept.text = f"{day.month}月{day.day}日"
    return kept


def hides_year(number_format: str) -> bool:
    """A date in this format is shown with its month and day but without its year.

    >>> hides_year('m"月"d"日"'), hides_year("yyyy-mm-dd"), hides_year("h:mm"), hides_year("d-mmm")
    (True, False, False, True)
    """
    form = _LITERAL.sub("", re.sub(r"\[[^]]*\]", "", number_format)).lower()
    return "d" in form and "m" in form and not re.search("[yeg]", form)


class MergedNumber(float):
    """A number whose cell is merged over several: it belongs to all of them together."""


@dataclass
class Sheet:
    """One sheet: its rows from row 1 on, each a list of raw cells as long as it needs to be.

    delimited: a mark too many moves the cells (CSV); late_epoch: plain day numbers count from
    1904; hidden_rows: rows with values that a filter hides; filled: (first row, last row, column),
    from 1, of cells that repeat the text of the merged cell above them; told: problem codes that
    concern the file it stands in.
    """

    name: str
    rows: list[list] = field(default_factory=list)
    hidden: bool = False
    delimited: bool = False
    late_epoch: bool = False
    hidden_rows: int = 0
    filled: list[tuple[int, int, int]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def assembled(lines: Iterable[list | dict]) -> list[Sheet]:
    """Sheets from the lines of a reader.

    A dict with a name begins a sheet, a list is one of its rows (row number, then the cells),
    a dict with `merged` ends it, and a dict with `told` names a problem of the file.
    """
    sheets: list[Sheet] = []
    told = []
    for line in lines:
        if isinstance(line, list):
            _put(sheets[-1].rows, *line)
        elif "told" in line:
            told.append(line["told"])
        elif "merged" in line:
            sheets[-1].hidden_rows = line["hidden_rows"]
            sheets[-1].filled = _fill_merged(sheets[-1].rows, line["merged"])
        else:
            sheets.append(Sheet(**line))
    if sheets:
        sheets[0].told = told
    return sheets


def _put(rows: list[list], number: int, *cells: object) -> None:
    rows.extend([] for _ in range(number - len(rows)))
    rows[number - 1] = list(cells)


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
            value = rows[first - 1][column - 1] = MergedNumber(value)
        if last > first and not is_blank(value):
            filled.append((first + 1, last, column))
        for row in rows[first:last]:
            row.extend([None] * (column - len(row)))
            row[column - 1] = value
    return filled


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15


def is_percent(number_format: str) -> bool:
    """A number in this format is shown as a percentage.

    >>> is_percent("0.0%"), is_percent('0.0"%"')
    (True, False)
    """
    return "%" in number_format and "%" in _LITERAL.sub("", number_format)


def percent(value: float) -> str:
    """A number as its percentage shows it: what the clerk entered and means.

    >>> percent(0.955)
    '95.5%'
    """
    return f"{Decimal(repr(round(value * 100, 10))).normalize():f}%"
