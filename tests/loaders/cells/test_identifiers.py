"""Ids and names: what stands for none, what a spreadsheet has made of one, what its cell shows."""

from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from catalog.definitions import catalog
from loaders.registers.column_cells import outcome
from tests.loaders.drawn_registers import (
    LABS,
    load_tables,
    loaded,
    problems,
    with_cell,
    workbook,
)


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [("实验室编号", "1.10101E+17", "digits_lost"), ("实验室编号", "1,1E+17", "digits_lost"),
     ("实验室编号", "1.1e17", "digits_lost"), ("实验室编号", "/", "placeholder"),
     ("实验室编号", "待定", "placeholder"), ("实验室编号", "——", "placeholder"),
     ("实验室编号", "N/A", "placeholder"), ("实验室编号", "TBD", "placeholder"),
     ("实验室名称", "待补充", "placeholder"), ("依托单位", "无", "placeholder"),
     ("依托单位", "……", "placeholder"), ("实验室名称", "锟斤拷锟斤拷", "not_text"),
     ("依托单位", "å®žéªŒå®¤", "not_text"), ("依托单位", "绀轰緥瀹為獙", "not_text"),
     ("实验室名称", "烫烫烫", "not_text")],
)  # fmt: skip
def test_what_is_no_id_or_name_is_refused(tmp_path, heading, cell, code):
    result = load_tables(tmp_path, 实验室名录=with_cell(LABS, 1, heading, cell))
    assert problems(result) == [(code, "实验室名录", 2)]


@pytest.mark.parametrize("cell", ["SL-2E5", "E10", "3E1", "无锡", "无线电所", "X1", "1-2", "N-A1"])
def test_what_only_looks_like_it_is_kept(tmp_path, cell):
    for heading, column in (("依托单位", "host_unit"), ("实验室编号", "lab_id")):
        result = load_tables(tmp_path, 实验室名录=with_cell(LABS, 1, heading, cell))
        assert result.registers["labs"][column][0] == cell and problems(result) == []


@pytest.mark.parametrize(
    ("number_format", "drawn"), [("000", "007"), ('"SL-"000', "SL-007"), ("0000000", "0000007")]
)
def test_an_id_is_what_its_cell_shows(tmp_path, number_format, drawn):
    events = [["实验室编号", "事件", "日期"], [drawn, "批准建设", "2022-03-01"]]
    path = workbook(tmp_path / "a.xlsx", 实验室名录=[LABS[0], [7, *LABS[1][1:]]], 进退事件=events)
    book = load_workbook(path)
    book["实验室名录"]["A2"].number_format = number_format
    book.save(path)
    result = loaded(path)
    assert list(result.registers["labs"].lab_id) == [drawn] and problems(result) == []


def test_an_id_that_a_program_wrote_as_a_decimal_is_the_number(tmp_path):
    for cell, expected in (("1001.0", "1001"), ("1.0.0", "1.0.0"), ("1001.5", "1001.5")):
        result = load_tables(tmp_path, 实验室名录=with_cell(LABS, 1, "实验室编号", cell))
        assert result.registers["labs"].lab_id[0] == expected and problems(result) == []


def test_an_id_that_became_a_day_is_refused(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", 实验室名录=[*LABS, [date(2024, 3, 1), "示例丁", *LABS[1][2:]]]
    )
    assert problems(loaded(path)) == [("id_became_day", "实验室名录", 5)]


def test_a_name_that_a_spreadsheet_made_a_number_or_a_day_is_refused():
    columns = [c for r in catalog().registers.values() for c in r.columns.values()]
    texts = [column for column in columns if column.kind == "text"]
    assert {"lab_name", "host_unit", "title", "document_no"} <= {column.name for column in texts}
    drawn = [
        ("1.10101E+17", "digits_lost"), ("1.1e17", "digits_lost"), (1.10101e17, "digits_lost"),
        ("1,1E+17", "digits_lost"), ("１．１×10^17", "digits_lost"),
        (date(2024, 3, 1), "id_became_day"), (datetime(2024, 3, 1), "id_became_day"),
        ("2024-03-01", None), ("11E16", None), (3.0, None), ("国市监质发〔2024〕3号", None),
    ]  # fmt: skip
    for column in texts:
        for cell, code in drawn:
            assert getattr(outcome(column, cell), "code", None) == code, (column.name, cell)
