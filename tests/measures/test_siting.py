"""Each added lab goes where the layout gains most; plans are checked against every other plan."""

from itertools import combinations_with_replacement, product
from math import isnan, log

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.definitions import words
from measures.balance import theil
from measures.siting import balance_path, best_additions, outcome

CODES = ["110000", "310000", "440000", "510000", "610000", "650000"]


def series(values):
    return pd.Series(dict(zip(CODES, values, strict=False)), dtype=float)


def after(counts, additions):
    return counts.add(pd.Series(additions).value_counts(), fill_value=0)


def least_theil(counts, weights, k, candidates=None):
    """Theil of the best of all layouts with k labs more."""
    plans = combinations_with_replacement(candidates or list(weights.index), k)
    return min(theil(after(counts, plan), weights) for plan in plans)


# --- nothing to do ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labs", "weights", "k"),
    [
        ([], [], 3),
        ([1, 2], [1, 1], 0),
        ([1, 2], [1, 1], -1),
        ([1, 2], [0, None], 3),
        ([1, 2], [], 3),
        ([1], [1], 3),  # one province: the index is not applicable
        ([1, 2], [1, 0], 3),  # and one with a weight
    ],
)
def test_nothing_to_choose_gives_no_steps(labs, weights, k):
    plan = best_additions(series(labs), series(weights), k)
    assert plan.empty
    assert plan.columns.tolist() == ["step", "province", "theil_before", "theil_after"]


# --- answers on paper ---------------------------------------------------------------------------


def test_the_gap_is_filled_first():
    plan = best_additions(series([2, 0]), series([1, 1]), 2)
    assert plan.step.tolist() == [1, 2]
    assert plan.province.tolist() == ["310000", "310000"]
    assert plan.theil_before.tolist() == pytest.approx([log(2), theil([2, 1])])
    assert plan.theil_after.tolist() == pytest.approx([theil([2, 1]), 0])


def test_equal_gains_go_in_order_of_code_whatever_the_order_of_the_input():
    weights = series([1, 1, 1]).iloc[::-1]
    plan = best_additions(series([0, 0, 0]).iloc[[1, 2, 0]], weights, 4)
    assert plan.province.tolist() == ["110000", "310000", "440000", "110000"]
    assert isnan(plan.theil_before[0])  # no lab anywhere yet
    assert plan.theil_after[0] == pytest.approx(log(3))
    assert plan.theil_after[2] == 0


def test_equal_gains_tie_in_spite_of_rounding():
    # 0.1 + 0.2 and 0.3 are the same weight on paper.
    plan = best_additions(series([1, 1]), series([0.1 + 0.2, 0.3]).iloc[::-1], 1)
    assert plan.province.tolist() == ["110000"]
    plan = best_additions(series([1, 1]), series([0.3, 0.1 + 0.2]), 1)
    assert plan.province.tolist() == ["110000"]


def test_a_province_absent_from_labs_has_none_and_one_without_weight_is_no_candidate():
    labs = pd.Series({"110000": 3, "310000": 0, "650000": 5})
    weights = pd.Series({"110000": 1.0, "310000": 0.0, "440000": 1.0, "510000": np.nan})
    plan = best_additions(labs, weights, 3)
    assert plan.province.tolist() == ["440000"] * 3
    assert plan.theil_before[0] == pytest.approx(log(2))  # 650000 is not in the weights: outside
    assert plan.theil_after[2] == 0


def test_a_missing_count_is_not_taken_for_zero():
    plan = best_additions(series([3, np.nan, 1]), series([1, 1, 1]), 1)
    assert plan.province.tolist() == ["440000"]
    assert plan.theil_before[0] == pytest.approx(theil([3, 1]))


def test_industry_pulls_the_first_lab():
    plan = best_additions(pd.Series(dtype=float), series([1, 3, 2]), 2)
    assert plan.province.tolist() == ["310000", "440000"]
    assert plan.theil_after[0] == pytest.approx(log(2))  # all of it in half of the weight


def test_the_given_series_are_not_changed():
    labs, weights = series([2, 0]), series([1, 1])
    best_additions(labs, weights, 3)
    assert labs.tolist() == [2, 0]
    assert weights.tolist() == [1, 1]


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="negative"):
        best_additions(series([-1, 2]), series([1, 1]), 1)


# --- provinces allowed and forbidden -------------------------------------------------------------


def test_a_province_that_may_not_receive_stays_in_the_index():
    labs, weights = series([2, 0, 0]), series([1, 1, 1])
    plan = best_additions(labs, weights, 2, candidates=["110000", "440000"])
    assert plan.province.tolist() == ["440000", "440000"]
    assert plan.theil_before.tolist() == pytest.approx([log(3), theil([2, 0, 1])])


@pytest.mark.parametrize("candidates", [[], ["650000"]])
def test_without_any_province_that_may_receive_there_is_no_step(candidates):
    assert best_additions(series([2, 0]), series([1, 1]), 2, candidates=candidates).empty


