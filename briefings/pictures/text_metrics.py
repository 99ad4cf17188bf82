"""Words set without a browser: how wide they run, where they break."""

import re
import unicodedata

# Names first what an office machine has: an SVG file brings no font along
STACK = (
    '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", SimHei, sans-serif'
)
_WIDE = {"W", "F", "A"}  # a full square; of the ambiguous ones (— ° ×) some fonts take half
# a Chinese character with the marks that must not begin a line, a word, or a space
_PIECES = re.compile(
    r"[^\s\x21-\x7e][\u3001\u3002\uff0c\uff1a\uff1b\uff01\uff1f\uff09\u300b\u300d"
    r"\u201d\u3011%\uff05]*|[\x21-\x7e]+|\s+"
)


def stack(family: str) -> str:
    """The fonts to set words in, one of our own before all others if there is one."""
    return f'"{family}", {STACK}' if family else STACK


def width(text: str, size: float) -> float:
    """Pixels that a line runs to at most, by common fonts' proportions.

    >>> width("质量", 20), round(width("GB/T 1", 20))
    (40, 73)
    """
    return size * sum(_share(c) for c in text)


def _share(character: str) -> float:
    if unicodedata.east_asian_width(character) in _WIDE:
        return 1
    if character in "MWmw@%":
        return 0.95
    if character.isupper():
        return 0.72
    return 0.3 if character in " .,:;'|!il" else 0.6


def lines(text: str, size: float, room: float) -> list[str]:
    """The text in lines no wider than the room; what is wider in itself is broken anywhere.

    >>> lines("按领域，按省份", 10, 45)
    ['按领域，', '按省份']
    >>> lines("", 10, 45)
    []
    """
    lines_so_far = [""] if text else []
    for piece in _PIECES.findall(text):
        for part in [piece] if width(piece, size) <= room else piece:
            if lines_so_far[-1] and width((lines_so_far[-1] + part).rstrip(), size) > room:
                lines_so_far.append("")
            lines_so_far[-1] += part if lines_so_far[-1] else part.lstrip()
    return [line.rstrip() for line in lines_so_far]
