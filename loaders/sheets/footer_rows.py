"""Rows below the heading that are not data: blanks, footnotes, totals, units, repeated headings."""

import functools
import re
from datetime import date

from loaders.sheets.find_register import Layout
from loaders.sheets.units import is_unit_cell, is_unit_row
from loaders.text import fold, is_blank, plain, visible

_TOTALS = "合计|总计|小计|共计|累计|总和|总数|平均(?:值|数|水平)?|均值"
_ENGLISH_TOTALS = "(?:sub|grand)?total|sum|average|mean"
_NOTES = tuple(
    fold(word)
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
    rf"{_NUMBERED}(?:(?:{_REGIONS})(?:地区|区域|省份|[一二三四五六七八九十\d]+省市?)?(?:{_TOTALS})?"
    rf"|(?:地区|各省|各地区|各省市|全省|全市|全部|本页|以上|\d+个?省(?:\(区、市\)|区市|市)?)?(?:{_TOTALS})"
    rf"|{_ENGLISH_TOTALS})(?:\([^()]*\))?:?"
)
# 合计, 总计：3家, 小计（家）, 湖北合计; not 中小计量, 总计划
_TOTAL_OF = re.compile(
    rf"(?:[一二三四五六七八九十]+、)?[\u4e00-\u9fff()]{{0,10}}(?:{_TOTALS})"
    rf"(?:数|值)?(?:$|[^\u4e00-\u9fff])|(?:{_ENGLISH_TOTALS})(?:$|[:(])"
)
_NOTE_WITH_COLON = re.compile(
    r"(?:注|说明|备注|(?:数据|资料)?来源|填表人|填报人|审核人|制表人?|单位)\d{0,2}:"
)
_NOTE_LABEL = re.compile(
    r"(?:注|说明|备注|(?:数据|资料)?来源|(?:填表|填报|审核|制表|复核|联系|报送)(?:人|单位|日期|时间)?)\d{0,2}"
)
_NEXT_NOTE = re.compile(r"(?:\d{1,2}[.、)]|\(\d{1,2}\)|[一二三四五六七八九十]、)\D|[*※]")
_SECTION = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,3}(?:部分|类|批|节))"
    r"\D{1,30}(?:\(?\d+[家项个]\)?)?"
)
_CIRCLED = re.compile(r"[①-⑳]")
_STEMS, _MIN_NUMBERED = "甲乙丙丁戊己庚辛壬癸", 3
MAX_ORDINARY_CHARS = 200  # a longer text is looked at by every rule
_PAGE = re.compile(r"-?第\d+页.*-?|共\d+页|续表\d*|\(续(?:表)?\)")


def is_ordinary_row(row: list, layout: Layout, heading: list) -> bool:
    """So many cells are ordinary that no rule about footers or sections can apply to the row; where
    they are not, this tells nothing.

    They are all required ids and more than half of the required cells, two at least. Numbers of
    standards are passed by: each is another word, and judging it costs more than it tells.
    """
    if layout.repeated:
        return False
    ordinary = set()
    for place, kind in layout.required_places:
        if kind == "standard_no":
            continue
        cell = row[place] if place < len(row) else None
        if _is_short(cell) and is_ordinary_cell(cell, heading[place]):
            ordinary.add(place)
        elif kind == "id":
            return False
    return len(ordinary) >= 2 and len(ordinary) * 2 > len(layout.required_places)


def _is_short(cell: object) -> bool:
    return isinstance(cell, date) or (isinstance(cell, str) and len(cell) <= MAX_ORDINARY_CHARS)


@functools.lru_cache(maxsize=1 << 16)  # most words of a large register come again and again
def is_ordinary_cell(cell: str | date, heading: object) -> bool:
    """Not blank, no total, not its column's heading, no unit, no number as in a numbering row."""
    if is_blank(cell, optional=True) or not isinstance(heading, str):
        return False
    text = plain(cell)
    word = fold(text)
    bare = word.strip("()")
    if word == fold(heading) or bare.isdecimal() or bare in _STEMS:
        return False
    return not _TOTAL_OF.match(word) and not is_unit_cell(text)


