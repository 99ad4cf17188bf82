"""Laboratories ahead, worked on paper: 81 at the end of 2025, 2 exits in 109.5 lab-years."""

import math
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.lab_stock import entries_to_reach, exit_rate, extend_stock

END_OF_2025 = date(2025, 12, 31)
ENTRIES = pd.Series({2022: 4, 2023: 15, 2024: 28, 2025: 36})
EXITS = pd.Series({2024: 1, 2025: 1})
RATES = exit_rate(ENTRIES, EXITS)
EACH_RATE = (RATES.low, RATES.observed, RATES.high)
# k | 2030 at the low, observed and high rate of exit | 2035
AHEAD = """
 0 |  80.2   73.9   57.6 |  79.4   67.4   40.9
10 | 130.0  122.1  101.4 | 178.4  159.5  115.9
20 | 179.8  170.3  145.2 | 277.5  251.7  190.9
"""


def test_the_note_s_table():
    for row in AHEAD.strip().splitlines():
        k, *ends = row.split("|")
        for year, end in zip((2030, 2035), ends, strict=True):
            expected = [float(number) for number in end.split()]
            stock = [extend_stock(81, int(k), r, END_OF_2025, year)[year] for r in EACH_RATE]
            assert [round(labs, 1) for labs in stock] == expected, (k, year)


def test_to_hold_120_in_2035():
    k = [entries_to_reach(81, 120, rate, END_OF_2025, 2035) for rate in EACH_RATE]
    assert [round(labs, 1) for labs in k] == [4.1, 5.7, 10.5]


def test_no_exit_is_no_proof_of_none():
    rates = exit_rate(ENTRIES, pd.Series(dtype=float))
    assert (rates.low, rates.observed) == (0, 0)
    assert rates.high == pytest.approx(3.67 / 111.5, abs=1e-4)


def test_without_a_laboratory_there_is_no_rate():
    rates = exit_rate(pd.Series(dtype=float), pd.Series(dtype=float))
    assert not rates.known and math.isnan(rates.high)


def test_a_rate_is_never_above_one():
    assert exit_rate(pd.Series({2025: 1}), pd.Series({2025: 1})).known is False
    assert exit_rate(pd.Series({2024: 1, 2025: 1}), pd.Series({2025: 1})).high == 1


def test_what_is_left_of_a_year_is_a_part_of_a_step():
    half = extend_stock(100, 10, 0.1, date(2025, 7, 2), 2026)
    part = 182 / 365
    assert half[2026] == pytest.approx((100 * (1 - 0.1 * part) + 10 * part) * 0.9 + 10)


def test_fewer_than_today_need_nobody_and_no_year_left_has_no_answer():
    assert entries_to_reach(81, 40, RATES.observed, END_OF_2025, 2035) == 0
    assert math.isnan(entries_to_reach(81, 120, RATES.observed, END_OF_2025, 2025))


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.integers(0, 500), st.integers(0, 500), st.floats(0, 1), DAYS, st.integers(1, 20))
def test_with_the_entries_it_takes_the_goal_is_reached(now, goal, rate, day, years):
    k = entries_to_reach(now, goal, rate, day, 2026 + years)
    reached = extend_stock(now, k, rate, day, 2026 + years)[2026 + years]
    assert reached == pytest.approx(goal) or (k == 0 and reached > goal)
