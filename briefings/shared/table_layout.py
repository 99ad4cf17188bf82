"""Native tables: matrices in their colours, judgements, careers and grids, over as many slides as
they need."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from briefings.exhibit import Exhibit, Grid
from briefings.shared.column_widths import SPARE_WIDTH, longest_line, longest_word, share_width
from briefings.shared.drawingml import GRID, POINT, fill, letters, run, stroke
from briefings.shared.shapes import Box, lines_of, write_names, xfrm
from catalog.figure_parts import INK, Cell

HEAD = Cell("", "#eef3f8", INK, True)
SIZES = (14.0, 13.0, 12.0, 11.0, 10.0)  # points, the first that fits on one slide
TIGHT = (*SIZES, 9.0)  # of a matrix, which is read as a whole
LINE_SPACING = 1.3  # of a line, as a part of its letters
# of the line that a face asks for, which is 1.32 (雅黑) to 1.45 (Noto Sans) times its letters
LINES = '<a:lnSpc><a:spcPct val="90000"/></a:lnSpc>'
MAX_COLUMN_CHARS = 60.0  # signs of a column that still asks for more room
SPLIT_TABLE_PT = 11.0  # points of a table over several slides
AIR = {False: 150_000, True: 420_000}  # EMU that a row may have to spare; more in a matrix
CELL_PAD_EMU = 30_000  # EMU above and below the words of a cell
SIDE = {False: 60_000, True: 9_000}  # beside them; less in a matrix


@dataclass(frozen=True)
class Table:
    """Headings and rows of cells; matrix: all columns but the first are equally wide; numbers: the
    places of the columns that hold nothing but numbers."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    matrix: bool = False
    numbers: frozenset[int] = frozenset()

    def words_by_column(self) -> list[list[str]]:
        """Of each column its heading and the words of its cells."""
        cells = (tuple(cell.text for cell in row) for row in self.rows)
        return [list(column) for column in zip(self.columns, *cells, strict=True)]


class Portion(NamedTuple):
    """Rows for one slide: points of the letters, widths, height of the headings, rows with their
    heights."""

    points: float
    widths: list[int]
    head: int
    rows: list[tuple[tuple[Cell, ...], int]]


def table_of(exhibit: Exhibit) -> Table:
    """The table of an exhibit that is drawn as one."""
    return Table(exhibit.title, exhibit.heads, exhibit.cells, matrix=exhibit.kind == "heat")


def table_of_grid(grid: Grid, missing: str) -> Table:
    """A grid's table; missing: the word for what is not known."""
    rows = tuple(
        tuple(
            Cell(
                print_grid_cell(grid, c, cell, missing),
                ink=grid.tones.get((r, c), INK),
                bold=(r, c) in grid.tones,
            )
            for c, cell in enumerate(row)
        )
        for r, row in enumerate(grid.rows)
    )
    numbers = grid.numbers | find_numbers(grid.rows)
    return Table(grid.title, grid.columns, rows, numbers=numbers)


def find_numbers(rows: tuple[tuple, ...]) -> frozenset[int]:
    """The places of the columns of numbers, of which some may be missing.

    >>> find_numbers((("甲", 1, None), ("乙", None, None)))
    frozenset({1})
    """
    kinds = [
        {type(cell) for cell in column if cell is not None} for column in zip(*rows, strict=True)
    ]
    return frozenset(at for at, types in enumerate(kinds) if types and types <= {int, float})


def print_grid_cell(grid: Grid, column: int, cell, missing: str) -> str:
    """A cell of a grid in words, numbers of a column with equal decimals.

    >>> grid = Grid("表", ("甲", "乙"), (), decimals={1: 1})
    >>> print_grid_cell(grid, 0, 12000, "无"), print_grid_cell(grid, 1, 9887.0, "无")
    ('12,000', '9,887.0')
    """
    if cell is None:
        return missing
    return cell if isinstance(cell, str) else f"{cell:,.{grid.decimals.get(column, 0)}f}"


def turn_columns_to_rows(table: Table) -> Table:
    """A matrix with its columns as rows; its corner names neither."""
    names = tuple(row[0].text for row in table.rows)
    columns = zip(*(row[1:] for row in table.rows), strict=True)
    rows = tuple(
        (Cell(name, bold=True), *column)
        for name, column in zip(table.columns[1:], columns, strict=True)
    )
    return Table(table.name, ("", *names), rows, matrix=True)


def fit_matrix(table: Table, box: Box) -> Table:
    """A matrix as it is, or turned where its columns are so many that words of a cell are torn."""
    if not table.matrix or any(_holds_lines(table, box, points) for points in TIGHT):
        return table
    return turn_columns_to_rows(table)


def _holds_lines(table: Table, box: Box, points: float) -> bool:
    """Whether all cells keep their own lines; headings may break, but not within a word."""
    room = [
        round((width - 2 * SIDE[True]) / SPARE_WIDTH) for width in _widths(table, box.w, points)
    ]
    heads = zip(table.columns, room, strict=True)
    if any(longest_word([head]) * points * POINT > width for head, width in heads):
        return False
    return all(
        lines_of(cell.text, points, width) == 1 + cell.text.count("\n")
        for row in table.rows
        for cell, width in zip(row, room, strict=True)
    )


