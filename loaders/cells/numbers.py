"""Numbers and years: what is taken, converted from another unit, or refused as ambiguous."""

import math
import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from catalog.definitions import Column
from loaders.files.raw_sheet import MergedNumber
from loaders.problems import Unreadable
from loaders.text import narrow, plain, unify_dashes

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class ConvertedColumn(Column):
    """A number column received in another unit than the catalogue's: value × factor is ours."""

    factor: Fraction = Fraction(1)


class MappedNumber(str):
    """A number that the mapping writes; it is in the catalogue's unit, whatever the file's is."""


class Percentage(float):
    """A number that its cell writes as a percentage: 60% is Percentage(0.6)."""


def number(column: Column, raw: object):
    """A number in the column's unit and within its bounds; thousands separators and %.

    A small bare number where % is the unit has two readings and is refused: 0.85 may be 0.85% or,
    as a fraction, 85%.
    """
    _refuse_other_kinds(raw)
    value = _float(column, raw)
    if not math.isfinite(value):
        raise Unreadable("bad_number", "数值过大")
    if column.unit == "%" and not isinstance(column, ConvertedColumn):
        _refuse_two_readings(raw, value)
    _within(column, value)
    return value, None


def target(column: Column, raw: object):
    """The value of a target: a number, or a Percentage where the cell writes one.

    Whether the indicator is a share or a count is known by the row alone: see
    loaders.registers.row_rules. Below a heading such as 目标值（%） every number is a Percentage.
    """
    _refuse_other_kinds(raw)
    text = unify_dashes(narrow(plain(raw)))
    if text.endswith("%") and _NUMBER.fullmatch(bare := text.removesuffix("%").strip()):
        return Percentage(Fraction(bare.replace(",", "")) / 100), None
    value = _float(column, raw)
    if not math.isfinite(value):
        raise Unreadable("bad_number", "数值过大")
    if isinstance(column, ConvertedColumn) and not isinstance(raw, MappedNumber):
        return Percentage(value), None
    return value, None


def _refuse_other_kinds(raw: object) -> None:
    if isinstance(raw, bool | date):
        raise Unreadable("bad_number", "单元格不是数值")
    if isinstance(raw, MergedNumber):
        raise Unreadable("merged_number")


def _float(column: Column, raw: object) -> float:
    factor = Fraction(1)
    if isinstance(column, ConvertedColumn) and not isinstance(raw, MappedNumber):
        factor = column.factor
    received = unify_dashes(narrow(plain(raw)))
    if column.unit == "%" and received.endswith("%"):
        received, factor = received.removesuffix("%").strip(), Fraction(1)
    if not _NUMBER.fullmatch(received):
        raise Unreadable("bad_number", _foreign_part(column, received))
    try:
        return float(Fraction(received.replace(",", "")) * factor)
    except OverflowError:
        return math.inf


def _foreign_part(column: Column, received: str) -> str:
    """What stands behind the number, and in which unit the column counts: 1.2万."""
    start = _NUMBER.match(received)
    behind = received[start.end() :].strip() if start else ""
    if not behind or behind[0] in ".,":
        return "含有数字以外的字符"
    unit = f"，本列以“{column.unit}”计" if column.unit else ""
    return f"数字后有“{behind}”{unit}"


def _refuse_two_readings(raw: object, value: float) -> None:
    if 0 < value <= 1 and not plain(raw).strip().endswith(("%", "％")):
        fraction = plain(float(Fraction(plain(value)) * 100))
        raise Unreadable("two_readings", f"{plain(value)}% 或 {fraction}%")


def year(column: Column, raw: object):
    """A four-digit year within the column's bounds."""
    if isinstance(raw, MergedNumber):
        raise Unreadable("merged_number")
    received = narrow(plain(raw)).removesuffix("年度").removesuffix("年").removesuffix(".0")
    if not re.fullmatch(r"(19|20)[0-9]{2}", received):
        raise Unreadable("bad_year")
    value = int(received)
    _within(column, value)
    return value, None


def _within(column: Column, value: float) -> None:
    if column.min is not None and value < column.min:
        raise Unreadable("number_out_of_range", f"不得小于 {column.min}{column.unit}")
    if column.max is not None and value > column.max:
        raise Unreadable("number_out_of_range", f"不得大于 {column.max}{column.unit}")