def is_footer(row: list, layout: Layout, heading: list) -> bool:
    """Blank, the heading again, units only, a total, a page mark or a note; never a data row.

    Judged by the cells received: what a mapping adds as a constant makes no row out of a note.
    """
    if row == heading or _repeats_heading(row, heading):
        return True
    if any(row == other or _repeats_heading(row, other) for other in layout.repeated):
        return True
    if is_unit_row(row) or _is_numbering(row):
        return True
    entered = [cell for cell in row if not is_blank(cell)]
    if not entered:
        return True
    if len(entered) == 1 and _NOTE_WITH_COLON.match(fold(plain(entered[0]))):
        return True
    alone = len(entered) == 1 and len(layout.places) > 1
    if not alone and not _lacks_most(row, layout):
        return False
    texts = [fold(cell) for cell in entered if isinstance(cell, str)]
    if any(_TOTAL_OF.match(text) for text in texts):
        return True
    if not texts:
        return False
    if not alone:
        label = _NOTE_LABEL.fullmatch(texts[0].rstrip(":"))
        return label is not None or _NOTE_WITH_COLON.match(texts[0]) is not None
    return starts_note(row) or texts[0].startswith("其中") or bool(_PAGE.fullmatch(texts[0]))


def starts_note(row: list) -> bool:
    """The first filled cell opens a note, so that numbered lines below belong to it."""
    entered = [cell for cell in row if not is_blank(cell)]
    return bool(entered) and isinstance(entered[0], str) and fold(entered[0]).startswith(_NOTES)


def continues_note(row: list) -> bool:
    """A numbered line in a cell of its own, such as 2.按当年价格计算; meant below a note only."""
    entered = [cell for cell in row if not is_blank(cell)]
    if len(entered) != 1 or not isinstance(entered[0], str):
        return False
    text = visible(entered[0])
    return bool(_NEXT_NOTE.match(fold(text)) or _CIRCLED.match(text))


def is_section(row: list, layout: Layout) -> bool:
    """A title such as 一、高端制造 alone in a row of a table with several columns."""
    entered = [cell for cell in row if not is_blank(cell)]
    if len(entered) != 1 or not isinstance(entered[0], str) or len(layout.places) < 2:
        return False
    return _SECTION.fullmatch(fold(entered[0])) is not None


def _repeats_heading(row: list, heading: list) -> bool:
    """Two cells or more, each the heading of its own column: the head of another page."""
    repeated = 0
    for place, cell in enumerate(row):
        if is_blank(cell):
            continue
        if not isinstance(cell, str) or place >= len(heading):
            return False
        if not isinstance(heading[place], str) or fold(cell) != fold(heading[place]):
            return False
        repeated += 1
    return repeated >= 2


def _is_numbering(row: list) -> bool:
    """Numbers of the columns, as below the heading of a form: 1 2 3, (1) (2) (3), 甲 乙 1 2."""
    first = next((cell for cell in row if not is_blank(cell)), None)
    if fold(plain(first)).strip("()") not in ("1", "甲"):
        return False
    texts = [fold(plain(cell)).strip("()") for cell in row if not is_blank(cell)]
    letters = [text for text in texts if text in _STEMS]
    numbers = [text for text in texts if text not in _STEMS]
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    return (
        len(texts) >= _MIN_NUMBERED and numbers == counted and _STEMS.startswith("".join(letters))
    )


def _lacks_most(row: list, layout: Layout) -> bool:
    """Half of the required cells or more are blank, or any beside a total in place of an id."""
    columns = layout.register.columns
    places = {name: place for name, place in layout.places.items() if columns[name].required}
    cells = {name: row[place] if place < len(row) else None for name, place in places.items()}
    ids = [cell for name, cell in cells.items() if columns[name].kind == "id"]
    if any(isinstance(cell, str) and _TOTAL_OF.match(fold(cell)) for cell in ids):
        return any(is_blank(cell, optional=True) for cell in cells.values())
    return sum(map(is_blank, cells.values())) * 2 >= len(cells)


def is_aggregate(row: list, layout: Layout) -> bool:
    """全国, or the total of a region, among the provinces of a statistical table."""
    place = layout.places.get("province")
    if layout.register.name != "province_stats" or place is None or place >= len(row):
        return False
    return not is_blank(row[place]) and bool(_AGGREGATE.fullmatch(fold(plain(row[place]))))
