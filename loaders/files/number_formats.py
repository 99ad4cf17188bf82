"""What a number format shows of a number or a day, where that differs from what is stored."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

_LITERAL = re.compile(r'"[^"]*"|\\.')
_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<digits>[0#]+)|(?P<bare>[- ()])')
_COLOUR = re.compile(r"\[(?!h|m|s)[^\]]*\]", re.IGNORECASE)
# built-in formats of Chinese Excel that show month and day only; files hold no code for them
CHINESE_WITHOUT_YEAR = {28, 29, 51, 53, 54, 58}
MONTH_AND_DAY = 'm"月"d"日"'
_MAX_FORMATS = 1024  # that are kept: the cells of a workbook share few


@lru_cache(_MAX_FORMATS)
def is_percent(number_format: str) -> bool:
    """A number in this format is shown as a percentage.

    >>> is_percent("0.0%"), is_percent('0.0"%"')
    (True, False)
    """
    return "%" in number_format and "%" in _LITERAL.sub("", number_format)


def percent(value: float) -> str:
    """A number as its percentage shows it: what was entered and is meant.

    >>> percent(0.955)
    '95.5%'
    """
    return f"{Decimal(repr(round(value * 100, 10))).normalize():f}%"


def shown_whole_number(value: object, number_format: str) -> str:
    """A whole number with the zeros and letters that its format adds; empty where it adds none.

    >>> shown_whole_number(7, "000"), shown_whole_number(7, '"SL-"000'), shown_whole_number(7, "0")
    ('007', 'SL-007', '')
    """
    tokens = _parse_whole_number(number_format)
    if not tokens or isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if not 0 <= value < 1e15 or value != int(value):
        return ""
    text = _place_digits(str(int(value)), tokens)
    return "" if text == str(int(value)) else text


@lru_cache(_MAX_FORMATS)
def _parse_whole_number(number_format: str) -> tuple[re.Match, ...]:
    """The parts of a format of digits, marks and words; empty of any other format."""
    tokens, place = [], 0
    code = _COLOUR.sub("", number_format.split(";")[0])
    while place < len(code):
        token = _TOKEN.match(code, place)
        if token is None:
            return ()
        tokens.append(token)
        place = token.end()
    return tuple(tokens) if any(token["digits"] for token in tokens) else ()


def _place_digits(digits: str, tokens: tuple[re.Match, ...]) -> str:
    """The digits put into their places from the right; the first place takes what is left."""
    leftmost = next(token for token in tokens if token["digits"])
    text = ""
    for token in reversed(tokens):
        form = token["digits"]
        if not form:
            text = (token["quoted"] or token["escaped"] or token["bare"] or "") + text
            continue
        count = len(digits) if token is leftmost else min(len(form), len(digits))
        part = digits[len(digits) - count :]
        digits = digits[: len(digits) - count]
        text = part.rjust(len(form.lstrip("#")), "0") + text
    return text


@lru_cache(_MAX_FORMATS)
def hides_year(number_format: str) -> bool:
    """A day in this format is shown without its year, as 3月15日, 3/15 or 15-Mar.

    >>> hides_year('m"月"d"日"'), hides_year("d-mmm"), hides_year("mmm-yy"), hides_year("h:mm")
    (True, True, False, False)
    """
    code = _COLOUR.sub("", _LITERAL.sub("", number_format.split(";")[0])).lower()
    return "d" in code and not any(year in code for year in "yeb")


def month_and_day(day: date) -> str:
    """A day as people write it who leave out its year.

    >>> month_and_day(date(2026, 3, 15))
    '3月15日'
    """
    return f"{day.month}月{day.day}日"
