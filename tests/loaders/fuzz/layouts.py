"""Mutations of where things stand on a sheet: every row must still be kept with its value."""

from tests.loaders.fuzz.other_writings import cells_of, page_of
from tests.loaders.fuzz.pages import Mutation, Row, a_page, free

TITLES = ["一、高端制造", "（二）新材料", "十一、信息技术（3家）", "第三部分 其他"]
GROUPS = ["基本情况", "情况", "有关信息", "填报内容"]
IN_10K = 10_000  # 万元 in one 亿元
GAPS = [0, 1, 1, 2]  # blank lines or columns between two tables


def section_titles(pages, chance):
    """Titles of sections alone in a row among the data."""
    page = a_page(pages, chance)
    for title in chance.sample(TITLES, chance.randint(1, 3)):
        cells = [title] + [None] * (len(page.columns) - 1)
        page.rows.insert(chance.randint(0, len(page.rows)), Row(cells, kind="note"))


def _multiply_money(pages) -> int | None:
    """Money in 万元; the place of its column, None where it is not what it was."""
    page = page_of(pages, "province_stats")
    cells = cells_of(page, "gdp_100m")
    others = [cell for name in ("industry_va_100m", "rd_100m") for cell in cells_of(page, name)]
    is_stated = any("万元" in str(cell) for line in page.lines for cell in line) if page else False
    if not cells or others or is_stated or page.columns[cells[0][1]].heading != "地区生产总值":
        return None
    for row, place in cells:
        row.cells[place] = float(f"{row.cells[place] * IN_10K:.12g}")
    return cells[0][1]


def unit_row(pages, chance):
    """The unit of a column in a row of units below the heading."""
    place = _multiply_money(pages)
    if place is not None:
        page = page_of(pages, "province_stats")
        cells = [None] * len(page.columns)
        cells[place] = chance.choice(["万元", "（万元）", "单位：万元"])
        page.rows.insert(0, Row(cells, kind="heading"))


def unit_above(pages, chance):
    """The unit of all money in a note above the table."""
    if _multiply_money(pages) is not None:
        page = page_of(pages, "province_stats")
        note = chance.choice(["单位：万元", "金额单位：人民币万元", "（金额单位：万元）"])
        page.above = [*page.above, [None] * chance.randint(0, len(page.columns) - 1) + [note]]


def two_heading_rows(pages, chance):
    """Some neighbouring headings below a group; the others above, or in both rows as merged."""
    page = a_page(pages, chance)
    headings = [column.heading for column in page.columns]
    if len(headings) < 3 or not all(isinstance(heading, str) for heading in headings):
        return
    first = chance.randint(0, len(headings) - 2)
    last = chance.randint(first + 1, len(headings) - 1)
    is_merged = chance.random() < 0.5
    upper, lower = list(headings), [None] * len(headings)
    for place, heading in enumerate(headings):
        if first <= place <= last:
            upper[place], lower[place] = None, heading
        elif is_merged:
            lower[place] = heading
    upper[first] = chance.choice(GROUPS)
    page.heading_rows = (upper, lower)


def _two_tables(pages, chance):
    """Two pages of registers that share no sheet yet; None where there are not two."""
    free_pages = [page for page in pages if page.register and page.rows and not page.sheet]
    return chance.sample(free_pages, 2) if len(free_pages) > 1 else None


def pages_stacked(pages, chance):
    """Two tables below each other on one sheet."""
    pair = _two_tables(pages, chance)
    if pair:
        upper, lower = pair
        upper.sheet = lower.sheet = free(pages, chance.choice(["汇总", upper.name, lower.name]))
        lower.line = len(upper.lines) + chance.choice(GAPS)


def pages_beside(pages, chance):
    """Two tables beside each other on one sheet, a blank column between them."""
    pair = _two_tables(pages, chance)
    if pair:
        left, right = pair
        left.sheet = right.sheet = free(pages, chance.choice(["汇总", left.name, right.name]))
        right.column = max(map(len, left.lines)) + chance.choice(GAPS[1:])


LAYOUTS: list[Mutation] = [
    section_titles, unit_row, unit_above, two_heading_rows, pages_stacked, pages_beside,
]  # fmt: skip
