"""The words of a query: several, with blanks between, are all required of one thing."""

import re

# GB/T 1234 is one word: the blank stands between the letters and the figures of a number
_BETWEEN_WORDS = re.compile(r"(?<![A-Za-z])\s+|\s+(?!\d)")


def split_query(text: str) -> list[str]:
    """The words of a query, each once; a number with its letters is one word.

    >>> split_query("湖北 新材料"), split_query("GB/T 1-2020 材料")
    (['湖北', '新材料'], ['GB/T 1-2020', '材料'])
    """
    return list(dict.fromkeys(word for word in _BETWEEN_WORDS.split(text) if word))
