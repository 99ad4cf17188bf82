"""Tables across the breadth of the text: headings on every page, no row torn, cells coloured."""

from briefings.report.wordprocessingml import paragraph, run, size
from briefings.shared.column_widths import SPARE_WIDTH, longest_line, longest_word, share_width
from briefings.shared.drawingml import text
from briefings.shared.table_layout import Table, turn_columns_to_rows
from catalog.figure_parts import PAPER, Cell

HEAD, EDGE = "EEF3F8", "C9D2DC"
MAX_COLUMN_CHARS = 40.0  # signs of a column that still asks for more room
MIN_BROKEN_CHARS = 9.0  # signs of a line, on upright paper, of a column that breaks its lines
CROWDED_COLUMNS = 6  # columns from which on letters are smaller
LETTERS_PT, SMALL_LETTERS_PT = 10.5, 9.0
MAX_COLUMNS_ABREAST = 12  # columns of a matrix that still stand beside each other on the paper
CELL_PAD_TWIPS = 85  # twips beside the words of a cell


def is_wide(content: Table, width: int) -> bool:
    """Whether columns that have to break their lines have but a few signs on a width in twips."""
    if content.matrix:
        return False
    points = _points(content)
    asked, widths = _asked_widths(content, points), _widths(content, points, width)
    fewest = MIN_BROKEN_CHARS * points * 20
    return any(
        width < natural and width < fewest for natural, width in zip(asked, widths, strict=True)
    )


def table(content: Table, style: str, width: int) -> str:
    """The w:tbl of headings and rows over a width in twips; style: the id of that of its cells."""
    if content.matrix and len(content.columns) > MAX_COLUMNS_ABREAST:
        content = turn_columns_to_rows(content)
    points = _points(content)
    widths = _widths(content, points, width)
    heads = tuple(Cell(name, f"#{HEAD}", bold=True) for name in content.columns)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{EDGE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{CELL_PAD_TWIPS}" w:type="dxa"/>' for side in ("left", "right")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = [_side(content, at) for at in range(len(content.columns))]
    rows = [_row(heads, widths, points, style, sides, "<w:tblHeader/>")]
    rows += [_row(row, widths, points, style, sides) for row in content.rows]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _points(content: Table) -> float:
    """Points of the letters: many columns have smaller ones."""
    return SMALL_LETTERS_PT if len(content.columns) >= CROWDED_COLUMNS else LETTERS_PT


def _asked_widths(content: Table, points: float) -> list[int]:
    """Twips of each column on which none of its lines is broken, but very long ones."""
    sign = points * 20 * SPARE_WIDTH
    return [
        round(longest_line(words, MAX_COLUMN_CHARS) * sign) + 2 * CELL_PAD_TWIPS
        for words in content.words_by_column()
    ]


def _widths(content: Table, points: float, whole: int) -> list[int]:
    """Columns as wide as their words ask for; those of a matrix alike but for the first."""
    asked, sign = _asked_widths(content, points), points * 20 * SPARE_WIDTH
    if content.matrix and len(asked) > 1:
        first = min(asked[0], whole // 3)
        return [first] + [(whole - first) // (len(asked) - 1)] * (len(asked) - 1)
    least = [
        round(longest_word(words) * sign) + 2 * CELL_PAD_TWIPS
        for words in content.words_by_column()
    ]
    return share_width(asked, least, whole)


def _row(
    cells: tuple[Cell, ...],
    widths: list[int],
    points: float,
    style: str,
    sides: list[str],
    head: str = "",
) -> str:
    inner = "".join(
        _cell(cell, width, points, style, side)
        for cell, width, side in zip(cells, widths, sides, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{inner}</w:tr>"


def _side(content: Table, column: int) -> str:
    """Where the words of a column stand: numbers at the right, the colours of a matrix centred."""
    if content.matrix and column:
        return "center"
    return "right" if column in content.numbers else ""


def _cell(cell: Cell, width: int, points: float, style: str, side: str) -> str:
    look = f'<w:color w:val="{text(cell.ink[1:]).upper()}"/>{size(points)}'
    if cell.bold:
        look = f"<w:b/>{look}"
    layout = f'<w:jc w:val="{side}"/>' if side else ""
    # a white ground would hide the mark that stands behind the page
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill[1:].upper()}"/>'
    ground = "" if cell.fill == PAPER else ground
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{ground}'
        '<w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(run(cell.text, look), style, layout)}</w:tc>"
    )
