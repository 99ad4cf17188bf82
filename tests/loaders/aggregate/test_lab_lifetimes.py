"""Orders to rectify: when each is settled and how; what evaluations state, summed and counted."""

from datetime import date, timedelta

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.aggregate.lab_lifetimes import ENDS, IN_TIME, ORDERED, OVERDUE, settled
from loaders.sheets.mapping_file import read_mapping
from tests.loaders.drawn_registers import LABS, cells, load_tables, observed, with_row

AS_OF = date(2026, 6, 30)
PASSED, REVOKED, WITHDREW = ENDS.values()


def outcomes(*events: tuple, as_of: date = AS_OF, days: int = 365) -> list[tuple]:
    """(settled on, outcome) of every settled order of one lab, by day."""
    rows = [("L1", word, date.fromisoformat(day), "day") for word, day in events]
    names = ["lab_id", "event", "event_date", "event_date_precision"]
    types = [pa.string(), pa.string(), pa.date32(), pa.string()]
    columns = list(zip(*rows, strict=True)) or [[]] * 4
    arrays = [pa.array(values, kind) for values, kind in zip(columns, types, strict=True)]
    table = ibis.memtable(pa.table(arrays, names))
    found = ibis.duckdb.connect().to_pyarrow(settled(table, days, as_of)).to_pylist()
    return sorted((f"{row['settled_on']}", row["outcome"]) for row in found)


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


def test_a_pass_and_a_revocation_of_one_day_are_a_pass():
    day = "2024-05-01"
    assert outcomes((ORDERED, "2024-03-01"), (REVOKED, day), (PASSED, day)) == [(day, IN_TIME)]


DAY = st.dates(date(2022, 2, 17), AS_OF)
LIFE = st.sets(st.tuples(st.sampled_from([ORDERED, *ENDS.values()]), DAY), max_size=7)


def on_paper(life: set, days: int, as_of: date) -> list[tuple]:
    """The same, one order after the other."""
    found = []
    for word, ordered in life:
        if word != ORDERED:
            continue
        due = ordered + timedelta(days)
        order = list(ENDS.values())
        answers = [(day, order.index(end)) for end, day in life if end in order and day >= ordered]
        day, place = min(answers, default=(date.max, 0))
        settled_on, outcome = (due, OVERDUE) if day > due else (day, [IN_TIME, *order[1:]][place])
        if settled_on <= as_of:
            found.append((f"{settled_on}", outcome))
    return sorted(found)


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
    found = load_tables(tmp_path, mapping, AS_OF, 实验室名录=LABS, 进退事件=years)
    assert cells(observed(found)["lab_counts"], "rectifications_settled", "month") == {}


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
        *([f"M{n}", "示例", "示例院", "湖北", "新材料", "2022-03-01"] for n in range(3)),
    ]
    rows = [EVALUATIONS[0], *([f"M{n}", 2024, "合格", (n + 1) / 10, ""] for n in range(3))]
    counts = observed(load_tables(tmp_path, 实验室名录=labs, 考核评价=rows))["lab_counts"]
    assert cells(counts, "open_hours", "month") == {"2024-01-01": 0.6}
