"""Mutations that may cost rows, columns or files; but each loss must be named."""

import string
from datetime import date, datetime, time

from loaders.cells.converters import ErrorCell
from tests.loaders.fuzz.harmless_changes import WORDS
from tests.loaders.fuzz.pages import Column, Mutation, Row, a_page, a_row, put

NASTY = [
    None, "", " ", "\u3000", "\u200b", "合计", "注：示例", "全国", "NA", "无", "-", "——", "暂无",
    "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "1e400", "1_000", "nan", "inf", "05/06/2023", "2023",
    "2023-02-30", "２０２３年５月６日", "示例\n换行", "示例\r\n", '"', "'", ",", ";", "；；", "\t",
    "\u202e反", "e\u0301", "🚀" * 5, "长" * 32_767, "<b>x</b>", "{column}", "{0}", "%s", "\\x00",
    "湖北路", "北 京", "GB/T 1-92", "单位", "万元", "\ufffd", "_x0041_",
    ErrorCell("#REF!"), ErrorCell("#N/A"), 0, -1, 45052, 36525, 2023, 2023.0, 1e16, 1e300, -0.0,
    10**20, 0.1 + 0.2, True, False, date(1900, 1, 1), date(9999, 12, 31), time(8, 30),
    datetime(2023, 5, 6, 23, 59, 59, 999999), datetime(2023, 5, 6),
]  # fmt: skip


def nasty_cell(pages, chance):
    page = a_page(pages, chance)
    row = a_row(page, chance)
    if row.cells:
        put(page, row, chance.randrange(len(row.cells)), chance.choice(NASTY))


def nasty_cells(pages, chance):
    for _ in range(chance.randint(3, 12)):
        nasty_cell(pages, chance)


def random_text(pages, chance):
    page = a_page(pages, chance)
    row = a_row(page, chance)
    if row.cells:
        letters = chance.choice([WORDS, string.printable[:95], "\u200b\u3000\u00a0é①Ⅱ㎡"])
        cell = "".join(chance.choices(letters, k=chance.randint(1, 12)))
        put(page, row, chance.randrange(len(row.cells)), cell)


def cells_swapped(pages, chance):
    page = a_page(pages, chance)
    first, other = a_row(page, chance), a_row(page, chance)
    if first.cells and other.cells:
        i, j = chance.randrange(len(first.cells)), chance.randrange(len(other.cells))
        a, b = first.cells[i], other.cells[j]
        put(page, first, i, b)
        put(page, other, j, a)


def row_nearly_twice(pages, chance):
    page = a_page(pages, chance)
    row = a_row(page, chance).copy()
    if row.cells:
        put(page, row, chance.randrange(len(row.cells)), chance.choice(NASTY))
    page.rows.insert(chance.randint(0, len(page.rows)), row)


def row_deleted(pages, chance):
    page = a_page(pages, chance)
    page.rows.remove(a_row(page, chance))


def junk_row(pages, chance):
    page = a_page(pages, chance)
    row = Row([chance.choice(NASTY) for _ in page.columns], touched={c.name for c in page.columns})
    page.rows.insert(chance.randint(0, len(page.rows)), row)


def row_too_long(pages, chance):
    page = a_page(pages, chance)
    a_row(page, chance).cells.extend([None] * chance.randint(0, 2) + ["多出"])


def row_cut_short(pages, chance):
    page = a_page(pages, chance)
    row = a_row(page, chance)
    cut = chance.randint(0, len(row.cells))
    row.touched |= {column.name for column in page.columns[cut:]}
    del row.cells[cut:]


def column_deleted(pages, chance):
    page = a_page(pages, chance)
    if len(page.columns) > 1:
        place = chance.randrange(len(page.columns))
        del page.columns[place]
        for row in page.rows:
            del row.cells[place : place + 1]


def column_twice(pages, chance):
    page = a_page(pages, chance)
    column = chance.choice(page.columns)
    column.sound = False
    page.columns.append(Column("", column.heading))
    for row in page.rows:
        row.cells += [None] * (len(page.columns) - 1 - len(row.cells))
        row.cells.insert(len(page.columns) - 1, chance.choice(NASTY))


def unknown_heading(pages, chance):
    column = chance.choice(a_page(pages, chance).columns)
    column.heading, column.sound = (
        chance.choice(["甲乙丙", None, 2023, "", "合计", "x" * 300]),
        False,
    )


def headings_swapped(pages, chance):
    page = a_page(pages, chance)
    first, other = chance.choice(page.columns), chance.choice(page.columns)
    first.heading, other.heading = other.heading, first.heading
    for row in page.rows:
        row.touched |= {first.name, other.name}


def far_heading(pages, chance):
    page = a_page(pages, chance)
    page.above = [["示例"] for _ in range(chance.randint(15, 30))]


def sheet_hidden(pages, chance):
    a_page(pages, chance).hidden = True


def sheet_deleted(pages, chance):
    pages.remove(a_page(pages, chance))


def sheet_emptied(pages, chance):
    page = a_page(pages, chance)
    page.rows.clear()
    if chance.random() < 0.5:
        page.columns = []


def sheets_named_as_each_other(pages, chance):
    page, other = a_page(pages, chance), chance.choice(pages)
    page.name, other.name = other.name, page.name


def cells_merged(pages, chance):
    """A column's cells merged: all but the first are gone, and the first stands for them."""
    page = a_page(pages, chance)
    first = chance.randrange(len(page.rows))
    last = min(first + chance.randint(1, 4), len(page.rows) - 1)
    place = chance.randrange(max(len(page.columns), 1))
    spanned = page.rows[first : last + 1]
    if last == first or any(row.blank or place >= len(row.cells) for row in spanned):
        return
    for row in page.rows[first + 1 : last + 1]:
        put(page, row, place, page.rows[first].cells[place])
    page.merged.append((first, last, place))


HARMFUL: list[Mutation] = [
    nasty_cell, nasty_cells, random_text, cells_swapped, row_nearly_twice, row_deleted, junk_row,
    row_too_long, row_cut_short, column_deleted, column_twice, unknown_heading, headings_swapped,
    far_heading, sheet_hidden, sheet_deleted, sheet_emptied, sheets_named_as_each_other,
    cells_merged,
]  # fmt: skip
