"""Headings over two rows: groups above, and what they hold below."""

import itertools
import re
from dataclasses import dataclass

from loaders.cells.units import parse_unit
from loaders.problems import FileRejected
from loaders.text import fold, heading_forms, is_blank, plain

_HEADING_WORD = re.compile(
    r".{0,6}(?:名称|全称|简称|性质|类型|类别|编号|代码|地址|电话|姓名|职务|负责人|联系人|日期|时间|方式)"
)
_NAME_WORD = re.compile(r".*(?:名称|全称)")
# below a group: all of what the group names, or only some of it
_WHOLE = re.compile(
    "(?:合|总|共|小)计|总(?:量|数|额|值)|绝对(?:数|值|量)|数[值量]|指标值|实绩|全(?:年|省|市|区|口径)"
    "|年末数?|本[年期]|当年|total"
)
_PART = re.compile(
    "其中.*|.*(?:城镇|乡村|农村|男性|女性)|[男女]|上[年期].*|去年.*|.*(?:同比|增长|增速|增幅|比重|占比|指数)(?:率)?"
    "|人均.*|第[一二三]产业.*|.*中央.*|.*地方|户籍.*|规模以上.*|市辖区|市区|制造业|高技术.*"
)
# headings that alone do not say of what: 编号 below 依托单位 is no laboratory's
_OF_ITS_GROUP = re.compile("编号|代码|编码|名称|全称|简称|类别|类型|性质|日期|时间|年份|年度")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?年?度?")
_MIN_TRANSLATED = 3  # cells of a row of translations


def is_part_word(text: str) -> bool:
    """It says that only some of a quantity is counted.

    >>> is_part_word("城镇"), is_part_word("年末"), is_part_word("规模以上")
    (True, False, True)
    """
    return _PART.fullmatch(fold(text)) is not None


@dataclass(frozen=True)
class Label:
    """The heading of one place: its cell, and the cell of the group above it, if any."""

    text: object
    group: object = None

    @property
    def own_forms(self) -> set[str]:
        """What names this place and no other of its group: the heading, or group/heading."""
        if is_blank(self.text):
            return set()
        if is_blank(self.group):
            return {fold(str(self.text))}
        return {fold(str(self.text)), fold(f"{self.group}/{self.text}")}

    @property
    def forms(self) -> set[str]:
        """Everything that may name this place, the group included."""
        return self.own_forms if is_blank(self.group) else self.own_forms | {fold(str(self.group))}

    @property
    def written(self) -> object:
        """The heading as a mapping names it: group/heading below a group."""
        if is_blank(self.text) or is_blank(self.group):
            return self.text
        return f"{self.group}/{plain(self.text)}"

    @property
    def joined(self) -> object:
        """The heading behind its group, with the units that either states."""
        if is_blank(self.text) or is_blank(self.group):
            return self.text
        return f"{self.group} {plain(self.text)}"

    @property
    def is_whole(self) -> bool:
        """Below its group it stands for all of it: a name, a total, or the unit alone."""
        text = plain(self.text)
        forms = heading_forms(text)
        return parse_unit(text.strip("()（）")) is not None or any(
            _NAME_WORD.fullmatch(form) or _WHOLE.fullmatch(form) for form in forms
        )

    @property
    def is_part(self) -> bool:
        """It is only some of what its group or its heading names: 城镇, 其中：…, 比上年增长."""
        texts = [cell for cell in (self.text, self.group) if isinstance(cell, str)]
        return any(_PART.fullmatch(form) for text in texts for form in heading_forms(text)[:2])

    @property
    def needs_group(self) -> bool:
        """Its heading says too little without the group."""
        return _OF_ITS_GROUP.fullmatch(fold(plain(self.text))) is not None

    @property
    def names(self) -> list[str]:
        """What the heading may be called, likeliest first: 名称 below 依托单位 is 依托单位名称."""
        if is_blank(self.text):
            return []
        text = str(self.text)
        if is_blank(self.group):
            return [text]
        names = [f"{self.group}{text}", text]
        if _NAME_WORD.fullmatch(fold(text)):
            names.append(str(self.group))
        return names


