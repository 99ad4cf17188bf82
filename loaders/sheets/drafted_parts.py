"""The parts of a sheet that may each hold a table, beside and below each other: for a draft.

What is proposed here is only where a table could stand; whether it is one the draft finds out.
"""

import itertools

from loaders.sheets.sheet_block import Block, first_text_line, is_text_line
from loaders.sheets.side_tables import filled_runs, side_blocks
from loaders.text import is_blank

MAX_PARTS_TRIED = 50  # of one sheet, beside or below each other


def propose_beside(rows: list[list]) -> list[Block]:
    """The columns of each part, from the left: parted where a known heading comes again or a blank
    column stands; none where the sheet has one part."""
    blocks = side_blocks(rows)
    if blocks:
        return blocks[:MAX_PARTS_TRIED]
    starts = [run.start for run in filled_runs(rows)]
    return cut_beside(rows, starts[:MAX_PARTS_TRIED]) if len(starts) > 1 else []


def cut_beside(rows: list[list], starts: list[int]) -> list[Block]:
    """Blocks of columns that begin at these places, from 0; the first has what stands before it,
    the last what stands behind it, for a column may be added there."""
    filled = {place for row in rows for place, cell in enumerate(row) if not is_blank(cell)}
    blocks = []
    for start, end in itertools.pairwise([0, *starts[1:], max(filled) + 1]):
        last = max(place for place in filled if place < end)
        blocks.append(Block(first_column=start + 1, last_column=last + 1))
    last_block = Block(first_column=blocks[-1].first_column)
    return [*blocks[:-1], last_block]


def propose_below(rows: list[list]) -> list[int]:
    """The rows, from 0, with which a table may begin: words in several cells, and above them
    nothing, or a line of text."""
    starts = []
    for place, row in enumerate(rows):
        filled = [cell for cell in row if not is_blank(cell)]
        is_headed = place == 0 or is_text_line(rows[place - 1])
        if is_headed and len(filled) > 1 and all(isinstance(cell, str) for cell in filled):
            starts.append(place)
    return starts[:MAX_PARTS_TRIED]


def cut_below(rows: list[list], starts: list[int], columns: Block) -> list[Block]:
    """Blocks of rows that begin with these, from 0, within the columns of a block; titles above a
    table are in none, and the last has all that stands below it."""
    blocks = []
    for start, following in itertools.pairwise([*starts, None]):
        last = Block().last_row if following is None else first_text_line(rows, following)
        block = Block(first_row=start + 1, last_row=last)
        blocks.append(block.within_columns_of(columns))
    return blocks
