"""Published methods on numbers for paper: their own words, and where they have nothing to say."""

from math import isnan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.progress import assess
from measures.published import escap, eurostat, open_sdg, sdg_index, straight_path

METHODS = [eurostat, open_sdg, sdg_index, escap, straight_path]
GROWTH = [eurostat, open_sdg]
LINEAR = [sdg_index, escap, straight_path]
BASE = (2020, 4)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("baseline", "latest", "target", "target_year", "reason"),
    [
        (BASE, (2021, 5), None, 2022, "no_target_value"),
        (BASE, (2021, 5), np.nan, 2022, "no_target_value"),
        (BASE, (2021, None), 9, 2022, "no_value"),
        ((2020, np.nan), (2021, 5), 9, 2022, "no_value"),
        (BASE, (2020, 5), 9, 2022, "no_time_since_baseline"),
        (BASE, (2021, 5), 9, 2020, "target_year_not_after_baseline"),
    ],
)
def test_undefined_everywhere(method, baseline, latest, target, target_year, reason):
    verdict = method(baseline, latest, target, target_year)
    assert isnan(verdict.ratio)
    assert (verdict.method, verdict.class_) == (method.__name__, "not_available")
    assert verdict.reason == reason


@pytest.mark.parametrize("method", METHODS)
def test_a_baseline_at_the_target_divides_by_zero_nowhere(method):
    verdict = method((2020, 9), (2021, 8), 9, 2025)
    assert isnan(verdict.ratio)
    assert verdict.reason == "baseline_equals_target"


@pytest.mark.parametrize("method", GROWTH)
def test_growth_rates_have_nothing_to_say_from_zero_or_across_it(method):
    verdict = method((2022, 0), (2025, 9), 20, 2027)
    assert (verdict.class_, verdict.reason) == ("not_available", "base_zero")
    assert method((2022, -2), (2025, 9), 20, 2027).reason == "sign_change"
    assert method((2022, 4), (2025, -1), 20, 2027).reason == "sign_change"
    assert isnan(method((2022, -2), (2025, -1), 20, 2027).ratio)


@pytest.mark.parametrize("method", LINEAR)
def test_straight_lines_do_start_from_zero(method):
    assert np.isfinite(method((2022, 0), (2025, 9), 20, 2027).ratio)


# 4 -> 9 in two years needs 50 % a year; 4 -> 16 needs 100 %.
@pytest.mark.parametrize(
    ("latest", "ratio", "eurostat_class", "open_sdg_class"),
    [
        (10, 3, "significant_progress", "target_achieved"),
        (6, 1, "significant_progress", "substantial_progress"),
        (5.9, 0.95, "significant_progress", "substantial_progress"),
        (5.2, 0.6, "moderate_progress", "moderate_progress"),
        (5, 0.5, "insufficient_progress", "limited_progress"),
        (4, 0, "insufficient_progress", "limited_progress"),  # no change counts as limited
        (3, -0.5, "moving_away", "deterioration"),
    ],
)
def test_growth_methods_on_paper(latest, ratio, eurostat_class, open_sdg_class):
    first, other = eurostat(BASE, (2021, latest), 9, 2022), open_sdg(BASE, (2021, latest), 9, 2022)
    assert first.ratio == other.ratio == pytest.approx(ratio)
    assert (first.class_, other.class_) == (eurostat_class, open_sdg_class)


def test_growth_methods_on_a_falling_goal():
    # 16 -> 4 in two years needs -50 % a year, done -25 %.
    falling = ((2020, 16), (2021, 12), 4, 2022, -1)
    assert eurostat(*falling).ratio == open_sdg(*falling).ratio == pytest.approx(0.5)
    assert open_sdg((2020, 16), (2021, 20), 4, 2022, -1).class_ == "deterioration"


def test_open_sdg_takes_the_sign_of_a_negative_base():
    # -16 -> -4 rising: rates of -50 % required and -25 % done, both towards the target.
    verdict = open_sdg((2020, -16), (2021, -12), -4, 2022)
    assert verdict.ratio == pytest.approx(0.5)


def test_open_sdg_replaces_a_target_of_zero_and_says_so():
    verdict = open_sdg((2020, 10), (2025, 5), 0, 2030, -1)  # half way, half the time: on the line
    assert verdict.reason == "target_zero_replaced"
    assert verdict.ratio == pytest.approx((0.5**0.2 - 1) / (1e-4**0.1 - 1))
    assert verdict.class_ == "limited_progress"
    assert straight_path((2020, 10), (2025, 5), 0, 2030, -1).class_ == "on_track"


