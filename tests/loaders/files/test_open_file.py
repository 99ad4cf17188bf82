"""Files as they are received: what they are, what they are called, cells of workbooks."""

import random
import subprocess
import sys
from datetime import date, datetime

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from catalog.definitions import ROOT
from loaders.files.by_signature import OLE, PARQUET, ZIP
from loaders.files.open_file import read_sheets
from loaders.files.raw_sheet import NOT_CALCULATED, ErrorCell
from loaders.files.subprocess_reader import answers
from loaders.problems import FileRejected
from tests.loaders.drawn_registers import (
    EVENTS,
    LABS,
    account,
    csv_file,
    loaded,
    old_workbook,
    workbook,
)


def refusal(path):
    with pytest.raises(FileRejected) as refused:
        read_sheets(path)
    return refused.value.code, refused.value.detail


def test_an_empty_file_and_an_empty_sheet(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"")
    assert refusal(tmp_path / "a.csv")[0] == "empty_file"
    (sheet,) = read_sheets(workbook(tmp_path / "a.xlsx", 空=[]))
    assert (sheet.name, sheet.rows) == ("空", [])


@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsm", "a.parquet"])
def test_what_is_not_what_its_name_says(tmp_path, name):
    for text in ("实验室编号,省份\n", "<html>表格</html>"):
        for encoding in ("utf-8", "gb18030", "utf-16"):
            (tmp_path / name).write_bytes(text.encode(encoding))
            assert refusal(tmp_path / name) == ("not_as_named", "文本或网页")
    (tmp_path / name).write_bytes(b"\x7fELF\x00\x01" * 100)
    assert refusal(tmp_path / name) == ("unreadable_file", "内容无法识别")


@pytest.mark.parametrize("mark", [ZIP, OLE, PARQUET], ids=["xlsx", "xls", "parquet"])
def test_what_only_begins_as_its_name_says(tmp_path, mark):
    path = tmp_path / ("a.parquet" if mark == PARQUET else "a.xlsx")
    path.write_bytes(mark + b"\0" * 600)
    assert refusal(path)[0] == "unreadable_file"


def test_contents_of_one_kind_under_the_name_of_another(tmp_path):
    pq.write_table(pa.table({"省份": ["湖北"]}), tmp_path / "a.parquet")
    book = workbook(tmp_path / "a.xlsx", 表=LABS).read_bytes()
    old = old_workbook(tmp_path / "a.xls", 表=LABS).read_bytes()
    table = (tmp_path / "a.parquet").read_bytes()
    for name, content, what in (
        ("b.csv", book, "工作簿"),
        ("b.csv", old, "旧式工作簿"),
        ("b.csv", table, "Parquet 文件"),
        ("b.parquet", book, "工作簿"),
        ("b.xlsx", table, "Parquet 文件"),
    ):
        (tmp_path / name).write_bytes(content)
        assert refusal(tmp_path / name) == ("not_as_named", what)


def test_an_old_and_a_new_workbook_may_bear_each_others_name(tmp_path):
    new = workbook(tmp_path / "b.xlsx", 实验室名录=LABS).rename(tmp_path / "b.xls")
    old = old_workbook(tmp_path / "c.xls", 实验室名录=LABS).rename(tmp_path / "c.xlsx")
    assert account(loaded(new), "labs")[1] == account(loaded(old), "labs")[1] == 3


def test_a_damaged_workbook_is_refused_or_read_and_nothing_else(tmp_path):
    whole = workbook(tmp_path / "whole.xlsx", 实验室名录=LABS).read_bytes()
    draw = random.Random(2022)
    for number in range(80):
        broken = bytearray(whole)
        for _ in range(draw.randint(1, 4)):
            broken[draw.randrange(len(broken))] ^= 1 << draw.randrange(8)
        content = bytes(broken) if number % 4 else whole[: draw.randrange(len(whole))]
        (tmp_path / "broken.xlsx").write_bytes(content)
        *lines, last = answers(tmp_path / "broken.xlsx")
        if last == {"done": True}:
            assert sum(isinstance(line, list) for line in lines) == 4
        else:
            assert last["rejected"][0] in {"unreadable_file", "hostile_file"}


