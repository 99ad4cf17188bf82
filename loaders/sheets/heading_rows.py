"""Headings over two rows under a mapping: groups above, and what they hold below."""

import itertools
import re
from dataclasses import dataclass

from loaders.problems import FileRejected
from loaders.text import fold, is_blank

_HEADING_WORD = re.compile(
    r".{0,6}(?:名称|全称|简称|性质|类型|类别|编号|代码|地址|电话|姓名|职务|负责人|联系人|日期|时间|方式)"
)
_NAME_WORD = re.compile(r".*(?:名称|全称)")


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
