"""Verdicts on drawn series, every status once, then what must hold for every series."""

from dataclasses import FrozenInstanceError, fields, replace
from math import isnan

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from measures.progress import Assessment, assess
from measures.targets import draw_required_path, meets_target, share_class

STEADY = {2022: 0, 2023: 3, 2024: 6, 2025: 9}
RANK = ["closed_missed", "closed_met", "reversing", "far_behind", "lagging", "on_track", "achieved"]

relaxed = settings(max_examples=80, deadline=None)
values = st.lists(st.integers(-50, 50), min_size=3, max_size=8)


def yearly(*numbers, start=2022):
    return pd.Series(numbers, index=range(start, start + len(numbers)), dtype=float)


def drawn(numbers, start=2020):
    return yearly(*numbers, start=start)


# --- nothing to judge ---------------------------------------------------------------------------


@pytest.mark.parametrize("series", [pd.Series(dtype=float), pd.Series([]), {}, yearly(np.nan)])
def test_the_empty_series_has_insufficient_data(series):
    result = assess(series, 20, 2027)
    assert (result.status, result.reason, result.points) == ("insufficient_data", "no_values", 0)
    assert isnan(result.achieved_share)


@pytest.mark.parametrize("target", [None, np.nan, np.inf])
def test_without_a_number_there_is_no_share(target):
    result = assess(STEADY, target, 2027)
    assert (result.status, result.reason) == ("no_numeric_target", "no_target_value")
    assert isnan(result.achieved_share)
    assert isnan(result.expected_share)
    assert isnan(result.projected_share)
    assert isnan(result.required_per_year)
    assert result.actual_per_year == 3
    assert assess({}, target, 2027).status == "no_numeric_target"
    assert assess(STEADY, 20, None).reason == "no_target_year"


def test_the_fields_are_the_contract_and_frozen():
    names = "status achieved_share expected_share projected_share required_per_year"
    assert [f.name for f in fields(Assessment)] == f"{names} actual_per_year points reason".split()
    with pytest.raises(FrozenInstanceError):
        assess(STEADY, 20, 2027).status = "on_track"


# --- the two worked examples --------------------------------------------------------------------


def test_first_worked_example():
    result = assess(pd.Series(STEADY), 20, 2027)
    assert result == Assessment("lagging", 0.45, 0.6, 0.75, 5.5, 3.0, 4, "")
    assert result.achieved_share / result.expected_share == pytest.approx(0.75)
    assert share_class(result.projected_share, 1) == "lagging"


def test_second_worked_example():
    result = assess({2022: 0, 2024: 9, 2027: 18}, 20, 2027)
    assert (result.status, result.achieved_share, result.reason) == ("closed_missed", 0.9, "")
    assert result.expected_share == 1
    assert isnan(result.required_per_year)  # no year is left to require anything of
    assert isnan(result.projected_share)


# --- every status -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("series", "status"),
    [
        (yearly(0, 3, 12), "achieved"),
        (yearly(0, 2, 4), "on_track"),
        (yearly(0, 2, 3.8), "on_track"),  # 0.38 / 0.40 = 0.95 exactly
        (yearly(0, 2, 3.79), "lagging"),
        (yearly(0, 2, 2.4), "lagging"),  # 0.24 / 0.40 = 0.60 exactly
        (yearly(0, 2, 2.39), "far_behind"),
        (yearly(0, 0, 0), "far_behind"),  # no change at all
        (yearly(0, 1, -0.1), "far_behind"),  # within 1 % of 10: no change
        (yearly(0, 1, -0.11), "reversing"),
        (yearly(0, 4), "insufficient_data"),
    ],
)
def test_status_on_the_way_from_0_to_10_in_five_years(series, status):
    assert assess(series, 10, 2027).status == status


@pytest.mark.parametrize(
    ("series", "target", "target_year", "status"),
    [
        ({2020: 0, 2021: 9, 2025: 25}, 50, 2026, "lagging"),  # (25/50) / (5/6) = 0.60
        ({2020: 0, 2021: 9, 2030: 19}, 26, 2033, "on_track"),  # (19/26) / (10/13) = 0.95
    ],
)
def test_a_cut_reached_on_paper_is_reached_in_binary(series, target, target_year, status):
    assert assess(series, target, target_year).status == status


