"""Chance, floors and the indices beside them, year after year."""

from math import isnan, log

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.chance_bands import random_band, random_bands, verdict
from measures.layout_indices import by_year, indices

UNKNOWN = {"p5": np.nan, "p50": np.nan, "p95": np.nan}


def test_no_labs_or_one_unit_have_no_band():
    for labs, weights in ((0, [1, 2]), (5, [1]), (5, [1, 0, None]), (5, [])):
        for band in random_bands(labs, weights).values():
            assert all(map(isnan, band.values()))


def test_one_lab_among_four_on_paper():
    # Wherever it falls: Gini 1 - 1/4, Theil ln 4.
    result = random_bands(1, [2, 2, 2, 2])
    assert result["gini"] == {"p5": 0.75, "p50": 0.75, "p95": 0.75}
    assert result["theil"] == pytest.approx({"p5": log(4), "p50": log(4), "p95": log(4)})


def test_two_labs_in_two_units_are_together_or_apart():
    # Together: Theil ln 2, apart 0, each with probability 1/2.
    result = random_bands(2, [1, 1])["theil"]
    assert (result["p5"], result["p95"]) == (0.0, pytest.approx(log(2)))


def test_the_same_seed_gives_the_same_band_and_another_another():
    weights = [1, 2, 3, 4, 5]
    assert random_bands(9, weights) == random_bands(9, weights)
    assert random_bands(9, weights, seed=0) != random_bands(9, weights, seed=1)
    assert random_band(9, weights) == random_bands(9, weights)["gini"]


def test_what_is_handed_out_may_be_changed_without_harm():
    random_bands(3, [1, 2])["gini"]["p5"] = -1.0
    assert random_bands(3, [1, 2])["gini"]["p5"] >= 0


@pytest.mark.parametrize(
    ("value", "band", "word"),
    [
        (0.2, {"p5": 0.1, "p95": 0.3}, "inside"),
        (0.3, {"p5": 0.1, "p95": 0.3}, "inside"),
        (0.3 + 1e-15, {"p5": 0.1, "p95": 0.3}, "inside"),
        (0.31, {"p5": 0.1, "p95": 0.3}, "above"),
        (0.09, {"p5": 0.1, "p95": 0.3}, "below"),
        (np.nan, {"p5": 0.1, "p95": 0.3}, ""),
        (0.2, UNKNOWN, ""),
    ],
)
def test_verdict(value, band, word):
    assert verdict(value, band) == word


def test_indices_of_nothing_and_of_one_unit_are_not_applicable():
    for values in (pd.Series([0.0, 0.0]), pd.Series([4.0]), pd.Series(dtype=float)):
        result = indices(values, groups=["A"] * len(values))
        unknown = {name for name, value in result.items() if isnan(value)}
        assert {"gini", "theil", "between", "within", "gini_p5", "theil_share"} <= unknown
        assert result["labs"] == values.sum() and result["units"] == len(values)


def test_one_unit_holding_all_is_the_whole_of_what_can_be():
    result = indices(pd.Series([0, 0, 9]), pd.Series([3.0, 2.0, 1.0]))
    assert result["gini_share"] == pytest.approx(1)
    assert result["theil_share"] == pytest.approx(1)


def test_a_province_without_a_denominator_leaves_with_its_labs():
    labs = pd.Series({"a": 1.0, "b": 3.0, "c": 8.0})
    result = indices(labs, pd.Series({"a": 1.0, "b": 1.0}), pd.Series({"a": "E", "b": "W"}))
    assert (result["labs"], result["units"]) == (4, 2)
    assert result["gini"] == pytest.approx(0.25)
    assert result["between"] + result["within"] == pytest.approx(result["theil"])


def test_each_year_stands_beside_its_own_band():
    table = pd.DataFrame({"a": [0, 1, 10], "b": [0, 1, 10]}, index=[2022, 2023, 2024])
    result = by_year(table, groups=["E", "W"])
    assert result["gini"].isna().tolist() == [True, False, False]
    assert result.loc[2023:, "gini"].tolist() == [0, 0]
    assert result.loc[2024, "gini_p95"] < result.loc[2023, "gini_p95"]
    assert result["labs"].tolist() == [0, 2, 20]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=2, max_size=8), st.integers(1, 25))
def test_bands_are_ordered_and_within_bounds(weights, labs):
    least = min(weights) / sum(weights)
    result = random_bands(labs, weights, draws=200)
    for index, most in (("gini", 1 - least), ("theil", log(1 / least))):
        p5, p50, p95 = result[index].values()
        assert -1e-12 <= p5 <= p50 <= p95 <= most + 1e-9
