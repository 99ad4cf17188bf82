"""Headings named by a regular expression of a mapping, in bounds that keep every match short.

Python's expressions may take exponential time; without repeated groups, with few repeats and short
texts they cannot.
"""

import functools
import re

from loaders.sheets.heading_rows import Label
from loaders.text import fold, is_blank, visible

MAX_PATTERN_CHARS = 80
MAX_PATTERN_REPEATS = 4  # of the signs * + ? { in one pattern
MAX_HEADING_CHARS = 60  # a longer text is no heading that a pattern may name

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"\[\^?\]?[^\]]*\]")
_REPEAT = re.compile(r"[*+?{]")
_REPEATED_GROUP = re.compile(r"\)[*+{]")
_BACK_REFERENCE = re.compile(r"\\[1-9]")
_WHITESPACE = re.compile(r"\s+")


def pattern_fault(pattern: str) -> str:
    """What is wrong with a pattern, as a key of the section `mapping`; empty where nothing is.

    >>> [pattern_fault(p) for p in ("实验室.*名称", "(a+)+", "(", "a(?=b)", ".*.*.*.*.*")]
    ['', 'repeated_group', 'no_pattern', 'special_group', 'many_repeats']
    """
    if not pattern or len(pattern) > MAX_PATTERN_CHARS:
        return "long_pattern"
    if _BACK_REFERENCE.search(pattern):
        return "special_group"
    bare = _CHARACTER_CLASS.sub("x", _ESCAPED.sub("x", pattern))
    if "(?" in bare:
        return "special_group"
    if _REPEATED_GROUP.search(bare):
        return "repeated_group"
    if len(_REPEAT.findall(bare)) > MAX_PATTERN_REPEATS:
        return "many_repeats"
    try:
        _compile(pattern)
    except (re.error, OverflowError):
        return "no_pattern"
    return ""


@functools.lru_cache(maxsize=256)
def _compile(pattern: str) -> re.Pattern:
    return re.compile(pattern, re.IGNORECASE)


def matches_label(pattern: str, label: Label) -> bool:
    """The whole heading, alone or behind its group and a slash, is what the pattern says.

    Blanks and line breaks do not count; widths, case and traditional characters may be either's.
    """
    if is_blank(label.text):
        return False
    texts = [str(label.text)]
    if not is_blank(label.group):
        texts.append(f"{label.group}/{label.text}")
    received = [_WHITESPACE.sub("", visible(text)) for text in texts]
    forms = received + [fold(text) for text in texts]
    compiled = _compile(pattern)
    return any(len(form) <= MAX_HEADING_CHARS and compiled.fullmatch(form) for form in forms)
