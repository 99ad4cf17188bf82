"""rejected.xlsx: every rejected row as received, marked, with the reason; corrected, it loads."""

from datetime import UTC, datetime

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.report.rejected_workbook import write_rejected
from tests.loaders.drawn_registers import (
    EVENTS,
    LABS,
    account,
    csv_file,
    load_tables,
    loaded,
    with_cell,
    with_row,
    workbook,
)

MARK = "00FFE0B2"


def written(result, folder):
    path = folder / "rejected.xlsx"
    return write_rejected(result, path), openpyxl.load_workbook(path)


def marked(page):
    return [c.coordinate for row in page.iter_rows() for c in row if c.fill.fgColor.rgb == MARK]


def test_nothing_rejected_leaves_no_workbook_not_even_an_old_one(tmp_path):
    path = tmp_path / "rejected.xlsx"
    path.write_bytes(b"of yesterday")
    assert write_rejected(load_tables(tmp_path, 实验室名录=LABS), path) == 0
    assert not path.exists()


def test_a_row_comes_back_as_received_with_its_reasons(tmp_path):
    table = [["示例名录"], *with_cell(with_cell(LABS, 2, "省份", "湖北路"), 2, "批准日期", "去年")]
    result = load_tables(tmp_path, 实验室名录=table)
    count, book = written(result, tmp_path)
    assert (count, book.sheetnames) == (1, ["实验室名录"])
    heading, row = book["实验室名录"].iter_rows(values_only=True)
    assert list(heading) == [*LABS[0], "来源文件", "来源工作表", "原行号", "原因与办法"]
    assert row[:9] == (*table[3], "实验室名录.csv", "实验室名录", 4)
    assert row[9].count("第 4 行") == 2 and "\n" in row[9]
    assert marked(book["实验室名录"]) == ["D2", "F2"]


def test_signs_that_no_workbook_can_hold_are_shown_as_such(tmp_path):
    """A vertical tab is a line break of word processors, U+FFFE no sign at all."""
    table = with_cell(with_cell(LABS, 2, "省份", "湖\x0b北路"), 2, "实验室名称", "示例\ufffe室")
    count, book = written(loaded(csv_file(tmp_path / "a.csv", table)), tmp_path)
    line = [cell.value for cell in book.active[2]]
    assert count == 1 and "湖\n北路" in line and "示例\ufffd室" in line


def test_cells_are_marked_under_headings_of_their_own(tmp_path):
    headings = ["编号", "实验室全称", "承担单位", "所在省份*", "领域", "批复日期"]
    table = [headings, [*LABS[1][:3], "?", *LABS[1][4:]], LABS[2]]
    _, book = written(load_tables(tmp_path, 实验室名录=table), tmp_path)
    assert marked(book.active) == ["D2"]


def test_a_sheet_for_each_sheet_that_had_any(tmp_path):
    events = with_row(EVENTS, ["L9", "批准建设", "2024-01-01"])
    book = workbook(
        tmp_path / "a.xlsx", 实验室名录=with_cell(LABS, 3, "省份", "?"), 进退事件=events
    )
    other = csv_file(tmp_path / "实验室名录.csv", with_cell(LABS, 1, "省份", "?")[:2])
    count, back = written(loaded(book, other), tmp_path)
    assert count == 3
    assert back.sheetnames == ["实验室名录 1", "进退事件 2", "实验室名录 3"]


def corrected(result, folder, **cells):
    """rejected.xlsx of what was found, with cells of its first sheet changed, as a source."""
    path = folder / "back.xlsx"
    write_rejected(result, path)
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book.active[place] = value
    book.save(path)
    return path


def problems_of(result):
    return [(p.code, p.file, p.row) for f in result.files for p in f.problems]


def test_a_corrected_row_sent_back_closes_the_rejected_one(tmp_path):
    bad = load_tables(tmp_path, 实验室名录=with_cell(LABS, 2, "省份", "湖北路"))
    back = corrected(bad, tmp_path, D2="北京")
    result = loaded(tmp_path / "实验室名录.csv", back)
    assert list(result.registers["labs"].lab_id) == ["L1", "L3", "L2"]
    assert account(result, "labs") == (4, 3, 1, 0, 0)
    assert problems_of(result) == [("corrected_row", "实验室名录.csv", 3)]
    assert "已由《back.xlsx》“实验室名录”第 2 行改正" in result.files[0].problems[0].message
    assert write_rejected(result, tmp_path / "rejected.xlsx") == 0


