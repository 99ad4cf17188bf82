"""The words of a query: several, with blanks between, are all required of one thing."""

import re
from collections.abc import Callable

import numpy as np

# GB/T 1234 is one word: the blank stands between the letters and the figures of a number
_BETWEEN_WORDS = re.compile(r"(?<![A-Za-z])\s+|\s+(?!\d)")


def split_query(text: str) -> list[str]:
    """The words of a query, each once; a number with its letters is one word.

    >>> split_query("湖北 新材料"), split_query("GB/T 1-2020 材料")
    (['湖北', '新材料'], ['GB/T 1-2020', '材料'])
    """
    return list(dict.fromkeys(word for word in _BETWEEN_WORDS.split(text) if word))


def find_every_word(text: str, find: Callable[[str], np.ndarray]) -> np.ndarray:
    """Which rows hold every word of a query, each anywhere; an empty one finds what "" finds.

    find: which rows hold one word.

    >>> rows = ["湖北 新材料", "湖北 钢铁", "新材料"]
    >>> find_every_word("材料 湖北", lambda word: np.array([word in row for row in rows])).tolist()
    [True, False, False]
    """
    first, *others = split_query(text) or [""]
    rows = find(first)
    for word in others:
        if not rows.any():
            break
        rows = rows & find(word)
    return rows
