"""Which rows of a large file tell where its tables stand, found without reading the others.

Those are the rows among which a heading is looked for, those that may be the heading of a further
table with what stands above it, and a few that show which columns are filled. What they tell is
told again once all rows are held of which something is to be said: a heading is one of those.
"""

from functools import reduce
from operator import or_

import ibis
import numpy as np

from catalog.definitions import catalog
from loaders.columns.column_source import ColumnSource
from loaders.columns.staged_csv import NUMBER
from loaders.sheets.find_register import COMPARED_ROWS, find_headings, has_all_headings
from loaders.sheets.mapping import RegisterMapping
from loaders.sheets.second_table import MAX_PLACES_COMPARED, heading_words
from loaders.sheets.sheet_block import Block, cut_row, is_text_line
from loaders.sheets.side_tables import side_blocks

# rows that are always held: where headings, units and notes stand
HEAD_ROWS, TAIL_ROWS = 100, 10
# of the rows that may be headings, and between two tables: where there are more, all are read
MAX_CANDIDATES, MAX_GAP_ROWS = 10_000, 10_000
_MARKS = ("", "*", "＊", " ", " *", "* ")  # around the words of a heading


def list_edge_rows(source: ColumnSource, mapped: list[RegisterMapping], last: int) -> np.ndarray:
    """Numbers of the rows to tell the tables by; last: of the last row that is not blank.

    mapped: the entries of a mapping meant for the file, whose ranges tell them. Raises
    FileRejected.
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
        starts = _choose_headings(source, candidates, block)
        ends = [*(start - 1 for start in starts), last]
        name, rows = "" if beside else sheet.name, [cut_row(row, block) for row in sheet.rows]
        collected.append(_list_rival_rows(source, name, rows, source.first, last))
        for start, end in zip(starts, ends[1:], strict=True):
            collected += _list_rows_around(source, block, start, end)
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


def _choose_headings(source: ColumnSource, candidates: dict[int, list], block: Block) -> list[int]:
    """Numbers of the rows with which another table begins in the columns of a block: headings that
    are not those of the table above again."""
    starts = []
    above = _read_headings(cut_row(source.top[-1], block))
    for number, row in candidates.items():
        headings = _read_headings(cut_row(row, block))
        if headings and headings != above:
            starts.append(number)
            above = headings
    return starts


def _read_headings(cells: list) -> dict[str, dict[str, int]]:
    """Column -> place of every register whose required headings the cells are."""
    registers = {name: has_all_headings(name, cells) for name in catalog().registers}
    return {name: places for name, places in registers.items() if places is not None}


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
    rivals = _list_rival_rows(source, "", rows, start + 1, last)
    return [np.arange(max(above, source.first), start), below, rivals]


def _list_rival_rows(
    source: ColumnSource, name: str, rows: list[list], first: int, last: int
) -> list[int]:
    """Numbers of the rows whose cells decide which of two headings of one column is read.

    name: of the sheet, if it may speak for the table; rows: the heading and some below it; first,
    last: numbers of the rows between which the cells stand.
    """
    layout = find_headings(name, rows)
    if layout is None:
        return []
    return [
        number
        for column, rivals in layout.rivals.items()
        for place in (layout.places[column], *rivals)
        if place < source.width
        for number in source.list_filled(place, COMPARED_ROWS, first, last)
    ]
