"""A drafted mapping reads what it claims, asks what it does not know, and never overwrites."""

import re
import tomllib

import pytest

from loaders.__main__ import main
from loaders.files.raw_sheet import Sheet
from loaders.load import load
from loaders.sheets.draft_text import draft_text
from loaders.sheets.mapping import find_mapped_layout
from loaders.sheets.mapping_draft import draft_tables
from loaders.sheets.mapping_file import read_mapping
from tests.loaders.drawn_registers import LABS, TODAY, account, csv_file, workbook

LIST = [
    ["序号", "实验室", "建设单位（全称）", "性质", "所在省市", "获批时间", "联系电话"],
    [1, "示例甲", "示例大学", "高校", "湖北省", "2023-05-06", "0"],
    [2, "示例乙", "示例研究院", "科研院所", "北京", "2024-01-02", "0"],
]
LIST_COLUMNS = {
    "建设单位（全称）": "host_unit",
    "性质": "host_type",
    "所在省市": "province",
    "获批时间": "approved_on",
}


def draft(file: str = "来件.xlsx", **sheets: list[list]) -> str:
    pages = [Sheet(name, [list(row) for row in rows]) for name, rows in sheets.items()]
    return draft_text(file, draft_tables(file, pages), [])


def headings(text: str, register: str) -> list[dict[str, str]]:
    """The headings that each table of the register reads."""
    tables = tomllib.loads(text).get(register, [])
    return [table["headings"] for table in (tables if isinstance(tables, list) else [tables])]


def questions_of(text: str) -> dict[str, str]:
    """Heading -> first candidate of the headings that stand behind #."""
    return dict(re.findall(r'^# "([^"]+)" = "(\w+)"', text, re.MULTILINE))


@pytest.fixture
def mapping_of(tmp_path):
    def read(text):
        path = tmp_path / "draft.toml"
        path.write_text(text, encoding="utf-8")
        return read_mapping(str(path))

    return read


TITLES = [["2025年实验室名单"], [None], ["单位：家"]]
TECHNOLOGIES = [
    ["技术编号", "所属实验室编号", "成果名称", "成果类别", "鉴定日期"],
    ["T1", "L1", "示例", "共性关键技术", "2024-01-02"],
]
STANDARDS = [
    ["标准编号", "标准中文名称", "标准的性质", "批准发布时间", "现行状态"],
    ["GB/T 1-2024", "示例", "推荐性国家标准", "2024-01-02", "现行"],
]
EVALUATIONS = [
    ["实验室编码", "考评年度", "考核等次", "对外开放共享机时"],
    ["L1", 2024, "优秀", 900],
]
STATISTICS = [["地区", "年份", "年末常住人口（万人）", "资料来源"], ["湖北", 2024, 5834, "年鉴"]]
EVENTS = [["实验室代码", "进退情况", "发生时间"], ["L1", "通过验收", "2024-01-02"]]
DRAWN = [
    (LIST, "labs", LIST_COLUMNS, {"序号": "lab_id", "实验室": "lab_name"}),
    (TITLES + LIST, "labs", LIST_COLUMNS, {"序号": "lab_id", "实验室": "lab_name"}),
    (LABS, "labs", dict(zip(LABS[0], ["lab_id", "lab_name", "host_unit", "province", "domain",
                                      "approved_on"], strict=True)), {}),
    (EVENTS, "lab_events", {"实验室代码": "lab_id", "进退情况": "event", "发生时间": "event_date"},
     {}),
    (TECHNOLOGIES, "technologies", {
        "技术编号": "technology_id", "所属实验室编号": "lab_id", "成果名称": "technology_name",
        "成果类别": "kind", "鉴定日期": "achieved_on"}, {}),
    (STANDARDS, "standards", {
        "标准编号": "standard_no", "标准中文名称": "title", "标准的性质": "kind",
        "批准发布时间": "published_on", "现行状态": "status"}, {}),
    (EVALUATIONS, "evaluations", {
        "实验室编码": "lab_id", "考评年度": "year", "考核等次": "result",
        "对外开放共享机时": "open_hours"}, {}),
    (STATISTICS, "province_stats", {
        "地区": "province", "年份": "year", "年末常住人口（万人）": "population_10k",
        "资料来源": "source"}, {}),
]  # fmt: skip


def test_each_heading_is_read_as_the_column_it_most_likely_is():
    for rows, register, columns, questions in DRAWN:
        text = draft(Sheet1=rows)
        assert headings(text, register) == [columns], rows[0]
        assert questions_of(text) == questions, rows[0]


