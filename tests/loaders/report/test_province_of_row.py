"""Where problems and rows come from: the row's own province, its laboratory's, the file's name."""

from loaders.problems import Problem
from loaders.report.province_of_row import NATIONWIDE, Origins, find_province_in_name, kept_rows
from tests.loaders.drawn_registers import EVENTS, LABS, csv_file, loaded, with_row

BAD_LAB = ["L4", "示例丁", "示例院", "四川", "新材料", "05/06/2024"]


def places(result):
    """{(code, row): province} of every problem."""
    origins = Origins(result)
    return {(p.code, p.row): origins.of(p) for f in result.files for p in f.problems}


def test_a_file_without_a_problem_has_none(tmp_path):
    assert places(loaded(csv_file(tmp_path / "名录.csv", LABS))) == {}


def test_a_row_belongs_to_its_own_province(tmp_path):
    path = csv_file(tmp_path / "湖北.csv", with_row(LABS, BAD_LAB))
    assert places(loaded(path)) == {("bad_date", 5): "510000"}


def test_a_row_without_province_belongs_where_its_laboratory_is(tmp_path):
    labs = csv_file(tmp_path / "名录.csv", with_row(LABS, BAD_LAB))
    events = csv_file(
        tmp_path / "进退.csv",
        with_row(
            EVENTS,
            ["L2", "搬迁", "2024-01-01"],  # of a kept laboratory
            ["L4", "批准建设", "2024-05-06"],  # of one that was rejected itself
            ["L9", "批准建设", "2024-05-06"],  # of none that is known
        ),
    )
    assert places(loaded(labs, events)) == {
        ("bad_date", 5): "510000", ("unknown_code", 5): "110000",
        ("broken_reference", 6): "510000", ("broken_reference", 7): "",
    }  # fmt: skip


def test_what_no_row_tells_the_files_name_may(tmp_path):
    (tmp_path / "广西壮族自治区.csv").write_bytes(b"\x00")
    (tmp_path / "来件.csv").write_bytes(b"\x00")
    result = loaded(tmp_path / "广西壮族自治区.csv", tmp_path / "来件.csv")
    origins = Origins(result)
    assert [origins.of(p) for f in result.files for p in f.problems] == ["450000", ""]


def test_the_province_named_first_counts():
    assert find_province_in_name("上海南汇区.xlsx") == "310000"  # 海南 stands in it by chance
    assert find_province_in_name("北 京市.xlsx") == "110000" and find_province_in_name("") == ""


def test_a_province_that_is_unreadable_falls_back_to_the_name(tmp_path):
    bad = ["L4", "示例丁", "示例院", "湖北路", "新材料", "2024-01-01"]
    result = loaded(csv_file(tmp_path / "湖北.csv", with_row(LABS, bad)))
    assert places(result) == {("unknown_province", 5): "420000"}
    assert Origins(result).of(Problem("no_labs", "湖北.csv")) == "420000"


def test_kept_rows_by_register_and_province(tmp_path):
    """Events count where their laboratory is; built-in statistics were not received."""
    targets = [["指标", "年份", "目标值", "性质", "设定单位", "依据"],
               ["在运行实验室", 2035, 100, "内部参考值", "示例司", "示例"]]  # fmt: skip
    result = loaded(
        csv_file(tmp_path / "名录.csv", LABS),
        csv_file(tmp_path / "进退.csv", EVENTS),
        csv_file(tmp_path / "目标.csv", targets),
        csv_file(
            tmp_path / "province_stats.csv", [["省份", "年份", "来源"], ["广东", 2020, "示例"]]
        ),
    )
    counted = kept_rows(result).itertuples(index=False)
    assert [tuple(row) for row in counted] == [
        ("lab_events", "110000", 2), ("lab_events", "420000", 1),
        ("labs", "110000", 1), ("labs", "420000", 1), ("labs", "440000", 1),
        ("province_stats", "440000", 1), ("targets", NATIONWIDE, 1),
    ]  # fmt: skip
