"""What holds between the cells of one row: percentages, targets and their indicators."""

import pytest
from openpyxl import load_workbook

from tests.loaders.drawn_registers import (
    LABS,
    csv_file,
    load_tables,
    loaded,
    problems,
    workbook,
)

TARGETS = ["指标", "年份", "目标值", "性质", "设定单位", "依据"]
SHARE, COUNT = "重点领域实验室占比", "在运行实验室"


def target(value, indicator=SHARE, year=2030):
    return [indicator, year, value, "内部参考值", "示例规划处", "示例"]


def share_name():
    from catalog.definitions import catalog

    return catalog().indicators["key_domain_share"].name


def read(tmp_path, *rows, heading="目标值"):
    headings = [heading if cell == "目标值" else cell for cell in TARGETS]
    rows = [[share_name() if cell == SHARE else cell for cell in row] for row in rows]
    result = load_tables(tmp_path, 实验室名录=LABS, 参考目标=[headings, *rows])
    return list(result.registers["targets"].value), [code for code, _, _ in problems(result)]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("60%", 0.6), ("60 %", 0.6), ("６０％", 0.6), ("0.6", 0.6), ("62.5%", 0.625), ("100%", 1.0),
     ("1", 1.0), ("0", 0.0), ("0%", 0.0), ("0.5%", 0.005)],
)  # fmt: skip
def test_a_share_as_percentage_or_fraction(tmp_path, cell, value):
    assert read(tmp_path, target(cell)) == ([value], [])


def test_a_bare_sixty_is_read_as_per_cent_and_said(tmp_path):
    assert read(tmp_path, target("60")) == ([0.6], ["read_as_percent"])


@pytest.mark.parametrize(
    ("cell", "indicator", "code"),
    [("120%", SHARE, "number_out_of_range"), ("120", SHARE, "number_out_of_range"),
     ("-0.1", SHARE, "number_out_of_range"), ("-5%", SHARE, "number_out_of_range"),
     ("1.5", SHARE, "two_readings"), ("-1", COUNT, "number_out_of_range"),
     ("60%", COUNT, "percent_of_count"), ("60家", COUNT, "bad_number")],
)  # fmt: skip
def test_targets_that_cannot_be(tmp_path, cell, indicator, code):
    assert read(tmp_path, target(cell, indicator)) == ([], [code])


def test_a_column_of_mixed_shares_is_refused_where_it_has_two_readings(tmp_path):
    values, problem_codes = read(tmp_path, target("60", year=2028), target("0.8", year=2030))
    assert values == [0.6] and problem_codes == ["read_as_percent", "two_readings"]


@pytest.mark.parametrize(
    ("heading", "cell", "indicator", "values", "problem_codes"),
    [("目标值（%）", "60", SHARE, [0.6], ["unit_converted"]),
     ("目标值（%）", "0.6", SHARE, [0.006], ["unit_converted"]),
     ("目标值/％", "62.5%", SHARE, [0.625], []),
     ("目标值（‰）", "600", SHARE, [0.6], ["unit_converted"]),
     ("目标值（小数）", "0.6", SHARE, [0.6], ["unit_converted"]),
     ("目标值（小数）", "60", SHARE, [], ["unit_converted", "number_out_of_range"]),
     ("目标值（%）", "60", COUNT, [], ["percent_of_count", "unit_converted"]),
     ("目标值（家）", "60", COUNT, [60], [])],
)  # fmt: skip
def test_the_heading_of_targets_may_state_a_unit(
    tmp_path, heading, cell, indicator, values, problem_codes
):
    read_values, codes = read(tmp_path, target(cell, indicator), heading=heading)
    assert (read_values, sorted(codes)) == (values, sorted(problem_codes))


def test_ten_thousands_of_targets_are_refused(tmp_path):
    rows = [["指标", "年份", "目标值（万家）", *TARGETS[3:]], target("3", COUNT)]
    result = load_tables(tmp_path, 实验室名录=LABS, 参考目标=rows)
    assert not result.acceptable
    assert read(tmp_path, target("30000", COUNT)) == ([30000], [])


