"""Drawn registers: a few literal rows written as the files a province would send."""

import csv
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import xlwt
from openpyxl import Workbook

from catalog.clock import BEIJING
from loaders.aggregate.counted_rows import count_rows
from loaders.aggregate.lab_lifetimes import lab_lifetimes
from loaders.aggregate.observations import observe
from loaders.load import Loaded, load
from loaders.sheets.mapping import Mapping
from loaders.store.build import register_table

TODAY = date(2026, 6, 30)
NOON = datetime(2026, 6, 30, 12, tzinfo=BEIJING)

LABS = [
    ["实验室编号", "实验室名称", "依托单位", "省份", "主领域", "批准日期"],
    ["L1", "示例甲", "示例大学", "湖北", "新材料", "2022-03-01"],
    ["L2", "示例乙", "示例研究院", "北京", "信息技术", "2023-05-10"],
    ["L3", "示例丙", "示例公司", "广东", "", "2024-07-20"],
]
EVENTS = [
    ["实验室编号", "事件", "日期"],
    ["L1", "批准建设", "2022-03-01"],
    ["L2", "批准建设", "2023-05-10"],
    ["L2", "取消资格", "2025-02-03"],
]


def with_row(table: list[list], *rows: list) -> list[list]:
    """The table with more rows below it."""
    return [*table, *rows]


def with_cell(table: list[list], row: int, heading: str, value: object) -> list[list]:
    """The table with one cell changed; row 1 is the first below the heading."""
    changed = [list(line) for line in table]
    changed[row][table[0].index(heading)] = value
    return changed


def workbook(path: Path, **sheets: list[list]) -> Path:
    """A workbook with a sheet per name."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def old_workbook(path: Path, **sheets: list[list]) -> Path:
    """An old .xls with a sheet per name."""
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        page = book.add_sheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                page.write(number, place, cell)
    book.save(str(path))
    return path


def csv_file(path: Path, rows: list[list], encoding: str = "utf-8") -> Path:
    """A CSV file of the rows."""
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def loaded(*paths: Path, mapping: Mapping | None = None, as_of: date | None = None) -> Loaded:
    """What the files give on the drawn day."""
    return load([str(path) for path in paths], mapping or Mapping(), as_of, TODAY)


def load_tables(folder: Path, mapping: Mapping | None = None, as_of: date | None = None,
                **tables: list[list]) -> Loaded:  # fmt: skip
    """What these registers give, each as a CSV file of its sheet's name."""
    paths = [csv_file(folder / f"{name}.csv", rows) for name, rows in tables.items()]
    return loaded(*paths, mapping=mapping, as_of=as_of)


def observed(result: Loaded) -> dict[str, pd.DataFrame]:
    """The five observation tables of what was loaded."""
    return {
        name: table.to_pandas().assign(month=lambda t: t.month.astype(str))
        for name, table in observe(counted(result), result.store.engine).items()
    }


def counted(result: Loaded) -> dict[str, pa.Table]:
    """The counted rows of what was loaded."""
    tables = {name: register_table(name, rows) for name, rows in result.registers.items()}
    return count_rows(tables, lab_lifetimes(tables, result.as_of), result.store.engine)


def cells(table: pd.DataFrame, indicator: str, *by: str) -> dict:
    """{(words of the columns `by`): sum of the values} of one indicator, blanks left out."""
    rows = table[table.indicator == indicator]
    return rows.groupby(list(by))["value"].sum().to_dict() if len(rows) else {}


def problems(result: Loaded) -> list[tuple[str, str, int | None]]:
    """(code, sheet, row) of every problem, in order."""
    return [(p.code, p.sheet, p.row) for f in result.files for p in f.problems]


def account(result: Loaded, register: str) -> tuple[int, int, int, int, int]:
    """(read, kept, merged, rejected, skipped) of a register."""
    return tuple(result.ledger.entries[register].as_record().values())
