"""How rectifications ended, on careers drawn by hand; 365 days is a yardstick of our own."""

from datetime import date
from math import isnan

import pytest

from measures.careers import careers
from measures.rectifications import (
    fates_by_year,
    median_days,
    ordered_within,
    rectifications,
    settled,
    still_open,
)
from measures.scope import Scope
from tests.measures.drawn_tables import happened, listed, told

DAY = date(2025, 12, 31)
PERIOD = Scope(start=2022, end=2025)


def rectified(*rows, until=DAY):
    """Rectifications of labs approved in 2022, from (lab, event, day)."""
    labs = listed(**{lab: "2022-06-01" for lab, *_ in rows})
    return rectifications(careers(labs, happened(*rows), until), until, 365)


def test_without_an_order_there_is_nothing_to_judge():
    table = rectified(("A", "通过验收", "2024-01-10"))
    assert table.empty
    assert settled(table, PERIOD, 365) == (0, 0)
    assert isnan(median_days(table))
    assert still_open(table).empty
    assert fates_by_year(table, PERIOD).to_numpy().sum() == 0


def test_an_order_ends_with_the_lab_s_next_outcome():
    table = rectified(
        ("A", "限期整改", "2024-01-10"),
        ("A", "整改通过", "2024-03-10"),
        ("A", "限期整改", "2025-01-10"),
        ("B", "限期整改", "2024-02-01"),
        ("B", "取消资格", "2024-02-11"),
        ("C", "限期整改", "2025-05-01"),
        ("D", "整改通过", "2024-06-01"),
    )
    assert told(table, "lab_id", "ordered_on", "outcome", "days", "fate") == [
        ["A", "2024-01-10", "整改通过", 60, "in_time"],
        ["A", "2025-01-10", "", 355, "open"],
        ["B", "2024-02-01", "取消资格", 10, "left"],
        ["C", "2025-05-01", "", 244, "open"],
    ]


def test_who_withdraws_amid_a_rectification_is_not_still_in_it():
    table = rectified(("A", "限期整改", "2024-01-10"), ("A", "主动退出", "2024-02-10"))
    assert told(table, "outcome", "fate") == [["主动退出", "left"]]
    assert still_open(table).empty


def test_an_order_to_a_lab_that_has_left_is_none():
    assert rectified(("A", "主动退出", "2024-01-10"), ("A", "限期整改", "2024-02-10")).empty


@pytest.mark.parametrize(
    ("ended", "fate"), [("2024-12-31", "in_time"), ("2025-01-01", "late")]
)  # 2024-01-01 + 365 days = 2024-12-31
def test_the_yardstick_counts_its_last_day(ended, fate):
    table = rectified(("A", "限期整改", "2024-01-01"), ("A", "整改通过", ended))
    assert table["fate"].tolist() == [fate]


@pytest.mark.parametrize(
    "rows",
    [
        [("A", "限期整改", "2024"), ("A", "整改通过", "2025-03-01")],
        [("A", "限期整改", "2024-02-01"), ("A", "整改通过", "2025")],
        # the first answer may have come before or after the order: its place is not known
        [
            ("A", "整改通过", "2024"),
            ("A", "限期整改", "2024-05-01"),
            ("A", "整改通过", "2024-09-01"),
        ],
    ],
)
def test_where_a_year_stands_alone_days_are_not_counted(rows):
    table = rectified(*rows)
    assert table["fate"].tolist() == ["undated"]
    assert isnan(table["days"].iloc[0])
    assert settled(table, PERIOD, 365) == (0, 0)


def test_what_is_settled_has_an_outcome_or_is_past_the_limit():
    table = rectified(
        ("A", "限期整改", "2024-01-01"), ("A", "整改通过", "2024-06-01"),  # in time, in 2024
        ("B", "限期整改", "2023-03-01"), ("B", "整改通过", "2025-06-01"),  # over in 2024, then late
        ("C", "限期整改", "2025-06-01"), ("C", "取消资格", "2025-07-01"),  # revoked in 2025
        ("D", "限期整改", "2024-12-31"),  # open, over on the very last day of 2025
        ("E", "限期整改", "2025-01-01"),  # open, a day of its time is left
        ("F", "限期整改", "2025-02-01"), ("F", "主动退出", "2025-03-01"),  # withdrew in its time
        ("G", "限期整改", "2023-02-01"), ("G", "主动退出", "2025-03-01"),  # withdrew after it
    )  # fmt: skip
    assert settled(table, PERIOD, 365) == (1, 5)
    assert settled(table, Scope(start=2024, end=2024), 365) == (1, 3)
    assert settled(table, Scope(start=2025, end=2025), 365) == (0, 2)
    assert median_days(table) == 152  # of 28, 30, 152, 759 and 823


def test_an_earlier_day_knows_no_later_outcome():
    rows = [("A", "限期整改", "2024-01-01"), ("A", "整改通过", "2024-06-01")]
    table = rectified(*rows, until=date(2024, 1, 31))
    assert told(table, "outcome", "days", "fate") == [["", 30, "open"]]


def test_a_lab_ordered_twice_is_open_once_since_its_first_order():
    table = rectified(("A", "限期整改", "2025-10-01"), ("A", "限期整改", "2025-12-01"),
                      ("B", "限期整改", "2025-01-01"))  # fmt: skip
    assert told(still_open(table), "lab_id", "ordered_on", "days") == [
        ["B", "2025-01-01", 364],
        ["A", "2025-10-01", 91],
    ]


def test_orders_are_counted_in_the_year_they_were_given():
    table = rectified(
        ("A", "限期整改", "2023-11-01"),
        ("A", "整改通过", "2024-02-01"),
        ("B", "限期整改", "2025-11-01"),
    )
    years = fates_by_year(table, Scope(start=2023, end=2025))
    assert list(years.columns) == ["in_time", "late", "left", "undated", "open"]
    assert years["in_time"].tolist() == [1, 0, 0] and years["open"].tolist() == [0, 0, 1]
    assert ordered_within(table, Scope(start=2024, end=2025))["lab_id"].tolist() == ["B"]
