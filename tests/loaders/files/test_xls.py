"""Old .xls workbooks: nothing that an .xlsx keeps is lost in them."""

import struct
from datetime import date

import pytest
import xlwt
from xlwt.CompoundDoc import XlsDoc

from loaders.files import xls
from loaders.files.open_file import read_sheets
from loaders.files.raw_sheet import ErrorCell
from loaders.problems import FileRejected
from tests.loaders.drawn_registers import (
    EVENTS,
    LABS,
    account,
    csv_file,
    loaded,
    old_workbook,
    problems,
    with_cell,
)

PERCENT = xlwt.easyxf(num_format_str="0.0%")
CHINESE_DAY = xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"')


def drawn_book(rows: list[list], name: str = "实验室名录"):
    """A workbook of one sheet, and its page to draw more on."""
    book = xlwt.Workbook()
    page = book.add_sheet(name)
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell is not None:
                page.write(number, place, cell)
    return book, page


def saved(book, folder):
    book.save(str(folder / "a.xls"))
    return folder / "a.xls"


def test_an_empty_sheet(tmp_path):
    (sheet,) = read_sheets(old_workbook(tmp_path / "a.xls", 空=[]))
    assert (sheet.name, sheet.rows) == ("空", [])


def test_two_sheets_are_two_registers(tmp_path):
    result = loaded(old_workbook(tmp_path / "a.xls", 实验室名录=LABS, 进退事件=EVENTS))
    assert account(result, "labs") == (3, 3, 0, 0, 0)
    assert account(result, "lab_events") == (3, 3, 0, 0, 0)
    assert problems(result) == []


def test_cells_come_as_they_are_shown(tmp_path):
    book, page = drawn_book([["000123", "95.5", 2024, 1.5, True]])
    page.write(0, 5, 0.955, PERCENT)
    page.write(0, 6, date(2023, 5, 6), CHINESE_DAY)
    page.row(0).set_cell_error(7, "#REF!")
    page.write(1, 0, 1e10, CHINESE_DAY)
    (sheet,) = read_sheets(saved(book, tmp_path))
    *plain, day, error = sheet.rows[0]
    assert plain == ["000123", "95.5", 2024, 1.5, True, "95.5%"] and plain[4] is True
    assert day.date() == date(2023, 5, 6)
    assert isinstance(error, ErrorCell) and error == "#REF!"
    assert sheet.rows[1] == ["#VALUE!"] and isinstance(sheet.rows[1][0], ErrorCell)


def test_an_error_cell_rejects_its_row_by_name(tmp_path):
    book, page = drawn_book(with_cell(LABS, 1, "主领域", None))
    page.row(1).set_cell_error(4, 0x2A)
    (message,) = loaded(saved(book, tmp_path)).files[0].problems
    assert (message.code, message.row, message.column, message.value) == (
        "cell_error",
        2,
        "主领域",
        "#N/A",
    )


def test_a_cell_merged_over_rows_stands_for_each(tmp_path):
    rows = [LABS[0], *([f"L{n}", f"示例{n}", LABS[1][2], None, *LABS[1][4:]] for n in range(3))]
    book, page = drawn_book([[*row[:3], *row[4:]] for row in rows])
    page.write(0, 5, "省份")
    page.write_merge(1, 3, 5, 5, "湖北")
    result = loaded(saved(book, tmp_path))
    assert list(result.registers["labs"].province) == ["420000"] * 3


def test_hidden_rows_are_read_and_hidden_sheets_are_not_and_both_are_told(tmp_path):
    book, page = drawn_book(LABS)
    page.row(2).hidden = True
    page.row(99).hidden = True  # of no value
    other = book.add_sheet("进退事件")
    other.write(0, 0, "实验室编号")
    other.visibility = 2  # as only a macro can hide it
    result = loaded(saved(book, tmp_path))
    assert account(result, "labs") == (3, 3, 0, 0, 0)
    assert problems(result) == [
        ("hidden_rows", "实验室名录", None),
        ("hidden_sheet", "进退事件", None),
    ]
    assert result.files[0].problems[0].value == "1"


