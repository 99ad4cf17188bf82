"""Ditto marks: 同上, 〃 and their like mean the cell above, where a cell may repeat at all."""

import functools
import re

from loaders.text import fold, unify_dashes

REPEATABLE_KINDS = ("text", "code", "codes", "domain", "domains", "province", "date")
_MARK = re.compile(
    "(?:同上|上同|同前|同上一?行|同前一?行|如上|〃+|″+|′′|\"+|''|“|”|„|〝|〞|,,|ditto|do\\.?)[。.]?"
)
_DOWNWARD = re.compile("[↓⇓]+")
_WITH_MORE = re.compile("(?:同上|上同).+")
_LONGEST_MARK = 12  # characters
# without one of these no text is in any form an arrow or 同上
_POINTER = re.compile("[同↓￬⇓]")


@functools.lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    """The text without the dashes and brackets that stand around a mark."""
    return unify_dashes(fold(text)).strip("-()[]")


def is_ditto(raw: object) -> bool:
    """The cell means the cell above it.

    >>> [is_ditto(raw) for raw in ("同 上", "-〃-", '"', "（同上）", "-", "同济大学", None)]
    [True, True, True, True, False, False, False]
    """
    short = isinstance(raw, str) and len(raw) <= _LONGEST_MARK
    return short and _MARK.fullmatch(_bare(raw)) is not None


def refers_elsewhere(raw: object) -> bool:
    """The cell points at another one: a ditto mark, a downward arrow, 同上 with more behind it.

    >>> [refers_elsewhere(raw) for raw in ("同上", "↓", "同上（联合）", "示例大学")]
    [True, True, True, False]
    """
    if is_ditto(raw):
        return True
    if not isinstance(raw, str) or not _POINTER.search(raw):
        return False
    bare = _bare(raw)
    return any(form.fullmatch(bare) for form in (_DOWNWARD, _WITH_MORE))


def repeat_above(raws: list, breaks: frozenset[int]) -> tuple[list, list[int]]:
    """The cells of a column with each ditto mark replaced by the cell above, and where.

    breaks: positions above which a row could not be read, so that nothing is known to repeat.
    A mark without a cell above it stays, and is refused where it is converted.
    """
    texts = {raw for raw in raws if isinstance(raw, str)}
    if not any(is_ditto(text) for text in texts):
        return raws, []
    filled, places = [], []
    for place, raw in enumerate(raws):
        known = place > 0 and place not in breaks and not refers_elsewhere(filled[-1])
        if known and is_ditto(raw):
            filled.append(filled[-1])
            places.append(place)
        else:
            filled.append(raw)
    return filled, places
