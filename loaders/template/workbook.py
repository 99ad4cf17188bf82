"""The empty workbook: a sheet per register, told what goes where by the catalogue alone."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from catalog.definitions import Column, Register, catalog
from loaders.registers.read_file import EXAMPLE, GUIDE
from loaders.template.guide_sheets import describe, fill_example, fill_guide

_REQUIRED = PatternFill("solid", fgColor="F8CBAD")
_OPTIONAL = PatternFill("solid", fgColor="DCE6F1")
_LAST_ROW = 5000  # how far down the drop-downs reach
_FORMATS = {"date": "yyyy-mm-dd", "number": "General", "target": "General", "year": "0"}
_WIDTHS = {"text": 32, "codes": 28, "domains": 28, "standard_no": 22, "indicator": 22, "clause": 22}


def write_template(path: Path) -> None:
    """Write the empty workbook: instructions, one sheet per register, an example sheet."""
    book = Workbook()
    guide = book.active
    guide.title = GUIDE
    lists = fill_guide(guide)
    for register in catalog().registers.values():
        _fill(book.create_sheet(register.sheet), register, lists)
    fill_example(book.create_sheet(EXAMPLE))
    book.properties.creator = "python -m loaders template"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def _fill(page: Worksheet, register: Register, lists: dict[str, str]) -> None:
    page.freeze_panes = "A2"
    page.row_dimensions[1].height = 24
    for place, column in enumerate(register.columns.values(), 1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = _WIDTHS.get(column.kind, 18)
        page.column_dimensions[letter].number_format = _FORMATS.get(column.kind, "@")
        cell = page.cell(1, place, heading(column))
        cell.font, cell.alignment = Font(bold=True), Alignment(vertical="center")
        cell.fill = _REQUIRED if column.required else _OPTIONAL
        cell.comment = Comment("\n".join(describe(column)), "填写说明", width=260, height=160)
        rule = _validation(column, lists)
        if rule:
            rule.add(f"{letter}2:{letter}{_LAST_ROW}")
            page.add_data_validation(rule)


def heading(column: Column) -> str:
    """The heading with its unit, and a star where the column must be filled."""
    unit = f"（{column.unit}）" if column.unit else ""
    return f"{column.heading}{unit}{'*' if column.required else ''}"


def _validation(column: Column, lists: dict[str, str]) -> DataValidation | None:
    """Drop-down or bounds of a column, as the loaders will judge it."""
    source = lists.get(column.codes or column.kind)
    if source:
        rule = DataValidation(type="list", formula1=source, allow_blank=True)
        # several words in one cell: offered, not enforced
        rule.showErrorMessage = column.kind not in ("codes", "domains")
    elif column.kind == "date":
        first = (column.min or "1900-01-01").replace("-", ",")
        rule = DataValidation(
            type="date", operator="greaterThanOrEqual", allow_blank=True, formula1=f"DATE({first})"
        )
    elif column.kind in ("number", "target", "year"):
        kind = "whole" if column.kind == "year" else "decimal"
        low = column.min if column.min is not None else -1e12
        high = column.max if isinstance(column.max, int | float) else 1e12
        rule = DataValidation(
            type=kind,
            operator="between",
            allow_blank=True,
            formula1=str(low),
            formula2=str(2100 if column.kind == "year" else high),
        )
    else:
        return None
    rule.errorTitle, rule.error = column.heading, describe(column)[-1][:200]
    return rule
