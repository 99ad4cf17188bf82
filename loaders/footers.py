"""Rows below the heading that are not data: blanks, footnotes, totals, units, repeated headings."""

from loaders.converters import plain
from loaders.headings import UNITS, Layout
from loaders.text import folded, is_blank

_FOOTERS = tuple(
    folded(word)
    for word in ("合计", "总计", "小计", "注：", "注1", "说明", "备注：", "数据来源", "资料来源",
                 "来源：", "填表人", "填报人", "审核人", "制表", "单位：")
)  # fmt: skip
_AGGREGATES = frozenset(
    folded(word)
    for word in ("全国", "全国合计", "全国总计", "合计", "总计", "东部", "中部", "西部", "东北",
                 "东部地区", "中部地区", "西部地区", "东北地区", "地区合计")
)  # fmt: skip


def is_footer(row: list, layout: Layout, heading: list) -> bool:
    """Blank, the heading again, units only, or a note that lacks most required cells."""
    first = next((cell for cell in row if not is_blank(cell)), None)
    if first is None or row == heading:
        return True
    if not isinstance(first, str):
        return False
    if _unit(first) in UNITS:
        return all(is_blank(cell) or _unit(cell) in UNITS for cell in row)
    if not folded(first).startswith(_FOOTERS):
        return False
    required = [
        place for name, place in layout.places.items() if layout.register.columns[name].required
    ]
    blank = sum(place >= len(row) or is_blank(row[place]) for place in required)
    return blank * 2 >= len(required)


def _unit(cell: object) -> str:
    return folded(plain(cell)).strip("()")


def is_aggregate(row: list, layout: Layout) -> bool:
    """全国 or a region's subtotal among the provinces of a statistical table."""
    place = layout.places.get("province")
    if layout.register.name != "province_stats" or place is None or place >= len(row):
        return False
    return not is_blank(row[place]) and folded(plain(row[place])) in _AGGREGATES
