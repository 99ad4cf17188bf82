"""Tables across the breadth of the text: headings on every page, no row torn, cells coloured."""

from briefings.report.page_setup import TEXT_WIDTH_TWIPS
from briefings.report.wordprocessingml import paragraph, run, size
from briefings.shared.drawingml import text
from briefings.shared.shapes import ems
from briefings.shared.table_layout import Table
from catalog.figure_parts import Cell

HEAD, EDGE = "EEF3F8", "C9D2DC"
MAX_COLUMN_CHARS, MIN_COLUMN_CHARS = 22.0, 3.0  # signs that a column asks for at most and at least
CROWDED_COLUMNS = 6  # columns from which on letters are smaller
LETTERS_PT, SMALL_LETTERS_PT = 10.5, 9.0
MAX_COLUMNS_ABREAST = 12  # columns of a matrix that still stand beside each other on the paper
CELL_PAD_TWIPS = 85  # twips beside the words of a cell


def table(content: Table, style: str) -> str:
    """The w:tbl of headings and rows; style: the id of the paragraphs in its cells."""
    if content.matrix and len(content.columns) > MAX_COLUMNS_ABREAST:
        content = _turn_columns_to_rows(content)
    points = SMALL_LETTERS_PT if len(content.columns) >= CROWDED_COLUMNS else LETTERS_PT
    widths = _widths(content, points)
    heads = tuple(Cell(name, f"#{HEAD}", bold=True) for name in content.columns)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{EDGE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = [_row(heads, widths, points, style, content.matrix, "<w:tblHeader/>")]
    rows += [_row(row, widths, points, style, content.matrix) for row in content.rows]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _turn_columns_to_rows(content: Table) -> Table:
    """A matrix with its columns as rows; its corner names neither."""
    names = tuple(row[0].text for row in content.rows)
    columns = zip(*(row[1:] for row in content.rows), strict=True)
    rows = tuple(
        (Cell(name, bold=True), *column)
        for name, column in zip(content.columns[1:], columns, strict=True)
    )
    return Table(content.name, ("", *names), rows, matrix=True)


def _widths(content: Table, points: float) -> list[int]:
    """Columns as wide as their words ask for; those of a matrix alike but for the first."""
    columns = zip(
        content.columns, *([cell.text for cell in row] for row in content.rows), strict=True
    )
    asked = [
        max(
            MIN_COLUMN_CHARS,
            *(min(ems(line) + 1, MAX_COLUMN_CHARS) for word in column for line in word.split("\n")),
        )
        for column in columns
    ]
    if content.matrix and len(asked) > 1:
        first = min(round(asked[0] * points * 20) + 2 * CELL_PAD_TWIPS, TEXT_WIDTH_TWIPS // 3)
        return [first] + [(TEXT_WIDTH_TWIPS - first) // (len(asked) - 1)] * (len(asked) - 1)
    return [round(TEXT_WIDTH_TWIPS * part / sum(asked)) for part in asked]


def _row(
    cells: tuple[Cell, ...],
    widths: list[int],
    points: float,
    style: str,
    matrix: bool,
    head: str = "",
) -> str:
    inner = "".join(
        _cell(cell, width, points, style, matrix and at > 0)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{inner}</w:tr>"


def _cell(cell: Cell, width: int, points: float, style: str, centred: bool) -> str:
    look = f'<w:color w:val="{text(cell.ink[1:]).upper()}"/>{size(points)}'
    if cell.bold:
        look = f"<w:b/>{look}"
    side = '<w:jc w:val="center"/>' if centred else ""
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill[1:].upper()}"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{ground}'
        '<w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(run(cell.text, look), style, side)}</w:tc>"
    )
