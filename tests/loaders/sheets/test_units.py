"""Units wherever a table states them: converted with a note, or refused; never passed over."""

import pandas as pd
import pytest

from catalog.typed_toml import Refusal
from loaders.cells.units import parse_unit
from loaders.load import load
from loaders.sheets.mapping import Mapping
from loaders.sheets.mapping_file import read_mapping
from tests.loaders.drawn_registers import (
    LABS,
    TODAY,
    csv_file,
    load_tables,
    loaded,
    old_workbook,
    workbook,
)

STATS = ["省份", "年份", "常住人口", "地区生产总值", "来源"]
GDP = 53012.98  # 亿元, near what is built in for 湖北 2024
IN_WAN = 530129800  # the same in 万元


def hubei(gdp, population=5834):
    return ["湖北", 2024, population, gdp, "示例年鉴"]


def read(tmp_path, *rows):
    result = load_tables(tmp_path, 实验室名录=LABS, 地区基础数据=list(rows))
    return result, {p.code: p for file in result.files for p in file.problems}


def hubei_row(result):
    rows = result.registers["province_stats"]
    return rows[(rows.province == "420000") & (rows.year == 2024)].iloc[0]


def headed(gdp="地区生产总值", population="常住人口"):
    return [*STATS[:2], population, gdp, STATS[4]]


IN_TEN_THOUSAND = [
     "地区生产总值（万元）", "地区生产总值/万元", "地区生产总值／万元", "地区生产总值∕万元",
     "地区生产总值_万元", "地区生产总值-万元", "地区生产总值－万元", "地区生产总值，万元",
     "地区生产总值：万元", "地区生产总值\n万元", "地区生产总值\n（万元）", "地区生产总值 万元",
     "地区生产总值万元", "地区生产总值〔万元〕", "地区生产总值【万元】", "地区生产总值[万元]",
     "地区生产总值{万元}", "地区生产总值〈万元〉", "地区生产总值（单位：万元）",
     "地区生产总值（计量单位:万元）", "地区生产总值（人民币万元）", "地区生产总值（万元人民币）",
     "地区生产总值（现价）（万元）", "地区生产总值（现价，万元）", "地区生产总值（当年价格）/万元",
     "地区生产总值（萬元）", "地区生产总值（万 元）", "地区生产总值（万）",
     "GDP (10 000 yuan)", "GDP (10,000 yuan)", "GDP（unit: 10000 yuan）", "GDP 10 000 yuan",
     "地区生产总值 GDP (10 000 yuan)", "地区生产总值（单位为万元）", "地区生产总值（以万元计）",
     "地区生产总值·万元", "地区生产总值~万元", "地区生产总值=万元", "地区生产总值「万元」",
     "地区生产总值〖万元〗", "地区生产总值“万元”", "地区生产总值（万元", "GDP (10k yuan)",
     "GDP_10k_yuan", "GDP (RMB 10,000)", "地区生产总值（10^4元）", "地区生产总值；单位万元",
     "地区生产总值/10 000 yuan", "地区生产总值：10 000 yuan"]  # fmt: skip


def test_ten_thousand_yuan_in_a_heading_is_converted_and_said(tmp_path):
    unread = []
    for heading in IN_TEN_THOUSAND:
        result, problems = read(tmp_path, headed(heading), hubei(IN_WAN))
        note = problems.get("unit_converted")
        is_said = note is not None and note.column == "地区生产总值"
        if hubei_row(result).gdp_100m != GDP or not is_said or "53012.98亿元" not in note.detail:
            unread.append(heading)
    assert unread == []


@pytest.mark.parametrize(
    ("unit", "figure"),
    [("元", 5301298000000), ("千元", 5301298000), ("百万元", 5301298), ("千万元", 530129.8),
     ("亿元", 53012.98), ("十亿元", 5301.298), ("万亿元", 5.301298), ("兆元", 5.301298),
     ("100 million yuan", 53012.98), ("RMB million", 5301298), ("billion yuan", 5301.298),
     ("亿元/年", 53012.98)],
)  # fmt: skip
def test_every_size_of_the_yuan(tmp_path, unit, figure):
    result, problems = read(tmp_path, headed(f"地区生产总值（{unit}）"), hubei(figure))
    assert hubei_row(result).gdp_100m == GDP
    assert ("unit_converted" in problems) == (figure != GDP)


