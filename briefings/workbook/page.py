"""One sheet: its head, its table with filter and frozen heading, its print set-up."""

import math

from briefings.exhibit import Briefing
from briefings.shared.drawingml import FACE
from briefings.shared.office_package import legal
from briefings.workbook.cell_formats import ALARM, HEAD, RULE, Looks, width
from catalog.sentences import Words

NARROW, WIDE = 9, 44  # columns of the fixed face
INSET_CHARS = 2  # of the fixed face before the words of a cell
LINE_PT = 17  # points of a line of text
MAX_ROW_PT = 409  # points of the highest row that Excel opens
COLUMN_BREADTH = 8  # of a column beside the table
MAX_DRAWN_ROWS = 60  # rows beside a drawing that can still be read on one page
MIN_HEAD_BREADTH = 100  # columns of the fixed face that title and sentences have at least
MAX_CELL_CHARS = 32_767  # characters that a cell can hold
_MAX_FOOTER_CHARS = 240  # characters that a footer can hold


class Page:
    """A sheet under way: `row` is the next free row; text stays text, None is a hatched cell.

    is_drawn: a chart or a map stands beside its table.
    """

    def __init__(self, sheet, looks: Looks):
        self.sheet, self.looks, self.row = sheet, looks, 0
        self.is_drawn = False
        sheet.hide_gridlines(2)

    def write(self, row: int, column: int, cell, look=None, number: str = "General") -> None:
        """One cell: text, number or None."""
        if cell is None:
            self.sheet.write_blank(row, column, None, look or self.looks.missing())
        elif isinstance(cell, str):
            text = legal(cell)[:MAX_CELL_CHARS]
            self.sheet.write_string(row, column, text, look or self.looks.text())
        else:
            self.sheet.write_number(row, column, cell, look or self.looks.look(num_format=number))

    def head(
        self, title: str, lines: list[tuple[str, str]], widths: list[int], beside: int = 0
    ) -> None:
        """Title and sentences over the whole breadth; lines: (words, colour), "" is left out.

        widths: of the columns below; beside: how many columns more there are for a chart.
        """
        last, breadth = len(widths) - 1 + beside, sum(widths) + COLUMN_BREADTH * beside
        self._stretch(title, last, 1, bold=True, font_size=14)
        for words, color in lines:
            if words:
                rows = sum(math.ceil(width(part) / breadth) or 1 for part in words.split("\n"))
                self._stretch(words, last, rows, font_color=color)
        self.row += 1

    def _stretch(self, words: str, last: int, rows: int, **look) -> None:
        self.sheet.merge_range(self.row, 0, self.row, last, "", self.looks.text(**look))
        self.write(self.row, 0, words, self.looks.text(**look))
        self._set_height(self.row, max(LINE_PT * rows, 24 if look.get("bold") else LINE_PT))
        self.row += 1

    def _set_height(self, row: int, points: float) -> None:
        self.sheet.set_row(row, min(points, MAX_ROW_PT))

    def table(self, columns: tuple, rows: tuple, widths: list[int], looked) -> int:
        """Heading and rows from the next free row on; returns the heading's row.

        looked(row, column, cell) is the format of a cell, None for that of its kind.
        """
        top = self.row
        heading = self.looks.text(bold=True, bg_color=HEAD, bottom=1, bottom_color=RULE)
        for at, name in enumerate(columns):
            self.sheet.set_column(at, at, widths[at])
            self.write(top, at, str(name), heading)
        self._set_height(top, LINE_PT * _broken(columns, widths) + 3)
        for down, row in enumerate(rows):
            if (lines := _broken(row, widths)) > 1:
                self._set_height(top + 1 + down, LINE_PT * lines)
            for at, cell in enumerate(row):
                self.write(top + 1 + down, at, cell, looked(down, at, cell))
        self.row = top + 1 + len(rows)
        if rows:
            self.sheet.autofilter(top, 0, top + len(rows), len(columns) - 1)
        self.sheet.freeze_panes(top + 1, 1 if len(columns) > 1 else 0)
        self.sheet.repeat_rows(top)
        return top

    def set_up_printing(self, briefing: Briefing, t: Words) -> None:
        """Paper: A4 across, as wide as a page, origin and page below, the marks above."""
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        # a sheet with a drawing is printed on one page: a page break would cut that in two
        self.sheet.fit_to_pages(1, 1 if self.is_drawn and self.row <= MAX_DRAWN_ROWS else 0)
        self.sheet.set_margins(0.5, 0.5, 0.7, 0.7)
        marks = t("report.joint").join(briefing.provenance.marks)
        if marks:
            self.sheet.set_header(f'&C&"{FACE},Regular"&K{ALARM[1:]}{_escape_header(marks)}')
        page, line = (
            t("workbook.page", page="&P", pages="&N"),
            _escape_header(briefing.provenance.line),
        )
        # too long for a footer, the origin still stands in the head of the sheet
        left = f"&L&8{line}" if len(line) + len(page) < _MAX_FOOTER_CHARS else ""
        self.sheet.set_footer(f"{left}&R&8{page}")


def _broken(row: tuple, widths: list[int]) -> int:
    """Lines that the texts of a row are broken into: merged or not, no program measures them."""
    return max(
        (
            sum(
                math.ceil(width(part) / (widths[at] - INSET_CHARS)) or 1
                for part in cell.split("\n")
            )
            for at, cell in enumerate(row)
            if isinstance(cell, str)
        ),
        default=1,
    )


def _escape_header(text: str) -> str:
    """Words in a header, where & begins a command."""
    return legal(text).replace("&", "&&")


def widths(columns: tuple, rows: tuple) -> list[int]:
    """Of each column: what its cells need, between narrow and wide; a heading breaks in two."""
    runs = []
    for at, name in enumerate(columns):
        cells = (width(row[at]) for row in rows if isinstance(row[at], str))
        need = max([*cells, math.ceil(width(name) / 2) + 2], default=0)
        runs.append(max(NARROW, min(WIDE, need + 2 + INSET_CHARS)))
    return runs
