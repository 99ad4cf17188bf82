"""A second table on the same sheet, whose rows the columns of the first would misread."""

import functools
from collections.abc import Iterator

from catalog.definitions import Catalog, catalog
from loaders.files.raw_sheet import Sheet
from loaders.problems import FileRejected
from loaders.sheets.find_register import (
    Layout,
    check_other_headings,
    has_all_headings,
    heading_names,
)
from loaders.sheets.sheet_block import Block, first_text_line
from loaders.text import fold, is_blank

MAX_PLACES_COMPARED = 5  # a heading row is known by its first cells


@functools.cache
def heading_words(source: Catalog) -> frozenset[str]:
    """Folded forms of every heading of every register."""
    return frozenset(form for name in source.registers for form in heading_names(source, name))


def check_single_table(layout: Layout, rows: list[list], from_row: int) -> None:
    """Raises FileRejected naming the row, from 1, where another table begins.

    from_row: the first row looked at, from 0.
    """
    for index, name in _other_headings(layout, rows, from_row):
        first, second = sorted((index, layout.heading_row))
        below = catalog().registers[name] if second == index else layout.register
        raise FileRejected("second_table", below.sheet, row=second + 1, value=str(first + 1))


def table_blocks(layout: Layout, sheet: Sheet) -> list[Block]:
    """The rows of each table of a sheet, the layout's among them, from the top; one where there is
    no other. Titles and units above a heading go with it."""
    rows = sheet.rows
    headings = {index for index, _ in _other_headings(layout, rows, 0)}
    if not headings:
        return [Block()]
    starts = sorted({layout.heading_row, *headings})
    firsts = [1] + [sheet.number(first_text_line(rows, start)) for start in starts[1:]]
    lasts = [first - 1 for first in firsts[1:]] + [Block().last_row]
    return [Block(first, last) for first, last in zip(firsts, lasts, strict=True)]


def _other_headings(layout: Layout, rows: list[list], from_row: int) -> Iterator[tuple[int, str]]:
    """(row from 0, register) of every heading row but the layout's.

    The heading again, in the same columns, as on the next page, begins no other table. Raises
    FileRejected where a row below a blank one lacks but one heading of another register.
    """
    words = heading_words(catalog())
    for index, row in enumerate(rows[from_row:], from_row):
        if index == layout.heading_row or row in layout.repeated:
            continue
        below_gap = index > 0 and all(map(is_blank, rows[index - 1]))
        if not _may_be_heading(row, words, below_gap):
            continue
        whole = _read_headings(row)
        for name in _leave_out_same(layout, whole):
            yield index, name
        if below_gap and not whole:
            lower = rows[index + 1] if index + 1 < len(rows) else []  # of a heading over two rows
            check_other_headings(row, [*row, *lower], layout.register.name)


def _may_be_heading(row: list, words: frozenset[str], below_gap: bool) -> bool:
    """One of its first texts is a heading of some register.

    Cheap, for it looks at every row; other spellings are looked up only below a blank row.
    """
    texts = [cell for cell in row[:MAX_PLACES_COMPARED] if isinstance(cell, str)]
    if any(text.strip(" *＊") in words for text in texts):
        return True
    return below_gap and any(fold(text).strip("*") in words for text in texts)


def begins_other_table(layout: Layout, row: list) -> bool:
    """The row is the heading of some register, and not the layout's again in the same columns."""
    return bool(_leave_out_same(layout, _read_headings(row)))


def _read_headings(row: list) -> dict[str, dict[str, int]]:
    """Column -> place of every register whose required headings the row has."""
    registers = {name: has_all_headings(name, row) for name in catalog().registers}
    return {name: places for name, places in registers.items() if places is not None}


def _leave_out_same(layout: Layout, headings: dict[str, dict[str, int]]) -> list[str]:
    """The registers of a row but for the layout's in the same columns."""
    return [
        name
        for name, places in headings.items()
        if name != layout.register.name or not places.items() <= layout.places.items()
    ]
