"""Which rows of a large file tell where its tables stand, found without reading the others.

Those are the rows among which a heading is looked for, those that may be the heading of a further
table with what stands above it, and a few that show which columns are filled. What they tell is
told again once all rows are held of which something is to be said: a heading is one of those.
"""

import itertools
from functools import reduce
from operator import or_

import ibis
import numpy as np

from catalog.definitions import catalog
from loaders.columns.column_source import HEAD_ROWS, TAIL_ROWS, ColumnSource
from loaders.columns.not_columnar import NotColumnar
from loaders.columns.staged_csv import NUMBER
from loaders.sheets.find_register import COMPARED_ROWS, Layout, find_headings
from loaders.sheets.mapping import RegisterMapping
from loaders.sheets.second_table import MAX_PLACES_COMPARED, begins_other_table, heading_words
from loaders.sheets.sheet_block import Block, cut_row, is_text_line
from loaders.sheets.side_tables import side_blocks

# of the rows that may be headings, of tables, and of the rows between two: where there are more,
# all rows are read
MAX_CANDIDATES, MAX_TABLES, MAX_GAP_ROWS = 10_000, 100, 10_000
_MARKS = ("", "*", "＊", " ", " *", "* ")  # around the words of a heading


def list_edge_rows(source: ColumnSource, mapped: list[RegisterMapping], last: int) -> np.ndarray:
    """Numbers of the rows to tell the tables by; last: of the last row that is not blank.

    mapped: the entries of a mapping meant for the file, whose ranges tell them. Raises
    FileRejected and NotColumnar.
    """
    if mapped:
        return _list_ends(source, [mapping.block for mapping in mapped], last)
    numbers = np.union1d(_list_ends(source, [Block()], last), [last])
    sheet = source.hold(numbers)
    beside = side_blocks(sheet.rows)
    if beside:
        numbers = np.union1d(numbers, _list_filling_rows(source, last))
        sheet = source.hold(numbers)
        beside = side_blocks(sheet.rows)
    candidates = _list_candidates(source)
    collected = [numbers, *([source.find_last_above(last + 1, block)] for block in beside)]
    for block in beside or [Block()]:
        # the sheet's name may speak for another of its tables
        name = "" if beside else sheet.name
        layout = find_headings(name, [cut_row(row, block) for row in sheet.rows])
        heading = sheet.number(layout.heading_row) if layout else 0
        collected.append(_list_rival_rows(source, layout, source.first, last))
        starts = _choose_headings(candidates, block, layout, heading)
        for start, following in itertools.pairwise([*starts, last + 1]):
            if start >= source.first:
                collected += _list_rows_around(source, block, start, following - 1)
    return np.unique(np.concatenate(collected)).astype(int)


def _list_ends(source: ColumnSource, blocks: list[Block], last: int) -> np.ndarray:
    """Numbers of the first and the last rows of each block."""
    ends = [np.array([], int)]
    for block in blocks:
        first = max(source.first, block.first_row)
        end = min(last, block.last_row)
        ends.append(np.arange(first, min(block.first_row + HEAD_ROWS - 1, end) + 1))
        ends.append(np.arange(max(first, end - TAIL_ROWS + 1), end + 1))
    return np.unique(np.concatenate(ends))


def _list_filling_rows(source: ColumnSource, last: int) -> list[int]:
    """Numbers of rows that show of every column whether a row has a cell there that is no line of
    text or, if none has, whether any has."""
    rows = (1, source.first, last)
    return [
        number
        for place in range(source.width)
        for number in source.list_filled(place, *rows, is_passed=is_text_line)
        or source.list_filled(place, *rows)
    ]


def _list_candidates(source: ColumnSource) -> dict[int, list]:
    """The rows that may be headings of a further table, by number: as in
    `loaders.sheets.second_table` those with a heading among the first cells, and those below a
    blank row, where a heading may be spelled otherwise."""
    cells = source.cells.mutate(is_blank=source.is_empty_in(source.cells, Block()))
    asked = cells.filter(reduce(or_, [cells.is_blank, *_list_looks(cells, source.width)]))
    table = source.store.engine.to_pyarrow(asked.select(NUMBER, "is_blank").order_by(NUMBER))
    numbers, blank = table[NUMBER].to_numpy(), table["is_blank"].to_numpy()
    below = np.setdiff1d(numbers[blank] + 1, numbers[blank])
    chosen = np.unique(np.concatenate([numbers[~blank][:MAX_CANDIDATES], below[:MAX_CANDIDATES]]))
    return source.received(chosen) if len(chosen) else {}


def _list_looks(cells: ibis.Table, width: int) -> list[ibis.expr.types.BooleanValue]:
    """Of each of the first columns whether its cell is a heading of some register."""
    first = [cells[f"c{place}"] for place in range(min(MAX_PLACES_COMPARED, width))]
    forms = [
        f"{before}{word}{behind}"
        for word in sorted(heading_words(catalog()))
        for before in _MARKS
        for behind in _MARKS
    ]
    # joined to a table of words, which is quicker than to compare with each of a list
    words = ibis.memtable({"word": forms})
    return [cell.isin(words.word) for cell in first if cell.type().is_string()]


def _choose_headings(
    candidates: dict[int, list], block: Block, layout: Layout | None, heading: int
) -> list[int]:
    """Numbers of the rows with which a table begins in the columns of a block; none where there is
    but one.

    layout: of the first table; heading: the number of its heading. Raises NotColumnar.
    """
    if layout is None:
        return []
    others = [
        number
        for number, row in candidates.items()
        if begins_other_table(layout, cut_row(row, block))
    ]
    if len(others) > MAX_TABLES:
        raise NotColumnar
    return sorted({heading, *others}) if others else []


def _list_rows_around(
    source: ColumnSource, block: Block, start: int, last: int
) -> list[np.ndarray | list[int]]:
    """Numbers of the rows around the heading of a further table, from the last of the table above
    on, and of those that decide which of its headings are read; none where they are too far away.

    start: of its heading; last: of its last row.
    """
    above = source.find_last_above(start, block, is_passed=is_text_line)
    if start - above > MAX_GAP_ROWS:
        return []
    below = np.arange(start, min(start + HEAD_ROWS, last) + 1)
    rows = [cut_row(row, block) for row in source.received(below).values()]
    rivals = _list_rival_rows(source, find_headings("", rows), start + 1, last)
    return [np.arange(max(above, source.first), start), below, rivals]


def _list_rival_rows(
    source: ColumnSource, layout: Layout | None, first: int, last: int
) -> list[int]:
    """Numbers of the rows whose cells decide which of two headings of one column is read.

    first, last: numbers of the rows between which the cells stand.
    """
    if layout is None:
        return []
    return [
        number
        for column, rivals in layout.rivals.items()
        for place in (layout.places[column], *rivals)
        if place < source.width
        for number in source.list_filled(place, COMPARED_ROWS, first, last)
    ]