@pytest.mark.parametrize(
    ("unit", "figure"),
    [("人", 58340000), ("千人", 58340), ("百万人", 58.34), ("亿人", 0.5834),
     ("10 000 persons", 5834), ("thousand persons", 58340), ("million people", 58.34)],
)  # fmt: skip
def test_every_size_of_a_population(tmp_path, unit, figure):
    result, _ = read(tmp_path, headed(population=f"常住人口（{unit}）"), hubei(GDP, figure))
    assert hubei_row(result).population_10k == 5834


@pytest.mark.parametrize(
    "above",
    [[["单位：万元"]], [["（单位：万元）"]], [["金额单位：人民币万元"]], [["计量单位:万元、万人"]],
     [["指标：地区生产总值(万元)"]], [["数据库：分省年度数据"], ["指标：地区生产总值（万元）"]],
     [["地区生产总值统计表（万元）"]], [["Unit: 10 000 yuan"]], [[None, None, None, "万元"]],
     [["(10 000 yuan)"], []], [["单位 万元"]], [["金额：万元"]], [["本表金额以万元为单位"]],
     [["按万元计算"]], [["注：金额单位均为万元"]], [["填报单位：湖北省统计局    单位：万元"]],
     [["编制单位：湖北省统计局；金额单位：万元"]], [["金额单位：人民币万元（保留两位小数）"]],
     [["指标:地区生产总值_万元"]], [["Units: RMB 10,000"]]],
)  # fmt: skip
def test_a_note_above_the_table_states_the_unit(tmp_path, above):
    result, problems = read(tmp_path, *above, STATS, hubei(IN_WAN))
    assert hubei_row(result).gdp_100m == GDP and "unit_converted" in problems


@pytest.mark.parametrize(
    "below", [[None, None, "万人", "万元"], ["单位", None, "万人", "（万元）"],
              [None, None, None, "人民币万元"], ["计量单位", "—", "万人", "万元", "/"]],
)  # fmt: skip
def test_a_row_of_units_below_the_heading(tmp_path, below):
    result, problems = read(tmp_path, STATS, below, hubei(IN_WAN))
    assert hubei_row(result).gdp_100m == GDP
    assert problems.keys() == {"unit_converted", "reference_replaced"}


@pytest.mark.parametrize(
    ("rows", "code"),
    [([headed("地区生产总值（万美元）")], "wrong_unit"),
     ([headed("地区生产总值（港币万元）")], "wrong_unit"),
     ([headed("地区生产总值（单位：万块）")], "wrong_unit"),
     ([headed("地区生产总值（万人）")], "wrong_unit"),
     ([headed("地区生产总值（元/人）")], "two_units"),
     ([headed("地区生产总值（万元）"), [None, None, None, "亿元"]], "two_units"),
     ([["单位：万元"], ["单位：亿元"], STATS], "two_units"),
     ([headed(population="常住人口（万户）")], "wrong_unit")],
)  # fmt: skip
def test_what_cannot_be_converted_is_refused_with_its_heading(tmp_path, rows, code):
    result, problems = read(tmp_path, *rows, hubei(IN_WAN))
    assert not result.acceptable and problems[code].column


@pytest.mark.parametrize(
    "above",
    [["填报单位：湖北省统计局"], ["单位：湖北省统计局"], ["2024年（第三季度）"], ["单位：家"]],
)
def test_who_reports_is_no_unit(tmp_path, above):
    result, problems = read(tmp_path, above, STATS, hubei(GDP))
    assert hubei_row(result).gdp_100m == GDP and "unit_converted" not in problems


@pytest.mark.parametrize(
    ("heading", "figure"),
    [("开放共享机时（千小时）", 1.5), ("开放共享机时/百小时", 15), ("开放共享机时（分钟）", 90000),
     ("开放共享机时（机时）", 1500), ("开放共享机时(1 000 hours)", 1.5), ("开放共享机时", 1500)],
)  # fmt: skip
def test_thousands_of_hours(tmp_path, heading, figure):
    rows = [["实验室编号", "年度", "结果", heading], ["L1", 2024, "合格", figure]]
    result = load_tables(tmp_path, 实验室名录=LABS, 考核评价=rows)
    assert list(result.registers["evaluations"].open_hours) == [1500]


