"""Lifetimes on drawn registers: entry, exit, state, phases, and how each order to rectify ended."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.lab_events import ANSWERS, ORDERED, PASSED, REVOKED, WITHDREW
from catalog.lab_events import SETTLED_IN_TIME as IN_TIME
from catalog.lab_events import SETTLED_OVERDUE as OVERDUE
from loaders.aggregate.lab_lifetimes import (
    entries,
    exits,
    lab_lifetimes,
    rectifications,
    states,
)
from loaders.sheets.mapping_file import read_mapping
from loaders.store.build import register_table
from tests.loaders.drawn_registers import LABS, cells, load_tables, observed, with_row
from tests.measures.drawn_tables import careers_of, happened, list_cells, listed

AS_OF = date(2026, 6, 30)


# --- entry, exit and state ----------------------------------------------------------------------


def test_a_laboratory_is_one_row_with_its_first_approval_and_its_first_exit(tmp_path):
    events = [
        ["实验室编号", "事件", "日期", "文号"],
        ["L1", "批准建设", "2022-05-01", "一号"],
        ["L2", "批准建设", "2024-06-01", "再号"],
        ["L2", "批准建设", "2023-06-01", "二号"],
        ["L2", "主动退出", "2025-09-01", ""],
        ["L2", "取消资格", "2025-07-01", "三号"],
    ]
    loaded = load_tables(tmp_path, as_of=AS_OF, 实验室名录=LABS, 进退事件=events)
    tables = {name: register_table(name, rows) for name, rows in loaded.registers.items()}
    labs = lab_lifetimes(tables, AS_OF)["labs"].to_pandas(date_as_object=False)
    named = ["lab_id", "entered", "entry_document", "exited", "exit_event", "exit_document"]
    assert list_cells(
        labs[named].astype(object).where(labs[named].notna(), "").map(text), *named
    ) == [
        ["L1", "2022-05-01", "一号", "", "", ""],
        ["L2", "2023-06-01", "二号", "2025-07-01", "取消资格", "三号"],
        ["L3", "2024-07-20", "", "", "", ""],
    ]
    assert labs["state"].tolist() == ["building", "left", "building"]
    assert labs["domain"].tolist() == ["新材料", "信息技术", "其他"]
    assert labs["host_type"].tolist() == ["未填"] * 3


def text(cell):
    """A day as ISO text, anything else as it is."""
    return f"{cell:%Y-%m-%d}" if isinstance(cell, pd.Timestamp) else cell


def test_an_approval_of_the_register_keeps_its_precision():
    result = entries(listed(A="2024", B="2023-01-02"), happened(("B", "批准建设", "2023")))
    assert list_cells(result, "lab_id", "entered", "entered_precision") == [
        ["A", "2024-01-01", "year"],
        ["B", "2023-01-01", "year"],
    ]


def test_exits_of_one_day_stand_in_the_order_of_the_catalogue():
    result = exits(happened(("A", WITHDREW, "2024-01-01"), ("A", REVOKED, "2024-01-01")))
    assert list_cells(result, "lab_id", "exit_event") == [["A", REVOKED]]


def test_a_state_is_that_of_the_day():
    events = happened(("A", "通过验收", "2024-01-01"), ("A", "限期整改", "2025-01-01"))
    career = careers_of(listed(A="2023-01-01", B="2024-06-01"), events)
    assert states(career, date(2024, 1, 31)).to_dict() == {"A": "accepted"}
    assert states(career, date(2025, 1, 1)).to_dict() == {"A": "rectifying", "B": "building"}


def test_every_lab_of_the_sample_has_one_lifetime(sample):
    labs, register = sample.lifetimes["labs"], sample.registers["labs"]
    assert labs["lab_id"].tolist() == register["lab_id"].tolist()
    assert labs["entered"].notna().all() and not (labs["exited"] < labs["entered"]).any()
    assert labs["exited"].notna().tolist() == (labs["state"] == "left").tolist()
    orders = sample.lifetimes["rectifications"]
    assert len(orders) == (sample.registers["lab_events"]["event"] == ORDERED).sum()


# --- phases -------------------------------------------------------------------------------------


def test_each_event_begins_a_phase_that_ends_with_the_next():
    events = happened(
        ("A", "整改通过", "2025-03-01"),
        ("A", "批准建设", "2023-02-01"),
        ("A", "限期整改", "2024-11-01"),
        ("A", "通过验收", "2024-06-01"),
        ("A", "取消资格", "2025-09-01"),
    )
    lives = careers_of(listed(A="2023-01-15"), events)
    assert list_cells(lives, "event", "event_date", "phase", "until") == [
        ["批准建设", "2023-02-01", "building", "2024-06-01"],
        ["通过验收", "2024-06-01", "accepted", "2024-11-01"],
        ["限期整改", "2024-11-01", "rectifying", "2025-03-01"],
        ["整改通过", "2025-03-01", "accepted", "2025-09-01"],
        ["取消资格", "2025-09-01", "left", "2025-09-01"],
    ]


def test_a_rectification_before_acceptance_returns_to_building():
    events = happened(("A", "限期整改", "2024-01-01"), ("A", "整改通过", "2024-03-01"))
    lives = careers_of(listed(A="2023-01-01"), events)
    assert lives["phase"].tolist() == ["building", "rectifying", "building"]


def test_events_of_one_day_stand_in_the_order_of_the_catalogue():
    events = happened(("A", "整改通过", "2024-01-01"), ("A", "限期整改", "2024-01-01"))
    lives = careers_of(listed(A="2023-01-01"), events)
    assert lives["event"].tolist() == ["批准建设", "限期整改", "整改通过"]


def test_what_follows_an_exit_changes_nothing():
    events = happened(("A", "主动退出", "2024-01-01"), ("A", "通过验收", "2024-03-01"))
    lives = careers_of(listed(A="2023-01-01"), events)
    assert lives["phase"].tolist() == ["building", "left", "left"]


def test_an_exit_known_by_its_year_does_not_precede_the_entry():
    lives = careers_of(listed(A="2024-05-01"), happened(("A", "主动退出", "2024")))
    assert list_cells(lives, "event", "event_date", "event_date_precision") == [
        ["批准建设", "2024-05-01", "day"],
        ["主动退出", "2024-05-01", "year"],
    ]


# --- orders to rectify --------------------------------------------------------------------------


def outcomes(*events: tuple, as_of: date = AS_OF, days: int = 365) -> list[tuple]:
    """(settled on, settlement) of every settled order of one lab, by day."""
    drawn = happened(*(("L1", word, day) for word, day in events))
    career = careers_of(listed(L1="2022-02-17"), drawn)
    orders = rectifications(career, drawn, days, as_of)
    orders = orders[orders["settled_on"].notna()]
    return sorted(map(tuple, list_cells(orders, "settled_on", "settlement")))


def test_no_event_settles_nothing():
    assert outcomes() == []


@pytest.mark.parametrize(
    ("answer", "settled_on", "outcome"),
    [
        ((PASSED, "2024-06-01"), "2024-06-01", IN_TIME),
        ((PASSED, "2025-01-09"), "2025-01-09", IN_TIME),  # the 365th day
        ((PASSED, "2025-01-10"), "2025-01-09", OVERDUE),  # late on the day the time was over
        ((REVOKED, "2024-12-01"), "2024-12-01", REVOKED),
        ((REVOKED, "2025-06-01"), "2025-01-09", OVERDUE),
        ((WITHDREW, "2024-05-01"), "2024-05-01", WITHDREW),
        ((PASSED, "2024-01-10"), "2024-01-10", IN_TIME),  # on the day of the order itself
        ((PASSED, "2024-01-09"), "2025-01-09", OVERDUE),  # an older answer answers nothing
    ],
)
def test_an_order_is_settled_by_its_next_answer_or_when_its_time_is_over(
    answer, settled_on, outcome
):
    assert outcomes((ORDERED, "2024-01-10"), answer) == [(settled_on, outcome)]


def test_an_order_that_still_has_time_and_no_answer_is_neither_in_time_nor_late():
    assert outcomes((ORDERED, "2025-07-01")) == []
    assert outcomes((ORDERED, "2025-06-30")) == [("2026-06-30", OVERDUE)]
    assert outcomes((ORDERED, "2025-07-01"), (PASSED, "2025-09-01")) == [("2025-09-01", IN_TIME)]


def test_each_order_of_a_lab_has_its_own_time():
    events = ((ORDERED, "2023-03-01"), (ORDERED, "2024-03-01"), (PASSED, "2024-04-01"))
    assert outcomes(*events) == [("2024-02-29", OVERDUE), ("2024-04-01", IN_TIME)]


def test_an_order_to_a_lab_that_has_left_is_none():
    assert outcomes((WITHDREW, "2024-01-10"), (ORDERED, "2024-02-10")) == []


def test_a_pass_and_a_revocation_of_one_day_are_a_pass():
    day = "2024-05-01"
    assert outcomes((ORDERED, "2024-03-01"), (REVOKED, day), (PASSED, day)) == [(day, IN_TIME)]


DAY = st.dates(date(2022, 2, 17), AS_OF)
LIFE = st.sets(st.tuples(st.sampled_from([ORDERED, *ANSWERS]), DAY), max_size=7)


def on_paper(life: set, days: int, as_of: date) -> list[tuple]:
    """The same, one order after the other."""
    result = []
    left = min((day for word, day in life if word in (REVOKED, WITHDREW)), default=date.max)
    for word, ordered in life:
        if word != ORDERED or ordered > left:
            continue
        due = ordered + timedelta(days)
        order = list(ANSWERS)
        answers = [(day, order.index(end)) for end, day in life if end in order and day >= ordered]
        day, place = min(answers, default=(date.max, 0))
        settled_on, outcome = (due, OVERDUE) if day > due else (day, [IN_TIME, *order[1:]][place])
        if settled_on <= as_of:
            result.append((f"{settled_on}", outcome))
    return sorted(result)


@settings(max_examples=30, deadline=None)
@given(life=LIFE, days=st.integers(0, 500), as_of=DAY)
def test_every_life_is_settled_as_on_paper(life, days, as_of):
    events = [(word, day.isoformat()) for word, day in life]
    assert outcomes(*events, as_of=as_of, days=days) == on_paper(life, days, as_of)


EVENTS = [
    ["实验室编号", "事件", "日期"],
    ["L1", ORDERED, "2023-03-01"],
    ["L1", PASSED, "2023-09-01"],
    ["L2", ORDERED, "2024-03-01"],
]


def test_a_settled_order_counts_where_its_lab_is(tmp_path):
    counts = observed(load_tables(tmp_path, as_of=AS_OF, 实验室名录=LABS, 进退事件=EVENTS))
    by = ("month", "domain", "province", "category")
    assert cells(counts["lab_counts"], "rectifications_settled", *by) == {
        ("2023-09-01", "新材料", "420000", IN_TIME): 1,
        ("2025-03-01", "信息技术", "110000", OVERDUE): 1,
    }


def test_a_lab_with_a_day_known_by_its_year_alone_is_left_out(tmp_path):
    text = '[lab_events]\nsheet = "进退事件"\n[lab_events.precision]\nevent_date = "year"\n'
    text += (
        '[lab_events.headings]\n"实验室编号" = "lab_id"\n"事件" = "event"\n"日期" = "event_date"\n'
    )
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    years = [EVENTS[0], *([lab, event, day[:4]] for lab, event, day in EVENTS[1:])]
    mapping = read_mapping(str(tmp_path / "m.toml"))
    result = load_tables(tmp_path, mapping, AS_OF, 实验室名录=LABS, 进退事件=years)
    assert cells(observed(result)["lab_counts"], "rectifications_settled", "month") == {}


EVALUATIONS = [
    ["实验室编号", "年度", "结果", "开放共享机时", "预算执行率"],
    ["L1", 2023, "优秀", 1200, 90.5],
    ["L1", 2024, "合格", 0, ""],
    ["L2", 2024, "合格", "", 79.25],
]


def test_what_evaluations_state_is_summed_beside_the_number_that_state_it(tmp_path):
    rows = with_row(EVALUATIONS, ["L3", 2024, "合格", 0.1, 80.1])
    counts = observed(load_tables(tmp_path, 实验室名录=LABS, 考核评价=rows))["lab_counts"]
    by = ("month", "province", "category")
    assert cells(counts, "open_hours", *by) == {
        ("2023-01-01", "420000", "优秀"): 1200,
        ("2024-01-01", "420000", "合格"): 0,  # stated as nothing: a number all the same
        ("2024-01-01", "440000", "合格"): 0.1,
    }
    assert cells(counts, "open_hours_filed", "month") == {"2023-01-01": 1, "2024-01-01": 2}
    assert cells(counts, "budget_execution", "month") == {"2023-01-01": 90.5, "2024-01-01": 159.35}
    assert cells(counts, "budget_execution_filed", "province") == {
        "420000": 1, "110000": 1, "440000": 1,
    }  # fmt: skip


def test_sums_are_exact_whatever_the_order(tmp_path):
    """0.1 + 0.2 + 0.3 in floats is not 0.6."""
    labs = [
        LABS[0],
        *([f"M{n}", f"示例{n}", "示例院", "湖北", "新材料", "2022-03-01"] for n in range(3)),
    ]
    rows = [EVALUATIONS[0], *([f"M{n}", 2024, "合格", (n + 1) / 10, ""] for n in range(3))]
    counts = observed(load_tables(tmp_path, 实验室名录=labs, 考核评价=rows))["lab_counts"]
    assert cells(counts, "open_hours", "month") == {"2024-01-01": 0.6}