def test_both_readings_are_named_to_the_digit(tmp_path):
    rows = [["指标", *TARGETS[1:]], target("60", share_name()), target("0.07", share_name(), 2031)]
    result = load_tables(tmp_path, 实验室名录=LABS, 参考目标=rows)
    (problem,) = [p for f in result.files for p in f.problems if p.code == "two_readings"]
    assert problem.detail == "0.07% 或 7%"


def test_a_percent_format_in_a_workbook(tmp_path):
    path = workbook(tmp_path / "a.xlsx", 实验室名录=LABS, 参考目标=[TARGETS, target(0.6)])
    book = load_workbook(path)
    book["参考目标"]["A2"] = share_name()
    book["参考目标"]["C2"].number_format = "0%"
    book.save(path)
    assert list(loaded(path).registers["targets"].value) == [0.6]


EVALUATIONS = ["实验室编号", "年度", "结果", "预算执行率"]


def executed(tmp_path, *cells, heading="预算执行率"):
    rows = [[*EVALUATIONS[:3], heading]]
    rows += [[f"L{n}", 2024, "合格", cell] for n, cell in enumerate(cells, 1)]
    labs = [LABS[0]] + [[f"L{n}", f"示例{n}", f"示例{n}大学", "湖北", "新材料", "2022-03-01"]
                        for n in range(1, len(cells) + 1)]  # fmt: skip
    result = load_tables(tmp_path, 实验室名录=labs, 考核评价=rows)
    values = list(result.registers["evaluations"].budget_execution)
    return values, [code for code, _, _ in problems(result)]


@pytest.mark.parametrize(
    ("cells", "values", "problem_codes"),
    [(["85", "92.5"], [85, 92.5], []), (["85%", "0.5%"], [85, 0.5], []), (["0"], [0], []),
     (["0.85", "0.92"], [], ["two_readings"] * 2), (["85", "0.92"], [85], ["two_readings"]),
     (["1"], [], ["two_readings"]), (["85%", "0.92"], [85], ["two_readings"])],
)  # fmt: skip
def test_a_fraction_in_a_column_of_percent_has_two_readings(tmp_path, cells, values, problem_codes):
    assert executed(tmp_path, *cells) == (values, problem_codes)


def test_the_heading_may_say_that_fractions_are_meant(tmp_path):
    values, problem_codes = executed(tmp_path, "0.85", "92%", heading="预算执行率（小数）")
    assert values == [85, 92] and problem_codes == ["unit_converted"]
    assert executed(tmp_path, "850", heading="预算执行率（‰）")[0] == [85]


def test_the_sentence_names_both_readings_and_a_percent_sign_solves_it(tmp_path):
    rows = [EVALUATIONS, ["L1", 2024, "合格", "0.85"]]
    result = load_tables(tmp_path, 实验室名录=LABS, 考核评价=rows)
    (problem,) = [p for f in result.files for p in f.problems]
    assert "0.85% 或 85%" in problem.message
    assert executed(tmp_path, "85%") == ([85], [])


@pytest.mark.parametrize(
    ("cell", "detail"),
    [("1.2万", "数字后有“万”，本列以“小时”计"), ("1,234 小时", "数字后有“小时”，本列以“小时”计"),
     ("1.20E+05", "数字后有“E+05”，本列以“小时”计"), ("约900", "含有数字以外的字符"),
     ("1,23", "含有数字以外的字符"), ("(1,234)", "含有数字以外的字符"),
     ("12.5%", "数字后有“%”，本列以“小时”计")],
)  # fmt: skip
def test_a_number_with_more_in_its_cell_is_refused_with_what_stands_behind(tmp_path, cell, detail):
    rows = [[*EVALUATIONS[:3], "开放共享机时"], ["L1", 2024, "合格", cell]]
    result = load_tables(tmp_path, 实验室名录=LABS, 考核评价=rows)
    (problem,) = [p for f in result.files for p in f.problems]
    assert (problem.code, problem.detail) == ("bad_number", detail)
    assert "换算成本列的单位" in problem.message


