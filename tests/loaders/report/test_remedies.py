"""Each sentence names a way out that works: followed to the letter, the row is accepted."""

import csv
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from catalog.definitions import catalog
from loaders.load import Loaded
from tests.loaders.drawn_registers import EVENTS, LABS, csv_file, loaded, with_cell, workbook
from tests.loaders.report.test_file_remedies import DATABASES, FILES, MAPPINGS, harm

STANDARDS = ["标准号", "名称", "类别", "发布日期", "领域"]
EVALUATIONS = ["实验室编号", "年度", "结果", "开放共享机时", "预算执行率"]
TARGETS = ["指标", "年份", "目标值", "性质", "设定单位", "依据"]
ASSESSMENTS = ["原文条款", "评估结论", "评估日期", "文号", "发布单位"]
STATS = ["省份", "年份", "常住人口", "地区生产总值", "来源"]
APPROVAL = ["L2", "批准建设", "2023-05-10"]


def lab(heading, value):
    return {"实验室名录": with_cell(LABS, 1, heading, value)}


def standard(number="GB/T 1-2024", kind="推标", day="2024-05-06", domain="新材料"):
    return {"标准与认证方法": [STANDARDS, [number, "示例", kind, day, domain]]}


def evaluation(year=2024, hours="", rate=""):
    return {"考核评价": [EVALUATIONS, ["L1", year, "合格", hours, rate]]}


def target(indicator="在运行实验室", value=60):
    return {"参考目标": [TARGETS, [indicator, 2030, value, "内部参考值", "示例处", "示例"]]}


def assessment(clause):
    row = [clause, "基本完成", "2026-03-20", "示例〔2026〕1号", "示例单位"]
    return {"官方评估": [ASSESSMENTS, row]}


def statistics(population=5834, gdp=60012.97, place="湖北", heads=STATS):
    return {"地区基础数据": [heads, [place, 2024, population, gdp, "示例年鉴"]]}


def events(*rows):
    return {"进退事件": [EVENTS[0], *rows]}


def labs_with(*rows):
    return {"实验室名录": [*LABS, *rows]}


TWIN = ["L9", "示例甲", "示例大学", "湖北", "新材料", "2022-03-01"]
# code -> what is sent first, what is sent after the remedy
REMEDIES = {
    "transposed_table": (
        {"实验室名录": [list(column) for column in zip(*LABS[:3], strict=True)]},
        {"实验室名录": LABS[:3]},
    ),
    "missing_required": (lab("依托单位", ""), lab("依托单位", "示例大学")),
    "ditto_refused": (lab("依托单位", "同上"), lab("依托单位", "示例大学")),
    "placeholder": (lab("依托单位", "待定"), lab("依托单位", "示例大学")),
    "unknown_province": (lab("省份", "湖北路"), lab("省份", "420000")),
    "city_as_province": (lab("省份", "武汉"), lab("省份", "湖北")),
    "unknown_domain": (lab("主领域", "量子"), lab("主领域", "其他")),
    "several_domains": (standard(domain="新材料、信息技术"), standard(domain="新材料")),
    "bad_date": (lab("批准日期", "05/06/2023"), lab("批准日期", "2023年5月6日")),
    "date_out_of_range": (lab("批准日期", "2206-05-06"), lab("批准日期", "2026-05-06")),
    "bad_number": (evaluation(hours="1.2万"), evaluation(hours="12000")),
    "number_out_of_range": (evaluation(rate="101%"), evaluation(rate="99%")),
    "bad_year": (evaluation(year="24"), evaluation(year="2024")),
    "unknown_code": (standard(kind="规程"), standard(kind="推荐性国家标准")),
    "unknown_indicator": (target("幸福感"), target("labs_in_operation")),
    "unknown_clause": (assessment("质量第一"), assessment("技术突破")),
    "cell_error": (lab("主领域", "#REF!"), lab("主领域", "新材料")),
    "not_text": (lab("实验室名称", "示例\x07甲"), lab("实验室名称", "示例甲")),
    "digits_lost": (lab("实验室编号", "1.1E+17"), lab("实验室编号", "110000000000000001")),
    "same_lab_two_ids": (labs_with(TWIN), labs_with(["L9", "示例甲（二）", *TWIN[2:]])),
    "broken_reference": (events(["L7", *APPROVAL[1:]]), events(APPROVAL)),
    "conflicting_duplicate": (labs_with(["L1", "示例又一", *LABS[1][2:]]), labs_with()),
    "impossible_order": (events(APPROVAL, ["L2", "通过验收", "2023-05-01"]),
                         events(APPROVAL, ["L2", "通过验收", "2023-06-01"])),
    "year_of_heading": (statistics(heads=[*STATS[:2], "常住人口（2023年）", *STATS[3:]]),
                        statistics(heads=[*STATS[:2], "常住人口（2024年）", *STATS[3:]])),
    "implausible_number": (statistics(population=58340000), statistics(population=5834)),
    "two_readings": (evaluation(rate="0.85"), evaluation(rate="85%")),
    "percent_of_count": (target(value="60%"), target(value="60")),
    "bad_standard_no": (standard("GB/T 1"), standard("GB/T 1234.5-2020")),
    "kind_against_number": (standard("GB/T 1-2024", "强标"), standard("GB/T 1-2024", "推标")),
    "wrong_unit": (statistics(heads=[*STATS[:3], "地区生产总值（万美元）", STATS[4]]),
                   statistics(heads=[*STATS[:3], "地区生产总值（亿元）", STATS[4]])),
    "two_units": (statistics(heads=[*STATS[:3], "地区生产总值（万元）（亿元）", STATS[4]]),
                  statistics(heads=[*STATS[:3], "地区生产总值（亿元）", STATS[4]])),
    "missing_column": ({"进退事件": [EVENTS[0][:2], ["L1", "批准建设"]]},
                       events(["L1", "批准建设", "2022-03-01"])),
    "group_heading": (
        {"地区基础数据": [["省份", "年份", "来源", "常住人口", ""], ["", "", "", "城镇", "乡村"],
                    ["湖北", 2024, "示例", 3800, 2034]]},
        statistics(),
    ),
    "duplicate_heading": ({"实验室名录": [[*row, row[3]] for row in LABS]},
                          {"实验室名录": LABS}),
}  # fmt: skip


