"""Files as they are received: encodings, broken and locked files, cells of workbooks."""

import os
import random
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from loaders.converters import ErrorCell
from loaders.problems import FileRejected
from loaders.sheets import read_sheets
from loaders.workbooks import NOT_CALCULATED, read_xlsx
from tests.loaders.drawn import EVENTS, LABS, account, csv_file, loaded, workbook


def refusal(path):
    with pytest.raises(FileRejected) as refused:
        read_sheets(path)
    return refused.value.code, refused.value.detail


def test_an_empty_file_and_an_empty_sheet(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"")
    assert refusal(tmp_path / "a.csv")[0] == "empty_file"
    (sheet,) = read_sheets(workbook(tmp_path / "a.xlsx", 空=[]))
    assert (sheet.name, sheet.rows) == ("空", [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_in_any_of_the_usual_encodings(tmp_path, encoding):
    found = loaded(csv_file(tmp_path / "实验室名录.csv", LABS, encoding))
    assert list(found.registers["labs"].lab_name) == ["示例甲", "示例乙", "示例丙"]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_csv_with_another_separator(tmp_path, mark):
    text = "\r\n".join(mark.join(row) for row in LABS)
    (tmp_path / "labs.csv").write_bytes(text.encode())
    assert account(loaded(tmp_path / "labs.csv"), "labs")[1] == 3


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("省份\n湖\x00北".encode(), "第 2 行含有空字符 NUL"),
        (b"a,b\n\xff\xff\xff,c\n", "第 2 行不是 UTF-8 或 GB18030 编码"),
        ("省份".encode("utf-16") + b"x", "UTF-16 编码不完整"),
        (b'a,"b\n"x"y\n', "CSV 格式有误"),
    ],
)
def test_a_broken_csv_is_refused_with_the_line(tmp_path, content, why):
    (tmp_path / "a.csv").write_bytes(content)
    code, detail = refusal(tmp_path / "a.csv")
    assert code == "unreadable_file" and why in detail


@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsm", "a.xls", "a.parquet"])
def test_what_is_not_what_its_name_says(tmp_path, name):
    (tmp_path / name).write_bytes(b"<html>not a workbook</html>" * 20)
    assert refusal(tmp_path / name)[0] == "unreadable_file"
    (tmp_path / name).write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    assert refusal(tmp_path / name)[0] == "unreadable_file"


def test_a_workbook_under_a_password_and_one_under_another_name(tmp_path):
    locked = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "a.xlsx").write_bytes(locked)
    assert refusal(tmp_path / "a.xlsx")[0] == "encrypted_file"
    workbook(tmp_path / "b.xlsx", 实验室名录=LABS).rename(tmp_path / "b.xls")
    assert account(loaded(tmp_path / "b.xls"), "labs")[1] == 3


def test_other_kinds_of_files_and_links_and_pipes(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"x")
    assert refusal(tmp_path / "a.docx")[0] == "unsupported_type"
    csv_file(tmp_path / "real.csv", LABS)
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    assert refusal(tmp_path / "link.csv")[0] == refusal(tmp_path / "pipe.csv")[0]
    assert refusal(tmp_path / "pipe.csv")[0] == "not_a_regular_file"


def test_a_damaged_workbook_is_refused_or_read_and_nothing_else(tmp_path):
    whole = workbook(tmp_path / "whole.xlsx", 实验室名录=LABS).read_bytes()
    draw = random.Random(2022)
    for number in range(80):
        broken = bytearray(whole)
        for _ in range(draw.randint(1, 4)):
            broken[draw.randrange(len(broken))] ^= 1 << draw.randrange(8)
        content = bytes(broken) if number % 4 else whole[: draw.randrange(len(whole))]
        try:
            (sheet,) = read_xlsx(content)
        except FileRejected as why:
            assert (why.code, why.detail[:6]) == ("unreadable_file", "工作簿已损坏")
            continue
        assert len(sheet.rows) == 4


def test_cells_come_as_they_are(tmp_path):
    rows = [["000123", 95.5, "95.5", datetime(2024, 5, 6), True, None, "=1+1", "#REF!"]]
    (sheet,) = read_sheets(workbook(tmp_path / "a.xlsx", 表=rows))
    *plain, formula, error = sheet.rows[0]
    assert plain == rows[0][:6]
    assert isinstance(formula, ErrorCell) and formula == NOT_CALCULATED
    assert isinstance(error, ErrorCell) and error == "#REF!"


def test_an_error_cell_rejects_its_row_by_name(tmp_path):
    rows = [LABS[0], [*LABS[1][:4], "#N/A", LABS[1][5]], LABS[2]]
    found = loaded(workbook(tmp_path / "a.xlsx", 实验室名录=rows))
    (told,) = found.files[0].problems
    assert (told.code, told.row, told.column, told.value) == ("cell_error", 2, "主领域", "#N/A")


def test_a_cell_merged_over_rows_stands_for_each(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    for row in [LABS[0], *([*LABS[1][:3], None, *LABS[1][4:]] for _ in range(3))]:
        page.append(row)
    for number in range(2, 5):
        page.cell(number, 1).value = f"L{number}"
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
    labs = [LABS[0], *([f"L{n}", *LABS[1][1:]] for n in range(len(days)))]
    found = loaded(tmp_path / "events.xlsx", csv_file(tmp_path / "labs.csv", labs))
    assert list(found.registers["lab_events"].event_date) == [date(2023, 5, 6)] * len(days)