def test_open_sdg_sees_a_target_met_even_where_it_has_no_ratio():
    verdict = open_sdg((2020, 0), (2025, 5), 4, 2030)
    assert isnan(verdict.ratio)
    assert (verdict.class_, verdict.reason) == ("target_achieved", "base_zero")


@pytest.mark.parametrize(
    ("latest", "ratio", "class_"),
    [
        (12, 1, "on_track"),
        (9, 0.75, "moderately_improving"),
        (6, 0.5, "moderately_improving"),
        (3, 0.25, "stagnating"),
        (-1, -1 / 12, "decreasing"),
    ],
)
def test_sdg_index_on_paper(latest, ratio, class_):
    verdict = sdg_index((2022, 0), (2025, latest), 20, 2027)
    assert (verdict.ratio, verdict.class_) == (pytest.approx(ratio), class_)


@pytest.mark.parametrize(
    ("latest", "gap", "class_"),
    [
        (15, 0, "maintain"),  # heads for 25 of 20: no gap, not a gap of 25 %
        (60, 0, "maintain"),  # heads for 100: |T - vhat| alone would read as reverse
        (12, 0, "maintain"),
        (10.8, 10, "maintain"),
        (9, 25, "accelerate"),
        (0, 100, "accelerate"),
        (-3, 125, "reverse"),
    ],
)
def test_escap_on_paper(latest, gap, class_):
    verdict = escap((2022, 0), (2025, latest), 20, 2027)
    assert (verdict.ratio, verdict.class_) == (pytest.approx(gap), class_)


@pytest.mark.parametrize(
    ("latest", "class_"),
    [(20, "achieved"), (12, "on_track"), (9, "lagging"), (3, "far_behind"), (0.2, "far_behind"),
     (-0.2, "far_behind"), (-0.3, "reversing")],
)  # fmt: skip
def test_straight_path_on_paper(latest, class_):
    verdict = straight_path((2022, 0), (2025, latest), 20, 2027)
    assert (verdict.ratio, verdict.class_) == (pytest.approx(latest / 12), class_)


def test_straight_path_expects_no_more_than_everything():
    assert straight_path((2022, 0), (2030, 18), 20, 2027).ratio == pytest.approx(0.9)


def test_a_cut_reached_on_paper_is_reached_in_binary():
    assert eurostat((2020, 1), (2021, 1.15), 1.25, 2021).class_ == "moderate_progress"  # 15 of 25 %
    assert sdg_index((2020, 0), (2023, 0.6), 1, 2025).class_ == "on_track"  # 0.2 of 0.2 a year


def test_a_fall_from_beyond_the_target_is_marked_where_a_ratio_praises_it():
    beyond = ((2020, 16), (2021, 12), 9, 2022)
    assert eurostat(*beyond).class_ == "significant_progress"  # the method's own, wrong, word
    assert sdg_index(*beyond).class_ == "on_track"
    assert open_sdg(*beyond).class_ == "target_achieved"
    assert straight_path((2020, 16), (2021, 8), 9, 2022).class_ == "reversing"
    assert {method(*beyond).reason for method in METHODS} == {"baseline_beyond_target"}


def test_one_series_gets_three_different_readings():
    same = ((2020, 4), (2021, 5), 9, 2022)
    classes = [method(*same).class_ for method in (open_sdg, escap, straight_path)]
    assert classes == ["limited_progress", "accelerate", "far_behind"]


numbers = st.integers(-40, 40)


@settings(max_examples=100, deadline=None)
@given(numbers, numbers, numbers, st.integers(2019, 2030), st.integers(2019, 2030))
def test_every_method_answers_everything(v0, v, target, year, target_year):
    for method in METHODS:
        for direction in (1, -1):
            verdict = method((2020, v0), (year, v), target, target_year, direction)
            assert isinstance(verdict.ratio, float)
            assert verdict.class_
            assert verdict.reason or not isnan(verdict.ratio)


@settings(max_examples=100, deadline=None)
@given(numbers, numbers, numbers, st.integers(2026, 2040))
def test_straight_path_is_the_method_of_the_house(v0, v, target, target_year):
    verdict = straight_path((2020, v0), (2024, v), target, target_year)
    assert verdict.class_ == assess({2020: v0, 2022: v0, 2024: v}, target, target_year).status
