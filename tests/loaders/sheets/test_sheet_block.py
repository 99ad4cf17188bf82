"""A mapping may say which rows and columns of a sheet a table has; the rest is named, not lost."""

import openpyxl
import pytest

from loaders.load import load
from loaders.report.province_of_row import Origins
from loaders.report.rejected_workbook import write_rejected
from loaders.sheets.mapping_file import read_mapping
from loaders.sheets.sheet_block import Block
from tests.loaders.drawn_registers import TODAY, account, csv_file, workbook

FIRST = [
    ["编号", "实验室", "院", "省", "时间"],
    ["A1", "示例甲", "示例院", "湖北", "2024-01-02"],
    ["A2", "示例乙", "示例院", "湖北", "2024-01-03"],
]
SECOND = [
    ["编码", "名称", "主体", "地", "批复"],
    ["B1", "示例丙", "示例所", "湖南", "2024-01-04"],
    ["B2", "示例丁", "示例所", "湖南", "2024-01-05"],
]
FIRST_TABLE = """
[[labs]]
RANGE
[labs.headings]
"编号" = "lab_id"
"实验室" = "lab_name"
"院" = "host_unit"
"省" = "province"
"时间" = "approved_on"
"""
SECOND_TABLE = """
[[labs]]
RANGE
[labs.headings]
"编码" = "lab_id"
"名称" = "lab_name"
"主体" = "host_unit"
"地" = "province"
"批复" = "approved_on"
"""
MOVES = [["甲", "何事", "何时"], ["A1", "批准建设", "2024-01-02"], ["A2", "批准建设", "2024-01-03"]]
MOVES_TABLE = """
[lab_events]
RANGE
[lab_events.headings]
"甲" = "lab_id"
"何事" = "event"
"何时" = "event_date"
"""


def table(text: str, span: str) -> str:
    return text.replace("RANGE", span)


@pytest.fixture
def read(tmp_path):
    def read_rows(rows, *tables):
        (tmp_path / "m.toml").write_text("\n".join(tables), encoding="utf-8")
        path = csv_file(tmp_path / "名单.csv", rows)
        return load([str(path)], read_mapping(str(tmp_path / "m.toml")), None, TODAY)

    return read_rows


def outside(result) -> list[str]:
    return [p.detail for p in result.files[0].problems if p.code == "outside_range"]


def codes(result) -> set[str]:
    return {p.code for p in result.files[0].problems if p.action != "normalised"}


def test_tables_below_each_other_are_read_by_their_rows(read):
    gap = [[None], ["二、第二批"]]
    stacks = [
        (FIRST + SECOND, (1, 3), (4, 6), []),
        (FIRST + gap + SECOND, (1, 3), (6, 8), ["第 5 行"]),
        ([["全部名单"], *FIRST, [None], *SECOND], (2, 4), (6, 8), ["第 1 行"]),
        ([*FIRST, ["合计", "2 家"], ["备注", "示例"], *SECOND], (1, 3), (6, 8), ["第 4–5 行"]),
        ([*FIRST, *SECOND, ["编号", "其他"], ["x", "y"]], (1, 3), (4, 6), ["第 7–8 行"]),
    ]
    for rows, upper, lower, left_out in stacks:
        result = read(
            [list(row) for row in rows],
            table(FIRST_TABLE, f"rows = {{ first = {upper[0]}, last = {upper[1]} }}"),
            table(SECOND_TABLE, f"rows = {{ first = {lower[0]}, last = {lower[1]} }}"),
        )
        assert list(result.registers["labs"].lab_id) == ["A1", "A2", "B1", "B2"], rows
        assert outside(result) == left_out and not codes(result), rows
        skipped = sum(row != [None] for row in rows) - 6
        assert account(result, "labs") == (4 + skipped, 4, 0, 0, skipped), rows


def test_the_last_row_may_be_left_open(read):
    result = read(
        FIRST + SECOND,
        table(FIRST_TABLE, "rows = { last = 3 }"),
        table(SECOND_TABLE, "rows = { first = 4 }"),
    )
    assert account(result, "labs") == (4, 4, 0, 0, 0) and outside(result) == []


def test_two_registers_on_one_sheet_are_read_by_their_rows(read):
    result = read(
        FIRST + MOVES,
        table(FIRST_TABLE, "rows = { first = 1, last = 3 }"),
        table(MOVES_TABLE, "rows = { first = 4, last = 6 }"),
    )
    assert account(result, "labs")[1] == 2 and account(result, "lab_events")[1] == 2


def test_a_second_table_below_a_mapped_one_is_refused_until_rows_are_written(read):
    below = [["实验室编号", "事件", "日期"], ["A1", "批准建设", "2024-01-02"]]
    whole = read(FIRST + below, table(FIRST_TABLE, ""))
    (problem,) = (p for p in whole.files[0].problems if p.action == "file_rejected")
    assert (problem.code, problem.row) == ("second_table", 4) and "用 rows" in problem.message
    mended = read(FIRST + below, table(FIRST_TABLE, "rows = { last = 3 }"))
    assert account(mended, "labs")[1] == 2 and outside(mended) == ["第 4–5 行"]


def test_of_ranges_that_overlap_the_first_that_fits_is_read(read):
    wide = table(FIRST_TABLE, "rows = { first = 1, last = 3 }")
    result = read(FIRST + SECOND, wide, table(FIRST_TABLE, "rows = { first = 1, last = 2 }"),
                  table(FIRST_TABLE, ""))  # fmt: skip
    assert account(result, "labs") == (5, 2, 0, 0, 3)