def portions(table: Table, box: Box) -> Iterator["Portion"]:
    """The table cut into what fits on a slide: the rows stand apart as far as there is room."""
    for points in TIGHT if table.matrix else SIZES:
        widths, head, heights = _measure(table, box, points)
        torn = table.matrix and not _holds_lines(table, box, points)
        if not torn and head + sum(heights) <= box.h:
            air = min((box.h - head - sum(heights)) // max(len(heights), 1), AIR[table.matrix])
            rows = [(row, height + air) for row, height in zip(table.rows, heights, strict=True)]
            yield Portion(points, widths, head, rows)
            return
    # no size fits on one slide: one that reads well, over several
    points = TIGHT[-1] if table.matrix else SPLIT_TABLE_PT
    widths, head, heights = _measure(table, box, points)
    for first, end in spread_rows(heights, box.h - head):
        rows = zip(table.rows[first:end], heights[first:end], strict=True)
        yield Portion(points, widths, head, list(rows))


def spread_rows(heights: list[int], room: int) -> list[tuple[int, int]]:
    """The rows of each slide as (first, end): as few slides as hold them, about equally full.

    >>> spread_rows([2, 2, 2, 2, 2], 8), spread_rows([9, 1, 1], 4)
    ([(0, 3), (3, 5)], [(0, 1), (1, 3)])
    """
    slides = len(_cut_rows(heights, room))
    # the least room that needs no more slides than the whole room does
    least = bisect_left(range(room), True, key=lambda less: len(_cut_rows(heights, less)) <= slides)
    return _cut_rows(heights, least)


def _cut_rows(heights: list[int], room: int) -> list[tuple[int, int]]:
    """Rows as long as there is room for the next; a row higher than that has a slide of its own."""
    starts, used = [0], 0
    for at, height in enumerate(heights):
        if at > starts[-1] and used + height > room:
            starts.append(at)
            used = 0
        used += height
    return list(zip(starts, [*starts[1:], len(heights)], strict=True))


def _measure(table: Table, box: Box, points: float) -> tuple[list[int], int, list[int]]:
    """Widths of the columns, heights of the headings and of each row, in EMU."""
    widths = _widths(table, box.w, points)
    heads = tuple(Cell(name) for name in table.columns)
    room = [width - 2 * SIDE[table.matrix] for width in widths]
    return widths, _height(heads, room, points), [_height(r, room, points) for r in table.rows]


def _widths(table: Table, whole: int, points: float) -> list[int]:
    """Columns as wide as their words ask for, those of a matrix alike."""
    sign = points * POINT * SPARE_WIDTH
    words = table.words_by_column()
    asked = [
        round(longest_line(column, MAX_COLUMN_CHARS) * sign) + 2 * SIDE[False] for column in words
    ]
    if table.matrix and len(asked) > 1:
        first = min(asked[0], whole // 3)
        return [first] + [(whole - first) // (len(asked) - 1)] * (len(asked) - 1)
    least = [round(longest_word(column) * sign) + 2 * SIDE[False] for column in words]
    return share_width(asked, least, whole)


def _height(row: tuple[Cell, ...], room: list[int], points: float) -> int:
    """EMU that a row needs whose words have that room across."""
    lines = max(
        (lines_of(cell.text, points, width) for cell, width in zip(row, room, strict=True)),
        default=1,
    )
    return round(lines * points * LINE_SPACING * POINT) + 2 * CELL_PAD_EMU


def draw_portion(
    number: int, name: str, table: Table, box: Box, portion: Portion, about: str
) -> str:
    """One portion as a graphic frame with a native table."""
    points, widths, head, chunk = portion
    heads = tuple(Cell(name, HEAD.fill, HEAD.ink, True) for name in table.columns)
    grid = "".join(f'<a:gridCol w="{width}"/>' for width in widths)
    rows = "".join(_row(row, height, points, table) for row, height in [(heads, head), *chunk])
    place = Box(box.x, box.y, sum(widths), head + sum(height for _, height in chunk))
    names = write_names(number, name, about)
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{names}<p:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f"{xfrm(place, tag='p:xfrm')}<a:graphic><a:graphicData "
        'uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        f'<a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl></a:graphicData>'
        "</a:graphic></p:graphicFrame>"
    )


def _row(cells: tuple[Cell, ...], height: int, points: float, table: Table) -> str:
    inner = "".join(
        _cell(cell, points, _side(table, at), SIDE[table.matrix and at > 0])
        for at, cell in enumerate(cells)
    )
    return f'<a:tr h="{height}">{inner}</a:tr>'


def _side(table: Table, column: int) -> str:
    """Where the words of a column stand: numbers at the right, the colours of a matrix centred."""
    if table.matrix and column:
        return "ctr"
    return "r" if column in table.numbers else "l"


def _cell(cell: Cell, points: float, align: str, side: int) -> str:
    lines = "".join(
        f'<a:p><a:pPr algn="{align}">{LINES}</a:pPr>'
        + (run(line, points, cell.ink, cell.bold) if line else "")
        + f"{letters('endParaRPr', points)}</a:p>"
        for line in cell.text.split("\n")
    )
    edges = "".join(
        stroke(GRID, 0.75).replace("a:ln", f"a:{side}") for side in ("lnL", "lnR", "lnT", "lnB")
    )
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{lines}</a:txBody>"
        f'<a:tcPr marL="{side}" marR="{side}" marT="{CELL_PAD_EMU}" marB="{CELL_PAD_EMU}" '
        f'anchor="ctr">{edges}'
        f"{fill(cell.fill)}</a:tcPr></a:tc>"
    )
