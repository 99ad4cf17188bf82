"""Tables below each other are read one by one; titles of sections are no data."""

from loaders.load import load
from loaders.report.report import preview
from loaders.sheets.mapping_file import read_mapping
from tests.loaders.drawn_registers import EVENTS, LABS, TODAY, account, csv_file, loaded, workbook

MORE = [LABS[0], ["L4", "示例丁", "示例大学", "湖南", "新材料", "2024-03-01"]]
TURNED = [[row[1], row[0], *row[2:]] for row in MORE]
STATISTICS = [["省份", "年份", "地区生产总值", "来源"], ["湖北", 2024, 60012.97, "示例"]]
IN_10K = [STATISTICS[0], ["湖南", 2024, 532309000, "示例"]]


def read(folder, rows):
    return loaded(csv_file(folder / "名单.csv", rows))


def several(result) -> list[str]:
    return [p.detail for p in result.files[0].problems if p.code == "several_tables"]


def test_stacked_tables_are_read_one_by_one(tmp_path):
    drawn = [
        ([*LABS, *EVENTS], 3, 3, "1、5"),
        ([*LABS, [], [], *EVENTS], 3, 3, "1、7"),
        ([["名单"], *LABS, [], ["二、进退事件"], [], *EVENTS], 3, 3, "2、9"),
        ([*LABS, ["注：示例。"], ["2.示例。"], [], *EVENTS], 3, 3, "1、8"),
        ([*LABS, ["合计", "3 家"], *EVENTS], 3, 3, "1、6"),
        ([*EVENTS, [], *LABS], 3, 3, "1、6"),
        ([*LABS, [], *TURNED], 4, 0, "1、6"),
        ([*LABS, [], *TURNED, [], *EVENTS], 4, 3, "1、6、9"),
        ([*LABS, [], *([None, *row] for row in EVENTS)], 3, 3, "1、6"),
    ]
    for rows, labs, events, headings in drawn:
        result = read(tmp_path, rows)
        assert several(result) == [headings], rows
        assert account(result, "labs")[1:4] == (labs, 0, 0), rows
        assert account(result, "lab_events")[1:4] == (events, 0, 0), rows


def test_a_page_heading_begins_no_table(tmp_path):
    result = read(tmp_path, [*LABS, [], *MORE])
    assert several(result) == [] and account(result, "labs")[1] == 4


def test_rows_above_the_heading_are_named_where_they_stand_like_a_table(tmp_path):
    unknown = [["编号", "名称项", "颁布日"], ["N1", "某方法", "2024-03-01"]]
    form = [["填报单位", "示例局"], ["联系人", "示例", "电话"]]
    drawn = [
        ([*unknown, *LABS], "1–2"),
        ([*unknown, [], *unknown, ["名单"], *LABS], "1–2、4–5"),
        ([*form, *LABS], ""),
        ([*LABS, *unknown, *EVENTS], ""),  # these are rows of the upper table, and rejected
    ]
    for rows, numbers in drawn:
        result = read(tmp_path, rows)
        above = [p.detail for p in result.files[0].problems if p.code == "rows_above"]
        assert above == ([numbers] if numbers else []), rows
        skipped = 2 * len(numbers.split("、")) if numbers else 0
        assert account(result, "labs")[1] == 3 and account(result, "labs")[4] == skipped, rows
    # a mapping that does not fit leaves the sheet to its known heading
    (tmp_path / "m.toml").write_text('[labs]\nheadings = { "无" = "lab_id" }\n', encoding="utf-8")
    path = csv_file(tmp_path / "名单.csv", [*unknown, *LABS])
    result = load([str(path)], read_mapping(str(tmp_path / "m.toml")), None, TODAY)
    assert [p.detail for p in result.files[0].problems if p.code == "rows_above"] == ["1–2"]


def test_a_sheet_named_after_one_of_its_tables_gives_both(tmp_path):
    path = workbook(tmp_path / "a.xlsx", 进退事件=[*LABS, [], *EVENTS])
    result = loaded(path)
    assert account(result, "labs")[1] == 3 and account(result, "lab_events")[1] == 3
    assert sum("读作" in line for line in preview(result)) == 2


def test_a_unit_between_two_tables_is_the_lower_ones(tmp_path):
    labs = csv_file(tmp_path / "实验室名录.csv", LABS)
    turned = [[*row[1:2], row[0], *row[2:]] for row in IN_10K]
    for between in ([["单位：万元"]], [[], ["单位：万元"], []], [["注：示例。"], ["单位：万元"]]):
        path = csv_file(tmp_path / "分省.csv", [*STATISTICS, *between, *turned])
        stats = loaded(labs, path).registers["province_stats"]
        stats = stats[stats._file != ""].set_index("province")
        assert dict(stats.gdp_100m) == {"420000": 60012.97, "430000": 53230.9}, between


def test_titles_of_sections_are_skipped_in_one_sentence(tmp_path):
    titles = ["一、高端制造", "（二）新材料", "十一、信息技术（3家）", "第三部分 其他", "第二批"]
    for title in titles:
        result = read(tmp_path, [LABS[0], [title], LABS[1], [None, title], *LABS[2:]])
        if title == "第二批":  # too little to be surely a title
            assert account(result, "labs") == (5, 3, 0, 2, 0)
            continue
        assert account(result, "labs") == (5, 3, 0, 0, 2), title
        (note,) = (p for p in result.files[0].problems if p.code == "section_rows")
        assert (note.value, note.detail) == (title, "2、4")


def test_a_row_with_more_than_a_title_is_data(tmp_path):
    rows = [LABS[0], ["一、示例", "示例院"], ["示例甲"], ["2024-1"], *LABS[1:]]
    result = read(tmp_path, rows)
    assert account(result, "labs") == (6, 3, 0, 3, 0)
