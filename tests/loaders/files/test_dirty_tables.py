"""Tables as they are drawn up: headings over two rows, in two languages, units, totals, notes."""

import openpyxl
import pytest

from tests.loaders.drawn_registers import (
    LABS,
    account,
    csv_file,
    load_tables,
    loaded,
    problems,
    with_row,
    workbook,
)

STATS = ["地区", "年份", "常住人口", "地区生产总值", "来源"]
HUBEI = ["湖北", 2024, 5834, 60012.97, "示例年鉴"]
GROUPED = [
    ["实验室编号", "基本信息", None, None, "主领域", "批准日期"],
    [None, "实验室名称", "依托单位", "省份", None, "（年月日）"],
]


def test_a_heading_over_two_rows_of_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    for row in [["示例名录"], *GROUPED, *LABS[1:]]:
        page.append(row)
    page["F3"] = None
    for merged in ("A1:F1", "A2:A3", "B2:D2", "E2:E3", "F2:F3"):
        page.merge_cells(merged)
    book.save(tmp_path / "a.xlsx")
    result = loaded(tmp_path / "a.xlsx")
    assert account(result, "labs") == (3, 3, 0, 0, 0) and problems(result) == []
    assert list(result.registers["labs"]._row) == [4, 5, 6]


def test_a_heading_over_two_rows_without_merges(tmp_path):
    rows = [*GROUPED[:1], [None, "实验室名称", "依托单位", "省份", None, None], *LABS[1:]]
    result = loaded(csv_file(tmp_path / "a.csv", rows))
    assert account(result, "labs") == (3, 3, 0, 0, 0) and problems(result) == []


def test_two_rows_are_one_heading_only_where_one_is_not_enough(tmp_path):
    rows = [[None, "备注", None, None, "请勿改动", None], *LABS]
    result = loaded(csv_file(tmp_path / "a.csv", rows))
    assert problems(result) == [] and account(result, "labs") == (3, 3, 0, 0, 0)


def test_headings_in_two_languages(tmp_path):
    english = ["Lab ID", "Name of laboratory", "Host", "Province", "Domain", "Approved on"]
    for between in ("\n", " / ", "  "):
        heading = [f"{c}{between}{e}" for c, e in zip(LABS[0], english, strict=True)]
        result = loaded(workbook(tmp_path / "a.xlsx", 名录=[heading, *LABS[1:]]))
        assert account(result, "labs")[1] == 3 and problems(result) == []


def test_several_sheets_of_one_register_are_all_read(tmp_path):
    result = loaded(
        workbook(tmp_path / "a.xlsx", 封面=[["示例"]], 一=LABS[:3], 二=[LABS[0], LABS[3]])
    )
    assert list(result.registers["labs"]._sheet) == ["一", "一", "二"]
    assert problems(result) == [("ignored_sheet", "封面", None)]


TOTALS = [
    [None, "合计", None, "3家"],
    [4, "总 计"],
    [None, None, "共计3家"],
    ["  ", "\u3000", "注：示例"],
]


@pytest.mark.parametrize("line", TOTALS, ids=str)
def test_a_total_or_note_may_stand_in_any_column(tmp_path, line):
    result = load_tables(tmp_path, 实验室名录=with_row(LABS, line, LABS[1]))
    assert account(result, "labs") == (5, 3, 1, 0, 1)


def test_a_row_that_has_most_of_what_it_needs_is_no_total(tmp_path):
    host = ["L4", "示例丁", "总计示例中心", "湖北"]  # the day is missing: named, not skipped
    result = load_tables(tmp_path, 实验室名录=with_row(LABS, host))
    assert problems(result) == [("missing_required", "实验室名录", 5)]


@pytest.mark.parametrize(
    "place",
    ["全国", "全国合计", "东部", "一、东部地区", "（二）中部地区小计", "西部平均", "华北地区",
     "长三角", "地区合计", "合 计", "東北地區"],
)  # fmt: skip
def test_totals_of_regions_are_no_provinces(tmp_path, place):
    rows = [STATS, [place, *HUBEI[1:]], HUBEI]
    result = load_tables(tmp_path, 实验室名录=LABS, 地区基础数据=rows)
    assert account(result, "province_stats") == (2, 1, 0, 0, 1)
    assert [c for c, _, row in problems(result) if row == 2] == ["aggregate_row"]


def stats(tmp_path, *rows):
    return load_tables(tmp_path, 实验室名录=LABS, 地区基础数据=list(rows))


def test_units_below_or_above_the_heading_are_those_of_the_catalogue(tmp_path):
    note, below = ["单位：万人、亿元"], [None, None, "（万人）", "亿元"]
    assert account(stats(tmp_path, STATS, HUBEI), "province_stats") == (1, 1, 0, 0, 0)
    assert account(stats(tmp_path, STATS, below, HUBEI), "province_stats") == (2, 1, 0, 0, 1)
    assert account(stats(tmp_path, note, STATS, HUBEI), "province_stats") == (1, 1, 0, 0, 0)
    counted = [None, None, "个", None]
    assert account(stats(tmp_path, ["单位：家"], STATS, HUBEI), "province_stats")[1] == 1
    assert not stats(tmp_path, STATS, counted, HUBEI).acceptable


def test_the_nearest_unit_counts(tmp_path):
    own = [*STATS[:3], "地区生产总值（亿元）", STATS[4]]
    below = [None, None, None, "亿元"]
    for rows in ([["单位：万元"], own, HUBEI], [["单位：万元"], STATS, below, HUBEI]):
        assert "unit_converted" not in [code for code, _, _ in problems(stats(tmp_path, *rows))]