def test_days_are_not_converted_into_hours(tmp_path):
    rows = [["实验室编号", "年度", "结果", "开放共享机时（天）"], ["L1", 2024, "合格", 60]]
    assert not load_tables(tmp_path, 实验室名录=LABS, 考核评价=rows).acceptable


HOURS = ["实验室编号", "年度", "结果", "开放共享机时"]


@pytest.mark.parametrize(
    "around",
    [{"above": [["单位 千小时"]]}, {"above": [["注：机时以千小时计"]]},
     {"below": [["注：机时单位为千小时"]]}, {"below": [["单位：千小时"]]}],
)  # fmt: skip
def test_a_note_around_the_hours_where_no_official_figure_would_tell(tmp_path, around):
    rows = [*around.get("above", []), HOURS, ["L1", 2024, "合格", 1.5], *around.get("below", [])]
    result = load_tables(tmp_path, 实验室名录=LABS, 考核评价=rows)
    assert list(result.registers["evaluations"].open_hours) == [1500]


MAPPED = """
[evaluations]
files = "考核*"
headings = { "编号" = "lab_id", "年度" = "year", "结果" = "result", "%s" = "open_hours" }
defaults = { open_hours = 500 }
values = { open_hours = { "约六百" = 600, "约七百" = "700" } }
"""


@pytest.mark.parametrize("heading", ["共享千小时", "机时（千小时）", "机时/千小时", "a_k_hours"])
def test_a_mapped_column_is_converted_and_what_the_mapping_writes_is_not(tmp_path, heading):
    path = tmp_path / "map.toml"
    path.write_text(MAPPED % heading, encoding="utf-8")
    cells = ["1.5", "", "约六百", "约七百"]
    labs = [LABS[0]] + [[f"L{n}", f"示例{n}", f"示例{n}大学", "湖北", "新材料", "2022-03-01"]
                        for n in range(4)]  # fmt: skip
    rows = [["编号", "年度", "结果", heading]]
    rows += [[f"L{n}", 2024, "合格", cell] for n, cell in enumerate(cells)]
    result = load_tables(tmp_path, read_mapping(str(path)), 实验室名录=labs, 考核评价=rows)
    assert list(result.registers["evaluations"].open_hours) == [1500, 500, 600, 700]
    notes = [p.detail for f in result.files for p in f.problems if p.code == "unit_converted"]
    assert len(notes) == 1 and notes[0].endswith(" 记为 1500小时")


EXPORTED = """
[province_stats]
files = "分省*"
headings = { "地区" = "province", "2023年" = "rd_100m" }
constants = { year = 2023, source = "示例年鉴" }
"""


def test_an_official_export_names_the_unit_with_its_indicator(tmp_path):
    path = tmp_path / "map.toml"
    path.write_text(EXPORTED, encoding="utf-8")
    rows = [["数据库：分省年度数据"], ["指标：规模以上工业企业R&D经费(万元)"], ["时间：2023年"],
            ["地区", "2023年"], ["湖北省", 14082000]]  # fmt: skip
    result = load_tables(tmp_path, read_mapping(str(path)), 实验室名录=LABS, 分省年度数据=rows)
    stats = result.registers["province_stats"]
    row = stats[(stats.province == "420000") & (stats.year == 2023)].iloc[0]
    assert (row.rd_100m, row.year) == (1408.2, 2023)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "csv", "parquet"])
def test_the_same_in_every_way_in(tmp_path, kind):
    rows = [headed("地区生产总值/万元"), hubei(IN_WAN)]
    labs = csv_file(tmp_path / "实验室名录.csv", LABS)
    source = tmp_path / f"地区基础数据.{kind}"
    if kind == "csv":
        csv_file(source, rows)
    elif kind == "xlsx":
        workbook(source, 地区基础数据=rows)
    elif kind == "xls":
        old_workbook(source, 地区基础数据=rows)
    else:
        pd.DataFrame(rows[1:], columns=rows[0]).to_parquet(source)
    assert hubei_row(loaded(labs, source)).gdp_100m == GDP


