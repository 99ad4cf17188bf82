"""Rows below the heading: kept, rejected or skipped, each with its place and reason."""

import pytest
from openpyxl import Workbook

from tests.loaders.drawn_registers import (
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

STATS = [
    ["地区", "年份", "常住人口（万人）", "地区生产总值（亿元）", "来源"],
    ["湖北", 2024, 5834, 60012.97, "示例年鉴"],
]


def test_a_heading_without_rows_reads_nothing(tmp_path):
    result = load_tables(tmp_path, 实验室名录=LABS[:1])
    assert account(result, "labs") == (0, 0, 0, 0, 0)


def test_good_rows_are_kept_with_their_place(tmp_path):
    labs = load_tables(tmp_path, 实验室名录=[["示例名录"], *LABS]).registers["labs"]
    assert list(labs._row) == [3, 4, 5] and set(labs._sheet) == {"实验室名录"}
    assert set(labs._file) == {"实验室名录.csv"}
    assert list(labs.province) == ["420000", "110000", "440000"]
    assert list(labs.domain) == ["新材料", "信息技术", None]


def test_one_bad_row_never_costs_the_others(tmp_path):
    table = with_cell(with_cell(LABS, 1, "省份", "湖北路"), 1, "批准日期", "去年")
    result = load_tables(tmp_path, 实验室名录=table)
    assert account(result, "labs") == (3, 2, 0, 1, 0)  # two faults, one rejected row
    assert problems(result) == [
        ("unknown_province", "实验室名录", 2), ("bad_date", "实验室名录", 2),
    ]  # fmt: skip
    problem = result.files[0].problems[0]
    assert (problem.column, problem.value, problem.action) == ("省份", "湖北路", "row_rejected")
    assert problem.message == (
        "《实验室名录.csv》“实验室名录”第 2 行：“省份”的值“湖北路”不是省级行政区；"
        "请写省级行政区的全称、简称或六位代码，如 湖北、湖北省、420000。"
    )


def test_a_missing_cell_counts_as_missing_in_required_columns_only(tmp_path):
    result = load_tables(tmp_path, 实验室名录=with_row(LABS, ["L4", "示例丁", "示例院", "湖北"]))
    assert problems(result) == [("missing_required", "实验室名录", 5)]
    result = load_tables(tmp_path, 实验室名录=with_cell(LABS, 1, "主领域", "暂无"))
    assert problems(result) == [] and result.registers["labs"].domain[0] is None
    result = load_tables(tmp_path, 实验室名录=with_cell(LABS, 1, "依托单位", "无"))
    assert problems(result) == [("placeholder", "实验室名录", 2)]


FOOTERS = [
    [None, "  "],
    ["合计", 3],
    ["合 计", None, "3家"],
    ["注：批准日期以文件为准"],
    ["數據來源：示例局"],
    ["填表人：示例", None, None, "审核人：示例"],
    ["单位：家"],
    ["小计 5 家"],
    ["本页合计", None, "3"],
    ["湖北省小计", None, "3"],
    ["第 2 页 共 5 页"],
    ["续表"],
    [None, "实验室名称", "依托单位"],
    ["实验室编号 ", "实验室名称", "依托单位", "省份", "主领域", "批准日期"],
]


@pytest.mark.parametrize("line", FOOTERS, ids=str)
def test_what_stands_below_the_data_is_skipped_and_counted(tmp_path, line):
    result = load_tables(tmp_path, 实验室名录=with_row(LABS, line, LABS[1]))
    assert account(result, "labs") == (5, 3, 1, 0, 1)


def test_the_heading_repeated_on_every_page_is_skipped(tmp_path):
    result = load_tables(tmp_path, 实验室名录=[*LABS[:3], LABS[0], LABS[3]])
    assert account(result, "labs") == (4, 3, 0, 0, 1)


def test_a_laboratory_whose_id_looks_like_a_footnote_is_data(tmp_path):
    result = load_tables(tmp_path, 实验室名录=with_cell(LABS, 1, "实验室编号", "注1"))
    assert account(result, "labs") == (3, 3, 0, 0, 0)


def test_a_row_of_units_and_subtotals_are_not_provinces(tmp_path):
    units = [None, "年", "万人", "（亿元）"]
    table = [STATS[0], units, ["全国", 2024, 1, 1, "示例"], ["东 部", 2024], STATS[1]]
    result = load_tables(tmp_path, 实验室名录=LABS, 地区基础数据=table)
    assert account(result, "province_stats") == (3, 1, 0, 0, 2)  # a second heading row
    units[1] = None
    result = load_tables(tmp_path, 实验室名录=LABS, 地区基础数据=table)
    assert account(result, "province_stats") == (4, 1, 0, 0, 3)
    assert [c for c, _, row in problems(result) if row] == ["aggregate_row"] * 2


def test_blank_rows_at_the_end_of_a_csv_are_not_rows(tmp_path):
    path = csv_file(tmp_path / "labs.csv", with_row(LABS, [], [""] * 6, [" ", "\u3000"], []))
    assert account(loaded(path), "labs") == (3, 3, 0, 0, 0)
    path = csv_file(tmp_path / "labs.csv", with_row(LABS, [], LABS[1]))
    assert account(loaded(path), "labs") == (5, 3, 1, 0, 1)


def test_a_csv_with_only_a_heading_or_only_a_mark_gives_no_labs(tmp_path):
    result = loaded(csv_file(tmp_path / "labs.csv", LABS[:1]))
    assert account(result, "labs") == (0, 0, 0, 0, 0)
    assert [code for code, _, _ in problems(result)] == ["no_labs"]
    (tmp_path / "表.csv").write_bytes("\ufeff\n".encode())
    assert [code for code, _, _ in problems(loaded(tmp_path / "表.csv"))] == ["no_register"]


def test_a_csv_row_with_a_cell_too_many_may_be_shifted_and_is_refused(tmp_path):
    shifted = ["L4", "示例", "丁", "示例院", "湖北", "新材料", "2024-01-01"]
    path = csv_file(tmp_path / "labs.csv", with_row(LABS, shifted, [*LABS[1], "", ""]))
    result = loaded(path)
    assert account(result, "labs") == (5, 3, 1, 1, 0)
    assert problems(result)[0] == ("ragged_row", "labs", 5)
    book = workbook(tmp_path / "a.xlsx", 实验室名录=[LABS[0], [*LABS[1], "", "示例批注"]])
    assert account(loaded(book), "labs") == (1, 1, 0, 0, 0)


def test_percent_cells_of_a_workbook_are_what_the_clerk_sees(tmp_path):
    book = Workbook()
    page = book.active
    rows = [
        ["实验室编号", "年度", "结果", "预算执行率"],
        ["L1", 2023, "合格", 0.9550123],
        ["L1", 2024, "合格", 1],
        ["L1", 2025, "合格", 95.5],
        ["L2", 2025, "合格", 2],
    ]
    for row in rows:
        page.append(row)
    page["D2"].number_format, page["D3"].number_format = "0.0%", "0%"
    page["D4"].number_format, page["D5"].number_format = '0.0"%"', "0%"
    book.save(tmp_path / "考核.xlsx")
    result = loaded(workbook(tmp_path / "a.xlsx", 实验室名录=LABS), tmp_path / "考核.xlsx")
    assert list(result.registers["evaluations"].budget_execution) == [95.50123, 100, 95.5]
    (message,) = result.files[1].problems
    assert (message.code, message.value, message.row) == ("number_out_of_range", "200%", 5)


def test_a_long_or_hostile_value_does_not_flood_the_message(tmp_path):
    long = "路" * 5000 + "\x1b[2J"
    path = csv_file(tmp_path / "labs.csv", with_cell(LABS, 1, "省份", long))
    (message,) = loaded(path).files[0].problems
    assert message.value == long and len(message.message) < 200 and "\x1b" not in message.message
