"""A briefing as a workbook: contents, a sheet for each part, and what the numbers are."""

import io
import math

import xlsxwriter

from briefings.abandonment import stop_if_abandoned
from briefings.exhibit import Briefing, Exhibit, Grid, Passage
from briefings.shared.chart.workbook import PLAIN
from briefings.shared.deferred_xml import Aside
from briefings.shared.drawingml import MUTED
from briefings.shared.office_package import seal
from briefings.shared.theme import colour_workbook
from briefings.workbook.about_sheet import about, contents, passages
from briefings.workbook.cell_formats import Looks, sheet_name
from briefings.workbook.exhibit_sheet import write_exhibit
from briefings.workbook.page import COLUMN_BREADTH, MIN_HEAD_BREADTH, Page, widths
from catalog.sentences import Words


def write(briefing: Briefing, t: Words) -> bytes:
    """The .xlsx: numbers as numbers, native charts, text that never becomes formula or link."""
    out, aside = io.BytesIO(), Aside()
    with xlsxwriter.Workbook(out, PLAIN) as book:
        colour_workbook(book)
        looks, tables = Looks(book), _tables(briefing)
        names = [sheet_name(at, part.title) for at, part in enumerate(tables, 1)]
        pages = [
            contents(
                _page(book, looks, t("workbook.contents")),
                briefing,
                t,
                list(zip(names, tables, strict=True)),
            )
        ]
        texts = [part for part in briefing.parts if isinstance(part, Passage)]
        if texts:
            pages.append(passages(_page(book, looks, t("workbook.passages")), texts, t))
        for name, part in zip(names, tables, strict=True):
            stop_if_abandoned()
            pages.append(_page(book, looks, name))
            if isinstance(part, Exhibit):
                write_exhibit(pages[-1], book, part, t, aside)
            else:
                _grid(pages[-1], part, briefing)
        pages.append(about(_page(book, looks, t("workbook.about")), briefing, t))
        for page in pages:
            page.set_up_printing(briefing, t)
    return seal(out.getvalue(), briefing, aside)


def _tables(briefing: Briefing) -> list[Exhibit | Grid]:
    """The parts that have a sheet of their own."""
    return [part for part in briefing.parts if not isinstance(part, Passage)]


def _page(book, looks: Looks, name: str) -> Page:
    return Page(book.add_worksheet(name), looks)


def _grid(page: Page, grid: Grid, briefing: Briefing) -> None:
    broad = widths(grid.columns, grid.rows)
    beside = max(0, math.ceil((MIN_HEAD_BREADTH - sum(broad)) / COLUMN_BREADTH))
    page.head(grid.title, [(briefing.provenance.line, MUTED), (grid.note, MUTED)], broad, beside)
    page.table(
        grid.columns,
        grid.rows,
        broad,
        lambda row, column, cell: _look(page, grid, row, column, cell),
    )


def _look(page: Page, grid: Grid, row: int, column: int, cell):
    tone = grid.tones.get((row, column), "")
    colour = {"font_color": tone, "bold": True} if tone else {}
    if isinstance(cell, str):
        return page.looks.text(**colour)
    if cell is None:
        return None
    places = grid.decimals.get(column, 0)
    form = f"#,##0.{'0' * places}" if places else "#,##0"
    return page.looks.look(num_format=form, **colour)