def test_what_the_cells_contradict_is_asked():
    rows = [LABS[0], *([*row[:3], row[4], row[3], row[5]] for row in LABS[1:])]
    text = draft(Sheet1=rows)
    assert {"省份", "主领域"}.isdisjoint(headings(text, "labs")[0])
    assert questions_of(text)["省份"] == "province"


def test_a_draft_loads_and_reads_the_columns_it_claims(mapping_of):
    for rows, register, columns, _questions in DRAWN:
        entry = mapping_of(draft(Sheet1=rows)).registers[0]
        assert entry.register.name == register and entry.headings == columns
    every = {f"表{number}": rows for number, (rows, *_) in enumerate(DRAWN)}
    assert len(mapping_of(draft(**every)).registers) == len(DRAWN) - 1  # two of the lists are alike


ODD = ['依托"单位"', "依托\n单位", "依托.单位", "依托'单位'", "依托\\单位", "[依托] = #单位"]


def test_headings_of_any_signs_are_quoted(mapping_of):
    for heading in [*ODD, "依托\t单位", "依托'单\"位"]:
        rows = [[heading if name == "依托单位" else name for name in LABS[0]], *LABS[1:]]
        text = re.sub(r'^# (?=.*= "host_unit")', "", draft(Sheet1=rows), flags=re.MULTILINE)
        layout = find_mapped_layout(mapping_of(text).registers[0], rows)
        assert layout.places["host_unit"] == 2, heading


def test_a_heading_with_control_characters_is_asked_about(mapping_of):
    for sign in ("\x7f", "\x07", "\ud800"):
        rows = [[f"依托单位{sign}" if name == "依托单位" else name for name in LABS[0]], *LABS[1:]]
        assert "host_unit" not in mapping_of(draft(Sheet1=rows)).registers[0].headings.values()


GROUPED = [
    ["序号", "实验室名称", "依托单位", None, "批准时间"],
    [None, None, "名称", "性质", None],
    ["1", "示例甲", "示例院", "科研机构", "2024-01-02"],
]


def test_a_sheet_per_province_is_a_table_per_sheet(tmp_path, mapping_of):
    sheets = {name: [list(row) for row in GROUPED] for name in ("湖北", "湖南省")}
    text = draft(**sheets)
    first, second = mapping_of(text).registers
    assert (first.sheet, first.constants) == ("湖北", {"province": "湖北"})
    assert (second.sheet, second.constants) == ("湖南省", {"province": "湖南省"})
    assert "lab_name" in first.headings.values() and "依托单位/名称" in first.headings
    answered = re.sub(r"^# (\[labs.templates\]|lab_id = )", r"\1", text, flags=re.MULTILINE)
    path = workbook(tmp_path / "来件.xlsx", **sheets)
    labs = load([str(path)], mapping_of(answered), None, TODAY).registers["labs"]
    assert list(labs.lab_id) == ["湖北-1", "湖南省-1"]
    assert list(labs.province) == ["420000", "430000"]
    assert list(labs.host_unit) == ["示例院", "示例院"]


def test_a_file_named_after_a_province_is_the_only_one_the_table_reads(mapping_of):
    rows = [[cell for place, cell in enumerate(row) if place != 3] for row in LABS]
    (entry,) = mapping_of(draft("湖北省.csv", 名单=rows)).registers
    assert entry.constants == {"province": "湖北省"} and entry.fits("湖北省.csv")
    assert not entry.fits("湖南省.csv")


def test_sheets_alike_share_a_table_and_others_name_their_sheet(mapping_of):
    text = draft(甲=LABS, 乙=LABS, 丙=LIST, 进退事件=EVENTS)
    labs = [entry for entry in mapping_of(text).registers if entry.register.name == "labs"]
    assert [entry.sheet for entry in labs] == ["丙", ""]


def test_questions_answered_as_proposed_make_the_rows_readable(tmp_path, mapping_of):
    rows = [
        ["编号", "名称", "单位", "省份", "领域", "批准年份"],
        ["L1", "示例甲", "示例大学", "湖北", "材料", "2018"],
        ["L2", "示例乙", "示例院", "北京", "信息", "2019"],
    ]
    text = draft(名单=rows)
    for question in ('# approved_on = "year"', "# approved_on = { min = 2018-01-01 }",
                     '# "材料" = "新材料"'):  # fmt: skip
        assert question in text
    assert not mapping_of(text).registers[0].precision
    answered = re.sub(r'^# (\[|approved_on|")', r"\1", text, flags=re.MULTILINE)
    path = csv_file(tmp_path / "来件.csv", rows)
    result = load([str(path)], mapping_of(answered), None, TODAY)
    assert account(result, "labs") == (2, 2, 0, 0, 0)


