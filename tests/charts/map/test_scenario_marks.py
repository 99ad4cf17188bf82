"""Marks of labs added in thought: apart from the published numbers, each at its province."""

import pytest

from charts.figure import figure
from charts.map.figure import map_figure
from charts.map.scenario_marks import MARKS
from charts.options import MapOptions
from tests.charts.map.test_map import spec_of, words

NAMES = {"110000": "北京", "310000": "上海"}


def placed(scenarios, **changes):
    return spec_of(names=NAMES, options=MapOptions(added=scenarios), **changes)


def marks(spec):
    """Marks by text: all annotations beyond one per province."""
    notes = figure(spec, words)["layout"]["annotations"]
    return {note["text"]: note for note in notes if "bgcolor" in note}


@pytest.mark.parametrize("scenarios", [{}, {"A": {}, "B": {}}])
def test_without_added_labs_the_map_is_the_map(scenarios):
    assert figure(placed(scenarios), words) == map_figure(placed(scenarios), words)


def test_a_mark_says_scenario_and_number_at_the_point_of_its_province():
    result = marks(placed({"A": {"110000": 2.0}, "B": {"310000": 1.0}}))
    assert list(result) == ["A+2", "B+1"]
    assert result["A+2"]["name"] == "labels/110000"
    assert result["B+1"]["name"] == "labels/310000"
    assert [result[text]["bgcolor"] for text in result] == [MARKS[0][0], MARKS[1][0]]


def test_marks_stand_on_either_side_of_the_number():
    result = marks(placed({"A": {"110000": 2.0}, "B": {"110000": 1.0}}))
    left, right = result["A+2"], result["B+1"]
    assert (left["xanchor"], right["xanchor"]) == ("right", "left")
    assert left["xshift"] == -right["xshift"] < 0
    assert left["yshift"] == right["yshift"] < 0  # on the second line, beside the value


def test_marks_of_a_label_on_the_sea_leave_its_text_free():
    result = marks(placed({"A": {"310000": 2.0}, "B": {"310000": 1.0}}))
    assert result["A+2"]["xshift"] == 0  # the label begins at the point
    assert result["B+1"]["xshift"] > 30 and result["B+1"]["yshift"] == 0


def test_published_numbers_and_fills_do_not_change():
    with_marks = figure(placed({"A": {"110000": 2.0}}), words)
    without = map_figure(placed({}), words)
    assert with_marks["data"] == without["data"]
    labels = [n for n in with_marks["layout"]["annotations"] if "bgcolor" not in n]
    assert labels == without["layout"]["annotations"]
