"""Registers nobody here designed, read through a mapping file."""

from datetime import date

import pytest

from loaders.load import load
from loaders.problems import FileRejected
from loaders.sheets.mapping import Mapping, find_mapped_layout
from loaders.sheets.mapping_file import read_mapping
from tests.loaders.drawn_registers import EVENTS, LABS, TODAY, account, csv_file, workbook

# A list of the shape of real ones: one row per host, years only, blank fields, foreign words.
FOREIGN = [
    ["年份", "类别", "序号", "名称", "学科", "单位", "所在地", "备注"],
    ["2018.0", "甲", "1", "示例联合实验室", "材料", "示例大学", "北京", ""],
    ["2018.0", "甲", "1", "示例联合实验室", "材料", "示例研究、所", "北京", "联合"],
    ["2018.0", "甲", "1", "示例联合实验室", "材料", "示例公司", "北京", ""],
    ["2019", "甲", "2", "示例独立实验室", "", "示例集团", "湖北省", ""],
    ["2020", "乙", "1", "示例边疆实验室", "天文", "示例大学", "西 藏", ""],
]
MAPPING = """
title = "示例名单"
as_of = 2020-12-31
[labs]
files = "foreign*.csv"
join = ["host_unit"]
[labs.headings]
"名称" = "lab_name"
"单位" = "host_unit"
"所在地" = "province"
"学科" = "domain"
"年份" = "approved_on"
[labs.templates]
lab_id = "{类别}-{序号}"
[labs.constants]
city = "示例市"
[labs.defaults]
domain = "其他"
[labs.precision]
approved_on = "year"
[labs.bounds]
approved_on = { min = 1984-01-01 }
[labs.values.domain]
"材料" = "新材料"
"天文" = "其他"
"""


def mapping(folder, text=MAPPING) -> Mapping:
    path = folder / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(str(path))


def read(folder, rows, text=MAPPING):
    path = csv_file(folder / "foreign_2020.csv", rows, "utf-8-sig")
    return load([str(path)], mapping(folder, text), None, TODAY)


def codes(result):
    return [p.code for p in result.files[0].problems]


def test_no_mapping_maps_nothing_and_no_rows_give_no_labs(tmp_path):
    assert read_mapping(None) == Mapping()
    result = read(tmp_path, FOREIGN[:1])
    assert account(result, "labs") == (0, 0, 0, 0, 0) and codes(result)[-1] == "no_labs"


def test_a_foreign_register_becomes_ours(tmp_path):
    result = read(tmp_path, FOREIGN)
    labs = result.registers["labs"].set_index("lab_id")
    assert account(result, "labs") == (5, 3, 2, 0, 0)
    assert list(labs.index) == ["甲-1", "甲-2", "乙-1"]
    assert list(labs.host_unit) == ["示例大学；示例研究、所；示例公司", "示例集团", "示例大学"]
    assert list(labs.province) == ["110000", "420000", "540000"]
    assert list(labs.domain) == ["新材料", "其他", "其他"]
    assert list(labs.approved_on) == [date(2018, 1, 1), date(2019, 1, 1), date(2020, 1, 1)]
    assert set(labs.approved_on_precision) == {"year"} and set(labs.city) == {"示例市"}
    assert (result.as_of, result.mapping.title) == (date(2020, 12, 31), "示例名单")


def test_what_the_mapping_did_is_told(tmp_path):
    result = read(tmp_path, FOREIGN)
    values = {code: codes(result).count(code) for code in codes(result)}
    assert values == {"year_only": 5, "default_used": 1, "extra_column": 1, "joined_row": 2}
    joined = [p for p in result.files[0].problems if p.code == "joined_row"]
    assert [(p.row, p.column, p.value) for p in joined] == [
        (3, "依托单位", "甲-1"),
        (4, "依托单位", "甲-1"),
    ]


def test_joint_rows_that_differ_elsewhere_are_refused(tmp_path):
    rows = [list(row) for row in FOREIGN]
    rows[2][6] = "天津"
    result = read(tmp_path, rows)
    assert account(result, "labs") == (5, 2, 0, 3, 0)
    assert codes(result).count("conflicting_duplicate") == 3


def test_without_join_joint_rows_conflict(tmp_path):
    result = read(tmp_path, FOREIGN, MAPPING.replace('join = ["host_unit"]', ""))
    assert account(result, "labs") == (5, 2, 0, 3, 0)


def test_an_id_with_a_blank_part_is_missing_not_shared(tmp_path):
    rows = [list(row) for row in FOREIGN]
    rows[4][2] = rows[5][2] = " "
    result = read(tmp_path, rows)
    missing = [p for p in result.files[0].problems if p.code == "missing_required"]
    assert [(p.row, p.column) for p in missing] == [(5, "实验室编号"), (6, "实验室编号")]


