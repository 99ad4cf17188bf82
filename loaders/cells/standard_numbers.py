"""Numbers of standards: one canonical form for the many ways in which they are written.

A number is recognised by the series of data/catalog/standard_numbers.toml. What is recognised in
none of them is kept as an UnreadNumber with the reason; whether its row may stay is decided by its
kind (loaders.registers.row_rules), for certification rules and samples have numbers of other forms.
"""

import functools
import re
from dataclasses import dataclass

from catalog.definitions import Catalog, catalog
from catalog.nouns import NumberSeries
from loaders.text import narrow, one_line, unify_dashes, without_blanks

FIRST_YEAR = 1949  # a two-digit year from 49 on is of the last century
# what people type for the marks of a number, one by one
_LOOKALIKES = str.maketrans("∕⁄／╱\\ー～~∼_⁃━˗⁻．。·", "/////---------...")
_HAN_ONE = re.compile(r"(?<=[\dA-Za-z])\s*一+\s*(?=\d)")
# 1234 5-2020 may be 1234.5 or 12345; only the place of DB 31 329-2019 stands apart
_PARTED_DIGITS = re.compile(r"\d\s+\d")
_PLACE = re.compile(r"^(\W*DB\s*(?:\d{4}|\d{2}))\s+(?=\d)", re.IGNORECASE)
_QUOTES = re.compile(r"[《》〈〉“”\"'「」]")
# without blanks: capitals, digits and Chinese characters but 一, each mark alone and inside
_PLAIN_MARKS = re.compile(r"[A-Z0-9/()+\u4e01-\u9fff]+(?:[-.:][A-Z0-9/()+\u4e01-\u9fff]+)*")
_LANGUAGE = re.compile(r"\((?:E|F|EN|FR|EN/FR|E/F|R|中文版|英文版|中文|英文|ZH|C)\)$")
_AMENDMENT = r"(?:/(?:AMD|COR|ADD)\.?\d+(?::\d{4})?|\+(?:AMD|A)\d+:\d{4}|/XG\d+-\d{4})*"
_SERIAL = r"\d+[A-Z]?(?:\.\d+[A-Z]?)*"
_YEAR = r"(?:19|20)\d{2}"
_PLAN = re.compile(r"\d{8}-[A-Z]-\d{3}")
_ADOPTION = re.compile(r"IDT|MOD|EQV|NEQ|等同采用|修改采用|等同")


class StandardNumber(str):
    """A number in canonical form.

    kinds: the kinds that a standard of this number can have; adopted: the international number
    that stood beside it.
    """

    kinds: tuple[str, ...] = ()
    adopted: str = ""


class UnreadNumber(str):
    """A number that no series knows; reason: why not, in Chinese."""

    reason: str = ""


@dataclass(frozen=True)
class _Form:
    """A series as a pattern over a number without blanks in capitals."""

    series: NumberSeries
    pattern: re.Pattern
    codes: dict[str, str]


@functools.cache
def _forms(source: Catalog) -> tuple[_Form, ...]:
    """The series in the order of the catalogue, each with its pattern."""
    return tuple(_form(series, source) for series in source.standard_numbers.series)


def _form(series: NumberSeries, source: Catalog) -> _Form:
    spellings = {code: code for code in series.codes} | series.aliases
    codes = {spelling.replace(" ", ""): code for spelling, code in spellings.items()}
    code = "|".join(re.escape(form) for form in sorted(codes, key=len, reverse=True))
    if series.form == "chinese":
        pattern = _chinese_pattern(series, code, source)
    elif series.form == "own":
        pattern = (
            rf"(?P<code>{code})-?(?P<serial>{series.serial})"
            rf"(?:[:\-](?P<year>{_YEAR}|\d{{2}}))?(?P<more>(?:/A\d+)?)"
        )
    else:
        # P before an IEEE number is that of a project, not yet a standard
        body = r"(?:[A-Z]\.|[A-OQ-Z])?\d[\dA-Z]*(?:[.\-]\d+[A-Z]*)*?"
        month = r"(?:\((?:\d{1,2}/)?(?P<named>(?:19|20)\d{2})\))"
        pattern = (
            rf"(?P<code>{code})[ /]?(?P<serial>{body})"
            rf"(?:[:\-](?P<year>{_YEAR})(?:-\d\d)?|{month})?(?P<more>{_AMENDMENT})"
        )
    return _Form(series, re.compile(pattern), codes)


