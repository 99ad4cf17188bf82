"""Figures that are wrong by orders of magnitude: against official statistics, against their column.

A slip of the unit or of the decimal point moves a figure by a power of ten and leaves it a number
like any other. Two rules look for it in decimal logarithms, a third one in shares.

Against the built-in figure of the same province and statistic in the nearest year:
    |log10(received / official)| > 0.75 + 0.08 × max(0, years apart − 5)
0.75 is a factor of 5.6: a slip of one decimal is a factor of 10 and growth between neighbouring
years well under 1.3. Further apart, growth is granted 20 % a year (log10 1.2 = 0.08).

Against the other figures of its column in the same file, from eight positive ones on:
    distance = |log10(figure) − median(log10(column))| > max(3, 5 × 1.4826 × median(distances))
which honest columns do not reach: the built-in provinces' figures lie within 2.0 of their median.
The second limit is a robust standard deviation (Leys et al., Journal of Experimental Social
Psychology 49, 2013, 764-766, who take 3 of them): a column that spreads widely may.

A share between 0 and 100 % that is written as a fraction beside a per cent sign (0.865% for 86.5%)
gives a column of which half the positive figures are not above 1 %: those are refused, for shares
of these registers are tens of per cent. Targets are left alone: 0.5% may be what is wanted.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from catalog.definitions import Column, catalog, words
from loaders.problems import Problem
from loaders.text import plain

MAX_LOG_RATIO = 0.75
LOG_GROWTH_PER_YEAR = 0.08
YEARS_WITHOUT_GROWTH = 5
MAX_LOG_DISTANCE = 3.0
MAX_DEVIATIONS = 5.0
DEVIATION_OF_MEDIAN = 1.4826  # a normal distribution's standard deviation over its MAD
MIN_FIGURES = 8  # a median of fewer says little
MAX_FRACTION_PERCENT = 1.0  # a fraction written beside a per cent sign is not above it
PERCENT = 100


@dataclass(frozen=True)
class Trusted:
    """Figures that a mapping declares right: files (as named in problems) and columns."""

    register: str
    files: frozenset[str]
    columns: frozenset[str]

    def covers(self, register: str, file: str, column: str) -> bool:
        """The mapping says that this column of this file is right as it is."""
        return register == self.register and file in self.files and column in self.columns


def log_ratio(received: float, official: float) -> float:
    """How many decimal places a figure is off another; NaN where either is not positive.

    >>> round(log_ratio(558036, 55803.6), 3)
    1.0
    """
    if not (received > 0 and official > 0):
        return float("nan")
    return float(np.log10(received / official))


def log_distances(figures: pd.Series) -> pd.Series:
    """Distance in decimal places of each figure from the median of its column.

    NaN for what is not positive, and for all where there are fewer than MIN_FIGURES.

    >>> log_distances(pd.Series([1.0] * 8 + [1e4])).tolist()[-1]
    4.0
    """
    numbers = figures.astype(float)
    positive = numbers.where(numbers > 0)
    if positive.notna().sum() < MIN_FIGURES:
        return pd.Series(np.nan, index=figures.index)
    logarithms = np.log10(positive)
    return (logarithms - logarithms.median()).abs()


def is_outlying(distances: pd.Series) -> pd.Series:
    """Which distances no honest column reaches.

    >>> is_outlying(pd.Series([0.1] * 8 + [2.9, 3.1])).tolist()[-2:]
    [False, True]
    >>> is_outlying(pd.Series([0.5] * 8 + [3.1])).tolist()[-1]
    False
    """
    deviation = DEVIATION_OF_MEDIAN * distances.median()
    return distances > max(MAX_LOG_DISTANCE, MAX_DEVIATIONS * deviation)


def times(decimal_places: float) -> str:
    """How many times one figure is another, in words and to three digits.

    >>> times(-1.0), times(4.00032)
    ('约 10 倍', '约 10000 倍')
    """
    return f"约 {plain(float(f'{10 ** abs(decimal_places):.3g}'))} 倍"


def drop_implausible(
    registers: dict[str, pd.DataFrame], official: pd.DataFrame, trusted: list[Trusted]
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Registers without the rows that hold an implausible figure, and those rows' problems."""
    problems, sound = [], dict(registers)
    for name, records in registers.items():
        if records.empty:
            continue
        faulty = []
        for column in catalog().registers[name].columns.values():
            if column.kind != "number":
                continue
            against = dict(_implausible(name, records, column.name, official))
            if is_share(column):
                against |= find_fractions(records[column.name], records["_file"])
            for index, detail in sorted(against.items()):
                row = records.loc[index]
                if any(entry.covers(name, row["_file"], column.name) for entry in trusted):
                    continue
                faulty.append(index)
                value = f"{plain(row[column.name])}{column.unit}"
                place = (row["_file"], row["_sheet"], int(row["_row"]))
                problems.append(
                    Problem("implausible_number", *place, column.heading, value, detail)
                )
        sound[name] = records.drop(index=list(dict.fromkeys(faulty)))
    return sound, problems


