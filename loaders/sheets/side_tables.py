"""Tables that stand beside each other on one sheet: the columns of each."""

import functools
import itertools

from catalog.definitions import catalog
from loaders.files.raw_sheet import COLUMN_LIMIT
from loaders.sheets.find_register import (
    SEARCHED_ROWS,
    check_other_headings,
    column_of,
    has_all_headings,
)
from loaders.sheets.second_table import MAX_PLACES_COMPARED, heading_words
from loaders.sheets.sheet_block import Block, is_text_line
from loaders.text import fold, heading_forms, is_blank

Places = dict[str, int]  # column -> place, from 0


def side_blocks(rows: list[list]) -> list[Block]:
    """The columns of each table, from the left; none where there are not several.

    A blank column parts them, or a heading that comes again. A part without every required heading
    of some register is no table; it belongs to the table on its left. Raises FileRejected where
    such a part lacks but one heading of a register.
    """
    _check_parts(rows[:SEARCHED_ROWS])
    if len(_find_tables(rows[:SEARCHED_ROWS])) < 2:
        return []
    tables = _find_tables(rows)
    if len(tables) < 2:
        return []
    filled = {place for row in rows for place, cell in enumerate(row) if not is_blank(cell)}
    starts = [0] + [table.start for table in tables[1:]]
    blocks = []
    for start, end in itertools.pairwise([*starts, COLUMN_LIMIT]):
        last = max(place for place in filled if place < end)
        blocks.append(Block(first_column=start + 1, last_column=last + 1))
    return blocks


def _find_tables(rows: list[list]) -> list[range]:
    """The places, from 0, of every run of columns that holds a table."""
    searched = rows[:SEARCHED_ROWS]
    runs = [part for run in filled_runs(rows) for part in _part_at_repeats(searched, run)]
    pairs = [
        [above if is_blank(below) else below for above, below in itertools.zip_longest(*pair)]
        for pair in itertools.pairwise(searched)
    ]
    return [run for run in runs if any(_find_register(row, run) for row in searched + pairs)]


def _check_parts(rows: list[list]) -> None:
    """Raises FileRejected where a part beside a table lacks but one heading of a register."""
    starts = {table.start for table in _find_tables(rows)}
    if not starts:
        return
    for run in filled_runs(rows):
        if starts.isdisjoint(run):
            for row in rows:
                check_other_headings(_cut(row, run), row)


def filled_runs(rows: list[list]) -> list[range]:
    """Columns up to the next blank one; titles and notes fill none."""
    filled = {
        place
        for row in rows
        if not is_text_line(row)
        for place, cell in enumerate(row)
        if not is_blank(cell)
    }
    starts = sorted(place for place in filled if place - 1 not in filled)
    ends = sorted(place + 1 for place in filled if place + 1 not in filled)
    return [range(start, end) for start, end in zip(starts, ends, strict=True)]


def _find_register(row: list, run: range) -> tuple[str, Places] | None:
    """The register whose required headings stand in the run, the one with most columns there."""
    cells = _cut(row, run)
    texts = [cell for cell in cells if isinstance(cell, str) and not is_blank(cell)]
    if not any(_is_heading(text) for text in texts[:MAX_PLACES_COMPARED]):
        return None
    registers = {name: has_all_headings(name, cells) for name in catalog().registers}
    whole = [(name, places) for name, places in registers.items() if places is not None]
    return max(whole, key=lambda pair: len(pair[1]), default=None)


def _cut(row: list, run: range) -> list:
    """The row without what stands beside the run; places stay."""
    return [None] * min(run.start, len(row)) + row[run.start : run.stop]


@functools.lru_cache(maxsize=1 << 14)
def _is_heading(text: str) -> bool:
    """Some register has such a heading."""
    return not heading_words(catalog()).isdisjoint(heading_forms(text))


def _part_at_repeats(rows: list[list], run: range) -> list[range]:
    """The run parted where a heading comes again; whole where not every such part is a table."""
    for row in rows:
        forms = [fold(cell) if isinstance(cell, str) else "" for cell in _cut(row, run)]
        for form in dict.fromkeys(forms):
            starts = [place for place, other in enumerate(forms) if other == form]
            if form and len(starts) > 1:
                bounds = itertools.pairwise([run.start, *starts[1:], run.stop])
                parts = [range(start, end) for start, end in bounds]
                if all(_is_parted(row, *pair) for pair in itertools.pairwise(parts)):
                    return parts
    return [run]


def _is_parted(row: list, left: range, right: range) -> bool:
    """Both are tables, and no heading at the end of the left could belong to the right one."""
    table, next_table = _find_register(row, left), _find_register(row, right)
    if table is None or next_table is None:
        return False
    if [fold(str(cell)) for cell in _cut(row, left)[left.start :]] == [
        fold(str(cell)) for cell in _cut(row, right)[right.start :]
    ]:
        return True
    columns = catalog().registers[table[0]].columns
    last = max(place for name, place in table[1].items() if columns[name].required)
    register, next_places = next_table
    texts = [cell for cell in row[last + 1 : left.stop] if isinstance(cell, str)]
    behind = [column_of(register, text) for text in texts]
    return all(column is None or column in next_places for column in behind)
