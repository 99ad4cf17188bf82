"""How rectifications ended, on careers drawn by hand; 365 days is a yardstick of our own."""

from datetime import date
from math import isnan

import pandas as pd
import pytest

from catalog.definitions import catalog
from measures.rectifications import (
    count_settled_orders,
    fates_by_year,
    median_days,
    rectifications,
    select_orders,
    still_open,
)
from measures.scope import Scope
from tests.measures.drawn_tables import happened, list_cells, listed, orders_of

DAY = date(2025, 12, 31)
PERIOD = Scope(start=2022, end=2025)
SHARE = catalog().indicators["rectified_in_time_share"]


def rectified(*rows, until=DAY):
    """Rectifications of labs approved in 2022, from (lab, event, day)."""
    labs = listed(**{lab: "2022-06-01" for lab, *_ in rows})
    return rectifications(orders_of(labs, happened(*rows), DAY), labs, until)


def test_without_an_order_there_is_nothing_to_judge():
    table = rectified(("A", "通过验收", "2024-01-10"))
    assert table.empty
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
    assert list_cells(table, "lab_id", "ordered_on", "outcome", "days", "fate") == [
        ["A", "2024-01-10", "整改通过", 60, "in_time"],
        ["A", "2025-01-10", "", 355, "open"],
        ["B", "2024-02-01", "取消资格", 10, "left"],
        ["C", "2025-05-01", "", 244, "open"],
    ]


def test_who_withdraws_amid_a_rectification_is_not_still_in_it():
    table = rectified(("A", "限期整改", "2024-01-10"), ("A", "主动退出", "2024-02-10"))
    assert list_cells(table, "outcome", "fate") == [["主动退出", "left"]]
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


def test_what_was_settled_is_counted_as_the_indicator_counts_it():
    counts = pd.DataFrame(
        [
            ["2023-06-01", "按期通过", 1.0],
            ["2024-06-01", "按期通过", 2.0],
            ["2024-07-01", "逾期", 1.0],
            ["2025-03-01", "主动退出", 1.0],  # withdrew in its time: in neither number
            ["2025-07-01", "取消资格", 1.0],
        ],
        columns=["month", "category", "value"],
    ).assign(indicator="rectifications_settled")
    counts["month"] = pd.to_datetime(counts["month"])
    assert count_settled_orders(counts, SHARE, PERIOD) == (3, 5)
    assert count_settled_orders(counts, SHARE, Scope(start=2024, end=2025)) == (2, 4)
    assert count_settled_orders(counts.iloc[:0], SHARE, PERIOD) == (0, 0)


def test_the_median_is_over_the_orders_that_have_ended():
    table = rectified(
        ("A", "限期整改", "2024-01-01"), ("A", "整改通过", "2024-06-01"),
        ("B", "限期整改", "2025-06-01"), ("B", "取消资格", "2025-07-01"),
        ("C", "限期整改", "2023-02-01"), ("C", "主动退出", "2025-03-01"),
        ("D", "限期整改", "2025-01-01"),
    )  # fmt: skip
    assert median_days(table) == 152  # of 30, 152 and 759


def test_an_earlier_day_knows_no_later_outcome():
    rows = [("A", "限期整改", "2024-01-01"), ("A", "整改通过", "2024-06-01")]
    table = rectified(*rows, until=date(2024, 1, 31))
    assert list_cells(table, "outcome", "days", "fate") == [["", 30, "open"]]


def test_a_lab_ordered_twice_is_open_once_since_its_first_order():
    table = rectified(("A", "限期整改", "2025-10-01"), ("A", "限期整改", "2025-12-01"),
                      ("B", "限期整改", "2025-01-01"))  # fmt: skip
    assert list_cells(still_open(table), "lab_id", "ordered_on", "days") == [
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
    assert select_orders(table, Scope(start=2024, end=2025))["lab_id"].tolist() == ["B"]