def test_a_row_that_is_still_wrong_is_rejected_once_where_it_stands_now(tmp_path):
    bad = load_tables(tmp_path, 实验室名录=with_cell(LABS, 2, "省份", "湖北路"))
    result = loaded(tmp_path / "实验室名录.csv", corrected(bad, tmp_path, D2="湖南路"))
    assert account(result, "labs") == (4, 2, 1, 1, 0)
    assert problems_of(result) == [
        ("corrected_row", "实验室名录.csv", 3), ("unknown_province", "back.xlsx", 2),
    ]  # fmt: skip


def test_a_slip_of_the_pen_in_where_it_came_from_loses_nothing(tmp_path):
    """Row 2 of the original is good: naming it closes nothing, and row 3 stays rejected."""
    bad = load_tables(tmp_path, 实验室名录=with_cell(LABS, 2, "省份", "湖北路"))
    result = loaded(tmp_path / "实验室名录.csv", corrected(bad, tmp_path, D2="北京", I2=2))
    assert account(result, "labs") == (4, 3, 0, 1, 0)
    assert problems_of(result) == [("unknown_province", "实验室名录.csv", 3)]


def test_a_corrected_sheet_alone_is_a_register_like_any_other(tmp_path):
    bad = load_tables(tmp_path, 实验室名录=with_cell(LABS, 2, "省份", "湖北路"))
    result = loaded(corrected(bad, tmp_path, D2="北京"))
    assert account(result, "labs") == (1, 1, 0, 0, 0) and problems_of(result) == []


def test_a_conflict_is_closed_when_one_of_the_two_rows_is_corrected(tmp_path):
    """
    row  id  name      sent back as
    2    L1  示例甲    L1 示例甲
    5    L1  示例丁    L4 示例丁
    """
    twice = with_row(LABS, ["L1", "示例丁", *LABS[1][2:]])
    bad = load_tables(tmp_path, 实验室名录=twice)
    assert account(bad, "labs") == (4, 2, 0, 2, 0)
    result = loaded(tmp_path / "实验室名录.csv", corrected(bad, tmp_path, A3="L4"))
    assert account(result, "labs") == (6, 4, 2, 0, 0)
    assert sorted(result.registers["labs"].lab_id) == ["L1", "L2", "L3", "L4"]


def test_what_only_followed_from_a_corrected_row_is_closed_with_it(tmp_path):
    """The events of a rejected laboratory come back to life with it."""
    labs = csv_file(tmp_path / "名录.csv", with_cell(LABS, 2, "省份", "湖北路"))
    events = csv_file(tmp_path / "进退.csv", EVENTS)
    bad = loaded(labs, events)
    assert account(bad, "lab_events") == (3, 1, 0, 2, 0)
    back = corrected(bad, tmp_path, D2="北京")
    book = openpyxl.load_workbook(back)
    del book["进退 2"]
    book.save(back)
    result = loaded(labs, events, back)
    assert account(result, "labs") == (4, 3, 1, 0, 0)
    assert account(result, "lab_events") == (3, 3, 0, 0, 0)


def test_no_cell_is_a_formula_or_breaks_the_workbook(tmp_path):
    row = ["=HYPERLINK(1)", "示\x07例\x1b", "+1", "?", "@SUM(1)", "-1"]
    result = loaded(csv_file(tmp_path / "labs.csv", with_row(LABS, row)))
    _, book = written(result, tmp_path)
    cells = list(book.active[2])[:6]
    assert [c.data_type for c in cells] == ["s"] * 6
    assert [c.value for c in cells] == [*row[:1], "示\ufffd例\ufffd", *row[2:]]
    assert {c.number_format for c in cells} == {"@"}


def test_a_shifted_row_keeps_its_last_cells_before_the_reasons(tmp_path):
    result = loaded(csv_file(tmp_path / "labs.csv", with_row(LABS, [*LABS[1], "多", "余"])))
    _, book = written(result, tmp_path)
    heading, row = book.active.iter_rows(values_only=True)
    assert row[:9] == (*LABS[1], "多", "余", "labs.csv")
    assert [text or "" for text in heading[6:9]] == ["", "", "来源文件"]


def test_values_a_workbook_cannot_hold_come_as_text(tmp_path):
    rows = [{"lab_id": "L1", "lab_name": "示例", "host_unit": "院", "province": "?", "city": None,
             "approved_on": datetime(2023, 5, 6, tzinfo=UTC)}]  # fmt: skip
    table = pa.Table.from_pylist(rows).append_column("open_hours", pa.array([float("inf")]))
    pq.write_table(table, tmp_path / "labs.parquet")
    _, book = written(loaded(tmp_path / "labs.parquet"), tmp_path)
    values = [c.value for c in book.active[2]]
    assert "inf" in values and any("2023-05-06" in str(v) for v in values)