def _chinese_pattern(series: NumberSeries, code: str, source: Catalog) -> str:
    place = ""
    if series.places:
        provinces = "|".join(number[:2] for number in source.provinces["code"])
        # a city's four digits stand before /T only: standards of cities are never mandatory
        place = rf"(?P<place>(?:{provinces})(?:\d\d(?=[/\-]?T))?)"
    if series.own_suffix:
        suffix = r"/(?P<suffix>[A-Z0-9\u4e00-\u9fff]*[A-Z\u4e00-\u9fff][A-Z0-9\u4e00-\u9fff]*?)"
    else:
        named = "|".join(suffix for suffix in series.suffixes if suffix)
        # GBT for GB/T: the slash is often left out
        suffix = rf"(?:[/\-]?(?P<suffix>{named}))?" if named else "(?P<suffix>)"
    if series.branches:
        suffix = r"(?P<suffix>\([\u4e00-\u9fff]{1,6}\))?"
    separator = ""
    if series.own_suffix:
        separator = "[ ]?-?"
    elif series.places:
        separator = "/?"  # DB11/ 447-2015, without T
    return (
        rf"(?P<code>{code}){place}{suffix}{separator}(?P<serial>{_SERIAL})"
        rf"(?:[-:](?P<year>{_YEAR}|\d{{2}}))?(?P<more>{_AMENDMENT})"
    )


def squeeze(text: str) -> str:
    """The number in capitals without blanks, look-alikes of its marks made plain.

    >>> squeeze("《db 11∕T 1234——2020》")
    'DB11/T1234-2020'
    """
    if has_plain_marks(text):
        return text.replace(" ", "")
    marked = _QUOTES.sub("", unify_dashes(narrow(one_line(text).translate(_LOOKALIKES))))
    marked = _HAN_ONE.sub("-", marked.translate(_LOOKALIKES))
    bare = without_blanks(marked).upper()
    bare = re.sub(r"-{2,}", "-", bare)
    return re.sub(r"^[.,;:、-]+|[.,;:、-]+$", "", bare)


def has_plain_marks(text: str) -> bool:
    """The number is written so that squeezing takes its blanks away and changes nothing else.

    >>> has_plain_marks("GB/T 1.1-2020"), has_plain_marks("gb/t 1.1—2020")
    (True, False)
    """
    return _PLAIN_MARKS.fullmatch(text.replace(" ", "")) is not None


def parse_standard_number(text: str) -> StandardNumber | UnreadNumber:
    """The canonical number of a cell, or what stands there with the reason why it is none.

    >>> parse_standard_number("gbt 1234.5—92"), parse_standard_number("ISO 9001-2015（E）")
    ('GB/T 1234.5-1992', 'ISO 9001:2015')
    >>> parse_standard_number("GB/T 1234").reason
    '没有年份'
    """
    bare = squeeze(text)
    line = text if has_plain_marks(text) else narrow(one_line(text))
    if _PARTED_DIGITS.search(_PLACE.sub(r"\1", line)):
        return _unread(text, "数字之间有空白，看不出是几个数")
    number = _whole(_LANGUAGE.sub("", bare))
    if isinstance(number, StandardNumber):
        return number
    several = _several(bare)
    if several:
        return several if isinstance(several, StandardNumber) else _unread(text, several)
    return _unread(text, number or _reason(bare))


def _whole(bare: str) -> StandardNumber | str | None:
    """The number that the whole text is; a reason where only something of it is missing."""
    reason = None
    for form in _forms(catalog()):
        match = form.pattern.fullmatch(bare)
        if not match:
            continue
        parts = match.groupdict()
        if form.series.dated and not (parts["year"] or parts.get("named")):
            reason = reason or "没有年份"
            continue
        return _canonical(form, parts)
    return reason


