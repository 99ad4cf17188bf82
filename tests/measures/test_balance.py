"""Layout indices on tables small enough for paper, then what must hold for every layout."""

from math import isnan, log

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from measures.balance import (
    attainable_floor,
    effective_number,
    gini,
    ginis,
    hhi,
    location_quotient,
    lorenz,
    morans_i,
    random_band,
    theil,
    theil_decomposition,
)
from measures.whole_lab_floor import hhi_floor

LINE = [(0, 1), (1, 2), (2, 3)]  # four provinces in a row

# No deadline: a loaded machine is slow, not wrong.
relaxed = settings(max_examples=40, deadline=None)

counts = st.lists(st.integers(0, 40), min_size=2, max_size=12)
layouts = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 60), st.sampled_from("ABC")),
    min_size=2,
    max_size=12,
).filter(lambda rows: any(row[0] for row in rows))


def columns(rows):
    return [list(column) for column in zip(*rows, strict=True)]


# --- nothing to measure -------------------------------------------------------------------------


@pytest.mark.parametrize("values", [[], [0, 0, 0], [5], [np.nan, np.nan], [3, np.nan]])
def test_nothing_to_share_or_one_unit_is_not_applicable(values):
    assert isnan(gini(values))
    assert isnan(theil(values))
    assert isnan(hhi(values))
    assert isnan(effective_number(values))
    assert all(map(isnan, theil_decomposition(values, ["A"] * len(values))))
    assert list(lorenz(values).columns) == ["weight_share", "value_share"]
    assert lorenz(values).empty


@pytest.mark.parametrize("values", [[], [0, 0, 0, 0], [7, 7, 7, 7], [1, 2, np.nan, 4]])
def test_moran_is_not_applicable_and_never_significant(values):
    assert all(map(isnan, morans_i(values, LINE)))


def test_moran_calls_rounding_noise_constant():
    assert isnan(morans_i([0.1 + 0.2, 0.3, 0.3, 0.3], LINE)[0])


@pytest.mark.parametrize(("labs", "weights"), [(0, [1, 2]), (3, []), (3, [5]), (3, [5, 0, None])])
def test_no_floor_and_no_band_without_labs_or_two_weighted_units(labs, weights):
    assert all(map(isnan, attainable_floor(labs, weights).values()))
    assert isnan(hhi_floor(labs, 1)) and isnan(hhi_floor(0, 31))
    assert all(map(isnan, random_band(labs, weights).values()))


# --- answers on paper ---------------------------------------------------------------------------


def test_first_worked_vector():
    x, groups = [0, 0, 0, 10, 10, 10], list("AAABBB")
    assert gini(x) == 0.5
    assert theil(x) == pytest.approx(log(2))
    assert theil_decomposition(x, groups) == pytest.approx((log(2), 0))


def test_second_worked_vector_twelve_labs_in_31_provinces():
    floor = attainable_floor(12, [1] * 31)
    assert floor == pytest.approx({"gini": 0.612903, "theil": 0.949081}, abs=5e-7)
    even_most = [1] * 12 + [0] * 19
    assert floor == pytest.approx({"gini": gini(even_most), "theil": theil(even_most)})


@pytest.mark.parametrize(
    ("values", "weights", "expected"),
    [
        ([1, 1, 1, 1], None, 0.0),
        ([0, 0, 0, 4], None, 0.75),  # 1 - 1/n
        ([1, 3], None, 0.25),  # |1-3| twice / (2 * 4 * 2)
        ([1, 3], [1, 3], 0.0),  # equal rates
        ([4, 0], [1, 3], 0.75),  # all in p = 1/4
        ([0, 4], [1, 3], 0.25),  # all in p = 3/4: the largest weight is the least unequal
    ],
)
def test_gini_on_paper(values, weights, expected):
    assert gini(values, weights) == pytest.approx(expected)


def test_equal_rates_are_exactly_even():
    assert gini([1] * 7) == 0.0
    assert gini([2, 4, 6], [1, 2, 3]) == 0.0


@pytest.mark.parametrize(
    ("values", "weights", "expected"),
    [
        ([2, 2], None, 0.0),
        ([4, 0], None, log(2)),
        ([4, 0], [1, 3], log(4)),  # ln(1 / min p)
        ([1, 3], [1, 1], 0.25 * log(0.5) + 0.75 * log(1.5)),
    ],
)
def test_theil_on_paper(values, weights, expected):
    assert theil(values, weights) == pytest.approx(expected)


