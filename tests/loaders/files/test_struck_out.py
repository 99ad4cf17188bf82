"""What is struck out or hidden in a sheet is refused or said, in workbooks new and old."""

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.loaders.drawn_registers import LABS, account, loaded, problems

OLD, STRUCK = InlineFont(strike=True), "~"
HEADS = [*LABS[0], "备注"]
ROW = ["L1", "示例甲", "示例大学", "湖北", "新材料", "2022-03-01", ""]


def text_and_strike(drawn: str) -> tuple[list[str], list[bool]]:
    """A drawn cell's parts, and which are struck out: they stand between two ~."""
    parts = drawn.split(STRUCK)
    places = [place for place, part in enumerate(parts) if part]
    return [parts[place] for place in places], [place % 2 == 1 for place in places]


def new_book(folder, rows: list[list[str]]):
    """An .xlsx of the drawn rows."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "实验室名录"
    for number, row in enumerate(rows, 1):
        for place, drawn in enumerate(row, 1):
            parts, strikes = text_and_strike(drawn)
            cell = page.cell(number, place)
            if len(parts) == 1:
                cell.value, cell.font = parts[0], Font(strike=strikes[0])
            elif parts:
                cell.value = CellRichText(
                    *(
                        TextBlock(OLD, part) if struck else part
                        for part, struck in zip(parts, strikes, strict=True)
                    )
                )
    return book, folder / "a.xlsx"


def old_book(folder, rows: list[list[str]]):
    """An .xls of the drawn rows."""
    book = xlwt.Workbook()
    page = book.add_sheet("实验室名录")
    plain, struck = xlwt.easyxf(), xlwt.easyxf("font: struck_out on")
    for number, row in enumerate(rows):
        for place, drawn in enumerate(row):
            parts, strikes = text_and_strike(drawn)
            if len(parts) == 1:
                page.write(number, place, parts[0], struck if strikes[0] else plain)
            elif parts:
                fonts = [(struck if strike else plain).font for strike in strikes]
                page.write_rich_text(number, place, list(zip(parts, fonts, strict=True)))
    return book, folder / "a.xls"


BOOKS = pytest.mark.parametrize("draw", [new_book, old_book], ids=["xlsx", "xls"])
FORMS = {  # name: (the row drawn, kept, problems)
    "nothing": (ROW, 1, []),
    "every cell": ([f"~{cell}~" if cell else "" for cell in ROW], 0, ["struck_out_row"]),
    "all but the remark": (
        [*(f"~{cell}~" for cell in ROW[:6]), "2023年撤销"], 0, ["struck_out_row"]),
    "all that is filled": (
        ["~L1~", "~示例甲~", "~示例大学~", "~湖北~", "", "~2022-03-01~", ""],
        0, ["struck_out_row"]),
    "the remark alone": ([*ROW[:6], "~补正中~"], 1, []),
    "one cell": ([*ROW[:4], "~新材料~", *ROW[5:]], 1, ["struck_out_cell"]),
    "two cells": (
        ["L1", "~示例甲~", "~示例大学~", *ROW[3:]], 1, ["struck_out_cell", "struck_out_cell"]),
    "the old half of a name": (["L1", "~示例旧~示例甲", *ROW[2:]], 0, ["struck_out_text"]),
    "the end of a day": ([*ROW[:5], "2022-03-01~-05~", ""], 0, ["struck_out_text"]),
    "half of the remark": ([*ROW[:6], "~已~补正"], 1, []),
}  # fmt: skip


@BOOKS
@pytest.mark.parametrize("name", FORMS)
def test_what_is_struck_out_is_refused_or_said(tmp_path, draw, name):
    row, kept, codes = FORMS[name]
    other = ["L2", "示例乙", "示例研究院", "北京", "新材料", "2023-05-10", ""]
    book, path = draw(tmp_path, [HEADS, row, other])
    book.save(str(path))
    result = loaded(path)
    assert account(result, "labs") == (2, kept + 1, 0, 1 - kept, 0)
    named = [(code, row) for code, _, row in problems(result) if code != "extra_column"]
    assert named == [(code, 2) for code in codes]


def test_a_merged_cell_that_is_not_struck_out_saves_no_row_below(tmp_path):
    other = ["L2", "示例乙", "示例研究院", "湖北", "新材料", "2023-05-10"]
    below = [f"~{cell}~" for cell in other]
    below[3] = ""
    book, path = new_book(tmp_path, [LABS[0], ROW[:6], below])
    book.active.merge_cells("D2:D3")
    book.save(path)
    result = loaded(path)
    assert account(result, "labs") == (2, 1, 0, 1, 0)
    assert ("struck_out_row", "实验室名录", 3) in problems(result)


@BOOKS
def test_a_hidden_column_of_the_register_is_said_and_read(tmp_path, draw):
    book, path = draw(tmp_path, [HEADS, ROW])
    if draw is new_book:
        for letter in "DG":
            book.active.column_dimensions[letter].hidden = True
    else:
        for place in (3, 6):
            book.get_sheet(0).col(place).hidden = True
    book.save(str(path))
    result = loaded(path)
    assert list(result.registers["labs"].province) == ["420000"]
    named = [(p.code, p.column) for p in result.files[0].problems if p.code != "extra_column"]
    assert named == [("hidden_column", "省份")]
