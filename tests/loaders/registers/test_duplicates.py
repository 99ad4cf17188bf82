"""Between rows: duplicates merged, conflicts refused, joint rows joined, references answered."""

import pandas as pd

from catalog.definitions import catalog
from loaders.registers.duplicates import answer_references, settle
from tests.loaders.drawn_registers import (
    EVENTS,
    LABS,
    account,
    csv_file,
    load_tables,
    loaded,
    problems,
    with_cell,
    with_row,
    workbook,
)

TECHNOLOGIES = [
    ["成果编号", "实验室编号", "名称", "类别", "完成日期"],
    ["T1", "L1", "示例成果", "共性关键技术", "2024-01-01"],
]


def test_an_empty_register_is_settled():
    register = catalog().registers["labs"]
    empty = pd.DataFrame(columns=["_file", "_sheet", "_row", *register.columns], dtype=object)
    settled = settle(register, empty)
    assert len(settled.records) == settled.merged.total() == len(settled.problems) == 0


def test_rows_of_different_keys_stay_as_they_are(tmp_path):
    result = load_tables(tmp_path, 实验室名录=LABS)
    assert list(result.registers["labs"].lab_id) == ["L1", "L2", "L3"] and problems(result) == []


def test_equal_rows_become_one_and_each_is_told(tmp_path):
    table = with_row(LABS, LABS[1], LABS[2], LABS[1])
    result = load_tables(tmp_path, 实验室名录=table)
    assert account(result, "labs") == (6, 3, 3, 0, 0)
    assert problems(result) == [("duplicate_row", "实验室名录", row) for row in (5, 7, 6)]
    assert result.files[0].problems[0].detail == "《实验室名录.csv》“实验室名录”第 2 行"
    assert list(result.registers["labs"]._row) == [2, 3, 4]


def test_rows_equal_after_reading_are_equal(tmp_path):
    same = [" Ｌ１ ", "示例甲\u200b", "示例大学", "湖北省", "新型材料", "2022年3月1日"]
    result = load_tables(tmp_path, 实验室名录=with_row(LABS, same))
    assert account(result, "labs") == (4, 3, 1, 0, 0)


def test_rows_that_disagree_are_all_left_out(tmp_path):
    table = with_row(LABS, LABS[1], with_cell(LABS, 1, "省份", "河北")[1])
    result = load_tables(tmp_path, 实验室名录=table)
    assert account(result, "labs") == (5, 2, 0, 3, 0)
    assert problems(result) == [("conflicting_duplicate", "实验室名录", row) for row in (2, 5, 6)]
    first, second, _ = result.files[0].problems
    assert (first.column, first.value) == ("省份", "L1")
    assert "第 5 行" in first.detail and "第 2 行" in second.detail


def test_a_blank_beside_a_value_is_a_disagreement(tmp_path):
    table = with_row(LABS, with_cell(LABS, 1, "主领域", "")[1])
    assert account(load_tables(tmp_path, 实验室名录=table), "labs") == (4, 2, 0, 2, 0)


def test_a_row_with_a_bad_cell_and_a_conflicting_key_is_rejected_once(tmp_path):
    bad = with_cell(with_cell(LABS, 1, "省份", "湖北路"), 1, "依托单位", "别家")[1]
    result = load_tables(tmp_path, 实验室名录=with_row(LABS, bad))
    assert account(result, "labs") == (4, 3, 0, 1, 0)
    assert problems(result) == [("unknown_province", "实验室名录", 5)]


def test_duplicates_are_found_across_files_and_sheets(tmp_path):
    first = workbook(tmp_path / "a.xlsx", 实验室名录=LABS, 补报=LABS[:2])
    two = csv_file(tmp_path / "b.csv", [LABS[0], with_cell(LABS, 2, "省份", "天津")[2]])
    result = loaded(first, two)
    assert account(result, "labs") == (5, 2, 1, 2, 0)
    assert [p.code for p in result.files[1].problems] == ["conflicting_duplicate"]
    assert result.files[1].problems[0].detail == "《a.xlsx》“实验室名录”第 3 行"


def test_several_events_of_one_laboratory_are_several_keys(tmp_path):
    table = with_row(EVENTS, ["L1", "限期整改", "2024-01-01"], ["L1", "限期整改", "2024-02-01"],
                     ["L1", "限期整改", "2024-02-01"])  # fmt: skip
    result = load_tables(tmp_path, 实验室名录=LABS, 进退事件=table)
    assert account(result, "lab_events") == (6, 5, 1, 0, 0)


def test_a_reference_without_answer_is_rejected_by_name(tmp_path):
    table = with_row(TECHNOLOGIES, ["T2", "L9", "示例成果", "共性关键技术", "2024-01-01"])
    empty = TECHNOLOGIES[:1]  # no row of its own, and the numbers of others stay whole
    result = load_tables(tmp_path, 技术与设备=table, 实验室名录=LABS, 空表=empty)
    assert account(result, "technologies") == (2, 1, 0, 1, 0)
    (message,) = result.files[0].problems
    assert (message.code, message.column, message.value, message.row) == (
        "broken_reference", "实验室编号", "L9", 3,
    )  # fmt: skip
    assert "第 3 行：" in message.message and "“实验室名录”中没有" in message.message


def test_what_belongs_to_a_rejected_laboratory_goes_with_it(tmp_path):
    table = with_cell(LABS, 1, "省份", "湖北路")
    result = load_tables(tmp_path, 实验室名录=table, 进退事件=EVENTS, 技术与设备=TECHNOLOGIES)
    assert account(result, "lab_events") == (3, 2, 0, 1, 0)
    assert account(result, "technologies") == (1, 0, 0, 1, 0)


def test_a_blank_optional_reference_needs_no_answer(tmp_path):
    table = [["标准号", "名称", "类别", "实验室编号", "发布日期"],
             ["GB 1-2023", "示例标准", "强标", "", "2023-01-01"],
             ["GB 2-2023", "示例标准", "强标", "L9", "2023-01-01"]]  # fmt: skip
    result = load_tables(tmp_path, 实验室名录=LABS, 标准与认证方法=table)
    assert account(result, "standards") == (2, 1, 0, 1, 0)


def test_references_do_not_depend_on_the_order_of_registers():
    definitions = catalog().registers
    place = {"_file": "a", "_sheet": "s", "_row": 2}
    labs = pd.DataFrame([{**place, "lab_id": "L1"}])
    events = pd.DataFrame([{**place, "lab_id": "L1"}, {**place, "lab_id": "L2"}])
    for registers in ({"lab_events": events, "labs": labs}, {"labs": labs, "lab_events": events}):
        answered, notes = answer_references(registers, definitions)
        assert list(answered["lab_events"].lab_id) == ["L1"] and len(notes) == 1
