"""One converter per kind of column: a raw cell becomes a value and perhaps a note.

Every converter takes (column, raw) with a non-blank raw and returns (value, note) where note
is None or (problem code, detail). It raises Unreadable and nothing else.
"""

import re
import unicodedata
from collections.abc import Callable

from catalog.definitions import Column
from loaders.cells import dates, numbers, vocabulary
from loaders.files.raw_sheet import ErrorCell
from loaders.problems import Unreadable
from loaders.text import control_character, dashed, narrow, one_line, plain

# a local standard bears the digits of its place in its code: DB11/T 1234-2020
_STANDARD = re.compile(
    r"(DB\d{2}(?:\d{2})?/[A-Z]+|[A-Z][A-Z/]*)\s*(\d[\dA-Z.]*)-(\d{4}|\d{2})",
    re.ASCII | re.IGNORECASE,
)


def _digits(raw: object) -> str:
    """The cell in words, if it is no number that has lost digits: spreadsheets keep fifteen."""
    if isinstance(raw, float) and not abs(raw) < 1e15:
        raise Unreadable("digits_lost")
    return plain(raw)


def text(_column: Column, raw: object):
    """A name or sentence, kept as written but for invisible characters and line breaks."""
    value = one_line(plain(raw))
    if control := control_character(value):
        raise Unreadable("not_text", control)
    return value, None


def identifier(_column: Column, raw: object):
    """An id: NFKC, dashes plain, no blanks inside."""
    value = re.sub(r"\s+", "", dashed(narrow(_digits(raw))))
    value = unicodedata.normalize("NFKC", value)  # marks that a blank kept apart from their letter
    if control := control_character(value):
        raise Unreadable("not_text", control)
    return value, None


def standard_no(_column: Column, raw: object):
    """A standard number: code, one blank, serial, hyphen, four-digit year where it has one."""
    value = re.sub(r"\s+", " ", dashed(narrow(one_line(_digits(raw)))))
    if control := control_character(value):
        raise Unreadable("not_text", control)
    value = re.sub(r"\s*-\s*", "-", value)
    found = _STANDARD.fullmatch(value)
    if not found:
        return value, None
    code, serial, year = found.groups()
    if len(year) == 4:
        return f"{code.upper()} {serial}-{year}", None
    whole = f"{code.upper()} {serial}-{'19' if int(year) >= 49 else '20'}{year}"
    return whole, ("two_digit_year", whole)


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