def test_tables_beside_each_other_are_read_by_their_columns(read):
    beside = [[*left, None, *right] for left, right in zip(FIRST, SECOND, strict=True)]
    again = [[*left, *right] for left, right in zip(FIRST, FIRST[:1] + [
        ["A3", *FIRST[1][1:]], ["A4", "示例戊", *FIRST[2][2:]]], strict=True)]  # fmt: skip
    again[1][6] = "示例己"
    drawn = [
        (beside, SECOND_TABLE, "G", {"A1", "A2", "B1", "B2"}),
        (again, FIRST_TABLE, "F", {"A1", "A2", "A3", "A4"}),
    ]
    for rows, second, letter, ids in drawn:
        result = read(
            rows,
            table(FIRST_TABLE, 'columns = { first = "A", last = "E" }'),
            table(second, f'columns = {{ first = "{letter}" }}'),
        )
        assert set(result.registers["labs"].lab_id) == ids and not codes(result)
        assert account(result, "labs") == (4, 4, 0, 0, 0) and outside(result) == []
    alone = read(beside, table(FIRST_TABLE, 'columns = { last = "E" }'))
    assert outside(alone) == ["G、H、I、J、K 列"] and account(alone, "labs")[1] == 2


def test_rows_refused_on_either_side_go_back_and_are_closed_there(read, tmp_path):
    beside = [[*left, None, *right] for left, right in zip(FIRST, SECOND, strict=True)]
    beside[2][3] = beside[2][9] = "湖路"
    tables = (table(FIRST_TABLE, 'columns = { last = "E" }'),
              table(SECOND_TABLE, 'columns = { first = "G" }'))  # fmt: skip
    result = read(beside, *tables)
    assert account(result, "labs") == (4, 2, 0, 2, 0)
    back = tmp_path / "rejected.xlsx"
    assert write_rejected(result, back) == 2
    book = openpyxl.load_workbook(back)
    places = {(page["A1"].value or page["G1"].value): page for page in book}
    places["编号"]["D2"].value, places["编码"]["J2"].value = "湖北", "湖南"
    book.save(back)
    sources = [str(tmp_path / "名单.csv"), str(back)]
    again = load(sources, read_mapping(str(tmp_path / "m.toml")), None, TODAY)
    assert set(again.registers["labs"].lab_id) == {"A1", "A2", "B1", "B2"}


def test_a_row_refused_in_the_second_table_is_the_second_tables(read, tmp_path):
    moves = [list(row) for row in MOVES]
    moves[2][1] = "搬家"
    result = read(
        FIRST + moves,
        table(FIRST_TABLE, "rows = { last = 3 }"),
        table(MOVES_TABLE, "rows = { first = 4 }"),
    )
    assert account(result, "labs")[1] == 2
    assert account(result, "lab_events") == (2, 1, 0, 1, 0)
    (problem,) = (p for p in result.files[0].problems if p.action == "row_rejected")
    assert (problem.sheet, problem.row, problem.column) == ("名单", 6, "事件")
    assert Origins(result).of(problem) == "420000"
    assert write_rejected(result, tmp_path / "r.xlsx") == 1
    page = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]
    assert [cell.value for cell in page[1]][:3] == MOVES[0]


STATISTICS = [["地区", "产值"], ["湖北", "600129700"], ["湖南", "532300000"]]
STATISTICS_TABLE = """
[province_stats]
RANGE
headings = { "地区" = "province", "产值" = "gdp_100m" }
constants = { year = 2024, source = "示例年鉴" }
"""


def test_units_stated_around_a_range_still_count(read):
    for above, below, first in (
        ([["单位：万元"]], [], 2),
        ([["2024年"], ["单位：万元"], [None]], [], 4),
        ([], [["注：金额单位为万元。"], ["2.按当年价格计算"]], 1),
    ):
        span = f"rows = {{ first = {first}, last = {first + 2} }}"
        result = read(above + STATISTICS + below, table(STATISTICS_TABLE, span))
        stats = result.registers["province_stats"]
        stats = stats[stats._file != ""]
        assert list(stats.gdp_100m) == [60012.97, 53230.0], above


def test_a_range_without_the_headings_is_refused_by_name(read):
    for span in ("rows = { first = 2 }", "rows = { first = 500 }", 'columns = { first = "C" }',
                 "rows = { first = 5, last = 5 }"):  # fmt: skip
        result = read(FIRST + SECOND, table(FIRST_TABLE, span))
        (problem,) = (p for p in result.files[0].problems if p.action == "file_rejected")
        assert (problem.code, problem.column) == ("missing_column", "编号"), span


def test_ranges_hold_in_workbooks_too(tmp_path):
    (tmp_path / "m.toml").write_text(
        table(FIRST_TABLE, "rows = { last = 3 }") + table(SECOND_TABLE, "rows = { first = 4 }"),
        encoding="utf-8",
    )
    path = workbook(tmp_path / "来件.xlsx", 名单=FIRST + SECOND)
    result = load([str(path)], read_mapping(str(tmp_path / "m.toml")), None, TODAY)
    assert account(result, "labs") == (4, 4, 0, 0, 0)


def test_a_table_without_a_range_has_every_row_of_the_largest_file():
    """A file that is read as columns may have more rows than any sheet."""
    assert Block().has_row(1_000_000_000)
