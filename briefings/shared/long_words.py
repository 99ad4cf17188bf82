"""Names so long that they would push a drawing or a table out of shape: cut there, whole beside it.

Registers hold what they were sent; a name of two thousand letters is one.
"""

from dataclasses import replace

from briefings.exhibit import Exhibit
from briefings.shared.shapes import ems
from briefings.shared.table_layout import Table

MAX_CELL_WIDTH = 300.0  # Chinese signs of a cell: the longest clause of the guideline has fewer
CUT_CELL_CHARS = 120  # signs that stay of a longer one
MAX_NAME_CHARS = 40  # signs of a name in a chart


def cut_table(table: Table) -> tuple[Table, list[str]]:
    """The table with its overlong cells cut, and those in full, each once."""
    rows = tuple(
        tuple(replace(cell, text=_cut_cell(cell.text)) for cell in row) for row in table.rows
    )
    whole = [cell.text for row in table.rows for cell in row if _cut_cell(cell.text) != cell.text]
    return replace(table, rows=rows), list(dict.fromkeys(whole))


def cut_names(exhibit: Exhibit) -> tuple[Exhibit, list[str]]:
    """The exhibit with its overlong names cut for a chart, and those in full, each once."""
    lines = tuple(replace(line, name=_cut_name(line.name)) for line in exhibit.lines)
    names = [*exhibit.categories, *(line.name for line in exhibit.lines)]
    whole = [name for name in names if _cut_name(name) != name]
    drawn = exhibit.but(categories=tuple(map(_cut_name, exhibit.categories)), lines=lines)
    return drawn, list(dict.fromkeys(whole))


def _cut_cell(words: str) -> str:
    return words if ems(words) <= MAX_CELL_WIDTH else f"{words[:CUT_CELL_CHARS]}…"


def _cut_name(name: str) -> str:
    return name if len(name) <= MAX_NAME_CHARS else f"{name[:MAX_NAME_CHARS]}…"
