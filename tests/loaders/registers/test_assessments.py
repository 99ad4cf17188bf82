"""官方评估: a clause by title, id or its own words; its day does not say how far data reach."""

from datetime import date

from tests.loaders.drawn_registers import LABS, loaded, problems, workbook

HEADINGS = ["原文条款", "评估结论", "评估日期", "文号", "发布单位", "文件链接"]
FIRST = ["技术突破", "基本完成", "2026-03-20", "示例〔2026〕1号", "示例单位", "《示例通报》"]


def read(tmp_path, *rows):
    return loaded(workbook(tmp_path / "a.xlsx", 实验室名录=LABS, 官方评估=[HEADINGS, *rows]))


def test_without_an_assessment_the_register_is_empty_and_nothing_is_wrong(tmp_path):
    result = read(tmp_path)
    assert result.registers["assessments"].empty and problems(result) == []


def test_a_clause_is_known_by_its_title_its_id_and_its_official_words(tmp_path):
    quoted = "研制一批智能化高端检测设备"
    rows = [FIRST, ["goal_2025_gap", *FIRST[1:]], [quoted, *FIRST[1:]], ["质量第一", *FIRST[1:]]]
    result = read(tmp_path, *rows)
    kept = list(result.registers["assessments"]["clause"])
    assert kept == ["goal_2025_breakthroughs", "goal_2025_gap", "goal_2025_instruments"]
    assert problems(result) == [("unknown_clause", "官方评估", 5)]


def test_two_documents_are_two_conclusions_and_one_document_says_one_thing(tmp_path):
    second = ["技术突破", "经复核，完成", "2026-05-15", "示例〔2026〕2号", "示例单位", ""]
    contrary = ["技术突破", "没有完成", *FIRST[2:]]
    assert len(read(tmp_path, FIRST, second).registers["assessments"]) == 2
    codes = {code for code, _, _ in problems(read(tmp_path, FIRST, contrary))}
    assert codes == {"conflicting_duplicate"}


def test_the_day_of_an_assessment_does_not_say_how_far_the_data_reach(tmp_path):
    plain, judged = read(tmp_path), read(tmp_path, FIRST)
    assert judged.as_of == plain.as_of < date(2026, 3, 20)
