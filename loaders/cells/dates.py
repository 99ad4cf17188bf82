"""Days as received: Excel serials, Chinese and numeric forms; never a guess."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from catalog.clock import BEIJING
from catalog.definitions import Column
from loaders.files.raw_sheet import DayWithoutYear
from loaders.problems import Unreadable
from loaders.text import narrow, unify_dashes

_DAY = re.compile(
    r"(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*日?"
    r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?",
    re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_YEAR = re.compile(r"((?:19|20)\d{2})(?:\.0)?年?", re.ASCII)
_MONTH = re.compile(r"\d{4}\s*(?:[-/.]|年)\s*\d{1,2}\s*月?", re.ASCII)
_EITHER_ORDER = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)

YEAR_ONLY = ("year_only", "")  # the note of a day that stands for a year


@dataclass(frozen=True)
class YearColumn(Column):
    """A date column whose mapping says that a year alone is acceptable."""


def day(column: Column, raw: object):
    """A day within the column's bounds. A year alone only where the mapping allows it."""
    value, note = _read(raw, year_allowed=isinstance(column, YearColumn))
    # a year alone reaches to its end: 2022 is not before 2022-02-17
    latest = date(value.year, 12, 31) if note else value
    if column.min is not None and latest < date.fromisoformat(column.min):
        raise Unreadable("date_out_of_range", f"不得早于 {column.min}")
    if column.max is not None and value > date.fromisoformat(column.max):
        raise Unreadable("date_out_of_range", f"不得晚于 {column.max}")
    return value, note


def _read(raw: object, year_allowed: bool):
    if isinstance(raw, DayWithoutYear):
        raise Unreadable("year_not_shown", f"显示为 {raw.text}，存的是 {raw.isoformat()}")
    if isinstance(raw, datetime):
        return _local(raw).date(), None
    if isinstance(raw, date):
        return raw, None
    received = unify_dashes(narrow(_whole(raw)))
    if year_allowed and (match := _YEAR.fullmatch(received)):
        return date(int(match[1]), 1, 1), YEAR_ONLY
    if match := _DAY.fullmatch(received) or _COMPACT.fullmatch(received):
        return _calendar(match), None
    if _SERIAL.fullmatch(received) and 36526 <= float(received) <= 80000:
        # Excel counts from 1899-12-30 because it believes in 1900-02-29
        return date(1899, 12, 30) + timedelta(days=int(float(received))), None
    raise Unreadable("bad_date", _why(received))


def _local(moment: datetime) -> datetime:
    """A moment with a zone (Parquet, databases) falls on a day in Beijing."""
    try:
        return moment.astimezone(BEIJING) if moment.tzinfo else moment
    except OverflowError:
        raise Unreadable("bad_date", "日历上没有这一天") from None


def _whole(raw: object) -> str:
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    return str(raw)


def _calendar(match: re.Match) -> date:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise Unreadable("bad_date", "日历上没有这一天") from None


def _why(received: str) -> str:
    if _EITHER_ORDER.fullmatch(received):
        return "日和月的先后不明"
    if _YEAR.fullmatch(received):
        return "只有年份"
    if _MONTH.fullmatch(received):
        return "缺少日"
    return "写法不在接受之列"
