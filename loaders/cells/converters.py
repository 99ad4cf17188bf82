"""One converter per kind of column: a raw cell becomes a value and perhaps a note.

Every converter takes (column, raw) with a non-blank raw and returns (value, note) where note
is None or (problem code, detail). It raises Unreadable and nothing else.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from catalog.definitions import Column
from loaders.cells import dates, numbers, vocabulary
from loaders.cells.standard_numbers import (
    UnreadNumber,
    has_plain_marks,
    parse_standard_number,
    squeeze,
)
from loaders.files.raw_sheet import ErrorCell, ShownNumber
from loaders.problems import Unreadable
from loaders.text import (
    control_character,
    find_garbled,
    narrow,
    one_line,
    plain,
    unify_dashes,
    visible,
    without_blanks,
)

_POWER_OF_TEN = re.compile(
    r"[+-]?\d+([.,]\d*)?[ED]\+\d+|[+-]?\d[.,]\d+[ED]\d+|[+-]?\d+([.,]\d+)?[×X*]10\^?\d+",
    re.ASCII | re.IGNORECASE,
)
# how programs write a column of whole numbers with gaps
_FLOAT_AS_TEXT = re.compile(r"\d+\.0", re.ASCII)
# how spreadsheets write a day in a file of text; 2024-03-01 may well be an id
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DAY_AS_TEXT = re.compile(
    r"\d{4}/\d{1,2}/\d{1,2}( .*)?|\d{4}-\d{1,2}-\d{1,2}[ T]\d{1,2}:\d\d.*"
    rf"|(\d{{4}}年)?\d{{1,2}}月(\d{{1,2}}日)?|(\d{{1,2}}-)?({_MONTHS})-\d{{1,4}}|\d{{1,2}}-({_MONTHS})",
    re.ASCII | re.IGNORECASE,
)


def _digits(raw: object) -> str:
    """The cell as it is shown, if it has lost nothing on its way.

    What a spreadsheet may have done to an id is refused (see _require_kept), a day that stands
    there as text too. What the text of a CSV writes as 1001.0 is the number 1001 elsewhere.
    """
    if isinstance(raw, ShownNumber):
        return raw.text
    text = plain(raw)
    bare = narrow(text)
    _require_kept(raw, bare)
    if _DAY_AS_TEXT.fullmatch(bare):
        raise Unreadable("id_became_day", bare)
    if _FLOAT_AS_TEXT.fullmatch(bare):
        return bare.removesuffix(".0")
    return text


def _require_kept(raw: object, bare: str) -> None:
    """Refuse what a spreadsheet made of a text: it keeps fifteen digits of a number, writes longer
    ones as powers of ten, and turns 2024-3 into a day. bare: the cell as narrow text."""
    if isinstance(raw, date):
        raise Unreadable("id_became_day", plain(raw))
    if isinstance(raw, float) and not abs(raw) < 1e15:
        raise Unreadable("digits_lost")
    if _POWER_OF_TEN.fullmatch(without_blanks(bare)):
        raise Unreadable("digits_lost")


def _require_sound(value: str) -> None:
    damage = control_character(value) or find_garbled(value)
    if damage:
        raise Unreadable("not_text", damage)


def text(_column: Column, raw: object):
    """A name or sentence, kept as written but for invisible characters and line breaks."""
    if isinstance(raw, ShownNumber):
        value = one_line(raw.text)
    else:
        value = plain(raw)
        _require_kept(raw, narrow(value))
        value = one_line(value)
    _require_sound(value)
    return value, None


def identifier(_column: Column, raw: object):
    """An id: NFKC, dashes plain, no blanks inside."""
    value = without_blanks(unify_dashes(narrow(_digits(raw))))
    value = unicodedata.normalize("NFKC", value)  # marks that a blank kept apart from their letter
    _require_sound(value)
    return value, None


def standard_no(_column: Column, raw: object):
    """A standard number in canonical form; unread where no series knows it (see row_rules)."""
    text = _digits(raw)
    _require_sound(visible(text))
    number = parse_standard_number(text)
    if isinstance(number, UnreadNumber):
        return number, None
    if number.adopted:
        return number, ("adopted_number", f"“{number}”（采用 {number.adopted}）")
    received = squeeze(text)
    canonical = received if text == number else squeeze(number)
    if len(received) + 2 == len(canonical):
        return number, ("two_digit_year", str(number))
    if received != canonical or _is_rewritten(text, received):
        return number, ("number_rewritten", str(number))
    return number, None


def _is_rewritten(text: str, squeezed: str) -> bool:
    """More than blanks, width, case and the length of a dash was changed."""
    if has_plain_marks(text):
        return False
    return without_blanks(unify_dashes(narrow(one_line(text)))).upper() != squeezed


CONVERTERS: dict[str, Callable] = {
    "text": text,
    "id": identifier,
    "standard_no": standard_no,
    "number": numbers.number,
    "target": numbers.target,
    "year": numbers.year,
    "date": dates.day,
    "province": vocabulary.province,
    "code": vocabulary.code,
    "codes": vocabulary.codes,
    "domain": vocabulary.domain,
    "domains": vocabulary.domains,
    "indicator": vocabulary.indicator,
    "clause": vocabulary.clause,
}


# what Excel, WPS and LibreOffice write where a formula has failed
ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"}


def convert(column: Column, raw: object):
    """(value, note) of one non-blank cell; Unreadable where the column cannot take it.

    An error is one too where a file could only keep its word: in CSV, or in a row sent back.
    """
    if isinstance(raw, ErrorCell) or (isinstance(raw, str) and raw.strip().upper() in ERRORS):
        raise Unreadable("cell_error", str(raw).strip())
    return CONVERTERS[column.kind](column, raw)
