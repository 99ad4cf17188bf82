"""A province in figures: drawn tables, answers on paper."""

from math import isnan

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.profile import (
    Rate,
    Standing,
    figures,
    latest_events,
    nation,
    neighbours,
    standing,
)
from measures.scope import Scope

SCOPE = Scope(start=2023, end=2024)
HUBEI, SHAANXI, TAIWAN = PROVINCES = ["420000", "610000", "710000"]
DOMAINS = ["新材料", "生物医药"]
COLUMNS = ["indicator", "month", "domain", "province", "category", "value"]
RATES = {"industry": Rate(pd.Series({HUBEI: 2000.0, SHAANXI: 500.0}), 1000.0)}


def observed(*rows):
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.assign(month=pd.to_datetime(frame["month"]), value=frame["value"].astype(float))


EMPTY = dict.fromkeys(
    ("lab_counts", "domain_coverage", "breakthroughs", "standards_produced"), observed()
)
ROWS = {
    "lab_counts": observed(
        ("lab_entries", "2022-05-01", "新材料", HUBEI, "高等院校", 3),
        ("lab_exits", "2023-05-01", "新材料", HUBEI, "高等院校", 1),
        ("lab_entries", "2025-05-01", "新材料", SHAANXI, "高等院校", 9),  # after the period
        ("lab_entries", "2022-05-01", "新材料", TAIWAN, "高等院校", 1),
        ("evaluations", "2022-01-01", "新材料", HUBEI, "优秀", 5),  # before the period
        ("evaluations", "2024-01-01", "新材料", HUBEI, "合格", 1),
        ("evaluations", "2024-01-01", "新材料", HUBEI, "限期整改", 3),
    ),
    "domain_coverage": observed(
        ("covered_domain_entries", "2022-05-01", "新材料", HUBEI, "主领域", 3),
        ("covered_domain_entries", "2022-05-01", "生物医药", HUBEI, "其他领域", 1),
        ("covered_domain_exits", "2023-05-01", "生物医药", HUBEI, "其他领域", 1),
        ("covered_domain_entries", "2022-05-01", "生物医药", TAIWAN, "主领域", 1),
    ),
    "breakthroughs": observed(("instruments", "2024-05-01", "新材料", HUBEI, "未填", 4)),
    "standards_produced": observed(("standards", "2022-05-01", "新材料", SHAANXI, "行业标准", 2)),
}


def profile_rows(rows=ROWS, rates=RATES):
    return figures(rows, SCOPE, PROVINCES, DOMAINS, rates, ["优秀", "合格"])


def test_nothing_registered_is_zero_and_a_share_of_nothing_is_missing():
    table = profile_rows(EMPTY)
    assert table.loc[HUBEI, "labs"] == table.loc[HUBEI, "industry"] == 0
    assert table["passed"].isna().all()
    whole = nation(table, EMPTY, SCOPE, DOMAINS, RATES)
    assert whole["labs"] == whole["domains"] == 0 and isnan(whole["passed"])


def test_a_province_on_paper():
    names = ["labs", "domains", "industry", "instruments", "evaluated", "passed"]
    assert profile_rows().loc[HUBEI, names].tolist() == [2, 1, 1.0, 4, 4, 0.25]
    assert profile_rows().loc[SHAANXI, ["labs", "standards"]].tolist() == [0, 2]


def test_a_province_without_denominator_has_its_count_and_no_rate():
    taiwan = profile_rows().loc[TAIWAN]
    assert taiwan["labs"] == 1 and isnan(taiwan["industry"])


def test_no_statistics_at_all_leave_every_rate_missing():
    none = {"industry": Rate(pd.Series(dtype=float), 1000.0)}
    table = profile_rows(rates=none)
    assert table["industry"].isna().all()
    assert isnan(nation(table, ROWS, SCOPE, DOMAINS, none)["industry"])


def test_the_provinces_together():
    table = profile_rows().loc[[HUBEI, SHAANXI]]
    whole = nation(table, ROWS, SCOPE, DOMAINS, RATES)
    assert whole["labs"] == 2
    assert whole["industry"] == pytest.approx(2 / 2500 * 1000)
    assert whole["domains"] == 1  # 生物医药 is covered only outside the two
    assert (whole["evaluated"], whole["passed"]) == (4, 0.25)


# --- rank ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, None),
        ({"b": 1.0}, None),
        ({"a": float("nan"), "b": 1.0}, None),
        ({"a": 0.0, "b": 0.0}, None),
        ({"a": 0.0, "b": 2.0, "c": 0.0}, Standing(2, True, 3)),
        ({"a": 2.0}, Standing(1, False, 1)),
    ],
)
def test_standing(values, expected):
    assert standing(pd.Series(values, dtype=float), "a") == expected


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8))
def test_the_rank_is_one_more_than_those_above(values):
    series = pd.Series(values, index=[str(i) for i in range(len(values))], dtype=float)
    place = standing(series, "0")
    if place is None:
        assert not any(values)
    else:
        assert place.rank == 1 + sum(v > values[0] for v in values)
        assert place.tied == (values.count(values[0]) > 1)


# --- neighbours, events --------------------------------------------------------------------------


def test_an_island_has_no_neighbour():
    assert neighbours("x", [("a", "b")]) == []


def test_the_latest_event_is_the_one_before_the_year_is_over():
    events = pd.DataFrame(
        [
            ("L1", "批准建设", "2022-05-01", "day"),
            ("L1", "限期整改", "2024-05-01", "day"),
            ("L1", "整改通过", "2025-05-01", "day"),
            ("L2", "批准建设", "2025-05-01", "day"),
        ],
        columns=["lab_id", "event", "event_date", "event_date_precision"],
    )
    events["event_date"] = pd.to_datetime(events["event_date"])
    assert latest_events(events, 2024)["event"].to_dict() == {"L1": "限期整改"}
    assert latest_events(events.iloc[:0], 2024).empty
