"""Merged cells: their text stands for every row, their number belongs to none of them."""

from openpyxl import load_workbook

from tests.loaders.drawn_registers import LABS, loaded, problems, workbook

EVALUATIONS = ["实验室编号", "年度", "结果", "预算执行率"]


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
        assert "merged_text" not in [code for code, _, _ in problems(result)]
        assert 900 not in list(result.registers["evaluations"].open_hours)
        sheet.unmerge_cells(span)
        book.save(path)
    assert list(loaded(path).registers["evaluations"].open_hours.dropna()) == [900]


def test_a_year_merged_over_rows_is_refused_until_each_row_has_its_own(tmp_path):
    rows = [EVALUATIONS[:3], ["L1", 2024, "合格"], ["L2", None, "合格"]]
    path = workbook(tmp_path / "a.xlsx", 实验室名录=LABS, 考核评价=rows)
    book = load_workbook(path)
    book["考核评价"].merge_cells("B2:B3")
    book.save(path)
    problem_codes = problems(loaded(path))
    assert problem_codes == [("merged_number", "考核评价", 2), ("merged_number", "考核评价", 3)]
    book["考核评价"].unmerge_cells("B2:B3")
    book["考核评价"]["B3"] = 2024
    book.save(path)
    assert list(loaded(path).registers["evaluations"].year) == [2024, 2024]


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