def send(folder: Path, tables: dict[str, list[list]]) -> Loaded:
    """What these registers give as CSV files; laboratories are sent along."""
    folder.mkdir()
    tables = {"实验室名录": LABS} | tables
    return loaded(*(csv_file(folder / f"{name}.csv", rows) for name, rows in tables.items()))


IN_WORKBOOKS = {
    "id_became_day",
    "year_not_shown",
    "merged_number",
    "struck_out_row",
    "struck_out_text",
    "ragged_row",
}


@pytest.mark.parametrize("code", REMEDIES)
def test_the_remedy_followed_to_the_letter_is_accepted(tmp_path, code):
    first, mended = REMEDIES[code]
    assert code in harm(send(tmp_path / "first", first))
    assert harm(send(tmp_path / "mended", mended)) == set()


def in_workbook(folder: Path, tables: dict[str, list[list]], change) -> Loaded:
    path = workbook(folder / "a.xlsx", **({"实验室名录": LABS} | tables))
    book = load_workbook(path)
    change(book)
    book.save(path)
    return loaded(path)


def test_an_id_that_became_a_day_is_accepted_as_text(tmp_path):
    for value, expected in ((date(2024, 3, 1), {"id_became_day"}), ("2024-3", set())):
        result = in_workbook(tmp_path, labs_with([value, "示例丁", *TWIN[2:]]), lambda book: None)
        assert harm(result) == expected


def test_a_day_without_its_year_is_accepted_with_it(tmp_path):
    for form, expected in (('m"月"d"日"', {"year_not_shown"}), ("yyyy-mm-dd", set())):

        def change(book, form=form):
            book["实验室名录"]["F2"] = date(2024, 3, 15)
            book["实验室名录"]["F2"].number_format = form

        assert harm(in_workbook(tmp_path, {}, change)) == expected


def test_a_merged_number_is_accepted_row_by_row(tmp_path):
    merged = [EVALUATIONS, *[[name, 2024, "合格", 900, ""] for name in ("L1", "L2")]]
    for span, expected in (("D2:D3", {"merged_number"}), (None, set())):

        def change(book, span=span):
            if span:
                book["考核评价"].merge_cells(span)

        assert harm(in_workbook(tmp_path, {"考核评价": merged}, change)) == expected


def test_a_row_struck_out_is_accepted_without_the_strike(tmp_path):
    for struck, expected in ((True, {"struck_out_row"}), (False, set())):

        def change(book, struck=struck):
            for cell in book["实验室名录"][3]:
                cell.font = Font(strike=struck)

        assert harm(in_workbook(tmp_path, {}, change)) == expected


def test_a_text_struck_out_in_part_is_accepted_without_that_part(tmp_path):
    corrected = CellRichText(TextBlock(InlineFont(strike=True), "示例旧"), "示例乙")
    for name, expected in ((corrected, {"struck_out_text"}), ("示例乙", set())):

        def change(book, name=name):
            book["实验室名录"]["B3"] = name

        assert harm(in_workbook(tmp_path, {}, change)) == expected


def test_a_ragged_row_is_accepted_with_quotation_marks(tmp_path):
    path = tmp_path / "实验室名录.csv"
    lines = [",".join(map(str, row)) for row in LABS]
    path.write_text("\n".join([*lines, "L4,示例,丁,示例大学,湖北,新材料,2022-03-01"]), "utf-8")
    assert harm(loaded(path)) == {"ragged_row"}
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([*LABS, ["L4", "示例,丁", *TWIN[2:]]])
    assert harm(loaded(path)) == set()


# tried in modules of their own: what a person confirms for a whole build
BUILDS = {"clock_behind", "many_rejected", "register_fell"}  # store/test_yardstick.py
# engines/spark/test_spark.py
CLUSTERS = {"cluster_address", "cluster_not_columnar", "cluster_unreadable"}


def test_every_code_that_costs_a_row_a_file_or_a_build_is_tried():
    costly = {code for code, rule in catalog().problems.items() if rule.action != "normalised"}
    tried = set(REMEDIES) | IN_WORKBOOKS | FILES.keys() | MAPPINGS.keys() | DATABASES.keys()
    assert costly == tried | BUILDS | CLUSTERS
