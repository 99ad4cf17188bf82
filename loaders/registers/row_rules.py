"""What holds between the cells of one row: a target and its indicator."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from catalog.definitions import catalog
from loaders.cells.numbers import Percentage
from loaders.text import plain


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
            findings.append(Finding(index, code, "value", _written(value), detail))
    return findings


def _read_target(
    value: float, share: bool, in_percent: bool, unit: str
) -> tuple[float | None, str, str]:
    """(the target, problem code, detail); no code where it is read as written."""
    percent = plain(float(value) * 100)
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
        return float(value) / 100, "read_as_percent", f"{plain(float(value))}%"
    return float(value), "", ""


def _is_bare(value: object) -> bool:
    return value is not None and not isinstance(value, Percentage)


def _written(value: float) -> str:
    if isinstance(value, Percentage):
        return f"{plain(round(float(value) * 100, 10))}%"
    return plain(float(value))


# each register with rules of its own
ROW_RULES: dict[str, Callable[[pd.DataFrame], list[Finding]]] = {"targets": check_targets}