def join_labels(upper: list, lower: list) -> list[Label]:
    """The labels of two heading rows; a group stands above every heading up to the next group.

    >>> join_labels(["名称", "单位", None], [None, "全称", "性质"])[2]
    Label(text='性质', group='单位')
    """
    labels = []
    group = None
    for above, below in itertools.zip_longest(upper, lower):
        group = group if is_blank(above) else above
        if is_blank(below) or _same(above, below):
            labels.append(Label(above))
        else:
            labels.append(Label(below, group))
    return labels


def find_place(labels: list[Label], heading: str) -> int:
    """The place that a heading names; of a group the one that holds the name.

    Raises FileRejected where several places answer equally well.
    """
    form = fold(heading)
    places = [place for place, label in enumerate(labels) if form in label.own_forms]
    if not places:
        group = [place for place, label in enumerate(labels) if form in label.forms]
        names = [place for place in group if _NAME_WORD.fullmatch(fold(str(labels[place].text)))]
        places = group if len(group) == 1 else names or group
    if len(places) == 1:
        return places[0]
    raise FileRejected("duplicate_heading", column=heading)


def is_second_heading(upper: list, lower: list, places: list[int]) -> bool:
    """The row below a heading row is a second one.

    Either every cell it adds is a word for a heading, or it holds words without figures, at least
    one of them in a group, and leaves another of the places as the row above has it.
    """
    filled = [cell for cell in lower if not is_blank(cell)]
    if not filled or not all(isinstance(cell, str) for cell in filled):
        return False
    if any(character.isdigit() for cell in filled for character in cell):
        return False
    pairs = list(itertools.zip_longest(upper, lower))
    added = [
        place
        for place, (above, below) in enumerate(pairs)
        if not is_blank(below) and not _same(above, below)
    ]
    if added and all(_HEADING_WORD.fullmatch(fold(lower[place])) for place in added):
        return True
    grouped = any(_is_grouped(upper, place) for place in added)
    return grouped and any(place not in added for place in places)


def is_translation(upper: list, lower: list) -> bool:
    """Each heading again in Latin letters: 省份 above Region, 生产总值 above GDP (10 000 yuan)."""
    filled = [place for place, cell in enumerate(lower) if not is_blank(cell)]
    return len(filled) >= _MIN_TRANSLATED and all(
        _is_latin(lower[place]) and place < len(upper) and _is_han(upper[place]) for place in filled
    )


def _is_latin(cell: object) -> bool:
    text = fold(cell) if isinstance(cell, str) else ""
    return text.isascii() and text[:1].isalpha() and not any(map(str.isdigit, text.split("(")[0]))


def _is_han(cell: object) -> bool:
    return isinstance(cell, str) and any("\u4e00" <= sign <= "\u9fff" for sign in cell)


def holds_headings(upper: list, lower: list, required: list[int], numeric: list[int]) -> bool:
    """The row below a heading row holds what the groups above it consist of.

    Texts and years only, most of the required places blank or merged with the heading, and some
    cell in a group or, with another beside it, below the heading of a number. required, numeric:
    places of such columns.
    """
    added = [
        place
        for place, cell in enumerate(lower)
        if not is_blank(cell) and not (place < len(upper) and _same(upper[place], cell))
    ]
    if len(added) < 2 or not all(_is_word_or_year(lower[place]) for place in added):
        return False
    if sum(place in added for place in required) * 2 > len(required):
        return False
    return any(_is_grouped(upper, place) or place in numeric for place in added)


def _is_word_or_year(cell: object) -> bool:
    text = fold(plain(cell))
    if _YEAR.fullmatch(text):
        return True
    return isinstance(cell, str) and re.match(r"[-+\d.,%/]*$", text) is None


def _is_grouped(upper: list, place: int) -> bool:
    """Nothing of its own stands above: a blank behind a heading, or the heading on its left."""
    if place == 0:
        return False
    left = upper[place - 1] if place - 1 < len(upper) else None
    above = upper[place] if place < len(upper) else None
    return is_blank(above) or _same(left, above)


def _same(first: object, second: object) -> bool:
    if is_blank(first) or is_blank(second):
        return False
    return fold(str(first)) == fold(str(second))
