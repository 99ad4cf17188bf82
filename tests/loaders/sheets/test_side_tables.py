"""Tables beside each other are read one by one, each row under its own number and columns."""

from loaders.sheets.side_tables import side_blocks
from tests.loaders.drawn_registers import (
    EVENTS,
    LABS,
    account,
    csv_file,
    loaded,
    old_workbook,
    problems,
    with_cell,
    workbook,
)

MORE = [LABS[0], ["L4", "示例丁", "示例大学", "湖南", "新材料", "2024-03-01"]]
NUMBERED = [["序号", *MORE[0]], [1, *MORE[1]]]
STATISTICS = [["省份", "年份", "地区生产总值", "来源"], ["湖北", 2024, 600129700, "示例"]]
STANDARDS = [
    ["标准号", "名称", "类别", "发布日期"],
    ["GB/T 1-2024", "示例", "推标", "2024-05-06"],
]


def beside(*tables: list[list], gap: int = 1) -> list[list]:
    """The tables beside each other, the shorter ones filled up with blanks."""
    rows = []
    for number in range(max(map(len, tables))):
        row = []
        for table in tables:
            cells = table[number] if number < len(table) else [None] * len(table[0])
            row += [*cells, *[None] * gap]
        rows.append(row)
    return rows


def columns_read(result) -> list[str]:
    return [p.detail for p in result.files[0].problems if p.code == "side_tables"]


def counts(result) -> dict[str, int]:
    """Register -> rows kept of those that were read; none was lost."""
    entries = {name: account(result, name) for name in result.ledger.entries}
    assert all(read == kept + skipped for read, kept, _, _, skipped in entries.values())
    return {name: entry[1] for name, entry in entries.items() if entry[1]}


DRAWN = [
    (beside(LABS, MORE), "A–F、H–M", {"labs": 4}),
    (beside(MORE, LABS, gap=0), "A–F、G–L", {"labs": 4}),
    (beside(NUMBERED, [NUMBERED[0], [2, *LABS[1]]], gap=0), "A–G、H–N", {"labs": 2}),
    (beside(LABS, EVENTS), "A–F、H–J", {"labs": 3, "lab_events": 3}),
    (beside(EVENTS, LABS, gap=0), "A–C、D–I", {"labs": 3, "lab_events": 3}),
    (beside(LABS, EVENTS, STANDARDS, gap=2), "A–F、I–K、N–Q",
     {"labs": 3, "lab_events": 3, "standards": 1}),
    ([["名录", *[None] * 6, "进退"], *beside(LABS, EVENTS)], "A–F、H–J",
     {"labs": 3, "lab_events": 3}),
    (beside([[None] * 6, *LABS], EVENTS), "A–F、H–J", {"labs": 3, "lab_events": 3}),
    (beside(LABS, [*EVENTS, [None] * 3, ["注：示例。", None, None]]), "A–F、H–J",
     {"labs": 3, "lab_events": 3}),
    (beside([[*row, None, "备注"] for row in LABS], EVENTS), "A–H、J–L",
     {"labs": 3, "lab_events": 3}),
]  # fmt: skip


def test_tables_beside_each_other_are_read_one_by_one(tmp_path):
    for rows, columns, kept in DRAWN:
        for path in (
            csv_file(tmp_path / "名单.csv", rows),
            workbook(tmp_path / "名单.xlsx", 实验室名录=rows),
            old_workbook(tmp_path / "名单.xls", 名单=rows),
        ):
            result = loaded(path)
            assert (columns_read(result), counts(result)) == ([columns], kept), (path, rows)


def test_a_problem_names_the_row_and_columns_of_its_table(tmp_path):
    rows = beside(LABS, with_cell(MORE, 1, "省份", "湖南路"))
    path = csv_file(tmp_path / "名单.csv", rows)
    assert problems(loaded(path)) == [
        ("side_tables", "名单", None), ("unknown_province", "名单（H—M 列）", 2),
    ]  # fmt: skip


def test_tables_below_each_other_in_some_of_the_columns_are_read_too(tmp_path):
    rows = beside([*LABS, [None] * 6, ["标准号", "名称", "类别", "发布日期", None, None],
                   [*STANDARDS[1], None, None]], EVENTS)  # fmt: skip
    result = loaded(csv_file(tmp_path / "名单.csv", rows))
    assert counts(result) == {"labs": 3, "lab_events": 3, "standards": 1}


def test_a_unit_above_or_below_all_tables_is_that_of_each(tmp_path):
    turned = [STATISTICS[0], ["湖南", 2024, 532309000, "示例"]]
    labs, unit = csv_file(tmp_path / "实验室名录.csv", LABS), ["金额单位：万元"]
    tables = beside(STATISTICS, turned)
    for rows in ([unit, *tables], [[None] * 8 + unit, *tables], [*tables, ["注：金额单位为万元"]]):
        result = loaded(labs, csv_file(tmp_path / "分省.csv", rows))
        stats = result.registers["province_stats"]
        stats = stats[stats._file != ""].set_index("province")
        assert dict(stats.gdp_100m) == {"420000": 60012.97, "430000": 53230.9}, rows


def test_what_is_surely_one_table_is_not_parted(tmp_path):
    with_gap = [[*row[:3], None, *row[3:]] for row in LABS]
    doubtful = [[*row, "示例市", *other] for row, other in zip(LABS, LABS, strict=True)]
    doubtful[0][6] = "城市"  # of the laboratory on its left or on its right
    for rows in (LABS, with_gap, [[*row, None, "备注"] for row in LABS], doubtful):
        assert side_blocks(rows) == []
    assert problems(loaded(csv_file(tmp_path / "a.csv", doubtful)))[0][0] == "duplicate_heading"


def test_a_second_table_that_lacks_a_heading_is_refused_by_its_name(tmp_path):
    for register, name, lacking in (
        ("标准与认证方法", with_cell(STANDARDS, 0, "发布日期", None), "发布日期"),
        ("标准与认证方法", with_cell(STANDARDS, 0, "类别", None), "类别"),
        ("进退事件", with_cell(EVENTS, 0, "事件", None), "事件"),
        ("地区基础数据", with_cell(STATISTICS, 0, "来源", "备注"), "来源"),
    ):
        below = [*LABS, [None] * 6, *([*row, None, None, None][:6] for row in name)]
        for rows in (beside(LABS, name), beside(name, LABS), below):
            for path in (
                csv_file(tmp_path / "名单.csv", rows),
                workbook(tmp_path / "名单.xlsx", 实验室名录=rows),
            ):
                problem = loaded(path).files[0].problems[-1]
                assert (problem.code, problem.column, problem.detail) == (
                    "missing_column", lacking, register,
                ), rows  # fmt: skip


def test_a_heading_over_two_rows_lacks_nothing_beside_another_table(tmp_path):
    two_rows = [["实验室编号", "事件", "发生"], [None, None, "日期"], *EVENTS[1:]]
    for rows in (beside(LABS, two_rows), beside(two_rows, LABS)):
        result = loaded(csv_file(tmp_path / "名单.csv", rows))
        assert counts(result) == {"labs": 3, "lab_events": 3}, rows
    below = [*LABS, [None] * 6, *([*row, None, None, None] for row in two_rows)]
    codes = [problem[0] for problem in problems(loaded(csv_file(tmp_path / "名单.csv", below)))]
    assert "missing_column" not in codes and "missing_required" in codes  # row by row, as such