def test_what_is_no_register_gives_no_draft():
    sheets = [Sheet("说明", [["填表说明"], ["一、示例"]]), Sheet("甲", [["甲", "乙"], [1, 2]]),
              Sheet("空"), Sheet("名录", LABS, hidden=True)]  # fmt: skip
    assert draft_tables("来件.xlsx", sheets) == []


def test_the_command_writes_a_new_file_and_never_overwrites(tmp_path, capsys):
    path, out = workbook(tmp_path / "来件.xlsx", 甲=LABS, 说明=[["说明"]]), tmp_path / "draft.toml"
    assert main(["mapping-draft", str(path), "--out", str(out)]) == 0
    assert "draft.toml" in capsys.readouterr().out
    assert main(["check", "--source", str(path), "--mapping", str(out)]) == 0
    out.write_text("title = '手写'", encoding="utf-8")
    assert main(["mapping-draft", str(path), "--out", str(out)]) == 2
    assert "已存在" in capsys.readouterr().err and out.read_text("utf-8") == "title = '手写'"
    assert main(["mapping-draft", str(path)]) == 0
    assert "[labs.headings]" in capsys.readouterr().out
    other = csv_file(tmp_path / "其他.csv", [["甲", "乙"], ["1", "2"]])
    for source in (other, tmp_path / "没有.xlsx", tmp_path):
        assert main(["mapping-draft", str(source)]) == 1
        assert capsys.readouterr().err.count("\n") == 1


def test_a_list_is_known_by_what_its_cells_hold_whatever_its_headings():
    listed = [
        ["year", "type", "name", "institution", "administrator", "province"],
        [2019, "甲", "示例重点实验室", "示例大学", "教育部", "湖北"],
        [2019, "乙", "示例材料实验室", "示例研究院、示例公司", "中科院", "北京"],
        [2020, "乙", "示例边疆实验室", "示例集团", "国资委", "西藏"],
    ]
    text = draft("名单.csv", 名单=listed)
    read = {"name": "lab_name", "institution": "host_unit", "province": "province"}
    assert headings(text, "labs") == [{"year": "approved_on", **read}]
    assert "较可能" in text.splitlines()[4] and "是否接受" in text
    evaluated = [
        ["year", "institution", "result", "province"],
        [2019, "示例大学", "优秀", "湖北"],
        [2020, "示例研究院", "合格", "北京"],
    ]
    text = draft("评价.csv", 评价=evaluated)
    assert headings(text, "evaluations") == [{"year": "year", "result": "result"}]


NOTE, GAP = ["填表人：示例"], [None]
LONG = [LABS[0], *([f"L{n}", f"示例{n}", *LABS[1][2:]] for n in range(200))]
SPACED = [[*row[:3], None, *row[3:]] for row in LABS]
BESIDE = [[*lab, None, *event] for lab, event in zip(LABS[:2], EVENTS, strict=True)]
PARTED = [
    # rows of the sheet | register -> its rows and columns as the mapping writes them | laboratories
    ([*LABS, GAP, ["二、变动"], *EVENTS, NOTE],
     {"labs": ("1–4", "A–"), "lab_events": ("7–", "A–")}, 3),
    ([*LONG, GAP, *TECHNOLOGIES], {"labs": ("1–201", "A–"), "technologies": ("203–", "A–")}, 200),
    ([*BESIDE, *LABS[2:]], {"labs": ("1–", "A–F"), "lab_events": ("1–", "H–")}, 3),
    (SPACED, {"labs": ("1–", "A–")}, 3),  # a blank column in a table parts nothing
    ([*LABS, GAP, *LABS], {"labs": ("1–", "A–")}, 3),  # its heading again is no other table
]  # fmt: skip


def test_tables_below_and_beside_each_other_are_drafted_apart_with_their_ranges(
    tmp_path, mapping_of
):
    for rows, ranges, labs in PARTED:
        mapping = mapping_of(draft(Sheet1=rows))
        assert ranges == {
            entry.register.name: (
                f"{entry.rows.first}–{entry.rows.last or ''}",
                f"{entry.columns.first}–{entry.columns.last}",
            )
            for entry in mapping.registers
        }
        loaded = load([str(workbook(tmp_path / "来件.xlsx", Sheet1=rows))], mapping, None, TODAY)
        assert len(loaded.registers["labs"]) == labs
        others = [loaded.registers[name] for name in ranges if name != "labs"]
        assert all(len(records) for records in others)