def test_one_province_holding_all_is_the_maximum():
    assert gini([0, 0, 0, 0, 9]) == pytest.approx(1 - 1 / 5)
    assert theil([0, 0, 0, 0, 9]) == pytest.approx(log(5))
    assert hhi([0, 0, 0, 0, 9]) == 1


def test_lorenz_orders_by_value_per_weight_and_names_the_unit():
    labs = pd.Series({"south": 3, "north": 1})
    industry = pd.Series({"north": 3, "south": 1})
    curve = lorenz(labs, industry)
    assert curve.index.tolist() == ["", "north", "south"]
    assert curve.weight_share.tolist() == [0, 0.75, 1]
    assert curve.value_share.tolist() == [0, 0.25, 1]


def test_decomposition_between_and_within_on_paper():
    # East 1 + 3, west 0 + 0: between ln 2; within the theil of 1 and 3.
    between, within = theil_decomposition([1, 3, 0, 0], list("EEWW"))
    assert between == pytest.approx(log(2))
    assert within == pytest.approx(theil([1, 3]))


def test_decomposition_is_refused_when_a_unit_has_no_group():
    assert all(map(isnan, theil_decomposition([1, 3], ["E", None])))
    regions = pd.Series({"a": "E"})
    assert all(map(isnan, theil_decomposition(pd.Series({"a": 1, "b": 3}), regions)))


def test_location_quotient_on_paper():
    counts = pd.DataFrame(
        {"materials": [2, 0, 0], "medicine": [2, 4, 0], "energy": [0, 0, 0]},
        index=["110000", "310000", "540000"],
    )
    quotient = location_quotient(counts)
    assert quotient.loc["110000"].tolist()[:2] == [2, pytest.approx(2 / 3)]
    assert quotient.loc["310000", "medicine"] == pytest.approx(4 / 3)
    assert quotient.loc["310000", "materials"] == 0  # labs, but none here: a real zero
    assert quotient.loc["540000"].isna().all()  # no labs at all: not 0
    assert quotient["energy"].isna().all()


@pytest.mark.parametrize("counts", [pd.DataFrame(), pd.DataFrame({"a": [0, 0]})])
def test_location_quotient_of_nothing(counts):
    quotient = location_quotient(counts)
    assert quotient.shape == counts.shape
    assert quotient.isna().all(axis=None)


def test_moran_on_paper():
    # z = (.5, .5, -.5, -.5), lags (.5, 0, 0, -.5): I = .5; 2 of 6 arrangements are as clustered.
    i, expected, p = morans_i([1, 1, 0, 0], LINE)
    assert (i, expected) == (0.5, pytest.approx(-1 / 3))
    assert p == pytest.approx(1 / 3, abs=0.02)
    # Alternating: every lag is minus its z, so I = -1, the least there is.
    assert morans_i([1, 0, 1, 0], LINE)[0] == -1
    assert morans_i([1, 0, 1, 0], LINE)[2] == 1


def test_moran_takes_labels_reversed_and_double_pairs_and_a_part_of_the_map():
    labs = pd.Series([1, 1, 0, 0], index=["a", "b", "c", "d"])
    edges = [("a", "b"), ("b", "a"), ("c", "b"), ("c", "d"), ("d", "elsewhere")]
    assert morans_i(labs, edges) == morans_i([1, 1, 0, 0], LINE)


def test_moran_keeps_an_island_with_zero_lag():
    y = np.array([1.0, 1, 0, 0, 3])
    w = np.zeros((5, 5))
    for a, b in LINE:
        w[a, b] = w[b, a] = 1
    w[:4] /= w[:4].sum(axis=1, keepdims=True)
    z = y - y.mean()
    assert morans_i(y, LINE)[0] == pytest.approx(5 / w.sum() * (z @ w @ z) / (z @ z))
    assert morans_i(y, LINE)[1] == -1 / 4


def test_moran_refuses_a_province_that_neighbours_itself_and_a_unit_named_twice():
    with pytest.raises(ValueError, match="own neighbour"):
        morans_i([1, 2], [(0, 0)])
    with pytest.raises(ValueError, match="once"):
        morans_i(pd.Series([1, 2], index=["a", "a"]), [("a", "b")])
    assert all(map(isnan, morans_i([1, 2], [])))  # no neighbours at all


def test_moran_p_is_never_zero():
    # Twenty provinces in a row, in order of their labs: none of 99 shufflings is as clustered.
    row = [(k, k + 1) for k in range(19)]
    assert morans_i(range(20), row, permutations=99)[2] == 1 / 100


