"""同上 and its like mean the cell above in columns that may repeat, and nothing elsewhere."""

import pytest

from loaders.cells.ditto import refers_elsewhere
from loaders.text import fold
from tests.loaders.drawn_registers import (
    LABS,
    account,
    csv_file,
    load_tables,
    loaded,
    old_workbook,
    problems,
    with_cell,
    with_row,
    workbook,
)

MARKS = [
    "同上",
    "同 上",
    "上同",
    "同前",
    "〃",
    "″",
    '"',
    "”",
    "〞",
    "＂",
    "ditto",
    "-〃-",
    "（同上）",
]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("heading", ["依托单位", "省份", "主领域", "批准日期"])
def test_a_mark_repeats_the_cell_above_with_one_note(tmp_path, mark, heading):
    table = with_cell(with_cell(LABS, 2, heading, mark), 3, heading, mark)
    result = load_tables(tmp_path, 实验室名录=table)
    (note,) = result.files[0].problems
    assert (note.code, note.column, note.value, note.detail) == (
        "ditto_repeated", heading, "2", "3、4",
    )  # fmt: skip
    plain_table = [table[0], *[list(row) for row in table[1:]]]
    place = table[0].index(heading)
    plain_table[2][place] = plain_table[3][place] = plain_table[1][place]
    folder = tmp_path / "plain"
    folder.mkdir()
    written_out = load_tables(folder, 实验室名录=plain_table).registers["labs"]
    assert list(result.registers["labs"].iloc[:, 3:].T[2]) == list(written_out.iloc[:, 3:].T[2])


def test_nothing_stands_above_the_first_row(tmp_path):
    result = load_tables(tmp_path, 实验室名录=with_cell(LABS, 1, "主领域", "同上"))
    assert problems(result) == [("ditto_refused", "实验室名录", 2)]


def test_below_a_rejected_row_the_cell_as_received_repeats(tmp_path):
    table = with_cell(with_cell(LABS, 1, "批准日期", "去年"), 2, "主领域", "同上")
    labs = load_tables(tmp_path, 实验室名录=table).registers["labs"].set_index("lab_id")
    assert labs.domain["L2"] == "新材料"


def test_below_a_row_that_could_not_be_read_nothing_repeats(tmp_path):
    ragged = ["L4", "示例丁", "示例院", "湖北", "新材料", "2024-01-02", "多", "一格"]
    rows = [*LABS, ragged, ["L5", "示例戊", "示例院", "湖北", "同上", "2024-01-02"]]
    result = loaded(csv_file(tmp_path / "实验室名录.csv", rows))
    assert problems(result) == [("ragged_row", "实验室名录", 5), ("ditto_refused", "实验室名录", 6)]


@pytest.mark.parametrize("text", ["同上（联合）", "↓"])
def test_what_only_points_elsewhere_is_refused(tmp_path, text):
    result = load_tables(tmp_path, 实验室名录=with_cell(LABS, 2, "依托单位", text))
    assert problems(result) == [("ditto_refused", "实验室名录", 3)]


def test_an_id_is_never_repeated_and_a_dash_stays_a_blank(tmp_path):
    result = load_tables(tmp_path, 实验室名录=with_cell(LABS, 2, "实验室编号", "同上"))
    assert problems(result) == [("ditto_refused", "实验室名录", 3)]
    folder = tmp_path / "dash"
    folder.mkdir()
    assert problems(load_tables(folder, 实验室名录=with_cell(LABS, 2, "主领域", "——"))) == []


def test_numbers_and_years_are_never_repeated(tmp_path):
    stats = [
        ["地区", "年份", "常住人口（万人）", "来源"],
        ["湖北", 2024, 5834, "示例年鉴"],
        ["湖南", "同上", 6539, "同上"],
        ["广东", 2024, "〃", "同上"],
    ]
    result = load_tables(tmp_path, 实验室名录=LABS, 地区基础数据=stats)
    assert [p[::2] for p in problems(result) if p[0] == "ditto_refused"] == [
        ("ditto_refused", 3), ("ditto_refused", 4),
    ]  # fmt: skip


def test_workbooks_old_and_new_repeat_alike(tmp_path):
    table = with_row(LABS, ["L4", "示例丁", "〃", "同上", "〃", "〃"])
    for path in (
        workbook(tmp_path / "a.xlsx", 实验室名录=table),
        old_workbook(tmp_path / "a.xls", 实验室名录=table),
    ):
        result = loaded(path)
        assert account(result, "labs") == (4, 4, 0, 0, 0)
        assert result.registers["labs"].host_unit[3] == "示例公司"


def test_every_sign_that_stands_for_an_arrow_or_a_mark_points_elsewhere():
    signs = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    arrows = [sign for sign in signs if fold(sign) in ("↓", "⇓")]
    marks = [a + b for a in signs if fold(a) == "同" for b in signs if fold(b) == "上"]
    texts = [*arrows, *(f"{mark}（联合实验室）示例大学" for mark in marks)]
    assert len(arrows) > 2 and len(marks) > 2
    assert [text for text in texts if not refers_elsewhere(text)] == []
