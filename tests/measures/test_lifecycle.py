"""Stock and flow and the end of rectifications on tables drawn by hand."""

import pandas as pd
import pytest

from measures.lifecycle import (
    exits,
    median_days,
    outcomes,
    rectifications,
    results_by_year,
    stock_and_flow,
)
from measures.scope import Scope


def observed(*rows):
    """Observation rows from (indicator, month, category, value)."""
    frame = pd.DataFrame(rows, columns=["indicator", "month", "category", "value"])
    return frame.assign(month=pd.to_datetime(frame["month"]), domain="新材料", province="420000")


def happened(*rows):
    """Events from (lab, event, day)."""
    frame = pd.DataFrame(rows, columns=["lab_id", "event", "event_date"])
    return frame.assign(event_date=pd.to_datetime(frame["event_date"]), lab_name="示例")


LABS = observed(
    ("lab_entries", "2022-05-01", "大企业", 3.0),
    ("lab_entries", "2024-01-01", "大企业", 2.0),
    ("lab_exits", "2024-06-01", "大企业", 1.0),
)


def test_nothing_observed_is_no_stock():
    table = stock_and_flow(LABS.iloc[:0], Scope(start=2022, end=2023))
    assert table.sum().sum() == 0 and list(table.index) == [2022, 2023]


def test_each_closing_is_the_next_opening():
    table = stock_and_flow(LABS, Scope(start=2022, end=2024))
    assert table.loc[2022].tolist() == [0, 3, 0, 3]
    assert table.loc[2023].tolist() == [3, 0, 0, 3]
    assert table.loc[2024].tolist() == [3, 2, 1, 4]


def test_a_period_that_starts_later_opens_with_what_was_there():
    table = stock_and_flow(LABS, Scope(start=2024, end=2024))
    assert table.loc[2024].tolist() == [3, 2, 1, 4]


def test_a_rectification_ends_with_the_lab_s_next_outcome():
    events = happened(
        ("A", "限期整改", "2024-01-10"),
        ("A", "整改通过", "2024-03-10"),
        ("B", "限期整改", "2024-02-01"),
        ("B", "取消资格", "2024-02-11"),
        ("C", "限期整改", "2024-05-01"),
        ("D", "整改通过", "2024-06-01"),
    )
    table = rectifications(events)
    assert table["outcome"].tolist() == ["整改通过", "取消资格", ""]
    assert table["days"].tolist()[:2] == [60, 10]
    scope = Scope(start=2024, end=2024)
    assert outcomes(table, scope).tolist() == [1, 1, 1]
    assert median_days(table, scope) == 35
    assert outcomes(table, Scope(start=2022, end=2023)).sum() == 0


def test_no_rectification_has_no_median():
    table = rectifications(happened(("A", "批准建设", "2024-01-10")))
    assert table.empty
    assert median_days(table, Scope()) != median_days(table, Scope())


def test_exits_are_those_of_the_period_latest_first():
    events = happened(
        ("A", "主动退出", "2023-12-31"),
        ("B", "取消资格", "2024-01-01"),
        ("C", "主动退出", "2024-07-01"),
        ("D", "限期整改", "2024-08-01"),
    )
    assert exits(events, Scope(start=2024, end=2024))["lab_id"].tolist() == ["C", "B"]


@pytest.mark.parametrize("years", [(2022, 2022), (2023, 2024)])
def test_years_without_evaluation_are_left_out(years):
    rows = observed(("evaluations", "2023-01-01", "优秀", 2.0))
    table = results_by_year(rows, Scope(start=years[0], end=years[1]), ["优秀", "合格"])
    assert list(table.index) == ([2023] if years[1] > 2022 else [])
