"""Moran's I under each way to say who is a neighbour."""

import numpy as np
import pandas as pd
import pytest

from catalog.contiguity import contiguity
from measures.moran import morans_i, weighted_morans_i
from measures.neighbours import distances, inverse_distance, nearest, sensitivity

# Five towns along a line, the last across a strait from the first; one degree apart.
POINTS = pd.DataFrame({"lon": [0.0, 1, 2, 3, 4], "lat": [0.0] * 5}, index=list("abcdi"))
EDGES = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "i")]
LABS = pd.Series([5.0, 4, 1, 0, 9], index=list("abcdi"))


def test_nothing_and_one_value_have_no_answer_under_any_rule():
    for labs in (LABS * 0, LABS * 0 + 3, LABS * np.nan):
        table = sensitivity(labs, EDGES, "i", "c", POINTS)
        assert table[["i", "expected", "p"]].isna().all(axis=None)


def test_each_row_is_its_own_rule():
    table = sensitivity(LABS, EDGES, "i", "c", POINTS, 99)
    assert table.index.tolist() == ["strait", "without", "both", "nearest", "inverse"]
    assert table["units"].tolist() == [5, 4, 5, 5, 5]
    assert table.loc["strait", "i"] == morans_i(LABS, EDGES)[0]
    assert table.loc["without", "i"] == morans_i(LABS[:4], EDGES)[0]
    assert table.loc["both", "i"] == morans_i(LABS, [*EDGES, ("c", "i")])[0]
    assert len(set(table["i"].round(6))) == 5


def test_the_table_is_the_same_every_time():
    first = sensitivity(LABS, EDGES, "i", "c", POINTS, 99)
    assert first.equals(sensitivity(LABS, EDGES, "i", "c", POINTS, 99))


def test_a_unit_without_a_value_is_left_out_of_every_rule():
    gap = LABS.where(LABS.index != "b")
    table = sensitivity(gap, EDGES, "i", "c", POINTS, 99)
    assert table["units"].tolist() == [4, 3, 4, 4, 4]
    assert table.loc["strait", "i"] == morans_i(LABS.drop("b"), EDGES)[0]


def test_without_centres_only_the_borders_answer():
    table = sensitivity(LABS, EDGES, "i", "c", POINTS.iloc[:0], 99)
    assert table.loc[["nearest", "inverse"], "i"].isna().all()
    assert table.loc["strait", "i"] == morans_i(LABS, EDGES)[0]


def test_nearest_and_inverse_on_paper():
    assert nearest(POINTS, 1).to_numpy().tolist()[1] == [1, 0, 0, 0, 0]  # a tie: the first
    assert nearest(POINTS, 9).to_numpy().sum() == 20  # no more than all others
    far = distances(POINTS)
    assert inverse_distance(POINTS).loc["a", "c"] == pytest.approx(1 / far.loc["a", "c"])
    with pytest.raises(ValueError, match="one place"):
        inverse_distance(POINTS.iloc[[0, 0]])


def test_weights_of_degree_are_standardised_and_never_negative():
    near = inverse_distance(POINTS)
    assert weighted_morans_i(LABS, near, 99) == pytest.approx(weighted_morans_i(LABS, near * 7, 99))
    ones = pd.DataFrame(np.eye(5), near.index, near.index)
    assert np.isnan(weighted_morans_i(LABS, ones)).all()  # nobody neighbours itself
    with pytest.raises(ValueError, match="negative"):
        weighted_morans_i(LABS, -near)


def test_the_reference_edges_join_every_province():
    result = contiguity()
    ends = {code for edge in result.edges for code in edge}
    assert len(result.edges) == 69 and len(ends) == 31
    assert ("440000", "460000") in result.edges
    assert (result.island, result.also) == ("460000", "450000")
