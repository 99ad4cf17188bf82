"""Numbers, years, ids and standard numbers: what is taken, what is refused and why."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from catalog.definitions import Column
from loaders.cells.converters import ErrorCell, convert
from loaders.problems import Unreadable
from loaders.text import plain

NUMBER = Column("value", "目标值", "number")
PERCENT = Column("budget_execution", "预算执行率", "number", min=0, max=100, unit="%")
YEAR = Column("year", "年度", "year", min=2022, max=2026)
ID = Column("lab_id", "实验室编号", "id")
STANDARD = Column("standard_no", "标准号", "standard_no")
NAME = Column("lab_name", "实验室名称", "text")


def refusal(column, raw):
    with pytest.raises(Unreadable) as refused:
        convert(column, raw)
    return refused.value.code


@pytest.mark.parametrize(
    ("raw", "value"),
    [(0, 0), (95.5, 95.5), ("95.5", 95.5), ("８５．５", 85.5), (" 1,234,567.8 ", 1234567.8),
     ("−3", -3), ("+3", 3), ("１２３", 123), (Decimal("95.50"), 95.5), ("1234", 1234)],
)  # fmt: skip
def test_numbers(raw, value):
    assert convert(NUMBER, raw) == (value, None)


def test_what_is_no_number(subtests):
    cases = ["1_000", "nan", "inf", "1e5", "1e400", 10**400, float("nan"), float("inf"), "9" * 400,
            "约5", "5家", "1,23", "--5", "95%", True, date(2024, 1, 1), datetime(2024, 1, 1),
            time(8), Decimal("NaN"), Decimal("sNaN"), "٣"]  # fmt: skip
    for raw in cases:
        with subtests.test(raw=raw):
            assert refusal(NUMBER, raw) == "bad_number"


@pytest.mark.parametrize(
    ("raw", "value"), [("0", 0), ("100%", 100), ("95.5 %", 95.5), ("９５％", 95)]
)
def test_percent_where_percent_is_the_unit(raw, value):
    assert convert(PERCENT, raw) == (value, None)


@pytest.mark.parametrize("raw", [-0.1, 100.1, "101%"])
def test_bounds_belong_to_the_range_and_nothing_beyond(raw):
    assert refusal(PERCENT, raw) == "number_out_of_range"


@pytest.mark.parametrize("raw", [2024, 2024.0, "2024", "2024.0", "2024年", "2024年度", "２０２４"])
def test_years(raw):
    assert convert(YEAR, raw) == (2024, None)


@pytest.mark.parametrize(
    "raw", ["24", 2024.5, "2024-2025", 20240, "民国113年", True, date(2024, 1, 1)]
)
def test_what_is_no_year(raw):
    assert refusal(YEAR, raw) == "bad_year"


def test_years_beyond_the_bounds():
    assert convert(YEAR, 2022)[0] == 2022 and convert(YEAR, 2026)[0] == 2026
    assert refusal(YEAR, 2021) == refusal(YEAR, 2027) == "number_out_of_range"


@pytest.mark.parametrize(
    "raw", ["A-001", " Ａ－００１ ", "A—001", "A 001".replace(" ", "-"), "A\u200b-0 01"]
)
def test_one_id_in_many_forms(raw):
    assert convert(ID, raw) == ("A-001", None)


def test_ids_keep_leading_zeros_and_case():
    assert convert(ID, "00123")[0] == "00123" and convert(ID, "a1")[0] == "a1"
    assert convert(ID, 123.0)[0] == "123"


@pytest.mark.parametrize("column", [ID, STANDARD], ids=lambda c: c.kind)
def test_a_number_that_lost_digits_is_no_id(column):
    """Spreadsheets keep fifteen digits: 123456789012345678 comes back as ...5000, or as a power."""
    assert refusal(column, 1.23456789012345e17) == refusal(column, float("inf")) == "digits_lost"
    assert convert(column, 123456789012345.0)[0] == "123456789012345"
    assert convert(column, "123456789012345678")[0] == "123456789012345678"
    assert convert(column, 123456789012345678)[0] == "123456789012345678"  # exact in databases


@pytest.mark.parametrize("raw", [1e16, 1e-7, 5e-324, -0.0, 1234567.25, 1e300])
def test_a_number_written_down_is_read_back(raw):
    assert convert(NUMBER, plain(raw)) == (raw, None) and "e" not in plain(raw)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("GB/T 19001-2016", "GB/T 19001-2016"),
        ("gb/t19001—2016", "GB/T 19001-2016"),
        ("ＧＢ／Ｔ　１９００１－２０１６", "GB/T 19001-2016"),
        ("GB/T  4857.5 – 1992", "GB/T 4857.5-1992"),
        ("GB 1234-2020", "GB 1234-2020"),
        ("T/CAS 123-2021", "T/CAS 123-2021"),
        ("DB11/T1234-2020", "DB11/T 1234-2020"),
        ("db4401/t 10-2018", "DB4401/T 10-2018"),
        ("ISO 9001:2015", "ISO 9001:2015"),
        ("GSB  04\n-1767", "GSB 04-1767"),
        ("CNCA 示例规则 1", "CNCA 示例规则 1"),
    ],
)
def test_one_standard_in_many_forms(raw, number):
    assert convert(STANDARD, raw)[0] == number


@pytest.mark.parametrize(
    ("raw", "whole"), [("GB/T 4857.5-92", "GB/T 4857.5-1992"), ("GB 1-49", "GB 1-1949"),
                       ("GB 1-48", "GB 1-2048"), ("GB/T 1-05", "GB/T 1-2005")]
)  # fmt: skip
def test_two_digit_years_are_completed_and_told(raw, whole):
    assert convert(STANDARD, raw) == (whole, ("two_digit_year", whole))


def test_names_stay_as_written_and_refuse_what_is_no_text():
    assert convert(NAME, "示例（甲）Ⅱ")[0] == "示例（甲）Ⅱ"
    assert convert(NAME, 3.0)[0] == "3" and convert(NAME, "2024-05-06")[0] == "2024-05-06"
    for column in (NAME, ID, STANDARD):
        assert refusal(column, "示例\x07甲") == refusal(column, "示例\ud800") == "not_text"


@pytest.mark.parametrize("column", [NAME, ID, NUMBER, YEAR, STANDARD], ids=lambda c: c.kind)
def test_an_excel_error_is_named_in_every_column(column):
    assert refusal(column, ErrorCell("#REF!")) == "cell_error"


@pytest.mark.parametrize("column", [NAME, ID, NUMBER, YEAR, STANDARD], ids=lambda c: c.kind)
@pytest.mark.parametrize("word", ["#N/A", " #div/0! ", "#REF!"])
def test_the_word_of_an_error_is_named_as_well_where_a_file_keeps_only_that(column, word):
    """As in CSV, or in the row of rejected.xlsx that came back uncorrected."""
    assert refusal(column, word) == "cell_error"


def test_a_name_that_only_begins_like_an_error_is_a_name():
    assert convert(NAME, "#N/A 型传感器")[0] == "#N/A 型传感器"
