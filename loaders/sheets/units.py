"""Units that headings, rows below them and notes above them state, against the catalogue's.

A column in 万元 read as 亿元 is wrong by ten thousand and looks right, so it is refused.
"""

import re

from loaders.problems import FileRejected
from loaders.text import bracketed, folded, is_blank, plain

_FAMILIES = (
    (
        "元",
        "千元",
        "万元",
        "十万元",
        "百万元",
        "千万元",
        "亿元",
        "十亿元",
        "美元",
        "万美元",
        "亿美元",
    ),
    ("人", "千人", "万人", "百万人", "亿人"),
    ("小时", "万小时", "机时", "分钟", "天"),
    ("%", "‰"),
    ("个", "家", "项", "件", "台", "台套", "台/套", "套", "人次", "次"),
)
_FAMILY = {unit: family for family in _FAMILIES for unit in family}
_SAME = {"机时": "小时"}
_NOTE = re.compile(r"(?:计量)?单位:([^。;)]+)")
_BETWEEN = re.compile("[、,/和]")


def unit_of(cell: object) -> str:
    """The unit that a cell consists of, in brackets or not; empty where it is something else.

    >>> unit_of("（亿元）"), unit_of("机时"), unit_of("湖北")
    ('亿元', '小时', '')
    """
    unit = folded(plain(cell)).strip("()") if not is_blank(cell) else ""
    return _SAME.get(unit, unit) if unit in _FAMILY else ""


def is_unit_row(row: list) -> bool:
    """Units and blanks only."""
    return any(map(unit_of, row)) and all(is_blank(cell) or unit_of(cell) for cell in row)


def check_units(layout, rows: list[list]):
    """The layout, if nothing states another unit for a column than the catalogue.

    Nearest counts: the heading's own bracket, the row of units below it, the note above.
    """
    below = rows[layout.heading_row + 1] if len(rows) > layout.heading_row + 1 else []
    below = below if is_unit_row(below) else []
    noted = _noted(rows[: layout.heading_row])
    for name, place in layout.places.items():
        column = layout.register.columns[name]
        if not column.unit:
            continue
        heading = rows[layout.heading_row][place]
        own = unit_of(bracketed(str(heading))) or (place < len(below) and unit_of(below[place]))
        stated = {own} if own else noted & set(_FAMILY.get(column.unit, ()))
        if stated and column.unit not in stated:
            value = "、".join(sorted(stated))
            raise FileRejected("wrong_unit", column.unit, column=str(heading), value=value)
    return layout


def _noted(above: list[list]) -> set[str]:
    """Units that the notes above the heading name, such as 单位：亿元、万人."""
    texts = [folded(cell) for row in above for cell in row if isinstance(cell, str)]
    words = [
        word for text in texts for note in _NOTE.findall(text) for word in _BETWEEN.split(note)
    ]
    return {unit for unit in map(unit_of, words) if unit}