def test_headings_in_templates_may_hold_any_signs(tmp_path):
    rows = [[*FOREIGN[0][:2], "No. [a]:b", *FOREIGN[0][3:]], *FOREIGN[1:]]
    result = read(tmp_path, rows, MAPPING.replace("{序号}", "{No. [a]:b}"))
    assert list(result.registers["labs"].lab_id) == ["甲-1", "甲-2", "乙-1"]


def test_a_day_where_only_the_year_was_expected_keeps_its_precision(tmp_path):
    rows = [list(row) for row in FOREIGN]
    rows[4][0] = "2019-05-06"
    labs = read(tmp_path, rows).registers["labs"].set_index("lab_id")
    assert labs.approved_on["甲-2"] == date(2019, 5, 6)
    assert labs.approved_on_precision["甲-2"] == "day"


def test_a_heading_the_mapping_needs_must_be_there_once(tmp_path):
    entry = mapping(tmp_path).registers[0]
    for heading, code in (("校名", "missing_column"), ("单位", "duplicate_heading")):
        first = [heading if h == "名称" else h for h in FOREIGN[0]]
        with pytest.raises(FileRejected) as refused:
            find_mapped_layout(entry, [first + ["名称"] * (code == "duplicate_heading")])
        assert refused.value.code == code
    assert find_mapped_layout(entry, [["示例名单"], [], FOREIGN[0]]).heading_row == 2


def test_only_the_sheets_that_fit_are_mapped_others_are_read_as_they_are(tmp_path):
    text = MAPPING.replace("*.csv", "*.xlsx")
    path = workbook(
        tmp_path / "foreign.xlsx", 封面=[["示例名单"]], Sheet2=FOREIGN, 进退事件=EVENTS[:1]
    )
    result = load([str(path)], mapping(tmp_path, text), None, TODAY)
    assert not result.files[0].rejected and account(result, "labs")[1] == 3
    assert [p.sheet for p in result.files[0].problems if p.code == "ignored_sheet"] == ["封面"]
    only = workbook(tmp_path / "foreign.xlsx", 封面=[["示例名单"]], 另页=[["校名"]])
    assert codes(load([str(only)], mapping(tmp_path, text), None, TODAY))[-1] == "missing_column"


def test_a_sheet_named_by_the_mapping_must_fit_and_other_files_are_left_alone(tmp_path):
    text = MAPPING.replace('"foreign*.csv"', '"foreign*.xlsx"\nsheet = "名单"')
    path = workbook(tmp_path / "foreign.xlsx", 名单=LABS, 实验室名录=LABS)
    result = load([str(path)], mapping(tmp_path, text), date(2025, 1, 1), TODAY)
    assert [p.code for p in result.files[0].problems] == ["missing_column"]
    other = csv_file(tmp_path / "labs.csv", LABS)
    result = load([str(other)], mapping(tmp_path, text), date(2025, 1, 1), TODAY)
    assert account(result, "labs")[1] == 3
    assert [m.register.name for m in result.mapping.unused(["labs.csv"])] == ["labs"]


def test_a_year_reaches_to_its_end_but_never_beyond_today(tmp_path):
    text = MAPPING.replace("as_of = 2020-12-31\n", "")
    rows = [FOREIGN[0], ["2019", *FOREIGN[1][1:]], ["2025", *FOREIGN[4][1:]]]
    assert read(tmp_path, rows, text).as_of == date(2025, 12, 31)
    rows[1][0] = "2026"
    assert read(tmp_path, rows, text).as_of == TODAY


def test_two_layouts_of_a_register_are_read_side_by_side(tmp_path):
    text = """
[[labs]]
files = "甲*"
headings = { "编号" = "lab_id", "实验室" = "lab_name", "院" = "host_unit", "时间" = "approved_on" }
constants = { province = "湖北" }
[[labs]]
headings = { "编码" = "lab_id", "名称" = "lab_name", "主体" = "host_unit", "批复" = "approved_on" }
constants = { province = "湖南" }
"""
    first = [["编号", "实验室", "院", "时间"], ["1", "示例甲一", "示例院", "2024-01-02"]]
    second = [["编码", "名称", "主体", "批复"], ["B1", "示例乙一", "示例所", "2024-01-03"]]
    paths = [csv_file(tmp_path / "甲省.csv", first), csv_file(tmp_path / "乙省.csv", second)]
    labs = load(list(map(str, paths)), mapping(tmp_path, text), None, TODAY).registers["labs"]
    assert dict(zip(labs.lab_id, labs.province, strict=True)) == {"1": "420000", "B1": "430000"}


def test_notes_under_a_table_whose_constants_fill_the_columns_are_no_rows(tmp_path):
    text = """
[province_stats.headings]
"地区" = "province"
"2023年" = "gdp_100m"
[province_stats.constants]
year = 2023
source = "示例年鉴"
"""
    rows = [
        ["地区", "2023年"],
        ["湖北", "55803.6"],
        ["注：1.本表按当年价格计算。"],
        ["　　　2.示例说明第二行。"],
        ["数据来源：示例局"],
    ]
    labs = csv_file(tmp_path / "实验室名录.csv", LABS)
    stats = csv_file(tmp_path / "分省.csv", rows)
    result = load([str(labs), str(stats)], mapping(tmp_path, text), None, TODAY)
    assert account(result, "province_stats") == (4, 1, 0, 0, 3)


