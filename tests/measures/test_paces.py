"""Paces of results, worked on paper: instruments of the sample, 50 at 2026-10-29."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures import paces
from measures.paces import Pace, extend_at_pace, extend_band, pace_of, path_through
from measures.targets import draw_required_path

DAY = date(2026, 10, 29)
RECENT, THREE_YEARS = pace_of(33, 1), pace_of(0 + 3 + 17, 3)


def test_a_pace_carries_on_from_the_day_it_was_measured():
    left = 63 / 365  # of 2026
    ahead = extend_at_pace(50, 33, DAY, 2035)
    assert ahead[2027] == pytest.approx(50 + 33 * (1 + left))
    assert ahead[2035] == pytest.approx(50 + 33 * (9 + left))


def test_the_band_runs_from_the_lower_pace_s_lower_bound_to_the_higher_pace_s_upper():
    low, high = extend_band(50, [THREE_YEARS, RECENT], DAY, 2035)
    years = 9 + 63 / 365
    assert low[2035] == pytest.approx(50 + years * THREE_YEARS.low)
    assert high[2035] == pytest.approx(50 + years * RECENT.high)


def test_a_pace_whose_years_are_missing_leaves_the_other_its_band():
    low, high = extend_band(50, [RECENT, Pace()], DAY, 2027)
    assert (low[2027] - 50) / (high[2027] - 50) == pytest.approx(RECENT.low / RECENT.high)
    nothing, _ = extend_band(50, [Pace()], DAY, 2027)
    assert nothing.isna().all()


def test_months_and_years_that_are_not_there():
    assert paces.count_recent(pd.Series(dtype=float, index=pd.DatetimeIndex([])), DAY) == 0
    assert np.isnan(paces.count_last_years(pd.Series({2024: 3, 2025: 17}), 2025))
    assert np.isnan(paces.needed_per_year(50, 90, date(2030, 12, 31), 2030))


@given(
    st.integers(0, 5000),
    st.integers(1, 500),
    st.integers(0, 900),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_while_results_keep_coming_no_line_starts_below_or_stays_flat(now, recent, earlier, day):
    pair = [pace_of(recent, 1), pace_of(earlier, 3)]
    low, high = extend_band(now, pair, day, 2035)
    fastest = extend_at_pace(now, max(pace.per_year for pace in pair), day, 2035)
    assert fastest.iloc[0] > now and (fastest.diff().iloc[1:] > 0).all()
    assert (low >= now).all() and (low <= fastest).all() and (fastest <= high).all()


def test_the_path_goes_through_every_target_and_starts_as_the_judged_one():
    path = path_through(2022, 10, pd.Series({2035: 250, 2030: 190}))
    assert (path[2022], path[2030], path[2035]) == (10, 190, 250)
    judged = draw_required_path(2022, 10, 2030, 190)
    pd.testing.assert_series_equal(path.loc[:2030], judged, check_names=False)
    assert list(path.index) == list(range(2022, 2036))
    assert path_through(2022, 10, pd.Series(dtype=float)).to_dict() == {2022: 10}