def test_a_change_within_the_band_is_no_progress_however_slow_the_path():
    # 1 % of the way where 1 % is due: the ratio is 1, but nothing has measurably moved.
    assert assess(yearly(0, 0.5, 1), 100, 2222).status == "far_behind"
    assert assess(yearly(0, 0.5, 1.1), 100, 2222).status == "on_track"


def test_a_falling_goal_reads_the_same():
    result = assess(yearly(10, 8, 6), 0, 2027, direction=-1)
    assert result.status == "on_track"
    assert result.achieved_share == result.expected_share == pytest.approx(0.4)
    assert result.required_per_year == -2
    assert assess(yearly(10, 8, 0), 0, 2027, direction=-1).status == "achieved"


@pytest.mark.parametrize(("last", "status"), [(10, "closed_met"), (9, "closed_missed")])
@pytest.mark.parametrize("as_of_year", [None, 2025, 2026, 2040])
def test_once_the_target_year_is_over_its_value_decides(last, status, as_of_year):
    result = assess(yearly(0, 5, 6, last), 10, 2025, as_of_year=as_of_year)
    assert (result.status, result.reason) == (status, "")


def test_later_values_do_not_reopen_a_closed_target():
    assert assess(yearly(0, 4, 9, 12), 10, 2024).status == "closed_missed"
    assert assess(yearly(0, 4, 10, 8), 10, 2024).status == "closed_met"
    assert assess(yearly(0, 4, 10, 8), 10, 2024).points == 3


def test_one_value_in_the_target_year_is_enough_to_close():
    assert assess({2025: 12}, 10, 2025).status == "closed_met"


def test_closing_on_the_latest_earlier_value_says_so():
    result = assess({2022: 0, 2023: 4, 2024: 8}, 10, 2025, as_of_year=2026)
    assert (result.status, result.reason) == ("closed_missed", "closing_value_from_earlier_year")


def test_data_that_stopped_long_before_the_target_year_close_nothing():
    # Age blocks green: 12 of 10 in 2022 says nothing of 2025.
    result = assess({2020: 0, 2021: 4, 2022: 12}, 10, 2025, as_of_year=2026)
    assert (result.status, result.reason) == ("stale", "older_than_update_period")
    assert assess({2028: 4}, 10, 2025).reason == "no_value_by_target_year"


@pytest.mark.parametrize(
    ("as_of_year", "period", "status"),
    [(None, 1, "lagging"), (2025, 1, "lagging"), (2026, 1, "lagging"), (2026, 0, "stale"),
     (2027, 1, "stale"), (2027, 2, "lagging")],
)  # fmt: skip
def test_older_than_the_update_period_is_stale(as_of_year, period, status):
    result = assess(STEADY, 20, 2028, as_of_year=as_of_year, update_period_years=period)
    assert result.status == status


def test_stale_blocks_achieved_and_few_points_block_stale():
    assert assess(yearly(0, 5, 12), 10, 2035, as_of_year=2030).status == "stale"
    assert assess(yearly(12, 12, 12), 10, 2035, as_of_year=2030).status == "stale"
    assert assess(yearly(0, 12), 10, 2035, as_of_year=2030).status == "insufficient_data"


# --- the baseline -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("series", "target", "direction", "status"),
    [
        (yearly(10, 10, 10), 10, 1, "achieved"),  # v0 = T: nothing to divide by
        (yearly(10, 11, 9), 10, 1, "reversing"),
        (yearly(14, 13, 12), 10, 1, "achieved"),  # beyond T and falling, still met
        (yearly(14, 13, 9), 10, 1, "reversing"),  # growth rates would call this progress
        (yearly(0, 0, 0), 0, -1, "achieved"),
        (yearly(0, 0, 1), 0, -1, "reversing"),
    ],
)
def test_a_baseline_that_meets_the_target_is_judged_by_level_alone(
    series, target, direction, status
):
    result = assess(series, target, 2035, direction=direction)
    assert (result.status, result.reason) == (status, "baseline_meets_target")
    assert isnan(result.achieved_share)
    assert isnan(result.expected_share)
    assert (
        result.required_per_year == (0 if status == "achieved" else target - series.iloc[-1]) / 11
    )


