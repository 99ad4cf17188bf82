"""Stock and flow and evaluation results on tables drawn by hand."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.lifecycle import fold_early_years, results_by_year, stock_and_flow
from measures.scope import Scope


def observed(*rows):
    """Observation rows from (indicator, month, category, value)."""
    frame = pd.DataFrame(rows, columns=["indicator", "month", "category", "value"])
    return frame.assign(month=pd.to_datetime(frame["month"]), domain="新材料", province="420000")


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


def test_a_long_period_folds_its_early_years_into_one_row():
    table = stock_and_flow(LABS, Scope(start=2019, end=2024))
    rows = fold_early_years(table, 3)
    assert rows["since"].to_dict() == {2022: 2019, 2023: 2023, 2024: 2024}
    assert rows.loc[2022, ["opening", "entered", "left", "closing"]].tolist() == [0, 3, 0, 3]
    assert fold_early_years(table, 6)["since"].tolist() == list(range(2019, 2025))


months = st.integers(2018, 2026)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(months, st.integers(1, 9), st.integers(0, 1))), months, st.integers(1, 9))
def test_what_was_there_and_came_less_what_went_is_what_is_left(drawn, start, most):
    kinds = ("lab_entries", "lab_exits")
    rows = observed(*[(kinds[left], f"{y}-03-01", "大企业", float(n)) for y, n, left in drawn])
    table = stock_and_flow(rows, Scope(start=start, end=2026))
    for first in (table, fold_early_years(table, most)):
        assert (
            first["opening"] + first["entered"] - first["left"] - first["closing"]
        ).abs().max() == 0
        assert first["opening"].iloc[1:].tolist() == first["closing"].iloc[:-1].tolist()
    assert len(fold_early_years(table, most)) == min(most, len(table))
    signed = [n * (-1 if left else 1) for _, n, left in drawn]
    assert table["closing"].iloc[-1] == sum(signed)


@pytest.mark.parametrize("years", [(2022, 2022), (2023, 2024)])
def test_years_without_evaluation_are_left_out(years):
    rows = observed(("evaluations", "2023-01-01", "优秀", 2.0))
    table = results_by_year(rows, Scope(start=years[0], end=years[1]), ["优秀", "合格"])
    assert list(table.index) == ([2023] if years[1] > 2022 else [])
