"""The template's two sheets for people: what to write where, and how a filled register looks."""

import pandas as pd
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from catalog.definitions import Column, catalog
from loaders.registers.read_file import EXAMPLE, GUIDE, NOT_READ

_HEAD = PatternFill("solid", fgColor="DCE6F1")
_RULES = (
    "每个登记册一张工作表，第一行是表头，请勿改动；从第二行起逐行填写，不需要的工作表可以留空或删除。",
    "带 * 的列必填。下拉框中的词来自统一词表；一格填多个词时用“；”分隔。",
    "日期写到日，如 2024-05-06；数值只填数字，单位见表头；不要合并单元格，不要填合计行。",
    "实验室编号在全表中唯一；其他工作表用它指明是哪家实验室，须与“实验室名录”一致。",
    "填好后先运行：python -m loaders check --source 文件.xlsx，逐行查看需要改正之处。",
)
_KINDS = {
    "id": "编号，不含空格",
    "text": "文字",
    "standard_no": "标准号，如 GB/T 1.1-2020",
    "date": "日期，如 2024-05-06",
    "year": "四位年份，如 2024",
    "number": "数字",
    "target": "数字；占比写百分数，如 60%",
    "province": "省级行政区的全称、简称或六位代码",
    "code": "词表中的一个词",
    "codes": "词表中的词，多个用“；”分隔",
    "domain": "领域词表中的一个词",
    "domains": "领域词表中的词，多个用“；”分隔",
    "indicator": "指标的名称或编号",
    "clause": "指导意见一条原文的名称，如“技术突破”，或编号、原话",
}
# invented round numbers of a year that the built-in figures do not hold
_STATISTICS = ["北京", 2022, 2000, 40000, 5000, 2500, "《示例统计年鉴》，示例统计局"]
_LIST_COLUMN = 9  # word lists stand to the right of the table


def describe(column: Column) -> list[str]:
    """What a column takes, line by line: required, kind, bounds, unit, words."""
    lines = ["必填" if column.required else "选填", _KINDS[column.kind]]
    if column.references:
        register, name = column.references.split(".")
        target = catalog().registers[register]
        lines.append(f"须在“{target.sheet}”的“{target.columns[name].heading}”中")
    if column.min is not None:
        lines.append(f"不小于 {column.min}" if column.kind != "date" else f"不早于 {column.min}")
    if isinstance(column.max, int | float):
        lines.append(f"不大于 {column.max}")
    if column.unit:
        lines.append(f"单位：{column.unit}")
    words = _words().get(column.codes or column.kind, [])
    return [*lines, "可填：" + "、".join(words)] if words else lines


def _words() -> dict[str, list[str]]:
    """Word lists by code list or kind."""
    source = catalog()
    return {
        **{name: list(codes.names) for name, codes in source.codes.items()},
        "domain": source.domains,
        "domains": source.domains,
        "province": list(source.provinces.short),
        "indicator": [entry.name for entry in source.indicators.values()],
        "clause": [entry.title for entry in source.clauses],
    }


def fill_guide(page: Worksheet) -> dict[str, str]:
    """Write the instructions; returns where each word list stands, as a formula."""
    page["A1"], page["A1"].font = f"{GUIDE}（{NOT_READ}）", Font(bold=True, size=14)
    for number, text in enumerate(_RULES, 1):
        page.append([f"{number}. {text}"])
    page.append([])
    page.append(["工作表", "列", "必填", "填写要求"])
    for cell in page[page.max_row]:
        cell.font, cell.fill = Font(bold=True), _HEAD
    for register in catalog().registers.values():
        for column in register.columns.values():
            required, *rest = describe(column)
            page.append([register.sheet, column.heading, required, "；".join(rest)])
            page.cell(page.max_row, 4).alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABCD", (18, 18, 8, 90), strict=True):
        page.column_dimensions[letter].width = width
    return {
        name: _word_list(page, place, name, words)
        for place, (name, words) in enumerate(_words().items(), _LIST_COLUMN)
    }


def _word_list(page: Worksheet, place: int, name: str, words: list[str]) -> str:
    page.cell(1, place, f"词表：{_title(name)}").font = Font(bold=True)
    for row, word in enumerate(words, 2):
        page.cell(row, place, word)
    letter = get_column_letter(place)
    page.column_dimensions[letter].width = 22
    return f"'{GUIDE}'!${letter}$2:${letter}${len(words) + 1}"


def _title(name: str) -> str:
    """The heading under which a word list is first used."""
    columns = (c for register in catalog().registers.values() for c in register.columns.values())
    return next(c.heading for c in columns if name in (c.codes, c.kind))


def fill_example(page: Worksheet) -> None:
    """Write a few fictional rows of every register under its name and headings."""
    page["A1"] = f"{EXAMPLE}：以下内容纯属虚构，只说明填法（{NOT_READ}）"
    page["A1"].font = Font(bold=True, size=14)
    for name, rows in example_rows().items():
        register = catalog().registers[name]
        page.append([])
        page.append([register.sheet])
        page.cell(page.max_row, 1).font = Font(bold=True)
        page.append([column.heading for column in register.columns.values()])
        for cell in page[page.max_row]:
            cell.font, cell.fill = Font(bold=True), _HEAD
        for row in rows:
            page.append(row)
    for place in range(1, 12):
        page.column_dimensions[get_column_letter(place)].width = 24


def example_rows() -> dict[str, list[list]]:
    """Rows of every register that belong together: two laboratories and what is theirs."""
    from loaders.sample.registers import sample_registers

    frames = sample_registers(40, assessments=True)
    judged = list(dict.fromkeys(frames["evaluations"].lab_id))
    labs = [lab for lab in judged if lab in set(frames["technologies"].lab_id)][:2]
    rows = {}
    for name, frame in frames.items():
        chosen = frame[frame.lab_id.isin(labs)] if "lab_id" in frame else frame
        rows[name] = [list(map(_cell, row)) for row in chosen.head(2).itertuples(index=False)]
    rows["province_stats"] = [_STATISTICS]
    return rows


def _cell(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return value.date()
    return None if pd.isna(value) else value