@pytest.mark.parametrize("late", [False, True], ids=["1900", "1904"])
def test_dates_and_plain_day_numbers_of_both_epochs(tmp_path, late):
    serial = 45052 - 1462 * late  # 2023-05-06
    days = [serial, "2023-05-06", 20230506, None]
    rows = [[f"L{number}", "批准建设", day] for number, day in enumerate(days, 1)]
    book, page = drawn_book([EVENTS[0], *rows], "进退事件")
    book.dates_1904 = late
    page.write(4, 2, serial, CHINESE_DAY)
    rows = [[f"L{n}", f"示例{n}", *LABS[1][2:]] for n in range(5)]
    labs = csv_file(tmp_path / "labs.csv", [LABS[0], *rows])
    result = loaded(saved(book, tmp_path), labs)
    assert list(result.registers["lab_events"].event_date) == [date(2023, 5, 6)] * 4


def test_macros_are_left_alone_and_told(tmp_path, monkeypatch):
    book = old_workbook(tmp_path / "a.xls", 实验室名录=LABS).read_bytes()
    assert {"note": "macros_ignored"} not in list(xls.read_xls(book))
    monkeypatch.setattr(xls, "_MACROS", "Workbook")  # a part that is there
    assert next(xls.read_xls(book)) == {"note": "macros_ignored"}


def test_a_document_of_another_program_is_no_workbook(tmp_path):
    document = XlsDoc()
    with (tmp_path / "a.xls").open("wb") as stream:
        document.save(stream, b"x" * 8192)
    whole = (tmp_path / "a.xls").read_bytes()
    name = "Workbook".encode("utf-16-le")
    (tmp_path / "a.xls").write_bytes(whole.replace(name, "WordDocu".encode("utf-16-le")))
    with pytest.raises(FileRejected, match="内容不是 Excel 工作簿"):
        read_sheets(tmp_path / "a.xls")


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


BEGIN, END = record(0x809, b"\0" * 16), record(0x0A)
BLANKS = record(0xBE, b"\0" * 516)  # 256 blank cells in one record


def book_of(in_globals: bytes = b"", in_sheet: bytes = b"", moved: int = 0) -> bytes:
    """A stream of a book that lists its only sheet, and the sheet."""
    length = len(BEGIN) + 8 + len(in_globals) + len(END)
    place = record(0x85, struct.pack("<I", length + moved))
    return BEGIN + place + in_globals + END + BEGIN + in_sheet + END


def test_a_book_and_its_sheet_are_in_step():
    xls.check_records(book_of(in_sheet=BLANKS + record(0xFD, b"\0" * 10)))
    xls.check_records(book_of() + b"\0" * 400)  # as some programs fill the last block


@pytest.mark.parametrize(
    "stream",
    [
        book_of(in_sheet=BLANKS * (xls.CELL_LIMIT // 256)),
        book_of(in_globals=record(0xE0, b"\0" * 20) * (xls.GLOBAL_LIMIT + 1)),
        book_of(in_globals=record(0xFC, struct.pack("<II", 1, xls.CELL_LIMIT + 1))),
    ],
    ids=["cells", "formats", "texts"],
)
def test_what_is_too_much_is_counted_before_it_is_read(stream):
    with pytest.raises(FileRejected) as why:
        xls.check_records(stream)
    assert why.value.code == "file_too_big"


@pytest.mark.parametrize(
    "stream",
    [
        b"",
        book_of(in_sheet=record(0xFD, b"\0" * 14)),
        book_of(moved=4),
        book_of()[: -len(BEGIN + END)],
        book_of() + BEGIN + END,
    ],
    ids=["nothing", "a cell too long", "a place too far", "a sheet lost", "a sheet unlisted"],
)
def test_records_out_of_step_are_refused_for_rows_would_be_lost(stream):
    with pytest.raises(FileRejected) as why:
        xls.check_records(stream)
    assert why.value.code == "unreadable_file"