STANDARDS = ["标准号", "名称", "类别", "发布日期", "领域"]


def standards(tmp_path, *rows):
    result = load_tables(tmp_path, 实验室名录=LABS, 标准与认证方法=[STANDARDS, *rows])
    kept = result.registers["standards"]
    return kept, [code for code, _, _ in problems(result)]


@pytest.mark.parametrize(
    ("number", "kind", "published"),
    [("GB 40001-2024", "国家标准", "强制性国家标准"),
     ("GB/T 40001-2024", "国家标准", "推荐性国家标准"),
     ("GB/Z 40001-2024", "国标", "指导性技术文件"), ("GB 40001-2024", "强标", "强制性国家标准"),
     ("DB11/T 1-2024", "地标", "地方标准"), ("T/CAS 1-2024", "团标", "团体标准"),
     ("ISO 9001:2015", "ISO", "国际标准"), ("YY/T 1-2024", "行业标准", "行业标准"),
     ("JJF 1-2024", "行业标准", "行业标准"), ("示例规则 1", "认证规则", "认证方法"),
     ("GSB 04-1767-2004", "标样", "标准样品")],
)  # fmt: skip
def test_kind_and_number_of_a_standard_agree(tmp_path, number, kind, published):
    kept, _ = standards(tmp_path, [number, "示例", kind, "2024-05-06", "新材料"])
    assert list(kept.kind) == [published]


@pytest.mark.parametrize(
    ("number", "kind", "code"),
    [("GB/T 40001-2024", "强标", "kind_against_number"),
     ("GB 1-2024", "推标", "kind_against_number"),
     ("DB11/T 1-2024", "行业标准", "kind_against_number"),
     ("ISO 9001:2015", "国家标准", "kind_against_number"),
     ("Q/ABC 1-2024", "团标", "kind_against_number"),
     ("T/CAS 1-2024", "国标", "kind_against_number"),
     ("GB/T 1", "推标", "bad_standard_no"), ("待发布", "推标", "bad_standard_no"),
     ("待发布", "认证规则", "bad_standard_no"), ("示例规则 1", "团标", "bad_standard_no")],
)  # fmt: skip
def test_a_number_against_its_kind_is_refused(tmp_path, number, kind, code):
    kept, problem_codes = standards(tmp_path, [number, "示例", kind, "2024-05-06", "新材料"])
    assert len(kept) == 0 and problem_codes == [code]


def test_one_standard_in_two_forms_is_one_and_keeps_what_was_received(tmp_path):
    rows = [[number, "示例", "推标", "2024-05-06", "新材料"]
            for number in ("GB/T 40001——2024", "GB∕T 40001-2024")]  # fmt: skip
    kept, problem_codes = standards(tmp_path, *rows)
    assert list(kept.standard_no) == ["GB/T 40001-2024"]
    assert list(kept.standard_no_received) == ["GB/T 40001——2024"]
    assert "duplicate_row" in problem_codes


def test_a_standard_has_one_domain(tmp_path):
    kept, problem_codes = standards(
        tmp_path, ["GB/T 1-2024", "示例", "推标", "2024-05-06", "新材料、信息技术"]
    )
    assert len(kept) == 0 and problem_codes == ["several_domains"]


def labs(tmp_path, **cells):
    row = ["L1", "示例甲", "示例大学", "湖北", None, "新材料", None, "2022-03-01"]
    heads = [
        "实验室编号",
        "实验室名称",
        "依托单位",
        "省份",
        "城市",
        "主领域",
        "其他领域",
        "批准日期",
    ]
    row = [cells.get(head, cell) for head, cell in zip(heads, row, strict=True)]
    other = ["L9", "示例乙", "示例院", "北京", None, "新材料", None, "2022-03-01"]
    result = load_tables(tmp_path, 实验室名录=[heads, row, other])
    kept = result.registers["labs"]
    return kept[kept.lab_id == "L1"], [code for code, _, _ in problems(result)]


