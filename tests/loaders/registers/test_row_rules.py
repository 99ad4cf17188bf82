"""What holds between the cells of one row: percentages, targets and their indicators."""

import pytest
from openpyxl import load_workbook

from tests.loaders.drawn_registers import LABS, load_tables, loaded, problems, workbook

TARGETS = ["指标", "年份", "目标值", "性质", "设定单位", "依据"]
SHARE, COUNT = "重点领域实验室占比", "在运行实验室"


def target(value, indicator=SHARE, year=2030):
    return [indicator, year, value, "内部参考值", "示例规划处", "示例"]


def share_name():
    from catalog.definitions import catalog

    return catalog().indicators["key_domain_share"].name


def read(tmp_path, *rows):
    rows = [[share_name() if cell == SHARE else cell for cell in row] for row in rows]
    result = load_tables(tmp_path, 实验室名录=LABS, 参考目标=[TARGETS, *rows])
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
    values, found = read(tmp_path, target("60", year=2028), target("0.8", year=2030))
    assert values == [0.6] and found == ["read_as_percent", "two_readings"]


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
    ("cells", "values", "found"),
    [(["85", "92.5"], [85, 92.5], []), (["85%", "0.5%"], [85, 0.5], []), (["0"], [0], []),
     (["0.85", "0.92"], [], ["two_readings"] * 2), (["85", "0.92"], [85], ["two_readings"]),
     (["1"], [], ["two_readings"]), (["85%", "0.92"], [85], ["two_readings"])],
)  # fmt: skip
def test_a_fraction_in_a_column_of_percent_has_two_readings(tmp_path, cells, values, found):
    assert executed(tmp_path, *cells) == (values, found)


def test_the_heading_may_say_that_fractions_are_meant(tmp_path):
    values, found = executed(tmp_path, "0.85", "92%", heading="预算执行率（小数）")
    assert values == [85, 92] and found == ["unit_converted"]
    assert executed(tmp_path, "850", heading="预算执行率（‰）")[0] == [85]


def test_the_sentence_names_both_readings_and_a_percent_sign_solves_it(tmp_path):
    rows = [EVALUATIONS, ["L1", 2024, "合格", "0.85"]]
    result = load_tables(tmp_path, 实验室名录=LABS, 考核评价=rows)
    (problem,) = [p for f in result.files for p in f.problems]
    assert "0.85% 或 85%" in problem.message
    assert executed(tmp_path, "85%") == ([85], [])


def test_a_number_of_a_merged_cell_belongs_to_nobody(tmp_path):
    rows = [[*EVALUATIONS[:3], "开放共享机时"]]
    rows += [["L1", 2024, "合格", 900], ["L2", 2024, "合格"], ["L3", 2024, "合格"]]
    path = workbook(tmp_path / "a.xlsx", 实验室名录=LABS, 考核评价=rows)
    book = load_workbook(path)
    for span in ("D2:D4", "D2:E4", "D2:E2"):
        sheet = book["考核评价"]
        sheet.merge_cells(span)
        book.save(path)
        result = loaded(path)
        assert "merged_number" in [code for code, _, _ in problems(result)]
        assert 900 not in list(result.registers["evaluations"].open_hours)
        sheet.unmerge_cells(span)


def test_text_of_a_merged_cell_stands_for_every_row_and_is_said(tmp_path):
    labs = [LABS[0], *[[f"L{n}", f"示例{n}", f"示例{n}大学", "湖北" if n == 1 else None, "新材料",
                        "2022-03-01"] for n in (1, 2, 3)]]  # fmt: skip
    path = workbook(tmp_path / "a.xlsx", 实验室名录=labs)
    book = load_workbook(path)
    book["实验室名录"].merge_cells("D2:D4")
    book.save(path)
    result = loaded(path)
    assert list(result.registers["labs"].province) == ["420000"] * 3
    (problem,) = [p for f in result.files for p in f.problems]
    assert (problem.code, problem.column, problem.value) == ("merged_text", "省份", "2")
