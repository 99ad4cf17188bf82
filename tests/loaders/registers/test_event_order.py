"""Events that cannot be: before the approval they are refused, after the exit they are told."""

from datetime import date

from loaders.sheets.mapping import Mapping
from loaders.sheets.mapping_file import read_mapping
from tests.loaders.drawn_registers import EVENTS, LABS, account, load_tables, problems, with_row

HEAD = EVENTS[0]


def events(folder, *rows):
    return load_tables(folder, 实验室名录=LABS, 进退事件=[HEAD, *rows])


def test_no_events_and_events_in_order_are_fine(tmp_path):
    assert problems(events(tmp_path)) == []
    assert problems(load_tables(tmp_path, 实验室名录=LABS, 进退事件=EVENTS)) == []


def test_an_exit_before_the_approval_is_refused(tmp_path):
    result = events(tmp_path, ["L2", "批准建设", "2023-05-10"], ["L2", "取消资格", "2023-05-09"])
    assert account(result, "lab_events") == (2, 1, 0, 1, 0)
    assert problems(result) == [("impossible_order", "进退事件", 3)]
    (message,) = result.files[1].problems
    assert (message.column, message.value, message.detail) == (
        "日期", "取消资格 2023-05-09", "2023-05-10",
    )  # fmt: skip


def test_on_the_day_of_the_approval_is_not_before_it(tmp_path):
    result = events(tmp_path, ["L2", "批准建设", "2023-05-10"], ["L2", "主动退出", "2023-05-10"])
    assert problems(result) == []


def test_without_an_approval_among_the_events_the_register_of_labs_counts(tmp_path):
    result = events(tmp_path, ["L1", "通过验收", "2022-02-28"], ["L1", "限期整改", "2022-03-01"])
    assert problems(result) == [("impossible_order", "进退事件", 2)]


def test_the_first_of_several_approvals_counts(tmp_path):
    result = events(tmp_path, ["L3", "批准建设", "2024-07-20"], ["L3", "批准建设", "2023-01-01"],
                   ["L3", "通过验收", "2023-06-01"])  # fmt: skip
    assert problems(result) == []


def test_an_event_after_the_exit_is_kept_and_told(tmp_path):
    rows = with_row(EVENTS[1:], ["L2", "批准建设", "2025-09-01"], ["L2", "限期整改", "2025-02-03"])
    result = events(tmp_path, *rows)
    assert account(result, "lab_events") == (5, 5, 0, 0, 0)
    assert problems(result) == [("event_after_exit", "进退事件", 5)]


def test_a_refused_exit_does_not_make_later_events_late(tmp_path):
    result = events(tmp_path, ["L2", "取消资格", "2022-03-01"], ["L2", "通过验收", "2024-01-01"])
    assert [code for code, _, _ in problems(result)] == ["impossible_order"]


def test_an_event_known_by_its_year_may_be_as_late_as_its_end(tmp_path):
    text = '[lab_events]\nsheet = "进退事件"\n[lab_events.precision]\nevent_date = "year"\n'
    text += (
        '[lab_events.headings]\n"实验室编号" = "lab_id"\n"事件" = "event"\n"日期" = "event_date"\n'
    )
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    mapping: Mapping = read_mapping(str(tmp_path / "m.toml"))
    table = [
        HEAD,
        ["L2", "取消资格", "2023"],
        ["L3", "取消资格", "2023"],
        ["L2", "通过验收", "2023-11-11"],
    ]
    result = load_tables(tmp_path, mapping, 实验室名录=LABS, 进退事件=table)
    assert [p for p in problems(result) if p[0] != "year_only"] == [
        ("impossible_order", "进退事件", 3)
    ]
    assert result.registers["lab_events"].event_date.iloc[0] == date(2023, 1, 1)
