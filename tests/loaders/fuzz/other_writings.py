"""Mutations that write what is meant in another way: kept with the right value, or refused by name.

SAME_MEANING must keep every row with its value; TWO_MEANINGS may cost the row, never the value: the
row says what is meant, and the oracle compares.
"""

import itertools

from catalog.definitions import catalog
from loaders.cells.ditto import REPEATABLE_KINDS
from tests.loaders.fuzz.pages import Mutation, Row, nothing

# unit of a heading -> how many of it the catalogue's unit is
UNITS = {
    "population_10k": {"人": 10_000, "千人": 10, "百万人": 0.01, "10 000 persons": 1},
    "gdp_100m": {"万元": 10_000, "元": 10**8, "百万元": 100, "万亿元": 0.0001, "亿元": 1,
                 "100 million yuan": 1, "10 000 yuan": 10_000, "人民币万元": 10_000},
    "open_hours": {"千小时": 0.001, "百小时": 0.01, "分钟": 60, "机时": 1},
}  # fmt: skip
MARKS = [
    "（{}）",
    "/{}",
    "_{}",
    "，{}",
    "：{}",
    "\n{}",
    "〔{}〕",
    "（单位：{}）",
    "（现价）（{}）",
    "-{}",
]
DITTO_MARKS = ["同上", "〃", '"', " 同 上 ", "（同上）", "-〃-", "″", "ditto"]
DASHES = ["——", "—", "–", "−", "－", "ー", "  -  ", "-"]


def page_of(pages, register):
    return next((page for page in pages if page.register == register and page.rows), None)


def cells_of(page, name):
    """(row, place) of the filled cells of a column that is still what it was."""
    place = page.place(name) if page else None
    if place is None or not page.columns[place].sound:
        return []
    return [
        (row, place)
        for row in page.rows
        if row.kind == "data" and place < len(row.cells) and not nothing(row.cells[place])
        and name not in row.touched
    ]  # fmt: skip


def other_unit(pages, chance):
    """A column in another unit that its heading states wherever people state it."""
    name = chance.choice(list(UNITS))
    register = "evaluations" if name == "open_hours" else "province_stats"
    page = page_of(pages, register)
    cells = cells_of(page, name)
    column = page.columns[page.place(name)] if cells else None
    if column is None or column.heading != catalog().registers[register].columns[name].heading:
        return
    unit, times = chance.choice(list(UNITS[name].items()))
    column.heading += chance.choice(MARKS).format(unit)
    for row, place in cells:
        row.cells[place] = float(f"{row.cells[place] * times:.12g}")


def other_dashes(pages, chance):
    """Standard numbers with the dashes, blanks and quotes that people type."""
    for row, place in cells_of(page_of(pages, "standards"), "standard_no"):
        number = str(row.cells[place]).replace("-", chance.choice(DASHES))
        number = number.replace("/", chance.choice(["/", "∕", "／", " / "]))
        row.cells[place] = chance.choice(["{}", "《{}》", " {}", "{}。"]).format(number)


def percent_signs(pages, chance):
    """Percentages with their sign, in any width."""
    for row, place in cells_of(page_of(pages, "evaluations"), "budget_execution"):
        if isinstance(row.cells[place], str):
            continue  # it has its sign already
        if row.cells[place] <= 1:
            continue  # a fraction: under a sign it would be a hundredth of itself
        row.cells[place] = f"{row.cells[place]:g}{chance.choice(['%', '％', ' %'])}"


def radicals_in_provinces(pages, chance):
    """Radicals in the names of provinces, as PDF files have them."""
    radicals = str.maketrans("山西青黑广", "⼭⻄⻘⿊⼴")
    for page in pages:
        for row, place in cells_of(page, "province"):
            row.cells[place] = str(row.cells[place]).translate(radicals)


def cities_beside_provinces(pages, chance):
    page = page_of(pages, "labs")
    capitals = dict(reversed(catalog().cities))
    codes = catalog().provinces.set_index("short")["code"]
    for row, place in cells_of(page, "province"):
        code = codes.get(str(row.cells[place]))
        if code in capitals:
            row.cells[place] = f"{row.cells[place]}{capitals[code]}"
            row.touched.add("city")  # where it is blank, it is filled


def ditto_marks(pages, chance):
    """Marks for the cell above where it is the same; the last mutation, for rows may move."""
    for page in pages:
        if not page.register:
            continue
        for column in catalog().registers[page.register].columns.values():
            if column.kind not in REPEATABLE_KINDS:
                continue
            before = {id(row): row.cells[place] for row, place in cells_of(page, column.name)}
            place = page.place(column.name)
            for upper, row in itertools.pairwise(page.rows):
                cell = before.get(id(row))
                if cell is not None and before.get(id(upper)) == cell and chance.random() < 0.5:
                    row.cells[place] = chance.choice(DITTO_MARKS)


SAME_MEANING: list[Mutation] = [
    other_unit, other_dashes, percent_signs, radicals_in_provinces, cities_beside_provinces,
    ditto_marks,
]  # fmt: skip


def meant(row: Row, name: str, place: int, cell: object) -> None:
    """Another cell that still means what the row's origin says."""
    row.cells[place] = cell
    row.meant.add(name)


def unit_forgotten(pages, chance):
    """Figures in another unit that nothing states: refused, for no reader could know."""
    name = chance.choice(["population_10k", "gdp_100m"])
    times = chance.choice([10_000, 10**8, 0.0001, 100])
    for row, place in cells_of(page_of(pages, "province_stats"), name):
        meant(row, name, place, row.cells[place] * times)


def fractions_for_percent(pages, chance):
    for row, place in cells_of(page_of(pages, "evaluations"), "budget_execution"):
        if isinstance(row.cells[place], str):
            continue  # it has its sign already
        meant(row, "budget_execution", place, round(row.cells[place] / 100, 4))


def placeholders(pages, chance):
    """What a person writes where the id or the host will be."""
    name = chance.choice(["lab_id", "lab_name", "host_unit"])
    for row, place in cells_of(page_of(pages, "labs"), name)[:2]:
        meant(row, name, place, chance.choice(["/", "待定", "无", "——", "TBD", "1.10101E+17"]))


def two_numbers_in_a_cell(pages, chance):
    cells = cells_of(page_of(pages, "standards"), "standard_no")
    for row, place in cells[:2]:
        joint = chance.choice(["\n", "；", "、", " "])
        meant(row, "standard_no", place, f"{row.cells[place]}{joint}GB/T 40001-2024")


def numbers_merged(pages, chance):
    """One figure over several rows: the total of what is merged."""
    page = page_of(pages, "evaluations")
    cells = cells_of(page, "open_hours")
    if len(cells) < 2 or page.merged:
        return
    place = cells[0][1]
    first = page.rows.index(cells[0][0])
    if first + 1 >= len(page.rows) or page.rows[first + 1].kind != "data":
        return
    for row in page.rows[first : first + 2]:
        row.cells += [None] * (place + 1 - len(row.cells))
        row.cells[place] = page.rows[first].cells[place]
        row.touched.add("open_hours")
        row.shared.add("open_hours")
    page.merged.append((first, first + 1, place))


TWO_MEANINGS: list[Mutation] = [
    unit_forgotten, fractions_for_percent, placeholders, two_numbers_in_a_cell, numbers_merged,
]  # fmt: skip
