"""What holds between the cells of one row, register by register.

Converters see one cell. What they cannot judge alone they hand on as a value that says more (a
PlaceName, a MainDomain, an OpenWord, a Percentage, an UnreadNumber); here it becomes a plain one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from catalog.definitions import Register, catalog
from loaders.cells.numbers import Percentage
from loaders.cells.standard_numbers import UnreadNumber
from loaders.cells.vocabulary import MainDomain, OpenWord, PlaceName
from loaders.text import plain

# a year that a heading names, but no year of prices: 按2020年不变价
_HEADING_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?!\d)(?!\s*年?\s*(?:不变|可比|价|prices|constant))", re.I
)

# a year as a title writes it, and not that of a day or month: 填表日期：2024年3月5日
_TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年(?!\s*\d)(?!\s*(?:不变|可比|价))")


@dataclass(frozen=True)
class Finding:
    """What a rule says of one row: problem code, column, value as received, detail."""

    index: int
    code: str
    column: str
    value: str
    detail: str = ""


def check_targets(records: pd.DataFrame) -> list[Finding]:
    """Targets as numbers of their indicator: a share between 0 and 1, a count not below 0.

    Changes `value` in place. 60% and 0.6 are one share. A bare number above 1 is read as per cent,
    with a note, unless it has two readings: 1.5 may be 1.5% or 150%, and where other bare numbers
    of the sheet are above 1, 0.6 may be 0.6% or 60%.
    """
    findings = []
    indicators = catalog().indicators
    is_share = [
        indicator is not None and indicators[indicator].unit == "%"
        for indicator in records["indicator"]
    ]
    in_percent = any(
        share and _is_bare(value) and value >= 2
        for share, value in zip(is_share, records["value"], strict=True)
    )
    for index, share in zip(records.index, is_share, strict=True):
        indicator, value = records.at[index, "indicator"], records.at[index, "value"]
        if value is None or indicator is None:
            continue
        read, code, detail = _read_target(value, share, in_percent, indicators[indicator].unit)
        records.at[index, "value"] = read
        if code:
            findings.append(Finding(index, code, "value", _format_number(value), detail))
    return findings


def _read_target(
    value: float, share: bool, in_percent: bool, unit: str
) -> tuple[float | None, str, str]:
    """(the target, problem code, detail); no code where it is read as written."""
    exact = Fraction(plain(float(value)))
    percent = plain(float(exact * 100))
    if not share:
        if isinstance(value, Percentage):
            return None, "percent_of_count", unit
        if value < 0:
            return None, "number_out_of_range", f"不得小于 0{unit}"
        return float(value), "", ""
    if value < 0 or (isinstance(value, Percentage) and value > 1) or value > 100:
        return None, "number_out_of_range", "占比在 0% 与 100% 之间"
    if isinstance(value, Percentage):
        return float(value), "", ""
    if 1 < value < 2 or (in_percent and 0 < value <= 1):
        return None, "two_readings", f"{plain(float(value))}% 或 {percent}%"
    if value > 1:
        return float(exact / 100), "read_as_percent", f"{plain(float(value))}%"
    return float(value), "", ""


def _is_bare(value: object) -> bool:
    return value is not None and not isinstance(value, Percentage)


def _format_number(value: float) -> str:
    if isinstance(value, Percentage):
        return f"{plain(round(float(value) * 100, 10))}%"
    return plain(float(value))


def check_standards(records: pd.DataFrame) -> list[Finding]:
    """Standards whose kind agrees with their number; 国家标准 alone is decided by the number.

    Changes `standard_no` and `kind` in place. A number that no series knows is kept only where the
    kind has numbers of other forms.
    """
    findings = _refuse_several_domains(records)
    free_kinds = catalog().standard_numbers.free_kinds
    numbers, kinds = list(records["standard_no"]), list(records["kind"])
    received = list(records["standard_no_received"])
    for place, index in enumerate(records.index):
        number, kind = numbers[place], kinds[place]
        if number is None or kind is None:
            continue
        if isinstance(number, UnreadNumber):
            if kind not in free_kinds or not any(map(str.isdigit, number)):
                reason = number.reason
                findings.append(
                    Finding(index, "bad_standard_no", "standard_no", received[place], reason)
                )
        elif isinstance(kind, OpenWord):
            national = choose_national_kind(number.kinds)
            if national is None:
                findings.append(Finding(index, "kind_against_number", "kind", kind, str(number)))
            else:
                kinds[place] = national
        elif kind not in number.kinds:
            findings.append(Finding(index, "kind_against_number", "kind", kind, str(number)))
        numbers[place] = str(number)
    for name, cells in (("standard_no", numbers), ("kind", kinds)):
        records[name] = pd.Series(cells, records.index, dtype=records[name].dtype)
    return findings


def choose_national_kind(kinds: tuple[str, ...]) -> str | None:
    """What 国家标准 stands for beside a number of these kinds; None where they leave it open.

    >>> choose_national_kind(("推荐性国家标准", "国际标准")), choose_national_kind(("行业标准",))
    ('推荐性国家标准', None)
    """
    national = [name for name in kinds if name in _NATIONAL]
    return national[0] if len(national) == 1 else None


def check_labs(records: pd.DataFrame) -> list[Finding]:
    """A city that stood beside its province, and further domains beside the main one.

    Changes `province`, `city`, `domain` and `other_domains` in place.
    """
    findings = []
    columns = catalog().registers["labs"].columns
    main, others_heading = columns["domain"].heading, columns["other_domains"].heading
    for index in records.index:
        place, domain = records.at[index, "province"], records.at[index, "domain"]
        if isinstance(place, PlaceName):
            records.at[index, "province"] = str(place)
            if records.at[index, "city"] is None:
                records.at[index, "city"] = place.city
            findings.append(Finding(index, "province_with_city", "province", place.city))
        if isinstance(domain, MainDomain):
            received = "、".join((domain, *domain.others))
            others = [*domain.others, *(records.at[index, "other_domains"] or "").split("；")]
            records.at[index, "domain"] = str(domain)
            records.at[index, "other_domains"] = "；".join(filter(None, dict.fromkeys(others)))
            detail = f"{main}记“{domain}”，其余记入{others_heading}"
            findings.append(Finding(index, "several_domains_split", "domain", received, detail))
    return findings


def _refuse_several_domains(records: pd.DataFrame) -> list[Finding]:
    findings = []
    for index, domain in records["domain"].items():
        if isinstance(domain, MainDomain):
            received = "、".join((domain, *domain.others))
            findings.append(Finding(index, "several_domains", "domain", received))
    return findings


def check_statistics(records: pd.DataFrame) -> list[Finding]:
    """Figures of a city are not those of its province."""
    return [
        Finding(index, "city_as_province", "province", place.city, "不是全省的数")
        for index, place in records["province"].items()
        if isinstance(place, PlaceName)
    ]


# what 国家标准 may stand for
_NATIONAL = ("强制性国家标准", "推荐性国家标准", "指导性技术文件")

# each register with rules of its own
ROW_RULES: dict[str, Callable[[pd.DataFrame], list[Finding]]] = {
    "labs": check_labs,
    "targets": check_targets,
    "province_stats": check_statistics,
    "standards": check_standards,
}


def check_heading_years(
    records: pd.DataFrame, register: Register, headings: Mapping[str, str]
) -> list[Finding]:
    """Figures below a heading of one year in rows of another: 常住人口（2023年） in a row of 2024.

    headings: of the sheet, by column. Only where the register has a column `year`.
    """
    if "year" not in register.columns:
        return []
    findings = []
    for name, heading in headings.items():
        column = register.columns[name]
        years = {int(year) for year in _HEADING_YEAR.findall(heading)}
        if not years or name == "year" or not (column.unit or column.kind == "target"):
            continue
        filled = records[records[name].notna() & records["year"].notna()]
        findings += [
            Finding(index, "year_of_heading", name, str(year), heading)
            for index, year in filled["year"].items()
            if year not in years
        ]
    return findings


def find_title_of_other_year(
    rows_above: list[list], records: pd.DataFrame, register: Register
) -> tuple[str, str] | None:
    """A line above the table that names years of which no row is, with the years of the rows.

    2023年考核情况 above rows of 2024. None where a row is of one of the years, for a title may also
    name the year of a yearbook or of the report; None where the register has no column `year`.
    """
    if "year" not in register.columns:
        return None
    years_of_rows = sorted({int(year) for year in records["year"].dropna()})
    titles = [plain(cell) for row in rows_above for cell in row if isinstance(cell, str)]
    years_of_titles = {int(year) for title in titles for year in _TITLE_YEAR.findall(title)}
    if not years_of_rows or not years_of_titles or years_of_titles & set(years_of_rows):
        return None
    title = next(title for title in titles if _TITLE_YEAR.search(title))
    return title, "、".join(map(str, years_of_rows))
