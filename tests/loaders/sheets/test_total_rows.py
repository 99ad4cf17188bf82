"""Totals in every form are no rows of a register, and no real row is passed over for one."""

from datetime import date

from loaders.sheets.find_register import find_layout
from loaders.sheets.footer_rows import is_ordinary_row
from tests.loaders.drawn_registers import LABS, account, csv_file, loaded, problems

N = None
STATISTICS = [
    ["省份", "年份", "常住人口", "来源"],
    ["湖北", 2024, 5834, "示例"],
    ["湖南", 2024, 6539, "示例"],
]
TOTAL = [2024, 12373, "示例"]
TOTALS = [
    "合 计", "总　　计", "Total", "小计（2省）", "全 国", "全国平均", "平均", "累计", "总和",
    "全省合计", "本页小计", "31省（区、市）合计", "中部六省", "合计：", "SUM",
]  # fmt: skip
BELOW_LABS = [
    ["合 计", "3家"], ["总计：3家"], ["Total", "3"], ["小计（3家）"], ["一、合计", 3],
    ["平均"], ["总数", 3], ["其中：湖北1家"], ["共计3家实验室"], ["湖北小计", "2家", N, "湖北"],
    ["填表人", "示例"],
]  # fmt: skip
EVALUATIONS = [
    ["实验室编号", "年度", "结果", "开放共享机时"],
    ["L1", 2024, "优秀", 100],
    ["L2", 2024, "合格", 200],
]


def fate(tmp_path, name: str, register: str, rows: list[list]) -> tuple[int, ...]:
    """(kept, rejected, skipped) of the rows with the laboratories sent along."""
    path = csv_file(tmp_path / f"{name}.csv", rows)
    labs = [] if register == "labs" else [csv_file(tmp_path / "实验室名录.csv", LABS)]
    _, kept, _, rejected, skipped = account(loaded(*labs, path), register)
    return kept, rejected, skipped


def test_totals_among_provinces_are_passed_over_and_noted(tmp_path):
    for word in TOTALS:
        path = csv_file(tmp_path / "地区基础数据.csv", [*STATISTICS, [word, *TOTAL]])
        result = loaded(csv_file(tmp_path / "实验室名录.csv", LABS), path)
        assert account(result, "province_stats")[1:] == (2, 0, 0, 1), word
        assert ("aggregate_row", "地区基础数据", 4) in problems(result), word


def test_figures_that_may_be_a_province_or_a_total_are_refused(tmp_path):
    """A sum without a word, or the figure of a part: named, for a row may be meant."""
    for row in ([N, *TOTAL], [N, N, 12373, N], ["其中：武汉", *TOTAL], ["其中：湖北", *TOTAL],
                ["湖北合计", *TOTAL], ["比上年增长", *TOTAL]):  # fmt: skip
        rows = [*STATISTICS, row]
        assert fate(tmp_path, "地区基础数据", "province_stats", rows) == (2, 1, 0), row


def test_totals_below_laboratories_and_evaluations_are_no_rows(tmp_path):
    for row in BELOW_LABS:
        assert fate(tmp_path, "实验室名录", "labs", [*LABS, row]) == (3, 0, 1), row
    for row in (["合计", 2024, N, 300], ["总 计", 2024, "—", 300], ["平均", 2024, N, 150]):
        assert fate(tmp_path, "考核评价", "evaluations", [*EVALUATIONS, row]) == (2, 0, 1), row


def test_a_real_row_is_refused_or_kept_and_never_passed_over_for_a_total(tmp_path):
    rest = ["示例大学", "湖北", "新材料", "2022-03-01"]
    for row, expected in [
        (["L9", "小计量实验室", *rest], (4, 0, 0)),
        (["L9", "中小计量器具实验室", "示例大学", N, N, N], (3, 1, 0)),
        ([N, "总计划实验室", "示例大学", N, N, N], (3, 1, 0)),
        ([N, "平均场理论实验室", "示例大学", N, N, N], (3, 1, 0)),
        ([N, "说明书检测实验室", "示例大学", N, N, N], (3, 1, 0)),
        (["SUM-1", "示例丁", N, N, N, N], (3, 1, 0)),
        (["合计", "示例丁", *rest], (3, 1, 0)),  # whole, but its id is none
        (["L9", "合计", *rest], (3, 1, 0)),
    ]:
        assert fate(tmp_path, "实验室名录", "labs", [*LABS, row]) == expected, row


def test_what_a_rule_passes_over_is_never_an_ordinary_row():
    """The short way past the rules may not let through what one of them would stop."""
    heading = ["实验室编号", "实验室名称", "依托单位", "省份", "主领域", "批准日期"]
    layout = find_layout("实验室名录", [heading])
    no_data = [
        *BELOW_LABS,
        heading,
        [f"{name} " for name in heading],
        ["1", "2", "3", "4", "5", "6"],
        ["甲", "乙", "（1）", "（2）", "（3）", "（4）"],
        ["单位：", "万元", "亿元", "个", "%", "万元"],
        ["一、高端制造"],
        [N, N, N, N, N, N],
        ["/", "无", "-", "暂无", "", "　"],
        ["L1", "示例甲", N, N, N, N],
        ["湖北合计", "示例甲", N, "湖北", "新材料", "2024-05-06"],
    ]
    for row in no_data:
        assert not is_ordinary_row(row, layout, heading), row
    data = ["L1", "示例甲", "示例大学", "湖北", "新材料", date(2024, 5, 6)]
    assert is_ordinary_row(data, layout, heading)
    assert is_ordinary_row([*data[:4], N, N], layout, heading)