# --- greedy against every plan --------------------------------------------------------------------


def small_layouts():
    """Every layout of 2 to 6 provinces with at most 2 labs each (1 from five provinces on)."""
    for provinces in range(2, 7):
        for held in product(range(3 if provinces < 5 else 2), repeat=provinces):
            for weights in ([1] * provinces, [5, 2, 1, 3, 8, 1][:provinces]):
                yield np.array(held, float), np.array(weights, float)


def least_of_all(held, weights, k):
    """Theil of the best of all plans with k labs more, as theil defines it, all plans at once."""
    chosen = combinations_with_replacement(range(len(held)), k)
    layouts = held + [np.bincount(plan, minlength=len(held)) for plan in chosen]
    share = layouts / layouts.sum(axis=1, keepdims=True)
    ratio = np.where(share > 0, share, 1) / np.where(share > 0, weights / weights.sum(), 1)
    return (share * np.log(ratio)).sum(axis=1).min()


def test_greedy_is_the_best_of_all_plans_on_every_small_layout():
    """Largest gap found: 0. X T is a sum of convex functions of one count each, so it must be."""
    gaps = [
        result - least_of_all(held, weights, k)
        for held, weights in small_layouts()
        for k, result in enumerate(best_additions(series(held), series(weights), 4).theil_after, 1)
    ]
    assert max(gaps) < 1e-12
    assert f"{len(gaps):,} layouts" in best_additions.__doc__  # the docs state what is measured
    assert f"{len(gaps):,} 个小布局" in words()("siting.steps_note")


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(1, 50)), min_size=2, max_size=6),
    st.integers(1, 4),
)
def test_greedy_is_the_best_of_all_plans(rows, k):
    counts, weights = series([row[0] for row in rows]), series([row[1] for row in rows])
    plan = best_additions(counts, weights, k)
    assert plan.theil_after.iloc[-1] == pytest.approx(least_theil(counts, weights, k), abs=1e-12)
    assert plan.theil_after.iloc[-1] == pytest.approx(theil(after(counts, plan.province), weights))
    assert plan.theil_before.tolist()[1:] == plan.theil_after.tolist()[:-1]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(1, 50)), min_size=2, max_size=6),
    st.integers(1, 4),
    st.sets(st.sampled_from(CODES[:2]), min_size=1),
)
def test_greedy_is_the_best_of_all_plans_in_the_provinces_allowed(rows, k, allowed):
    counts, weights = series([row[0] for row in rows]), series([row[1] for row in rows])
    plan = best_additions(counts, weights, k, candidates=allowed)
    least = least_theil(counts, weights, k, sorted(allowed))
    assert set(plan.province) <= allowed
    assert plan.theil_after.iloc[-1] == pytest.approx(least, abs=1e-12)


def test_the_best_step_can_still_raise_the_index():
    # Perfectly even already: any lab disturbs it, and the table says so instead of hiding it.
    plan = best_additions(series([1, 1]), series([1, 1]), 1)
    assert plan.theil_before[0] == 0
    assert plan.theil_after[0] == pytest.approx(theil([2, 1]))


# --- what a layout comes to ---------------------------------------------------------------------


def named(**values):
    return pd.Series(values, dtype=float)


def test_no_lab_has_no_index():
    result = outcome(named(a=0, b=0), named(a=1, b=1))
    assert (result.labs, result.provinces_with_lab, result.units) == (0, 0, 2)
    assert all(map(isnan, (result.gini, result.theil, result.gini_floor, result.theil_floor)))


@pytest.mark.parametrize("weights", [named(a=1), named(a=1, b=0), named()])
def test_one_weighted_province_has_no_index(weights):
    result = outcome(named(a=3, b=1), weights)
    assert result.labs == 4 and result.units < 2
    assert isnan(result.gini) and isnan(result.theil_floor)


def test_one_lab_in_one_of_two():
    result = outcome(named(a=1, b=0), named(a=1, b=1))
    assert (result.gini, result.theil) == (0.5, pytest.approx(log(2)))
    assert (result.gini_floor, result.theil_floor) == (0.5, pytest.approx(log(2)))


def test_a_province_without_a_weight_counts_its_labs_but_is_outside_the_index():
    result = outcome(named(a=1, b=1, c=7), named(a=1, b=1))
    assert (result.labs, result.provinces, result.units) == (9, 3, 2)
    assert (result.gini, result.gini_floor) == (0, 0)


def test_the_path_begins_today_and_ends_with_every_addition_made():
    path = balance_path(series([0, 0]), series([1, 1]), ["110000", "310000"])
    assert path.added.tolist() == [0, 1, 2]
    assert isnan(path.theil[0]) and path.theil.tolist()[1:] == pytest.approx([log(2), 0])
    assert path.reference.tolist()[1:] == pytest.approx([log(2), 0])


def test_a_path_without_additions_is_today_alone():
    path = balance_path(series([1, 1]), series([1, 1]), [])
    assert path.values.tolist() == [[0, 0, 0]]