NAMES = """
[labs]
headings = { "实验室名称" = "lab_name" }
[labs.templates]
lab_id = "HB-{实验室名称}"
[labs.constants]
host_unit = "示例院"
province = "湖北"
approved_on = 2024-01-02
"""


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ([["注：1.示例。"], ["2.示例。"], ["（3）示例。"]], (4, 1, 0, 0, 3)),
        ([["说明：示例。"], ["二、示例。"]], (3, 1, 0, 0, 2)),
        ([["数据来源：示例局"], ["②示例"]], (3, 1, 0, 0, 2)),
        ([["填表人：示例"], [None], ["审核人：示例"]], (4, 1, 0, 0, 3)),
        ([["备注：示例"], ["示例乙"]], (3, 2, 0, 0, 1)),
        ([["2.示例乙"]], (2, 2, 0, 0, 0)),
    ],
)
def test_only_notes_and_what_continues_them_are_skipped(tmp_path, below, expected):
    names = workbook(tmp_path / "名单.xlsx", 名单=[["实验室名称"], ["示例甲"], *below])
    result = load([str(names)], mapping(tmp_path, NAMES), None, TODAY)
    assert account(result, "labs") == expected


TWO_ROWS = """
[labs]
headings = { "实验室名称" = "lab_name", "HEADING" = "host_unit" }
[labs.templates]
lab_id = "HB-{序号}"
[labs.constants]
province = "湖北"
approved_on = 2024-01-02
"""
DATA = [["1", "示例甲", "示例院", "科研机构"], ["2", "示例乙", "示例所", "高校"]]
SPLIT = [["序号", "实验室名称", "依托单位", None], [None, None, "单位名称", "单位性质"]]
MERGED = [
    ["序号", "实验室名称", "依托单位", "依托单位"],
    ["序号", "实验室名称", "单位名称", "单位性质"],
]
TITLED = [["示例名单"], ["填报日期：示例"], *SPLIT]
ALL_SPLIT = [
    ["基本信息", None, "依托单位", None],
    ["序号", "实验室名称", "单位名称", "单位性质"],
]


@pytest.mark.parametrize("heads", [SPLIT, MERGED, TITLED, ALL_SPLIT])
@pytest.mark.parametrize("heading", ["依托单位", "单位名称", "依托单位/单位名称"])
def test_a_second_heading_row_is_no_laboratory(tmp_path, heads, heading):
    path = csv_file(tmp_path / "名单.csv", heads + DATA)
    entry = mapping(tmp_path, TWO_ROWS.replace("HEADING", heading))
    result = load([str(path)], entry, None, TODAY)
    assert account(result, "labs") == (2, 2, 0, 0, 0)
    assert list(result.registers["labs"].host_unit) == ["示例院", "示例所"]


@pytest.mark.parametrize("second", [["性质", "隶属"], ["名称", "全称"]])
def test_a_group_without_a_single_name_is_not_guessed(tmp_path, second):
    entry = mapping(tmp_path, TWO_ROWS.replace("HEADING", "依托单位")).registers[0]
    with pytest.raises(FileRejected) as refused:
        find_mapped_layout(entry, [SPLIT[0], [None, None, *second], *DATA])
    assert refused.value.code == "duplicate_heading"


def test_the_mapping_may_say_how_many_rows_the_heading_has(tmp_path):
    heads = [["序号", "实验室名称", "依托单位"], ["一", "甲", "乙"]]
    path = csv_file(tmp_path / "名单.csv", heads + [row[:3] for row in DATA])
    text = TWO_ROWS.replace("HEADING", "依托单位")
    for rows, kept in ((1, 3), (2, 2)):
        entry = mapping(tmp_path, text.replace("[labs]", f"[labs]\nheading_rows = {rows}"))
        assert account(load([str(path)], entry, None, TODAY), "labs")[1] == kept


@pytest.mark.parametrize(
    ("pattern", "kept"), [("*年名单", 2), ("名单", 1), ("202[34]年名单", 2), ("202?年名单", 2)]
)
def test_a_sheet_may_be_named_by_a_pattern(tmp_path, pattern, kept):
    sheets = {
        name: [["实验室名称"], [f"示例{name}"]] for name in ("2023年名单", "2024年名单", "名单")
    }
    path = workbook(tmp_path / "名单.xlsx", **sheets)
    text = NAMES.replace("[labs]", f'[labs]\nsheet = "{pattern}"', 1)
    assert account(load([str(path)], mapping(tmp_path, text), None, TODAY), "labs")[1] == kept
