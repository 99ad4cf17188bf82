"""Sources together: every file once, by its own name, and how far the registers reach."""

from datetime import date
from pathlib import Path

import pytest

from loaders.load import list_rejected_rows, load, short_names
from loaders.problems import FileRejected
from loaders.sheets.mapping import Mapping
from tests.loaders.drawn_registers import (
    EVENTS,
    LABS,
    TODAY,
    account,
    csv_file,
    load_tables,
    loaded,
    problems,
    with_cell,
    with_row,
    workbook,
)


def read(*sources):
    return load([str(source) for source in sources], Mapping(), None, TODAY)


def test_a_source_that_is_nothing_is_refused_by_name(tmp_path):
    for source in (tmp_path, tmp_path / "没有.xlsx", tmp_path / "*.csv"):
        with pytest.raises(FileRejected) as refused:
            read(source)
        assert refused.value.code == "source_missing"
        assert refused.value.where == {"value": str(source)}


def test_a_folder_a_glob_and_a_file_give_each_file_once(tmp_path, monkeypatch):
    (tmp_path / "省").mkdir()
    csv_file(tmp_path / "省" / "labs.csv", LABS)
    (tmp_path / "~$labs.xlsx").write_text("lock")
    (tmp_path / "说明.md").write_text("说明")
    monkeypatch.chdir(tmp_path)
    result = read(tmp_path, "省", "省/*.csv", "./省/../省/labs.csv", tmp_path / "省/labs.csv")
    assert [f.file for f in result.files] == ["labs.csv"]
    assert account(result, "labs") == (3, 3, 0, 0, 0)


def test_the_same_rows_under_two_names_are_two_files_of_duplicates(tmp_path):
    result = read(csv_file(tmp_path / "a.csv", LABS), csv_file(tmp_path / "b.csv", LABS))
    assert account(result, "labs") == (6, 3, 3, 0, 0)
    assert result.files[0].sha256 == result.files[1].sha256


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path):
    for place in ("湖北/2024", "湖北/2025", "广东/2025"):
        (tmp_path / place).mkdir(parents=True)
        lab = LABS[1] if place == "湖北/2024" else [place, f"示例{place}", *LABS[2][2:]]
        csv_file(tmp_path / place / "labs.csv", [LABS[0], lab])
    result = read(tmp_path)
    names = [f.file for f in result.files]
    assert names == ["广东/2025/labs.csv", "2024/labs.csv", "湖北/2025/labs.csv"]
    assert [p.file for f in result.files for p in f.problems] == []


def test_short_names_need_no_common_root():
    paths = [Path("labs.csv"), Path("a/labs.csv"), Path("b.csv")]
    assert list(short_names(paths).values()) == ["b.csv", "labs.csv", "a/labs.csv"]
    assert short_names([]) == {}


def test_a_file_whose_structure_is_wrong_is_rejected_whole_others_are_still_judged(tmp_path):
    bad = workbook(tmp_path / "bad.xlsx", 实验室名录=LABS, 进退事件=[["实验室编号", "事件"]])
    result = loaded(csv_file(tmp_path / "labs.csv", with_cell(LABS, 1, "省份", "湖北路")), bad)
    assert [f.rejected for f in result.files] == [False, True] and not result.acceptable
    assert problems(result) == [
        ("unknown_province", "labs", 2),
        ("missing_column", "进退事件", None),
    ]
    assert account(result, "labs") == (3, 2, 0, 1, 0)


def test_hidden_and_foreign_sheets_are_not_read_and_told(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", 实验室名录=LABS, 进退事件=EVENTS, 说明=[["示例说明"]], 空=[]
    )
    import openpyxl

    book = openpyxl.load_workbook(path)
    book["进退事件"].sheet_state = "hidden"
    book["实验室名录"].row_dimensions[3].hidden = True
    book.save(path)
    result = loaded(path)
    assert account(result, "lab_events")[0] == 0 and account(result, "labs")[1] == 3
    assert problems(result) == [
        ("hidden_rows", "实验室名录", None),
        ("hidden_sheet", "进退事件", None),
        ("ignored_sheet", "说明", None),
    ]


def test_no_laboratory_left_is_not_acceptable(tmp_path):
    result = load_tables(tmp_path, 进退事件=EVENTS)
    assert not result.acceptable
    assert [code for code, _, _ in problems(result)] == ["broken_reference"] * 3 + ["no_labs"]
    result = load_tables(tmp_path, 实验室名录=with_cell(LABS[:2], 1, "省份", "湖北路"))
    assert not result.acceptable and account(result, "labs") == (1, 0, 0, 1, 0)


def test_the_registers_say_how_far_they_reach(tmp_path):
    assert load_tables(tmp_path, 实验室名录=LABS).as_of == date(2024, 7, 20)
    assert load_tables(tmp_path, 实验室名录=LABS, 进退事件=EVENTS).as_of == date(2025, 2, 3)
    inputs = date(2025, 12, 31)
    assert load_tables(tmp_path, as_of=inputs, 实验室名录=LABS).as_of == inputs
    assert load_tables(tmp_path, 进退事件=EVENTS).as_of is None


def test_a_day_after_the_as_of_day_is_refused(tmp_path):
    drawn = {"实验室名录": LABS, "进退事件": EVENTS[:2]}
    result = load_tables(tmp_path, as_of=date(2024, 7, 19), **drawn)
    assert problems(result) == [("date_out_of_range", "实验室名录", 4)]
    assert result.files[0].problems[0].detail == "不得晚于 2024-07-19"
    assert problems(load_tables(tmp_path, as_of=date(2024, 7, 20), **drawn)) == []
    future = load_tables(tmp_path, 实验室名录=with_cell(LABS, 1, "批准日期", "2026-07-01"))
    assert problems(future) == [("date_out_of_range", "实验室名录", 2)]  # today is 30 June


def test_an_evaluation_of_a_year_that_has_not_come_is_refused(tmp_path):
    table = [["实验室编号", "年度", "结果"], ["L1", 2026, "合格"], ["L1", 2027, "合格"]]
    result = load_tables(tmp_path, 实验室名录=LABS, 考核评价=table)
    assert problems(result) == [("number_out_of_range", "考核评价", 3)]


def test_fictional_rows_mark_the_whole(tmp_path):
    real = [[c.replace("示例", "某") if isinstance(c, str) else c for c in row] for row in LABS]
    assert not load_tables(tmp_path, 实验室名录=real).fictional
    assert load_tables(tmp_path, 实验室名录=[*real[:3], LABS[3]]).fictional


def test_rejected_rows_come_in_order_with_all_their_problems(tmp_path):
    table = with_row(with_cell(LABS, 2, "省份", "?"), ["L9", "示例", "院", "?", "", "?"])
    result = load_tables(tmp_path, 实验室名录=table)
    rows = [
        (s, row, [p.code for p in message]) for _, s, row, message in list_rejected_rows(result)
    ]
    assert rows == [
        ("实验室名录", 3, ["unknown_province"]),
        ("实验室名录", 5, ["unknown_province", "bad_date"]),
    ]