def _canonical(form: _Form, parts: dict[str, str | None]) -> StandardNumber:
    series, suffix = form.series, parts.get("suffix") or ""
    code = form.codes[parts["code"]] + (parts.get("place") or "")
    year, more = parts["year"] or parts.get("named"), parts["more"] or ""
    if year and len(year) == 2:
        century = "19" if int(year) >= FIRST_YEAR % 100 else "20"
        year = century + year
    if series.form == "chinese":
        is_branch = suffix.startswith("(")
        head = f"{code}/{suffix}" if suffix and not is_branch else code + suffix
        number = StandardNumber(f"{head} {parts['serial']}-{year}{more}")
    elif series.form == "own":
        head = f"{code}{series.joint}{parts['serial']}"
        number = StandardNumber(f"{head}{series.mark}{year}{more}" if year else head + more)
    else:
        mark = ":" if series.form == "colon" else "-"
        more = re.sub(r"\+A(?:MD)?(\d)", r"+AMD\1", more)
        more = re.sub(r"/(AMD|COR|ADD)\.?(\d)", lambda m: f"/{m[1].title()} {m[2]}", more)
        number = StandardNumber(f"{code} {parts['serial']}{mark}{year}{more}")
    number.kinds = series.by_suffix.get(suffix, series.kinds)
    return number


@functools.cache
def _anywhere(source: Catalog) -> tuple[re.Pattern, ...]:
    """The series as patterns for numbers inside a longer text, each with its year."""
    return tuple(
        re.compile(rf"(?<![A-Z])(?:{form.pattern.pattern})(?!\d)") for form in _forms(source)
    )


def _several(bare: str) -> StandardNumber | str | None:
    """The Chinese number of an adoption; why not, where several numbers or words stand together."""
    marked = _ADOPTION.sub("|", bare)
    spans: dict[tuple[int, int], StandardNumber] = {}
    for pattern in _anywhere(catalog()):
        for match in pattern.finditer(marked):
            if any(start < match.end() and match.start() < end for start, end in spans):
                continue
            number = _whole(match[0])
            if isinstance(number, StandardNumber):
                spans[match.span()] = number
    if not spans or _is_draft(bare):
        return None
    numbers = [spans[span] for span in sorted(spans)]
    rest = marked
    for start, end in sorted(spans, reverse=True):
        rest = rest[:start] + rest[end:]
    only_numbers = not rest.strip("/,;:、|()")
    first, second = numbers[0], numbers[-1]
    if only_numbers and len(set(numbers)) == 1:
        return first
    is_adoption = "国际标准" not in first.kinds and "国际标准" in second.kinds
    if only_numbers and len(numbers) == 2 and is_adoption:
        first.adopted = str(second)
        return first
    if len(set(numbers)) > 1:
        return f"一格里有不止一个标准号：{'、'.join(dict.fromkeys(numbers))}"
    return f"标准号“{first}”之外还有别的文字"


def _is_draft(bare: str) -> bool:
    return any(word in bare for word in catalog().standard_numbers.drafts)


def _reason(bare: str) -> str:
    if _PLAN.search(bare):
        return "这是计划号，标准还没有编号"
    if _is_draft(bare):
        return "标准还没有发布"
    if not re.search(r"\d", bare):
        return "没有编号"
    code = re.match(r"[A-Z/]+", bare)
    if code and re.search(rf"-{_YEAR}$|:{_YEAR}$", bare):
        return f"代号“{code[0].strip('/')}”不在标准代号表内"
    return "写法不合标准号"


def _unread(text: str, reason: str) -> UnreadNumber:
    number = UnreadNumber(
        re.sub(r"\s*-[\s-]*", "-", re.sub(r"\s+", " ", unify_dashes(narrow(one_line(text)))))
    )
    number.reason = reason
    return number
