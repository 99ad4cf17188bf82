"""Cells of which it is known by their form that their converter leaves them as they are.

A register of millions of rows has as many different titles and numbers. The converters need not
see those that have one of these forms, which the engine tests by itself; every other cell goes
through its converter, once for each different one. Each form is narrow on purpose: what it lets
pass is proved against the converters by a property test.
"""

import functools

import ibis

from catalog.definitions import Catalog, Column, catalog
from loaders.cells.standard_numbers import StandardNumber, parse_standard_number
from loaders.cells.units import unit_forms
from loaders.text import fold

MIN_TEXT_CHARS, MAX_TEXT_CHARS = 5, 200
# of GB 2312, level 1: no text that begins with one is UTF-8 read as GB 18030
_COMMON = "".join(
    bytes((lead, trail)).decode("gb2312", "ignore")
    for lead in range(0xB0, 0xD8)
    for trail in range(0xA1, 0xFF)
)
# first signs of totals, notes, labels, dittos and words for what is not known yet
_OPENING_SIGNS = frozenset(
    "合总小共累平均注说备数资来填审制单以按同上如其第续全各东中西华京长珠粤本复联报计金货暂未尚待见不没无"
)
EXCLUDED_WORDS = "[合小共累总總][计計]|[总總][和数數]|平均|均值|锟斤|斤拷|烫烫|屯屯"
_TEXT_SIGNS = "\u4e00-\u9fff（）《》、：；，。“”·—A-Za-z0-9,.:()/+-"


@functools.cache
def text_form(source: Catalog) -> str:
    """A pattern of names and titles in common characters, which RE2 and Java read alike."""
    unit_openings = {form[0] for form in unit_forms(source)}
    unit_closings = {form[-1] for form in unit_forms(source)}
    opening = [sign for sign in _COMMON if sign not in _OPENING_SIGNS]
    no_unit = "".join(sign for sign in opening if sign not in unit_openings)
    perhaps_unit = "".join(sign for sign in opening if sign in unit_openings)
    no_closing = "".join(sign for sign in _COMMON if sign not in unit_closings)
    inside = f"[ {_TEXT_SIGNS}]{{{MIN_TEXT_CHARS - 2},{MAX_TEXT_CHARS - 2}}}"
    return f"^(?:[{no_unit}]{inside}[{_TEXT_SIGNS}]|[{perhaps_unit}]{inside}[{no_closing}])\\z"


def is_unchanged(column: Column, heading: str, cell: ibis.expr.types.StringValue):
    """Whether a filled cell of the column has such a form; None for columns without one.

    Names and titles are required, other texts are few different ones. A text has not the length of
    its heading either, so that it cannot be the heading again.
    """
    if column.kind == "text" and column.required:
        excluded = cell.re_search(EXCLUDED_WORDS)
        repeats = cell.replace(" ", "").length() == len(fold(heading))
        return cell.re_search(text_form(catalog())) & ~excluded & ~repeats
    if column.kind == "standard_no":
        return cell.re_search(standard_number_form(catalog()))
    return None


def standard_code(number: ibis.expr.types.StringValue) -> ibis.expr.types.StringValue:
    """GB/T of GB/T 1234.5-2020: what stands before the blank of a number of known form."""
    return number.substr(0, number.find(" "))


@functools.cache
def standard_number_form(source: Catalog) -> str:
    """A pattern of canonical numbers with year; no code holds a blank."""
    codes = "|".join(sorted(standard_codes(source), key=len, reverse=True))
    return rf"^({codes}) [0-9]{{1,9}}(?:\.[0-9]{{1,3}})?-(?:19|20)[0-9]{{2}}\z"


@functools.cache
def standard_codes(source: Catalog) -> dict[str, tuple[str, ...]]:
    """The codes of this form, each with the kinds that a standard of such a number can have.

    >>> standard_codes(catalog())["GB/Z"]
    ('指导性技术文件',)
    """
    kinds = {}
    chinese = [s for s in source.standard_numbers.series if s.form == "chinese"]
    # CNCA 00-1900 is CNCA-00-1900 without its year
    ambiguous = {c for s in source.standard_numbers.series if s.form != "chinese" for c in s.codes}
    for series in chinese:
        if series.places or series.own_suffix:
            continue
        for code in set(series.codes) - ambiguous:
            for suffix in series.suffixes:
                whole = f"{code}/{suffix}" if suffix else code
                number = parse_standard_number(f"{whole} 1-2020")
                if isinstance(number, StandardNumber) and number == f"{whole} 1-2020":
                    kinds[whole] = number.kinds
    return kinds
