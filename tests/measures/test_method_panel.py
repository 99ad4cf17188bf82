"""The five methods side by side on drawn series, and when they are said to disagree."""

from math import isnan

import pandas as pd
import pytest

from measures.method_panel import agreement, compare
from measures.progress import assess


def compared(series, target=20, target_year=2027, direction=1, **rest):
    values = pd.Series(series, dtype=float)
    result = assess(values, target, target_year, direction=direction, **rest)
    return compare(values, target, target_year, direction, result)


def class_by_method(comparison):
    return {verdict.method: verdict.class_ for verdict in comparison.verdicts}


def test_without_a_value_no_method_says_anything():
    result = compared({})
    assert (result.baseline, result.latest) == ((None, None), (None, None))
    assert set(class_by_method(result).values()) == {"not_available", "insufficient_data"}
    assert all(isnan(verdict.ratio) for verdict in result.verdicts)


def test_the_first_worked_example_under_every_method():
    result = compared({2022: 0, 2023: 3, 2024: 6, 2025: 9})
    assert (result.baseline, result.latest) == ((2022, 0), (2025, 9))
    assert [(v.method, v.ratio, v.class_, v.reason) for v in result.verdicts[2:]] == [
        ("sdg_index", 0.75, "moderately_improving", ""),
        ("escap", 25, "accelerate", ""),
        ("straight_path", pytest.approx(0.75), "lagging", ""),
    ]
    assert [v.reason for v in result.verdicts[:2]] == ["base_zero", "base_zero"]


def test_gaps_are_passed_over_and_values_after_the_target_year_not_seen():
    result = compared({2021: None, 2022: 4, 2025: 9, 2027: None, 2028: 30})
    assert (result.baseline, result.latest) == ((2022, 4), (2025, 9))


@pytest.mark.parametrize(
    ("series", "rest", "status"),
    [
        ({2022: 4, 2025: 9}, {}, "insufficient_data"),
        ({2022: 4, 2023: 5, 2024: 20}, {"as_of_year": 2026}, "stale"),
    ],
)
def test_where_the_house_judges_nothing_its_column_says_so(series, rest, status):
    """The others have no such rule and go on judging."""
    result = compared(series, **rest)
    ours = result.verdicts[-1]
    assert (ours.class_, isnan(ours.ratio)) == (status, True)
    assert ours.reason
    assert "not_available" not in list(class_by_method(result).values())[:-1]


@pytest.mark.parametrize(
    ("commons", "state"),
    [
        ([], "too_few"),
        (["undefined", "good"], "too_few"),
        (["good", "undefined", "good"], "agree"),
        (["good", "medium"], "differ"),
        (["bad", "bad", "bad", "medium"], "differ"),
    ],
)
def test_only_what_is_judged_can_disagree(commons, state):
    assert agreement(commons) == state
