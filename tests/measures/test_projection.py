"""Projections drawn by hand, then what must hold for every series, then how often 80 % is 80 %."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.progress import assess
from measures.projection import QUANTILE, path_through, project
from measures.targets import draw_required_path

LABS = pd.Series({2022: 10, 2023: 30, 2024: 54, 2025: 80})

relaxed = settings(max_examples=80, deadline=None)
histories = st.lists(st.integers(-50, 50), min_size=3, max_size=8)


def drawn(numbers, start=2019):
    return pd.Series(numbers, index=range(start, start + len(numbers)), dtype=float)


# --- nothing to project -------------------------------------------------------------------------


@pytest.mark.parametrize("series", [pd.Series(dtype=float), {}, {2024: 3, 2025: 5}])
def test_too_few_points_are_nan_not_a_guess(series):
    ahead = project(series, 2030)
    assert not ahead.known and ahead.table["value"].isna().all()
    assert np.isnan(ahead.per_year) and ahead.points == 0


def test_a_year_given_twice_is_not_guessed_at():
    assert not project(pd.Series([1, 2, 3, 4], index=[2022, 2023, 2023, 2024]), 2030).known


def test_no_year_ahead_is_an_empty_table():
    assert project(LABS, 2025).table.empty
    assert project(LABS, 2020).table.empty


# --- by hand ------------------------------------------------------------------------------------


def test_the_line_starts_at_the_latest_value_and_keeps_the_pace():
    ahead = project(LABS, 2035)
    # years -1.5 -0.5 0.5 1.5: slope (-15 - 15 + 27 + 120) / 5 = 23.4
    assert ahead.per_year == pytest.approx(23.4)
    assert ahead.table["value"].loc[2026] == pytest.approx(80 + 23.4)
    assert ahead.table["value"].loc[2035] == pytest.approx(80 + 10 * 23.4)
    assert (ahead.first, ahead.last, ahead.points) == (2022, 2025, 4)


def test_the_band_by_hand():
    # changes 20, 24, 26: mean 23.33, s = 3.055; weights 0.3 0.4 0.3: W = 0.34; two degrees
    half = 1.8856 * 3.0551 * np.sqrt(10 + 100 * 0.34)
    ahead = project(LABS, 2035).table.loc[2035]
    assert ahead["high"] - ahead["value"] == pytest.approx(half, rel=1e-4)


def test_a_steady_series_has_no_band():
    table = project(drawn([0, 3, 6, 9]), 2026).table
    assert table["low"].tolist() == table["high"].tolist() == [12, 15, 18, 21]


def test_only_the_last_five_points_count():
    assert project(drawn([100, 0, 1, 2, 3, 4]), 2030).per_year == pytest.approx(1)


def test_a_missing_year_is_bridged_and_a_change_over_two_years_is_two():
    gapped = project({2020: 0, 2021: 3, 2023: 9, 2024: np.nan, 2025: 15}, 2027)
    assert gapped.table["value"].tolist() == gapped.table["low"].tolist() == [18, 21]
    assert (gapped.first, gapped.last) == (2020, 2025)


def test_a_bound_cuts_and_says_so():
    falling = project(drawn([9, 8, 4, 1]), 2030, least=0)
    assert falling.clipped and falling.table.to_numpy().min() == 0
    share = project(drawn([0.70, 0.85, 0.90, 0.98]), 2030, least=0, most=1)
    assert share.clipped and share.table["value"].iloc[-1] == 1
    assert not project(drawn([1, 2, 3]), 2026, least=0, most=9).clipped


def test_a_line_ends_where_its_band_has_shrunk_onto_a_bound():
    """Changes 0.10 and 0.14: s = 0.028; the band is 0.95 up in 2026 and above 1 from 2027 on."""
    ahead = project(drawn([0.7, 0.8, 0.94], start=2023), 2035, least=0, most=1)
    assert ahead.reason == "at_bound" and ahead.known
    assert ahead.table["value"].to_dict() == {2026: 1, 2027: 1}
    assert ahead.table["low"].round(2).tolist() == [0.95, 1]


def test_a_total_that_has_outrun_its_pace_waits_at_what_it_has_reached():
    """The floor holds the whole band for two years; after them the line goes on."""
    ahead = project(drawn([0, 2, 4], start=2023), 2030, least=9)
    assert ahead.reason == "" and ahead.clipped
    assert ahead.table["value"].tolist() == [9, 9, 10, 12, 14]


def test_a_band_that_spans_all_that_is_possible_tells_nothing():
    ahead = project(drawn([0.5, 0.85, 0.82, 0.86], start=2022), 2035, least=0, most=1)
    assert ahead.reason == "unsteady" and not ahead.known


def test_quantiles_are_those_of_student_s_t():
    """Each leaves 10 % above it: the density integrated from 0, which holds the other 50 %."""
    constants = {1: 1 / np.pi, 2: 1 / (2 * np.sqrt(2)), 3: 2 / (np.pi * np.sqrt(3))}
    for degrees, quantile in QUANTILE.items():
        at = np.linspace(0, quantile, 20_001)
        density = constants[degrees] * (1 + at**2 / degrees) ** (-(degrees + 1) / 2)
        assert 0.5 + np.trapezoid(density, at) == pytest.approx(0.90, abs=2e-5)


# --- the judgement and the picture say the same ---------------------------------------------------


@relaxed
@given(histories)
def test_pace_and_projected_share_are_those_of_the_assessment(numbers):
    series, target = drawn(numbers), 1000
    found, ahead = assess(series, target, 2035), project(series, 2035)
    assert ahead.per_year == pytest.approx(found.actual_per_year)
    share = (ahead.table["value"].iloc[-1] - numbers[0]) / (target - numbers[0])
    assert share == pytest.approx(found.projected_share)


def test_the_path_goes_through_every_target_and_starts_as_the_judged_one():
    path = path_through(2022, 10, pd.Series({2035: 250, 2030: 190}))
    assert (path[2022], path[2030], path[2035]) == (10, 190, 250)
    pd.testing.assert_series_equal(
        path.loc[:2030], draw_required_path(2022, 10, 2030, 190), check_names=False
    )
    assert path.index.is_unique and list(path.index) == list(range(2022, 2036))


def test_without_a_target_the_path_is_its_baseline():
    assert path_through(2022, 10, pd.Series(dtype=float)).to_dict() == {2022: 10}


# --- what holds for every series ------------------------------------------------------------------


@relaxed
@given(histories, st.integers(2, 1000))
def test_scale_scales_line_and_band(numbers, times):
    one, many = project(drawn(numbers), 2035), project(drawn(numbers) * times, 2035)
    assert np.allclose(many.table, one.table * times)


@relaxed
@given(histories, st.integers(-1000, 1000), st.integers(-20, 20))
def test_a_shift_in_value_or_time_shifts_both(numbers, up, later):
    one = project(drawn(numbers), 2035)
    raised = project(drawn(numbers) + up, 2035)
    moved = project(drawn(numbers, start=2019 + later), 2035 + later)
    assert np.allclose(raised.table, one.table + up)
    assert np.allclose(moved.table, one.table)


@relaxed
@given(histories)
def test_the_band_holds_the_line_is_symmetric_and_never_narrows(numbers):
    table = project(drawn(numbers), 2040).table
    above, below = table["high"] - table["value"], table["value"] - table["low"]
    assert (below >= -1e-9).all()
    assert np.allclose(above, below)
    assert (np.diff(above) >= -1e-9).all()
    if above.iloc[0] > 1e-9:
        assert (np.diff(above) > 0).all()


@relaxed
@given(histories, st.integers(-60, 60), st.integers(0, 60))
def test_bounds_are_kept_and_keep_the_order(numbers, least, room):
    table = project(drawn(numbers), 2035, least, least + room).table
    assert table.to_numpy().min() >= least and table.to_numpy().max() <= least + room
    assert (table["low"] <= table["value"]).all() and (table["value"] <= table["high"]).all()


@pytest.mark.parametrize("points", [3, 4, 5])
def test_four_of_five_futures_lie_within_the_band(points):
    """Series whose yearly changes are independent: the band holds 80 % of what then happens."""
    draw, inside, times = np.random.default_rng(7), 0, 1500
    for _ in range(times):
        values = draw.normal(5, 2, size=points + 6).cumsum()
        row = project(drawn(values[:points]), 2019 + points + 5).table.iloc[-1]
        inside += row["low"] <= values[-1] <= row["high"]
    assert inside / times == pytest.approx(0.80, abs=0.03)
