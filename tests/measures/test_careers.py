"""Careers of labs on tables drawn by hand: phases, who is told first, who left."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.careers import careers, exits, present, standings, telling
from measures.scope import Scope
from tests.measures.drawn_tables import careers_of, happened, list_cells, listed

DAY = date(2025, 12, 31)
KINDS = ("批准建设", "通过验收", "限期整改", "整改通过", "取消资格", "主动退出")


# --- nothing to tell ----------------------------------------------------------------------------


def until(day, labs, events):
    """Careers up to a day."""
    return careers(careers_of(labs, events), labs, day)


def test_no_lab_has_no_career():
    lives = until(DAY, listed(), happened())
    assert lives.empty
    assert standings(lives, DAY).empty
    assert telling(standings(lives, DAY)) == []
    assert exits(lives, Scope()).empty


def test_a_lab_without_events_is_there_since_its_approval():
    lives = until(DAY, listed(A="2024-05-01"), happened())
    assert list_cells(lives, "lab_id", "event", "event_date", "phase", "until") == [
        ["A", "批准建设", "2024-05-01", "building", "2025-12-31"]
    ]


def test_events_of_other_labs_and_of_later_days_are_left_out():
    events = happened(("A", "通过验收", "2026-01-01"), ("C", "通过验收", "2026-03-01"))
    lives = until(DAY, listed(A="2024-05-01", C="2026-02-01"), events)
    assert list_cells(lives, "lab_id", "event") == [["A", "批准建设"]]


# --- where each lab stands ------------------------------------------------------------------------

LABS = listed(
    old="2022-03-01", young="2024-03-01", cured="2023-01-01", gone="2023-02-01", left="2023-03-01",
    late="2023-04-01", new="2023-05-01",
)  # fmt: skip
EVENTS = happened(
    ("cured", "限期整改", "2024-01-01"),
    ("cured", "整改通过", "2024-02-01"),
    ("gone", "取消资格", "2024-05-01"),
    ("left", "主动退出", "2025-05-01"),
    ("late", "限期整改", "2024-10-01"),
    ("late", "限期整改", "2025-10-01"),
    ("new", "限期整改", "2025-12-01"),
)


def test_where_each_lab_stands():
    table = standings(until(DAY, LABS, EVENTS), DAY).set_index("lab_id")
    assert table.loc["late", ["phase", "days"]].tolist() == ["rectifying", 456]
    assert table.loc["new", ["phase", "days"]].tolist() == ["rectifying", 30]
    assert table.loc["gone", "phase"] == "left"
    assert table.loc["cured", ["phase", "troubled"]].tolist() == ["building", True]
    assert table.loc["old", ["phase", "days", "troubled"]].tolist() == ["building", 1401, False]


def test_those_with_something_to_tell_come_first():
    """In rectification the longest first, left the latest first, once in trouble, then by age."""
    table = standings(until(DAY, LABS, EVENTS), DAY)
    assert telling(table) == ["late", "new", "left", "gone", "cured", "old", "young"]


@pytest.mark.parametrize(("start", "there"), [(2024, True), (2025, False)])
def test_a_lab_that_left_before_the_period_is_not_in_it(start, there):
    table = standings(until(DAY, LABS, EVENTS), DAY)
    assert ("gone" in present(table, Scope(start=start, end=2025))["lab_id"].tolist()) is there


def test_exits_are_those_of_the_period_latest_first():
    lives = until(DAY, LABS, EVENTS)
    assert exits(lives, Scope(start=2022, end=2025))["lab_id"].tolist() == ["left", "gone"]
    assert exits(lives, Scope(start=2025, end=2025))["lab_id"].tolist() == ["left"]


# --- what holds for every register --------------------------------------------------------------

months = st.integers(1, 48)
lives_drawn = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from(KINDS), months), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(lives_drawn, months)
def test_phases_join_without_gap_and_every_lab_is_told_once(rows, last):
    month = pd.date_range("2022-01-01", periods=49, freq="MS")
    events = happened(*[(lab, event, f"{month[at]:%Y-%m-%d}") for lab, event, at in rows])
    labs, day = listed(A="2022-01-01", B="2022-01-01", C="2025-01-01"), month[last].date()
    lives = until(day, labs, events)
    for _, life in lives.groupby("lab_id"):
        going = life[life["phase"] != "left"]
        assert going["until"].iloc[:-1].tolist() == life["event_date"].iloc[1 : len(going)].tolist()
        assert life["event_date"].is_monotonic_increasing
        assert life["phase"].eq("left").is_monotonic_increasing  # who has left stays away
    table = standings(lives, day)
    assert sorted(telling(table)) == sorted(set(lives["lab_id"]))
    gone = exits(lives, Scope(start=2022, end=2035))["lab_id"].tolist()
    assert sorted(gone) == sorted(table.loc[table["phase"] == "left", "lab_id"])
