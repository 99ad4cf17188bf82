"""What number formats show: identifiers with their zeros and letters, days without their year."""

from datetime import date, datetime

import pytest
import xlwt
from openpyxl import Workbook

from loaders.files import number_formats
from loaders.files.number_formats import hides_year, shown_whole_number
from loaders.files.open_file import read_sheets
from loaders.files.raw_sheet import DayWithoutYear, ShownNumber
from tests.loaders.drawn_registers import LABS, account, loaded

DAY = date(2026, 3, 5)
WITHOUT_YEAR = [
    'm"月"d"日"',
    'm"月"d"日";@',
    "[$-804]m月d日",
    "m/d",
    "m/d;@",
    "m-d",
    "mm-dd",
    "d-mmm",
    "m/d h:mm",
]
WITH_YEAR = [
    "yyyy-mm-dd",
    'yyyy"年"m"月"d"日"',
    "mmm-yy",
    "m/d/yy",
    "[$-411]ge.m.d",
    "h:mm",
    "General",
]
IDENTIFIERS = [
    ("000", 7, "007"),
    ('"SL-"000', 7, "SL-007"),
    ("0000-0000", 20240001, "2024-0001"),
    ('0"号"', 7, "7号"),
    ("000000", 1234567, "1234567"),
    ("00", 12, ""),
    ("0", 7, ""),
    ("#,##0", 7000, ""),
    ("0.00", 7, ""),
    ("General", 7, ""),
    ("@", 7, ""),
]  # fmt: skip


def test_a_format_without_year_hides_it(subtests):
    for form in WITHOUT_YEAR:
        with subtests.test(form=form):
            assert hides_year(form)


@pytest.mark.parametrize("form", WITH_YEAR)
def test_a_format_with_year_or_without_day_hides_none(form):
    assert not hides_year(form)


@pytest.mark.parametrize(("form", "number", "text"), IDENTIFIERS)
def test_a_whole_number_as_its_format_shows_it(form, number, text):
    assert (shown_whole_number(number, form) or "") == ("" if text == str(number) else text)


def new_book(path, number_format):
    book = Workbook()
    page = book.active
    page.title = "实验室名录"
    for row in [LABS[0], ["", *LABS[1][1:5], datetime(2026, 3, 5)], LABS[2]]:
        page.append(row)
    page["A2"], page["A2"].number_format = 7, '"SL-"000'
    page["F2"].number_format = number_format
    book.save(path)
    return path


def old_book(path, number_format):
    book = xlwt.Workbook()
    page = book.add_sheet("实验室名录")
    for number, row in enumerate([LABS[0], ["", *LABS[1][1:5], ""], LABS[2]]):
        for place, cell in enumerate(row):
            if cell:
                page.write(number, place, cell)
    page.write(1, 0, 7, xlwt.easyxf(num_format_str='"SL-"000'))
    page.write(1, 5, datetime(2026, 3, 5), xlwt.easyxf(num_format_str=number_format))
    book.save(str(path))
    return path


BOOKS = [(new_book, "a.xlsx"), (old_book, "a.xls")]


@pytest.mark.parametrize(("draw", "name"), BOOKS)
def test_cells_carry_what_their_format_shows(tmp_path, draw, name):
    (sheet,) = read_sheets(draw(tmp_path / name, 'm"月"d"日"'))
    lab, day = sheet.rows[1][0], sheet.rows[1][5]
    assert isinstance(lab, ShownNumber) and (lab, lab.text) == (7, "SL-007")
    assert isinstance(day, DayWithoutYear) and (day, day.text) == (DAY, "3月5日")


@pytest.mark.parametrize(("draw", "name"), BOOKS)
def test_a_day_shown_without_its_year_refuses_its_row_alone(tmp_path, draw, name):
    result = loaded(draw(tmp_path / name, 'm"月"d"日"'))
    assert account(result, "labs") == (2, 1, 0, 1, 0)
    (problem,) = [p for p in result.files[0].problems if p.action == "row_rejected"]
    assert (problem.code, problem.row, problem.column) == ("year_not_shown", 2, "批准日期")
    assert "3月5日" in problem.message and "2026-03-05" in problem.message


@pytest.mark.parametrize(("draw", "name"), BOOKS)
def test_the_same_day_shown_with_its_year_is_accepted(tmp_path, draw, name):
    result = loaded(draw(tmp_path / name, "yyyy-mm-dd"))
    assert account(result, "labs") == (2, 2, 0, 0, 0)
    assert set(result.registers["labs"]["lab_id"]) == {"SL-007", "L2"}


def test_formats_of_chinese_excel_without_a_code_show_month_and_day(tmp_path):
    from tests.loaders.files.test_xlsx import MAIN, read

    styles = (
        f'<styleSheet {MAIN}><cellXfs><xf numFmtId="58"/><xf numFmtId="31"/></cellXfs></styleSheet>'
    )
    cells = '<row><c s="0"><v>46086</v></c><c s="1"><v>46086</v></c></row>'
    ((short, long),) = read(tmp_path, cells, **{"xl/styles.xml": styles.encode()}).rows
    assert short.text == "3月5日" and not isinstance(long, DayWithoutYear)


def test_a_format_is_taken_apart_once_however_many_cells_have_it():
    number_formats._parse_whole_number.cache_clear()
    texts = [shown_whole_number(number, '"SL-"000') for number in range(1000)]
    assert texts[7] == "SL-007"
    assert number_formats._parse_whole_number.cache_info().misses == 1