def test_cells_come_as_they_are(tmp_path):
    rows = [["000123", 95.5, "95.5", datetime(2024, 5, 6), True, None, "=1+1", "#REF!"]]
    (sheet,) = read_sheets(workbook(tmp_path / "a.xlsx", 表=rows))
    *plain, formula, error = sheet.rows[0]
    assert plain == rows[0][:6]
    assert isinstance(formula, ErrorCell) and formula == NOT_CALCULATED
    assert isinstance(error, ErrorCell) and error == "#REF!"


def test_an_error_cell_rejects_its_row_by_name(tmp_path):
    rows = [LABS[0], [*LABS[1][:4], "#N/A", LABS[1][5]], LABS[2]]
    result = loaded(workbook(tmp_path / "a.xlsx", 实验室名录=rows))
    (message,) = result.files[0].problems
    assert (message.code, message.row, message.column, message.value) == (
        "cell_error",
        2,
        "主领域",
        "#N/A",
    )


def test_a_cell_merged_over_rows_stands_for_each(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    for row in [LABS[0], *([*LABS[1][:3], None, *LABS[1][4:]] for _ in range(3))]:
        page.append(row)
    for number in range(2, 5):
        page.cell(number, 1).value = f"L{number}"
        page.cell(number, 2).value = f"示例{number}"
    page["D2"] = "湖北"
    page.merge_cells("D2:D4")
    book.save(tmp_path / "a.xlsx")
    assert list(loaded(tmp_path / "a.xlsx").registers["labs"].province) == ["420000"] * 3


@pytest.mark.parametrize("late", [False, True], ids=["1900", "1904"])
def test_dates_and_plain_day_numbers_of_both_epochs(tmp_path, late):
    book = openpyxl.Workbook()
    if late:
        book.epoch = CALENDAR_MAC_1904
    serial = 45052 - 1462 * late  # 2023-05-06
    days = [date(2023, 5, 6), serial, float(serial), "2023-05-06", 20230506]
    book.active.append(EVENTS[0])
    for place, day in enumerate(days):
        book.active.append([f"L{place}", "批准建设", day])
    book.save(tmp_path / "events.xlsx")
    labs = [LABS[0], *([f"L{n}", f"示例{n}", *LABS[1][2:]] for n in range(len(days)))]
    result = loaded(tmp_path / "events.xlsx", csv_file(tmp_path / "labs.csv", labs))
    assert list(result.registers["lab_events"].event_date) == [date(2023, 5, 6)] * len(days)


@pytest.mark.parametrize(("suffix", "library"), [("xlsx", "openpyxl"), ("parquet", "pyarrow")])
def test_a_reader_starts_without_what_only_writing_needs(tmp_path, suffix, library):
    """It is started for every file: numpy and Pillow took half of its time."""
    program = """
import sys
from pathlib import Path
from loaders.files.subprocess_reader import answers

assert {"done": True} in answers(Path(sys.argv[1]))
print(*{"openpyxl", "pyarrow", "numpy", "PIL"}.intersection(sys.modules))
"""
    path = tmp_path / f"a.{suffix}"
    if suffix == "xlsx":
        workbook(path, 实验室名录=LABS)
    else:
        pd.DataFrame(LABS[1:], columns=LABS[0]).to_parquet(path)
    command = [sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, cwd=ROOT.parent, capture_output=True, text=True, check=True)
    assert done.stdout == f"{library}\n"


def test_a_word_that_comes_again_is_held_once(tmp_path):
    table = pd.DataFrame(
        {"省份": ["湖北省", "湖北省"], "日期": [date(2024, 5, 6), date(2024, 5, 6)]}
    )
    table.to_csv(tmp_path / "a.csv", index=False)
    table.to_parquet(tmp_path / "a.parquet")
    for name in ("a.csv", "a.parquet"):
        _, first, second = read_sheets(tmp_path / name)[0].rows
        assert first == second
        assert all(cell is other for cell, other in zip(first, second, strict=True)), name
