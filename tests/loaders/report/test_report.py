"""report.json exactly as the contract has it, and the lines for the terminal."""

import json

from catalog.definitions import catalog
from loaders.problems import Problem
from loaders.report.report import preview, reasons, refusal, report, summary, write_report
from tests.loaders.drawn_registers import (
    EVENTS,
    LABS,
    csv_file,
    load_tables,
    loaded,
    with_cell,
    with_row,
    workbook,
)

COUNTS = ["rows_read", "rows_kept", "rows_merged", "rows_rejected", "rows_skipped"]
PROBLEM = {"code", "action", "sheet", "row", "column", "value", "message"}


def test_a_report_of_nothing_but_a_heading(tmp_path):
    record = report(load_tables(tmp_path, 实验室名录=LABS[:1]), None)
    assert list(record) == ["published", "version", "as_of", "fictional", "registers", "files"]
    assert (record["published"], record["version"], record["as_of"]) == (False, None, None)
    assert set(record["registers"]) == set(catalog().registers)
    assert all(list(entry) == COUNTS for entry in record["registers"].values())


def test_the_report_of_a_build_word_for_word(tmp_path):
    table = with_row(with_cell(LABS, 2, "省份", "湖北路"), LABS[1], ["合计"])
    record = report(load_tables(tmp_path, 实验室名录=table), "0123456789ab")
    digest = record["files"][0].pop("sha256")
    assert len(digest) == 64
    place = "《实验室名录.csv》“实验室名录”"
    assert record == {
        "published": True, "version": "0123456789ab", "as_of": "2024-07-20", "fictional": True,
        "registers": {
            name: dict(zip(COUNTS, [5, 2, 1, 1, 1] if name == "labs" else [0] * 5, strict=True))
            for name in catalog().registers
        },
        "files": [{"file": "实验室名录.csv", "status": "accepted", "registers": {
            "labs": dict(zip(COUNTS, [5, 2, 1, 1, 1], strict=True))}, "problems": [
            {"code": "unknown_province", "action": "row_rejected", "sheet": "实验室名录", "row": 3,
             "column": "省份", "value": "湖北路",
             "message": f"{place}第 3 行：“省份”的值“湖北路”不是省级行政区；"
                        "请写省级行政区的全称、简称或六位代码，如 湖北、湖北省、420000。"},
            {"code": "duplicate_row", "action": "normalised", "sheet": "实验室名录", "row": 5,
             "column": "", "value": "L1",
             "message": f"{place}第 5 行：与{place}第 2 行内容相同（L1），"
                        "已合并为一行；无需处理。"},
        ]}],
    }  # fmt: skip


def test_a_rejected_file_in_the_report(tmp_path):
    path = workbook(tmp_path / "a.xlsx", 进退事件=[["实验室编号", "事件"]])
    (file,) = report(loaded(path), None)["files"]
    (problem,) = file["problems"]
    assert file["status"] == "rejected" and set(problem) == PROBLEM
    assert (problem["code"], problem["action"], problem["row"]) == (
        "missing_column", "file_rejected", None,
    )  # fmt: skip
    assert "进退事件" in problem["message"] and "日期" in problem["message"]


def test_a_report_where_not_even_the_source_was_found(tmp_path):
    record = refusal(Problem("source_missing", "没有.xlsx", value="没有.xlsx"))
    assert record["published"] is False and record["registers"] == {}
    assert record["files"][0]["problems"][0]["code"] == "source_missing"
    write_report(record, tmp_path / "新" / "report.json")
    text = (tmp_path / "新" / "report.json").read_text(encoding="utf-8")
    assert json.loads(text) == record and "找不到来源" in text


def test_the_terminal_tells_each_kind_of_problem_and_never_floods(tmp_path):
    events = [["实验室编号", "事件", "日期"]] + [
        [f"X{n}", "批准建设", "2024-01-01"] for n in range(900)
    ]
    table = with_row(LABS, LABS[1], ["L9", "示例", "院", "?", "", "2024-01-01"])
    lines = summary(load_tables(tmp_path, 实验室名录=table, 进退事件=events))
    text = "\n".join(lines)
    assert len(lines) < 30
    assert "读取 5 = 采用 3 + 合并 1 + 拒收 1 + 跳过 0" in text
    assert "需要处理的问题 901 个" in text and "broken_reference 同类问题另有 897 个" in text
    assert "“省份”的值“?”不是省级行政区" in text
    assert "duplicate_row 内容相同的行合并为一行：1 处" in text


def test_many_kinds_of_problems_are_cut_at_the_end(tmp_path):
    wrong = [["L9", "示例", "院", "?", "", "?"]] * 9
    paths = [csv_file(tmp_path / f"{n}.csv", [LABS[0], *wrong]) for n in range(9)]
    lines = summary(loaded(*paths))
    assert len(lines) < 45 and "见报告" in lines[-1]


def test_the_preview_shows_headings_and_the_first_three_rows_as_read(tmp_path):
    table = [["省份", "年度", "地区生产总值（万元）", "来源"]] + [
        ["湖北省", year, "600000000", "统计公报"] for year in (2020, 2021, 2022, 2023)
    ]
    lines = preview(load_tables(tmp_path, 地区基础数据=table))
    assert lines[0].endswith("“地区基础数据” → 地区基础数据")
    assert "省份 → province" in lines[1] and "地区生产总值（万元） → gdp_100m" in lines[1]
    assert len(lines) == 5
    assert lines[2].startswith("  第 2 行：420000 | 2020 |") and "60000.0" in lines[2]


def test_the_preview_leaves_out_rows_that_were_rejected(tmp_path):
    table = with_cell(LABS, 1, "省份", "?")
    lines = preview(load_tables(tmp_path, 实验室名录=table))
    assert not any("第 2 行" in line for line in lines)
    assert any("第 3 行" in line for line in lines)


def test_the_preview_leaves_out_what_other_rows_or_files_refuse(tmp_path):
    table = [["省份", "年度", "地区生产总值", "来源"]] + [
        ["北京", 2024, "4.98", "统计公报"],
        ["湖北", 2024, "60012.97", "统计公报"],
    ]
    lines = preview(load_tables(tmp_path, 地区基础数据=table))
    assert not any("第 2 行" in line for line in lines)
    assert any("第 3 行" in line for line in lines)


def test_why_nothing_is_published_names_register_and_rule(tmp_path):
    table = [["实验室编号", "年度", "结果"], ["L1", 2023, "合格"], ["L2", 2023, "合格"]]
    lines = reasons(load_tables(tmp_path, 考核评价=table), strict=False)
    assert lines[0] == (
        "登记册 evaluations“考核评价”的 2 行全部被拒收："
        "2 行的“实验室编号”违反规则 broken_reference（引用的编号必须有对应的记录）。"
    )
    assert "没有一条可发布的实验室记录" in lines[1] and len(lines) == 2


def test_rejected_rows_are_a_reason_only_where_strict(tmp_path):
    result = load_tables(tmp_path, 实验室名录=with_cell(LABS, 1, "省份", "?"))
    assert reasons(result, strict=False) == []
    assert reasons(result, strict=True) == ["要求 --strict，而有 1 行被拒收。"]
    assert reasons(load_tables(tmp_path, 实验室名录=LABS, 进退事件=EVENTS), strict=True) == []
