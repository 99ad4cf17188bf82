"""Rows below the heading that are not data: blanks, footnotes, totals, units, repeated headings."""

import re

from loaders.sheets.find_register import Layout
from loaders.sheets.units import is_unit_row
from loaders.text import folded, is_blank, plain

_TOTALS = ("合计", "总计", "小计", "共计")
_NOTES = tuple(
    folded(word)
    for word in (
        "注：",
        "注1",
        "说明",
        "备注：",
        "数据来源",
        "资料来源",
        "来源：",
        "填表人",
        "填报人",
        "审核人",
        "制表",
        "单位：",
    )
)
_NUMBERED = r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))?"
_REGIONS = (
    "全国|东部|中部|西部|东北|华北|华东|华中|华南|中南|西南|西北|京津冀|长三角|珠三角|"
    "长江经济带|粤港澳大湾区"
)
_AGGREGATE = re.compile(
    rf"{_NUMBERED}(?:(?:{_REGIONS})(?:地区|区域|省份)?(?:{'|'.join(_TOTALS)}|平均)?"
    rf"|(?:地区|各省|各地区)?(?:{'|'.join(_TOTALS)}))"
)


def is_footer(row: list, layout: Layout, heading: list) -> bool:
    """Blank, the heading again, units only, a total or a note, and most required cells lacking."""
    if row == heading or is_unit_row(row):
        return True
    if not _lacks_most(row, layout):
        return False
    entered = [cell for cell in row if not is_blank(cell)]
    if not entered:
        return True
    words = [folded(cell) for cell in entered if isinstance(cell, str)]
    starts_as_note = isinstance(entered[0], str) and words[0].startswith(_NOTES)
    return starts_as_note or any(word.startswith(_TOTALS) for word in words)


def _lacks_most(row: list, layout: Layout) -> bool:
    """Half of the required cells or more are blank."""
    required = [
        place for name, place in layout.places.items() if layout.register.columns[name].required
    ]
    blank = sum(place >= len(row) or is_blank(row[place]) for place in required)
    return blank * 2 >= len(required)


def is_aggregate(row: list, layout: Layout) -> bool:
    """全国, or the total of a region, among the provinces of a statistical table."""
    place = layout.places.get("province")
    if layout.register.name != "province_stats" or place is None or place >= len(row):
        return False
    return not is_blank(row[place]) and bool(_AGGREGATE.fullmatch(folded(plain(row[place]))))
