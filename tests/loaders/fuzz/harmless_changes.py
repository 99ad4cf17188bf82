"""Mutations that harm nothing: every row must still be kept."""

from catalog.definitions import catalog
from tests.loaders.fuzz.pages import Column, Mutation, Page, Row, a_page, a_row, free

NOTES = ["合计", "总计：", "注：示例", "说明：以上为示例", "数据来源：示例", "填表人：示例"]
WORDS = "示例实验室编号名称省份日期合计全国0123456789-/.,;ABC #％（）"


def blank_rows(pages, chance):
    page = a_page(pages, chance)
    for _ in range(chance.randint(1, 3)):
        cell = chance.choice([None, "", " ", "\u200b"])
        row = Row([cell] * len(page.columns), kind="note")
        page.rows.insert(chance.randint(0, len(page.rows)), row)


def notes(pages, chance):
    page = a_page(pages, chance)
    for note in chance.sample(NOTES, chance.randint(1, 3)):
        cells = [note] + [None] * (len(page.columns) - 1)
        page.rows.append(Row(cells, kind="note"))


def heading_again(pages, chance):
    page = a_page(pages, chance)
    row = Row([column.heading for column in page.columns], kind="heading")
    page.rows.insert(chance.randint(0, len(page.rows)), row)


def shuffled_rows(pages, chance):
    chance.shuffle(a_page(pages, chance).rows)


def shuffled_columns(pages, chance):
    page = a_page(pages, chance)
    order = list(range(len(page.columns)))
    chance.shuffle(order)
    page.columns = [page.columns[i] for i in order]
    for row in page.rows:
        cells = row.cells + [None] * (len(order) - len(row.cells))
        row.cells = [cells[i] for i in order] + cells[len(order) :]


def extra_column(pages, chance):
    page = a_page(pages, chance)
    place = chance.randint(0, len(page.columns))
    page.columns.insert(place, Column("", "示例备注"))
    for row in page.rows:
        row.cells.insert(place, "示例" if row.kind == "data" else None)


def other_heading(pages, chance):
    """The heading in another form that is its own: an alias, widths, blanks, a star, a bracket."""
    page = a_page(pages, chance)
    column = chance.choice(page.columns)
    if not (column.name and column.sound):
        return
    spec = catalog().registers[page.register].columns[column.name]
    form = chance.choice([spec.name, spec.heading])
    column.heading = chance.choice(
        [form, f" {form}\u3000", f"{form}*", f"{form}\n", f"{form}（必填）", form.upper(),
         f"\ufeff{form}", f"{spec.heading}\n{spec.name}", " ".join(spec.heading)]
    )  # fmt: skip


def titles_above(pages, chance):
    page = a_page(pages, chance)
    title = ["示例登记册", *[None] * (len(page.columns) - 1)]
    page.above = [list(title) for _ in range(chance.randint(1, 4))]


def row_twice(pages, chance):
    page = a_page(pages, chance)
    page.rows.insert(chance.randint(0, len(page.rows)), a_row(page, chance).copy())


def sheet_twice(pages, chance):
    page = a_page(pages, chance)
    columns = [Column(c.name, c.heading, c.sound) for c in page.columns]
    rows = [row.copy() for row in page.rows]
    name = free(pages, f"{page.name}副本")
    pages.append(Page(page.register, name, columns, rows, list(page.above)))


def other_sheet(pages, chance):
    rows = [Row([chance.choice(WORDS), 1], kind="note") for _ in range(3)]
    pages.append(Page("", free(pages, "示例说明"), [Column("", "甲"), Column("", "乙")], rows))


def sheet_named_otherwise(pages, chance):
    page = a_page(pages, chance)
    page.name = free(pages, chance.choice(["表一", page.register or "表", f"{page.name}2024"]))


GENTLE: list[Mutation] = [
    blank_rows, notes, heading_again, shuffled_rows, shuffled_columns, extra_column, other_heading,
    titles_above, row_twice, sheet_twice, other_sheet, sheet_named_otherwise,
]  # fmt: skip