def test_the_same_in_a_database(tables, tmp_path):
    tables.run(
        'CREATE TABLE province_stats ("省份" text, "年份" int, "常住人口" numeric, '
        '"地区生产总值/万元" numeric, "来源" text)',
        f"""INSERT INTO province_stats VALUES ('湖北', 2024, 5834, {IN_WAN}, '示例年鉴')""",
    )
    labs = str(csv_file(tmp_path / "实验室名录.csv", LABS))
    result = load([labs, tables.url], Mapping(), None, TODAY)
    assert hubei_row(result).gdp_100m == GDP


def test_a_refused_unit_is_accepted_once_figures_and_heading_are_ours(tmp_path):
    refused, _ = read(tmp_path, headed("地区生产总值（亿美元）"), hubei(7400))
    assert not refused.acceptable
    mended, problems = read(tmp_path, headed("地区生产总值（亿元）"), hubei(GDP))
    assert hubei_row(mended).gdp_100m == GDP and "unit_converted" not in problems


FOREIGN = """
[province_stats]
files = "地区*"
headings = { "地区" = "province", "年" = "year", "%s" = "gdp_100m", "源" = "source" }
%s
"""


def mapped_gdp(tmp_path, heading, key, figure=IN_WAN):
    path = tmp_path / "map.toml"
    path.write_text(FOREIGN % (heading, key), encoding="utf-8")
    rows = [["地区", "年", heading, "源"], ["湖北", 2024, figure, "示例"]]
    return load_tables(tmp_path, read_mapping(str(path)), 实验室名录=LABS, 地区基础数据=rows)


@pytest.mark.parametrize(
    ("heading", "key", "figure"),
    [("总量", 'unit = { gdp_100m = "万元" }', IN_WAN),
     ("总量", "scale = { gdp_100m = 0.0001 }", IN_WAN),
     ("总量（万元）", 'unit = { gdp_100m = "万元" }', IN_WAN),
     ("总量", 'unit = { gdp_100m = "亿元" }', GDP), ("总量", "scale = { gdp_100m = 1 }", GDP),
     ("总量（亿美元）", "scale = { gdp_100m = 7 }", 7573.2828571428571)],
)  # fmt: skip
def test_a_mapping_may_state_the_unit_or_the_scale(tmp_path, heading, key, figure):
    result = mapped_gdp(tmp_path, heading, key, figure)
    assert hubei_row(result).gdp_100m == pytest.approx(GDP, abs=1e-9)
    codes = [p.code for f in result.files for p in f.problems]
    assert ("unit_converted" in codes) == ("scale" in key or figure != GDP)


def test_the_mapping_must_not_contradict_the_heading(tmp_path):
    result = mapped_gdp(tmp_path, "总量（亿元）", 'unit = { gdp_100m = "万元" }')
    assert [p.code for f in result.files for p in f.problems] == ["two_units"]


@pytest.mark.parametrize(
    ("key", "reason"),
    [('unit = { gdp_100m = "万美元" }', "不能换算"), ('unit = { gdp_100m = "块" }', "不能换算"),
     ("scale = { gdp_100m = 0 }", "大于 0"), ('unit = { year = "年" }', "有单位的数值列"),
     ("scale = { rd_100m = 10 }", "有单位的数值列"),
     ('unit = { gdp_100m = "万元" }\nscale = { gdp_100m = 0.0001 }', "只写一个")],
)  # fmt: skip
def test_a_unit_or_scale_that_cannot_be_is_named(tmp_path, key, reason):
    with pytest.raises(Refusal, match=reason):
        mapped_gdp(tmp_path, "总量", key)


def test_a_long_run_of_digits_or_multipliers_is_read_in_one_way():
    """What is no unit after all must not be tried in every way to part it, which would not end."""
    runs = ["1" + "0" * 60 + "……", "1" * 5000 + "元元", "百万" * 200 + "。", "10 " * 300 + "x"]
    assert [parse_unit(run) for run in runs] == [None] * len(runs)