def test_a_given_baseline_year_starts_the_path_there():
    result = assess(yearly(9, 0, 2, 4, start=2021), 10, 2027, baseline_year=2022)
    assert (result.status, result.achieved_share) == ("on_track", pytest.approx(0.4))
    assert result.expected_share == pytest.approx(0.4)
    assert result.reason == ""


def test_a_baseline_year_without_value_moves_to_the_next_and_says_so():
    result = assess({2020: 5, 2022: 0, 2023: 2, 2024: 4}, 10, 2027, baseline_year=2021)
    assert (result.status, result.reason) == ("on_track", "baseline_from_later_year")


def test_no_time_and_no_value_since_the_baseline():
    result = assess(STEADY, 20, 2027, baseline_year=2025)
    assert (result.status, result.reason) == ("insufficient_data", "no_time_since_baseline")
    result = assess(STEADY, 20, 2027, baseline_year=2026)
    assert (result.status, result.reason) == ("insufficient_data", "no_value_since_baseline")


# --- the order of the checks --------------------------------------------------------------------

LATE = {"as_of_year": 2030}  # five years after the last value


@pytest.mark.parametrize(
    ("series", "target", "target_year", "rest", "status"),
    [
        # each row breaks two rules or more; the one named first in the method speaks
        (yearly(), None, 2025, {}, "no_numeric_target"),  # no number, no value
        (yearly(10), 10, 2035, {}, "achieved"),  # base at the target, one point
        (yearly(14, 9), 10, 2035, {}, "reversing"),  # base beyond the target, two points
        (yearly(0, 12), 10, 2023, {}, "closed_met"),  # over, two points
        (yearly(10, 9), 10, 2023, {}, "closed_missed"),  # over, base at the target
        (yearly(0, 12), 10, 2035, LATE, "insufficient_data"),  # two points, old, target met
        (yearly(0, 5, 12), 10, 2035, LATE, "stale"),  # old, target met
        (yearly(10, 9, 8), 10, 2035, LATE, "stale"),  # old, base at the target
        (yearly(0, 0, 10), 10, 2035, {}, "achieved"),  # met, though far ahead of the path
    ],
)
def test_the_first_check_that_applies_speaks(series, target, target_year, rest, status):
    assert assess(series, target, target_year, **rest).status == status


# --- the series ---------------------------------------------------------------------------------


def test_unsorted_years_and_missing_values_change_nothing_but_the_count():
    mixed = pd.Series({2025: 9, 2023: np.nan, 2022: 0, 2024: 6})
    result = assess(mixed, 20, 2027)
    assert result.status == "lagging"
    assert (result.achieved_share, result.points) == (0.45, 3)
    assert result.actual_per_year == pytest.approx(3)  # a gap year does not steepen the slope


def test_a_year_given_twice_is_not_guessed_at():
    result = assess(pd.Series([0, 3, 4, 6], index=[2022, 2023, 2023, 2024]), 20, 2027)
    assert (result.status, result.reason) == ("insufficient_data", "duplicate_years")


def test_values_after_the_as_of_year_were_not_known_then():
    then = assess(yearly(0, 2, 4, 20), 10, 2027, as_of_year=2024)
    assert then == assess(yearly(0, 2, 4), 10, 2027, as_of_year=2024)


def test_the_slope_is_least_squares_over_the_last_five_points():
    result = assess(yearly(100, 0, 1, 2, 3, 4), 200, 2030)
    assert result.actual_per_year == pytest.approx(1)
    # Years -1, 0, 1 and values 0, 0, 3: slope 3/2, not the mean change of the two ends alone.
    assert assess(yearly(0, 0, 3), 10, 2027).actual_per_year == pytest.approx(1.5)


def test_done_and_projected_may_fall_in_different_classes():
    result = assess(yearly(0, 4, 4.2), 10, 2027)
    assert result.status == "on_track"
    assert result.projected_share == pytest.approx((4.2 + 2.1 * 3) / 10)
    slowing = assess(yearly(0, 8, 8.5, 8.6, 8.7, 8.8), 10, 2028)
    assert (slowing.status, share_class(slowing.projected_share, 1)) == ("on_track", "lagging")


def test_a_direction_is_one_or_minus_one():
    with pytest.raises(ValueError, match="direction"):
        assess(STEADY, 20, 2027, direction=0)


# --- the path -----------------------------------------------------------------------------------


