"""A mapping may name a heading by a pattern: one heading for one pattern, and in short time."""

import time

import pytest

from loaders.load import load
from loaders.problems import FileRejected
from loaders.sheets.heading_patterns import MAX_HEADING_CHARS, matches_label, pattern_fault
from loaders.sheets.heading_rows import Label
from loaders.sheets.mapping import find_mapped_layout
from loaders.sheets.mapping_file import read_mapping
from tests.loaders.drawn_registers import TODAY, account, csv_file

PATTERNS = """
[labs.matches]
lab_id = "(实验室)?(编号|代码)"
lab_name = "实验室.*名称"
host_unit = "(依托|承担|建设)单位.*"
approved_on = ".*(批准|获批).*(日期|时间|年月日)"
province = "(所在)?省.*"
"""
ROW = ["A1", "示例甲", "示例院", "湖北", "2024-01-02"]
HEADINGS = [
    ["编号", "实验室名称", "依托单位", "省份", "批准日期"],
    ["实验室代码", "实验室全部名称", "承担单位（全称）", "所在省（区、市）", "国家批准建设时间"],
    ["编 号", "实验室\n名称", "建设单位", "省", "获批年月日"],
    ["實驗室編號", "實驗室名稱", "依托單位", "省份", "批准日期"],
    ["代码", "实验室（中心）名称", "依托单位/牵头单位", "省级行政区", "批准（备案）时间"],
    ["编号", "实验室的规范名称", "依托单位", "省份", "获批时间"],
]


@pytest.fixture
def entry(tmp_path):
    def read(text=PATTERNS):
        (tmp_path / "m.toml").write_text(text, encoding="utf-8")
        return read_mapping(str(tmp_path / "m.toml"))

    return read


def test_one_mapping_reads_the_headings_of_many_provinces(tmp_path, entry):
    paths = []
    for number, heads in enumerate(HEADINGS):
        row = [f"P{number}", f"示例{number}", *ROW[2:]]
        paths.append(str(csv_file(tmp_path / f"{number}.csv", [heads, row])))
    result = load(paths, entry(), None, TODAY)
    assert account(result, "labs") == (6, 6, 0, 0, 0)


def test_what_a_pattern_matches():
    drawn = [
        ("实验室.*名称", "实验室名称", True),
        ("实验室.*名称", "国家实验室名称", False),  # the whole heading, not a part of it
        ("实验室.*名称", "实验室\n　名 称", True),
        ("名称（全称）", "名称(全称)", False),  # brackets group, whatever their width in the file
        (r"名称\(全称\)", "名称（全称）", True),
        ("[（(]?全称.*", "（全称", True),
        ("lab name", "LabName", False),  # blanks do not count in headings
        ("labname", "Lab Name", True),
        (r"20\d\d年", "２０２３年", True),
        (r"20\d\d(\.0)", "2023.0", True),
        ("編號", "編號", True),
        (".*", "", False),
        (".*", "长" * (MAX_HEADING_CHARS + 1), False),
    ]
    for pattern, heading, expected in drawn:
        assert pattern_fault(pattern) == "", pattern
        assert matches_label(pattern, Label(heading)) is expected, (pattern, heading)
    assert matches_label("依托单位/.*称", Label("名称", "依托单位"))
    assert matches_label(r"20\d\d", Label(2023))


SIMPLE = """
[labs]
constants = { province = "湖北", approved_on = 2024-01-02 }
matches = { lab_id = "编.*", lab_name = ".*名称", host_unit = "单位.*" }
"""


def refusal(mapping, rows):
    with pytest.raises(FileRejected) as refused:
        find_mapped_layout(mapping.registers[0], [list(row) for row in rows])
    return refused.value


def test_two_headings_for_a_pattern_are_refused_with_both_names(entry):
    drawn = [
        (["编号", "名称", "原名称", "单位"], ".*名称", ["“名称”", "“原名称”"]),
        (["编号", "编制", "名称", "单位"], "编.*", ["“编号”", "“编制”"]),
        (["编号", "名称", "单位", "单位地址"], "单位.*", ["“单位”", "“单位地址”"]),
        (["编号", "名称", "名称", "单位"], ".*名称", ["“名称”和“名称”"]),
        (["编号", "单位名称", "地址"], "单位.*", ["“单位名称”", "lab_name", "host_unit"]),
    ]
    for heads, pattern, names in drawn:
        why = refusal(entry(SIMPLE), [heads, ["1"] * len(heads)])
        assert why.code == "pattern_ambiguous" and why.where["value"] == pattern
        assert all(name in why.detail for name in names), (heads, why.detail)


def test_a_heading_named_as_such_is_no_rival(entry):
    text = SIMPLE + '[labs.headings]\n"原名称" = "city"\n'
    layout = find_mapped_layout(entry(text).registers[0], [["编号", "名称", "原名称", "单位"]])
    assert layout.places == {"city": 2, "lab_id": 0, "lab_name": 1, "host_unit": 3}


def test_a_pattern_without_a_heading_is_named(entry):
    why = refusal(entry(SIMPLE), [["编号", "名称", "地址"], ["1", "2", "3"]])
    assert (why.code, why.where["column"]) == ("missing_column", "单位.*")


def test_patterns_look_below_titles_and_into_groups(entry):
    mapping = entry(SIMPLE).registers[0]
    titled = [["名单"], [None], ["编号", "实验室名称", "单位"], ["1", "示例", "示例院"]]
    assert find_mapped_layout(mapping, titled).heading_row == 2
    text = SIMPLE.replace('"单位.*"', '"依托单位/.*称"').replace('".*名称"', '"实验室名称"')
    grouped = [["编号", "实验室名称", "依托单位", None], [None, None, "名称", "性质"], ROW[:4]]
    layout = find_mapped_layout(entry(text).registers[0], grouped)
    assert (layout.heading_row, layout.places["host_unit"]) == (1, 2)


def test_a_unit_in_a_matched_heading_is_converted(tmp_path, entry):
    text = """
[province_stats]
matches = { province = "地.*", gdp_100m = ".*生产总值.*" }
constants = { year = 2024, source = "示例年鉴" }
"""
    path = csv_file(tmp_path / "a.csv", [["地区", "国内生产总值（万元）"], ["湖北", "600129700"]])
    stats = load([str(path)], entry(text), None, TODAY).registers["province_stats"]
    assert list(stats[stats._file != ""].gdp_100m) == [60012.97]


def test_the_longest_search_that_is_allowed_is_short():
    hardest = [
        (".*.*.*.*z", "a" * MAX_HEADING_CHARS),
        ("a*a*a*a*b", "a" * MAX_HEADING_CHARS),
        ("(a|a)" * 15 + ".*b", "a" * MAX_HEADING_CHARS),
        ("[ab]{0,60}[ab]{0,60}[ab]{0,60}[ab]{0,60}c", "ab" * (MAX_HEADING_CHARS // 2)),
    ]
    begun = time.process_time()
    for pattern, heading in hardest:
        assert pattern_fault(pattern) == "" and not matches_label(pattern, Label(heading))
    assert time.process_time() - begun < 5
