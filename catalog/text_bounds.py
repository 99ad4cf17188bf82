"""Bounds of a text that a stranger hands over, checked in one pass before a parser sees it.

tomllib takes time and memory by the square of the parts of a dotted key, calls itself for each
bracket, and ends in errors of its own on long numbers. What is within these bounds it reads in time
and memory proportional to the text.
"""

import re
from dataclasses import dataclass

MAX_TEXT_BYTES = 1_000_000
MAX_LINE_CHARS = 10_000
MAX_NESTING = 16  # brackets and braces open at once
MAX_KEY_PARTS = 12  # of a dotted key
MAX_WORD_CHARS = 100  # of a number, or of a key without quotes
MAX_ENTRIES = 20_000  # keys, lists and listed values together

_BRACKET = re.compile(
    r'(?P<passed>"(?:[^"\\]++|\\.)*+")|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Possessive (++, *+) so that no text makes it try a second way
_TOKEN = re.compile(
    r'''
      (?P<passed> \#[^\n]*+                                     # a comment
        | """ (?: [^"\\]++ | \\. | "(?!"") )*+ "{3,5}           # a text over several lines
        | \'\'\' (?: [^']++ | '(?!'') )*+ '{3,5}
        | " (?! "" ) (?: [^"\\\n]++ | \\[^\n] )*+ "             # a text on one line
        | ' (?! '' ) [^'\n]*+ ' )
    | (?P<quote> ["'] )                                         # of a text without an end
    | (?P<word> [\w+\-.:]++ )                                   # number, day, key, or a dot
    | (?P<sign> [\[\]{}=,] | \n[\s]*+ )
    ''',
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Excess:
    """A bound that a text breaks.

    rule: a key of the section `refusal` of the sentences; line: from 1; limit: the figure.
    """

    rule: str
    line: int
    limit: int


def find_excess(text: str) -> Excess | None:
    """The first bound that a TOML text breaks; None where tomllib may read it.

    Brackets, dots and digits in texts and comments count for nothing.

    >>> find_excess('a = "[[[[[[[[[[[[[[[[[[[[" # 1.2.3.4.5.6.7.8.9.10.11.12.13.14')
    >>> find_excess('a = 1\\nb = ' + '[' * 20)
    Excess(rule='deep_brackets', line=2, limit=16)
    """
    if control := _CONTROL.search(text):
        return Excess("control_sign", _line(text, control.start()), 0)
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_LINE_CHARS:
            return Excess("long_line", number, MAX_LINE_CHARS)
    return _find_excess_of_tokens(text)


def is_nested_too_deep(json_text: str) -> bool:
    """Whether more than MAX_NESTING brackets of a JSON text are open at once.

    >>> is_nested_too_deep('{"a": "[[[[[[[[[[[[[[[[["}'), is_nested_too_deep("[" * 17)
    (False, True)
    """
    depth = 0
    for token in _BRACKET.finditer(json_text):
        if token.lastgroup == "open":
            depth += 1
        elif token.lastgroup == "close":
            depth -= 1
        if depth > MAX_NESTING:
            return True
    return False


def _find_excess_of_tokens(text: str) -> Excess | None:
    depth = dots = entries = 0
    for token in _TOKEN.finditer(text):
        kind, sign = token.lastgroup, token.group()
        rule, limit = "", 0
        if kind == "quote":
            rule = "open_text"
        elif kind == "word":
            dots += sign.count(".")
            if dots >= MAX_KEY_PARTS:
                rule, limit = "many_parts", MAX_KEY_PARTS
            elif max(map(len, sign.split("."))) > MAX_WORD_CHARS:
                rule, limit = "long_word", MAX_WORD_CHARS
        elif kind == "sign":
            dots = 0
            if sign in "[{":
                depth += 1
            elif sign in "]}":
                depth = max(0, depth - 1)
            if sign in "[{=,":
                entries += 1
            if depth > MAX_NESTING:
                rule, limit = "deep_brackets", MAX_NESTING
            elif entries > MAX_ENTRIES:
                rule, limit = "many_entries", MAX_ENTRIES
        if rule:
            return Excess(rule, _line(text, token.start()), limit)
    return None


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