def test_moran_p_is_seeded_and_without_permutations_unknown():
    labs = [3, 1, 4, 1]
    assert morans_i(labs, LINE, 99, seed=5) == morans_i(labs, LINE, 99, seed=5)
    assert isnan(morans_i(labs, LINE, permutations=0)[2])


# --- units that do not count, and what is refused -------------------------------------------------


def test_units_without_value_or_weight_are_left_out():
    labs = pd.Series({"a": 1, "b": 3, "c": np.nan, "d": 8, "e": 9})
    industry = pd.Series({"e": 0, "c": 5, "b": 1, "a": 1})  # d missing, e zero
    assert gini(labs, industry) == gini([1, 3])
    assert theil(labs, industry) == theil([1, 3])


def test_series_meet_by_label_lists_by_position():
    labs, industry = pd.Series({"a": 1, "b": 3}), pd.Series({"b": 3, "a": 1})
    assert gini(labs, industry) == 0
    assert gini(labs, [3, 1]) == gini([1, 3], [3, 1]) == gini(np.array([1, 3]), industry)


@pytest.mark.parametrize("index", [gini, theil, hhi, lorenz])
def test_negative_counts_and_two_dimensions_are_refused(index):
    with pytest.raises(ValueError, match="negative"):
        index([1, -1])
    with pytest.raises(ValueError, match="one value per unit"):
        index([[1, 2], [3, 4]])


