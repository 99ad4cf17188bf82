"""The empty workbook: what it asks for is what the loaders take."""

from datetime import date

import openpyxl
import pytest

from catalog.definitions import catalog
from loaders.__main__ import main
from loaders.registers.read_file import EXAMPLE, GUIDE
from loaders.template.guide_sheets import describe, example_rows
from loaders.template.workbook import heading, write_template
from tests.loaders.drawn_registers import LABS, account, loaded, problems

REGISTERS = catalog().registers


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "新" / "模板.xlsx"
    write_template(path)
    return path


@pytest.fixture
def book(path):
    return openpyxl.load_workbook(path)


def first_column(rule):
    (area,) = rule.sqref.ranges
    return area.min_col


def lists(page):
    """{first column: (formula, enforced)} of the drop-downs."""
    return {
        first_column(rule): (rule.formula1, rule.showErrorMessage)
        for rule in page.data_validations.dataValidation
        if rule.type == "list"
    }


def test_the_empty_template_holds_no_row_and_no_other_problem(path):
    result = loaded(path)
    assert [code for code, _, _ in problems(result)] == ["no_labs"]
    assert all(account(result, name) == (0, 0, 0, 0, 0) for name in REGISTERS)


def test_instructions_first_then_every_register_then_the_example(book):
    sheets = [register.sheet for register in REGISTERS.values()]
    assert book.sheetnames == [GUIDE, *sheets, EXAMPLE]
    assert all(page.sheet_state == "visible" for page in book)


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_headings_notes_and_formats(book, register):
    page = book[register.sheet]
    columns = list(register.columns.values())
    assert [cell.value for cell in page[1]] == [heading(column) for column in columns]
    assert page.freeze_panes == "A2"
    for cell, column in zip(page[1], columns, strict=True):
        assert cell.comment.text == "\n".join(describe(column))
        assert cell.comment.text.startswith("必填" if column.required else "选填")
        assert cell.value.endswith("*") == column.required
        assert column.unit in cell.value
        width = page.column_dimensions[cell.column_letter]
        assert width.width >= 16
        assert (width.number_format == "yyyy-mm-dd") == (column.kind == "date")
        assert (width.number_format == "@") == (
            column.kind not in ("date", "number", "target", "year")
        )


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_drop_downs_offer_the_words_of_the_catalogue(book, register):
    offered = lists(book[register.sheet])
    for place, column in enumerate(register.columns.values(), 1):
        words = catalog().codes[column.codes].names if column.codes else {
            "province": list(catalog().provinces.short), "domain": catalog().domains,
            "domains": catalog().domains,
            "indicator": [entry.name for entry in catalog().indicators.values()],
            "clause": [entry.title for entry in catalog().clauses],
        }.get(column.kind)  # fmt: skip
        assert (place in offered) == (words is not None), column.name
        if words is None:
            continue
        formula, enforced = offered[place]
        area = formula.replace("$", "").split("!")[1]
        assert [cell.value for (cell,) in book[GUIDE][area]] == list(words)
        several = column.kind in ("codes", "domains")
        assert enforced == (not several)


def test_dates_and_numbers_are_bounded_as_the_loaders_bound_them(book):
    rules = {r.formula1: r for r in book["考核评价"].data_validations.dataValidation}
    assert rules["2022"].type == "whole" and first_column(rules["2022"]) == 2
    percent = [r for r in rules.values() if r.formula2 == "100"]
    assert [(r.type, r.formula1) for r in percent] == [("decimal", "0")]
    (day,) = [r for r in book["实验室名录"].data_validations.dataValidation if r.type == "date"]
    assert day.formula1 == "DATE(2022,02,17)"


def test_the_guide_names_every_column_of_every_register(book):
    rows = {row[:2] for row in book[GUIDE].iter_rows(min_row=8, max_col=4, values_only=True)}
    for register in REGISTERS.values():
        for column in register.columns.values():
            assert (register.sheet, column.heading) in rows


def test_the_example_rows_filled_in_load_without_a_single_problem(book, tmp_path):
    for name, rows in example_rows().items():
        assert rows, name
        for row in rows:
            book[REGISTERS[name].sheet].append(row)
    book.save(tmp_path / "填好.xlsx")
    result = loaded(tmp_path / "填好.xlsx", as_of=date(2026, 12, 31))
    assert problems(result) == []
    for name, rows in example_rows().items():
        assert account(result, name) == (len(rows), len(rows), 0, 0, 0)
    assert result.acceptable and result.fictional


def test_the_example_sheet_shows_those_rows_and_is_told_to_be_fictional(book):
    drawn = list(book[EXAMPLE].iter_rows(values_only=True))
    assert "虚构" in drawn[0][0]
    for name, rows in example_rows().items():
        assert any(row[0] == rows[0][0] and row[1] is not None for row in drawn), name


def test_a_sheet_of_the_same_name_that_holds_data_is_read(path, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = EXAMPLE
    for row in LABS:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert account(loaded(tmp_path / "a.xlsx"), "labs")[1] == 3


def test_from_the_command_line(tmp_path, capsys):
    assert main(["template", "--out", str(tmp_path / "template.xlsx")]) == 0
    assert (tmp_path / "template.xlsx").exists() and "模板" in capsys.readouterr().out
    (tmp_path / "a").write_text("")
    assert main(["template", "--out", str(tmp_path / "a" / "b.xlsx")]) == 1