@pytest.mark.parametrize(
    ("province", "city", "kept"),
    [("四川成都", None, "成都市"), ("湖北省武汉市", None, "武汉市"), ("湖北武汉", "鄂州", "鄂州")],
)
def test_a_city_beside_its_province_goes_to_its_column(tmp_path, province, city, kept):
    lab, problem_codes = labs(tmp_path, 省份=province, 城市=city)
    assert list(lab.city) == [kept] and problem_codes == ["province_with_city"]


def test_further_domains_go_to_theirs(tmp_path):
    lab, problem_codes = labs(tmp_path, 主领域="新材料、信息技术", 其他领域="生物医药；新材料")
    assert list(lab.domain) == ["新材料"] and problem_codes == ["several_domains_split"]
    assert list(lab.other_domains) == ["信息技术；生物医药；新材料"]


def test_figures_of_a_city_are_not_those_of_its_province(tmp_path):
    rows = [["省份", "年份", "常住人口", "来源"], ["湖北武汉", 2024, 1380, "示例年鉴"]]
    result = load_tables(tmp_path, 实验室名录=LABS, 地区基础数据=rows)
    assert [code for code, _, _ in problems(result)] == ["city_as_province"]


def test_the_year_of_a_heading_is_that_of_the_row(tmp_path):
    #  heading                        the row's year -> kept or refused
    cases = [
        ("常住人口（2024年）", 2024, []),
        ("常住人口（2023年）", 2024, ["year_of_heading"]),
        ("常住人口(万人)(2023)", 2024, ["year_of_heading"]),
        ("常住人口/2023年末", 2024, ["year_of_heading"]),
        ("常住人口（2023、2024年）", 2024, []),
        ("常住人口（按2020年不变价）", 2024, []),
        ("常住人口", 2024, []),
    ]
    outcomes = []
    for number, (heading, year, _) in enumerate(cases):
        folder = tmp_path / str(number)
        folder.mkdir()
        table = [["省份", "年份", heading, "来源"], ["湖北", year, 5834, "示例年鉴"]]
        result = load_tables(folder, 实验室名录=LABS, 地区基础数据=table)
        codes = [code for code, _, row in problems(result) if row]  # not the note on the file
        outcomes.append((heading, year, codes))
    assert outcomes == cases


def test_the_year_of_a_heading_counts_in_every_register_and_file(tmp_path):
    evaluations = [
        ["实验室编号", "年度", "结果", "开放共享机时（2023年）"],
        ["L1", 2024, "合格", 900],
    ]
    path = csv_file(tmp_path / "考核评价.csv", evaluations)
    labs = workbook(tmp_path / "名录.xlsx", 实验室名录=LABS)
    result = loaded(labs, path)
    assert problems(result) == [("year_of_heading", "考核评价", 2)]
    (message,) = [p.message for file in result.files for p in file.problems]
    assert "“2024”" in message and "开放共享机时（2023年）" in message and "分行填写" in message


def test_the_title_above_a_table_names_a_year_of_its_rows(tmp_path):
    #  title above the table                   years of the rows -> noted or not
    cases = [
        ("2023年湖北省考核情况", [2024, 2025], ["year_of_title"]),
        ("2023年湖北省考核情况", [2023, 2024], []),
        ("2024年统计年鉴，2023年数", [2023], []),
        ("填表日期：2026年3月5日", [2024], []),
        ("湖北省考核情况（按2020年不变价）", [2024], []),
        ("湖北省考核情况", [2024], []),
    ]
    outcomes = []
    for number, (title, years, _) in enumerate(cases):
        folder = tmp_path / str(number)
        folder.mkdir()
        heads = ["实验室编号", "年度", "结果", "开放共享机时"]
        rows = [[title], heads, *[["L1", year, "合格", 900] for year in years]]
        result = loaded(workbook(folder / "a.xlsx", 实验室名录=LABS, 考核评价=rows))
        codes = [code for code, _, _ in problems(result)]
        outcomes.append((title, years, codes))
        assert len(result.registers["evaluations"]) == len(years)
    assert outcomes == cases