def test_wrong_lengths_negative_weights_and_half_labs_are_refused():
    with pytest.raises(ValueError, match="3 entries for 2 units"):
        gini([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="negative"):
        theil([1, 2], [1, -1])
    with pytest.raises(ValueError, match="negative"):
        location_quotient(pd.DataFrame({"a": [-1, 2]}))
    with pytest.raises(ValueError, match="whole"):
        attainable_floor(1.5, [1, 2])


# --- floor and band -----------------------------------------------------------------------------


def test_equal_weight_floor_is_the_least_of_all_layouts(subtests):
    for labs in range(1, 9):
        with subtests.test(labs=labs):
            every = [(a, b, labs - a - b) for a in range(labs + 1) for b in range(labs + 1 - a)]
            floor = attainable_floor(labs, [2, 2, 2])
            assert floor["gini"] == pytest.approx(min(map(gini, every)))
            assert floor["theil"] == pytest.approx(min(map(theil, every)))
            assert hhi_floor(labs, 3) == pytest.approx(min(map(hhi, every)))
            assert 1 / hhi_floor(labs, 3) == pytest.approx(max(map(effective_number, every)))


def test_weighted_floor_is_the_largest_remainder_layout():
    # Quotas 2.0, 1.2, 0.8 of four labs: seats 2, 1, 1.
    weights = pd.Series({"a": 5, "b": 3, "c": 2, "d": 0})
    assert attainable_floor(4, weights) == pytest.approx(
        {"gini": gini([2, 1, 1], [5, 3, 2]), "theil": theil([2, 1, 1], [5, 3, 2])}
    )


def test_band_is_seeded_ordered_and_falls_with_the_number_of_labs():
    few, many = random_band(10, [1] * 31), random_band(100, [1] * 31)
    assert few == random_band(10, [1] * 31)
    assert few["p5"] <= few["p50"] <= few["p95"]
    assert many["p50"] < few["p50"] / 2  # why two years are never compared without their bands


@pytest.mark.parametrize(
    ("weights", "p95"),
    [
        ([1, 30], 1 / 31),  # the small unit gets the lab in 3 % of draws: outside the band
        ([1, 12], 12 / 13),  # in 8 %: inside, though outside the 90 % mark
    ],
)
def test_band_of_one_lab_follows_the_weights(weights, p95):
    low = min(weights) / sum(weights)
    assert random_band(1, weights) == pytest.approx({"p5": low, "p50": low, "p95": p95})


def test_band_of_two_labs_on_paper():
    # Two units, two labs: together (Gini 1/2) or apart (0), each with probability 1/2.
    assert random_band(2, [1, 1], draws=500) == {
        "p5": 0.0,
        "p50": pytest.approx(0.25, abs=0.25),
        "p95": 0.5,
    }


# --- what holds for every layout ------------------------------------------------------------------


def pairwise_gini(x, w):
    p = np.array(w) / sum(w)
    r = np.array(x) / p
    return float(np.abs(r[:, None] - r).ravel() @ np.outer(p, p).ravel() / (2 * (p @ r)))


@relaxed
@given(layouts)
def test_gini_is_the_pairwise_definition_and_the_area_over_lorenz(rows):
    x, w, _ = columns(rows)
    curve = lorenz(x, w)
    area = np.trapezoid(curve.value_share, curve.weight_share)
    assert gini(x, w) == pytest.approx(pairwise_gini(x, w), abs=1e-12)
    assert gini(x, w) == pytest.approx(1 - 2 * area, abs=1e-12)
    assert curve.iloc[0].tolist() == [0, 0]
    assert curve.iloc[-1].tolist() == [1, 1]
    assert (curve.value_share <= curve.weight_share + 1e-12).all()


@relaxed
@given(layouts, st.integers(0, 40))
def test_ginis_are_those_of_each_row(rows, more):
    x, w, _ = columns(rows)
    w[0] = np.nan if more % 2 else w[0]  # a unit without a weight is left out
    layout_rows = np.array([x, [value + more for value in x], [0] * len(x)], float)
    each = [gini(row, w) for row in layout_rows]
    assert ginis(layout_rows, w).tolist() == pytest.approx(each, abs=0, nan_ok=True)


def test_ginis_of_no_unit_or_one_are_not_applicable_and_negative_counts_are_refused():
    assert np.isnan(ginis(np.zeros((2, 0)), [])).all()
    assert np.isnan(ginis(np.array([[3.0, 4.0]]), [1, 0])).all()
    with pytest.raises(ValueError, match="negative"):
        ginis(np.array([[1.0, -1.0]]))


@relaxed
@given(layouts)
def test_bounds(rows):
    x, w, _ = columns(rows)
    least = min(w) / sum(w)
    assert 0 <= gini(x, w) <= 1 - least + 1e-12
    assert 0 <= theil(x, w) <= log(1 / least) + 1e-12
    assert 1 / len(x) - 1e-12 <= hhi(x) <= 1


@relaxed
@given(layouts, st.integers(2, 9), st.randoms(use_true_random=False))
def test_order_and_scale_change_nothing(rows, factor, chance):
    x, w, g = columns(rows)
    mixed = list(rows)
    chance.shuffle(mixed)
    y, v, h = columns(mixed)
    many = [factor * value for value in y]
    assert gini(many, v) == pytest.approx(gini(x, w), abs=1e-12)
    assert theil(many, v) == pytest.approx(theil(x, w), abs=1e-12)
    assert hhi(many) == pytest.approx(hhi(x))
    assert theil_decomposition(many, h, v) == pytest.approx(theil_decomposition(x, g, w), abs=1e-12)


@relaxed
@given(layouts, st.integers(2, 5))
def test_splitting_a_province_into_parts_of_equal_rate_changes_no_weighted_index(rows, parts):
    x, w, _ = columns(rows)
    split_x = [x[0] / parts] * parts + x[1:]
    split_w = [w[0] / parts] * parts + w[1:]
    assert gini(split_x, split_w) == pytest.approx(gini(x, w), abs=1e-12)
    assert theil(split_x, split_w) == pytest.approx(theil(x, w), abs=1e-12)


def test_splitting_a_province_does_change_the_unweighted_index():
    assert gini([2, 2]) == 0
    assert gini([2, 1, 1]) == pytest.approx(1 / 6)


@relaxed
@given(layouts)
def test_between_and_within_add_to_theil(rows):
    x, w, g = columns(rows)
    between, within = theil_decomposition(x, g, w)
    assert between >= 0
    assert within >= 0
    assert between + within == pytest.approx(theil(x, w), abs=1e-12)


@relaxed
@given(counts)
def test_equal_weights_give_the_unweighted_index(x):
    assume(any(x))
    assert gini(x, [7] * len(x)) == pytest.approx(gini(x), abs=1e-12)
    assert theil(x, [7] * len(x)) == pytest.approx(theil(x), abs=1e-12)


@relaxed
@given(counts, st.integers(1, 60))
def test_no_layout_is_below_the_equal_weight_floor(x, extra):
    x = [*x, extra]
    floor = attainable_floor(sum(x), [1] * len(x))
    assert gini(x) >= floor["gini"] - 1e-12
    assert theil(x) >= floor["theil"] - 1e-12


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-9, 9), min_size=4, max_size=4), st.integers(1, 5), st.integers(-5, 5))
def test_moran_is_unchanged_by_scale_and_shift(y, scale, shift):
    assume(len(set(y)) > 1)
    moved = [scale * value + shift for value in y]
    first, two = morans_i(y, LINE, 199), morans_i(moved, LINE, 199)
    assert first == pytest.approx(two)
    assert 0 < first[2] <= 1