def test_required_path():
    assert draw_required_path(2022, 0, 2027, 20).to_dict() == {
        2022: 0, 2023: 4, 2024: 8, 2025: 12, 2026: 16, 2027: 20,
    }  # fmt: skip
    assert draw_required_path(2022, 10, 2024, 0).tolist() == [10, 5, 0]
    assert draw_required_path(2022, 0, 2022, 20).empty
    assert draw_required_path(2023, 0, 2022, 20).empty


def test_expected_share_lies_on_the_path():
    path = draw_required_path(2022, 3, 2031, 12)
    result = assess(yearly(3, 4, 5, 6), 12, 2031)
    assert result.expected_share == pytest.approx((path[2025] - 3) / 9)


def test_meets_target_in_either_direction():
    assert meets_target(5, 5)
    assert meets_target(5, 5, direction=-1)
    assert meets_target(0, 0)
    assert meets_target(0.1 + 0.2, 0.3, direction=-1)  # 0.30000000000000004 is 0.3
    assert not meets_target(4.99, 5)
    assert not meets_target(5.01, 5, direction=-1)


# --- what holds for every series ------------------------------------------------------------------


@relaxed
@given(values, st.integers(-60, 60), st.integers(2021, 2035), st.sampled_from([1, -1]))
def test_scale_changes_no_verdict(numbers, target, target_year, direction):
    first = assess(drawn(numbers), target, target_year, direction=direction)
    ten = assess(drawn(numbers) * 10, target * 10, target_year, direction=direction)
    assert (ten.status, ten.points, ten.reason) == (first.status, first.points, first.reason)
    for share in ("achieved_share", "expected_share", "projected_share"):
        assert getattr(ten, share) == pytest.approx(getattr(first, share), nan_ok=True)
    for pace in ("required_per_year", "actual_per_year"):
        assert getattr(ten, pace) == pytest.approx(10 * getattr(first, pace), nan_ok=True)


@relaxed
@given(values, st.integers(-60, 60), st.integers(2021, 2035), st.sampled_from([1, -1]))
def test_turning_series_target_and_direction_over_changes_no_verdict(
    numbers, target, target_year, direction
):
    first = assess(drawn(numbers), target, target_year, direction=direction)
    turned = assess(-drawn(numbers), -target, target_year, direction=-direction)
    back = replace(
        turned,
        required_per_year=-turned.required_per_year,
        actual_per_year=-turned.actual_per_year,
    )
    assert back.__dict__ == pytest.approx(first.__dict__, nan_ok=True)


@relaxed
@given(
    values,
    st.integers(-60, 60),
    st.integers(2021, 2060),
    st.integers(0, 200),
    st.sampled_from([1, -1]),
)
def test_a_better_latest_value_never_reads_worse(numbers, target, target_year, better, direction):
    first = drawn(numbers)
    other = first.copy()
    other.iloc[-1] += direction * better / 8
    before, after = (assess(s, target, target_year, direction=direction) for s in (first, other))
    assert RANK.index(after.status) >= RANK.index(before.status)
    if not isnan(before.achieved_share):
        assert after.achieved_share >= before.achieved_share


@relaxed
@given(st.integers(-50, 50), st.integers(-50, 50), st.integers(3, 9), st.integers(1, 9))
def test_a_series_on_its_path_is_on_track_and_projected_to_arrive(start, target, past, ahead):
    assume(start != target)
    path = draw_required_path(2020, start, 2020 + past + ahead - 1, target)
    result = assess(path.iloc[:past], target, path.index[-1], direction=np.sign(target - start))
    assert result.status == ("on_track" if ahead > 0 and past < len(path) else "closed_met")
    if result.status == "on_track":
        assert result.achieved_share == pytest.approx(result.expected_share)
        assert result.projected_share == pytest.approx(1)


@relaxed
@given(values, st.none() | st.floats(), st.integers(2010, 2040), st.integers(2010, 2040))
def test_there_is_always_a_known_status(numbers, target, target_year, as_of_year):
    known = {
        *RANK,
        "insufficient_data",
        "stale",
        "no_numeric_target",
    }
    result = assess(drawn(numbers), target, target_year, as_of_year=as_of_year)
    assert result.status in known
    if as_of_year - 2020 - len(numbers) + 1 > 1 and target_year > as_of_year:
        assert result.status in {"stale", "no_numeric_target"}
