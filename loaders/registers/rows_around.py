"""Rows around a table that it does not take in: booked as skipped, and named."""

from collections.abc import Collection

from catalog.definitions import words
from loaders.files.raw_sheet import Sheet
from loaders.problems import Problem
from loaders.registers.read_sheet import Reading
from loaders.sheets.sheet_block import column_letters, list_numbers
from loaders.sheets.sheet_part import Part
from loaders.text import is_blank

MIN_TABLE_CELLS = 3  # filled cells of a row above a heading that may be one of another table


def book_outside(
    file: str,
    sheet: Sheet,
    parts: list[Part],
    results: list[Reading],
    filled: Collection[int] = (),
) -> list[Problem]:
    """Book what the mapping's ranges leave out: rows as skipped by the first part; names both.

    filled: columns left out, from 1, that have a cell in rows which are not held.
    """
    if all(part.block.is_whole for part in parts):
        return []
    outside = [
        number
        for number, row in sheet.numbered_rows(1)
        if not all(map(is_blank, row))
        and not any(part.block.has_row(number) for part in parts)
        and not any(number in result.numbers for result in results)
    ]
    results[0].read += len(outside)
    results[0].skipped += len(outside)
    columns = {
        place
        for number, row in sheet.numbered_rows(1)
        for place, cell in enumerate(row, 1)
        if any(part.block.has_row(number) for part in parts)
        and not any(part.block.has_cell(number, place) for part in parts)
        and not is_blank(cell)
    }
    columns |= set(filled)
    t = words()
    details = []
    if outside:
        details.append(t("mapping.outside_rows", rows=list_numbers(outside)))
    if columns:
        letters = [column_letters(place) for place in sorted(columns)]
        details.append(t("mapping.outside_columns", columns=t("scope.joint").join(letters)))
    return [Problem("outside_range", file, sheet.name, detail=detail) for detail in details]


def book_above(file: str, sheet: str, part: Part, result: Reading) -> list[Problem]:
    """Book rows above a heading that stand like a table of their own as skipped, and name them.

    sheet: the name of the sheet that the part stands in.
    """
    first_heading = part.layout.heading_row - max(0, len(part.layout.repeated) - 1)
    above = part.sheet.rows[:first_heading]
    numbers = _list_table_rows([(part.sheet.number(n), row) for n, row in enumerate(above)])
    if not numbers:
        return []
    result.read += len(numbers)
    result.skipped += len(numbers)
    return [Problem("rows_above", file, sheet, detail=list_numbers(numbers))]


def _list_table_rows(rows: list[tuple[int, list]]) -> list[int]:
    """Numbers of the rows that stand like a table: two or more together, each of three cells or
    more. A title, a unit, or a form with who sent the sheet has less."""
    numbers = [
        number for number, row in rows if sum(not is_blank(cell) for cell in row) >= MIN_TABLE_CELLS
    ]
    return [number for number in numbers if number - 1 in numbers or number + 1 in numbers]