def is_share(column: Column) -> bool:
    """The column's figures are shares of a whole in per cent."""
    return column.unit == "%" and column.max == PERCENT


def find_fractions(shares: pd.Series, files: pd.Series) -> dict[int, str]:
    """By index, what speaks against each share that was written as a fraction with a % sign.

    shares: in per cent; files: the file of each row, by the same index. A zero reads as zero either
    way and does not count.

    >>> files = pd.Series(["a.xlsx"] * 3)
    >>> list(find_fractions(pd.Series([0.865, 0.92, 0.0]), files))
    [0, 1]
    >>> find_fractions(pd.Series([0.865, 92.0, 88.0]), files)
    {}
    """
    against = {}
    numbers = shares.astype(float)
    positive = numbers[numbers > 0]
    for _, figures in positive.groupby(files.reindex(positive.index), sort=False):
        if figures.median() > MAX_FRACTION_PERCENT:
            continue
        for index, share in figures[figures <= MAX_FRACTION_PERCENT].items():
            against[index] = words()(
                "terminal.percent_fraction",
                median=_percent(figures.median()),
                meant=_percent(share * PERCENT),
            )
    return against


def _percent(share: float) -> str:
    """
    >>> _percent(0.865)
    '0.865%'
    """
    return f"{plain(float(f'{share:.6g}'))}%"


def _implausible(
    register: str, records: pd.DataFrame, column: str, official: pd.DataFrame
) -> list[tuple[int, str]]:
    """(index, what speaks against the figure) of each implausible one."""
    against = _against_official(records, column, official) if register == "province_stats" else {}
    unit = catalog().registers[register].columns[column].unit
    for _, figures in records.groupby("_file", sort=False)[column]:
        distances = log_distances(figures)
        outlying = distances.index[is_outlying(distances)]
        if outlying.empty:
            continue
        numbers = figures.astype(float)
        middle = plain(float(f"{numbers[numbers > 0].median():.6g}"))
        for index in outlying:
            factor = times(distances[index])
            against.setdefault(index, f"本文件这一列的中位数是 {middle}{unit}，相差{factor}")
    return sorted(against.items())


def _against_official(records: pd.DataFrame, column: str, official: pd.DataFrame) -> dict[int, str]:
    wanted = ["province", "year", column]
    by_province: dict[str, list[tuple]] = {}
    for province, year, figure in official[wanted].dropna().itertuples(index=False):
        by_province.setdefault(province, []).append((year, figure))
    against = {}
    for index, province, year, received in records[wanted].itertuples():
        if province not in by_province or pd.isna(received):
            continue
        # of two years as near the first
        known_year, known = min(by_province[province], key=lambda entry: abs(entry[0] - year))
        years_granted = max(0, abs(known_year - year) - YEARS_WITHOUT_GROWTH)
        ratio = log_ratio(float(received), float(known))
        if abs(ratio) > MAX_LOG_RATIO + LOG_GROWTH_PER_YEAR * years_granted:
            unit = catalog().registers["province_stats"].columns[column].unit
            name = catalog().provinces.set_index("code").short[province]
            against[index] = (
                f"内置参考数据 {name} {known_year} 年是 {plain(known)}{unit}，相差{times(ratio)}"
            )
    return against
