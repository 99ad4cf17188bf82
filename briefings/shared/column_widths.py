"""Widths of a table's columns: the words decide, and no word of Latin letters is torn."""

import math
import re

from briefings.shared.shapes import ems

_WORD = re.compile(r"[!-~\u00a1-\u024f]+")  # what no program breaks as long as it has room for it
SPARE_WIDTH = 1.15  # of a column's words: faces differ in width
MIN_COLUMN_CHARS = 2.0  # signs of the narrowest column


def longest_line(words: list[str], most: float) -> float:
    """Signs of the longest line of a column, `most` at most.

    >>> longest_line(["省份", "湖北\\n武汉市"], 60), longest_line(["长" * 99], 60)
    (3.0, 60)
    """
    lines = (line for word in words for line in word.split("\n"))
    return max([MIN_COLUMN_CHARS, *(min(ems(line), most) for line in lines)])


def longest_word(words: list[str]) -> float:
    """Signs of the longest run that has no place for a break; Chinese breaks anywhere.

    >>> longest_word(["按期通过", "far behind"])
    3.6
    """
    runs = (run for word in words for run in _WORD.findall(word))
    return max([MIN_COLUMN_CHARS, *(round(ems(run), 2) for run in runs)])


def share_width(asked: list[int], least: list[int], whole: int) -> list[int]:
    """Narrow columns keep what they ask for; the wide ones share the rest by the roots of theirs.

    A column twice as wide holds half the lines: roots make rows lowest. None falls below its least,
    as long as that is no more than an equal part; where there is room for all, all are stretched.

    >>> share_width([10, 49, 100], [0, 0, 0], 95), share_width([10, 25, 100], [0, 24, 0], 80)
    ([10, 35, 50], [10, 24, 46])
    """
    if sum(asked) <= whole:
        return [width * whole // sum(asked) for width in asked]
    least = [min(width, whole // len(asked)) for width in least]
    narrow, broad = 0.0, math.sqrt(max(asked))
    for _ in range(40):  # halvings: a part of a millionth of a width
        scale = (narrow + broad) / 2
        if sum(_widths(asked, least, scale)) <= whole:
            narrow = scale
        else:
            broad = scale
    return [round(width) for width in _widths(asked, least, narrow)]


def _widths(asked: list[int], least: list[int], scale: float) -> list[float]:
    return [
        max(low, min(width, scale * math.sqrt(width)))
        for width, low in zip(asked, least, strict=True)
    ]
