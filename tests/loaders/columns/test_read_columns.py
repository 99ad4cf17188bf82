"""Large files by columns: the same records, problems, ledger and tables as row by row."""

import gzip
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from unittest.mock import Mock

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loaders.__main__ import main
from loaders.columns import large_file, read_columns, staged_csv, staged_table, table_edges
from loaders.files import csv_text
from loaders.load import Loaded
from loaders.registers import read_file
from loaders.sheets import find_register
from loaders.sheets.mapping import Mapping
from loaders.sheets.mapping_file import read_mapping
from loaders.text import plain
from tests.loaders.drawn_registers import LABS, csv_file, loaded, workbook

STANDARDS = [
    ["标准号", "名称", "类别", "实验室编号", "领域", "发布日期"],
    ["GB/T 1-2024", "新材料检测方法通则", "推荐性国家标准", "L1", "新材料", "2024-05-06"],
    ["GB/T 2-2024", "信息技术术语和定义", "推荐性国家标准", "", "信息技术", "2024-05-07"],
    ["GB/T 3——2024", "写法另样的标准号码", "推荐性国家标准", "L1", "新材料", "2024-05-08"],
    ["GB/T 4-2024", "同上", "〃", "L1", "〃", "〃"],
    ["GB/T 5-2024", "类别与标准号不符的一项", "行业标准", "L1", "新材料", "2024-05-09"],
    ["GB/T 6-2024", "类别由标准号决定的一项", "国家标准", "L2", "", "2024-05-10"],
    ["GB/T 7-2024", "没有应答的实验室编号", "推荐性国家标准", "L9", "新材料", "2024-05-11"],
    ["GB/T 8-2024", "重复送来而且一致的一行", "推荐性国家标准", "L1", "新材料", "2024-05-12"],
    ["GB/T 9-2024", "重复送来但不一致的一行", "推荐性国家标准", "L1", "新材料", "2024-05-13"],
    ["GB/T 8-2024", "重复送来而且一致的一行", "推荐性国家标准", "L1", "新材料", "2024-05-12"],
    ["GB/T 9-2024", "重复送来但不一致的一行", "推荐性国家标准", "L2", "新材料", "2024-05-13"],
    ["合计", "", "", "", "", ""],
    ["GB/T 10-2024", "两个领域不能拆开", "推荐性国家标准", "", "新材料、信息技术", "2024-05-14"],
    ["GB/T 11-2024", "只写年份所以拒收的一项", "推荐性国家标准", "L1", "新材料", "2023年"],
    ["标准号", "名称", "类别", "实验室编号", "领域", "发布日期"],
    ["GB 12.3-2023", "强制性国家标准的一项", "强制性国家标准", "L3", "新材料", "2023-01-02"],
    ["ISO 9001：2015", "质量管理体系的要求", "国际标准", "L1", "新材料", "2022-03-01"],
    ["GB/T 13-2024", "平均无故障时间的测定", "推荐性国家标准", "L1", "新材料", "2024-01-01"],
    ["注：本表由各省报送", "", "", "", "", ""],
]  # fmt: skip
KEPT = ["GB/T 1-2024", "GB/T 2-2024", "GB/T 3-2024", "GB/T 4-2024", "GB/T 6-2024", "GB/T 8-2024",
        "GB 12.3-2023", "ISO 9001:2015", "GB/T 13-2024"]  # fmt: skip
# of those the engine keeps: a row that is read as a row takes the one above it along
PLAIN = ["GB 12.3-2023", "GB/T 1-2024", "GB/T 6-2024", "ISO 9001:2015"]


@pytest.fixture
def by_columns(monkeypatch):
    """Every file of a kind that is read as columns is, however small."""
    monkeypatch.setattr(large_file, "MIN_PARQUET_BYTES", 1)
    monkeypatch.setattr(large_file, "MIN_CSV_BYTES", 1)
    monkeypatch.setattr(staged_table, "MIN_ROWS", 1)
    monkeypatch.setattr(table_edges, "HEAD_ROWS", 0)
    monkeypatch.setattr(table_edges, "TAIL_ROWS", 0)


@pytest.fixture
def read_by_row(monkeypatch) -> list[str]:
    """The names of the large files of which every row is read as a row, from now on."""
    names, to_sheet = [], large_file.LargeFile.to_sheet
    monkeypatch.setattr(
        large_file.LargeFile, "to_sheet", lambda file: names.append(file.name) or to_sheet(file)
    )
    return names


def as_csv(folder: Path) -> Path:
    return csv_file(folder / "standards.csv", STANDARDS)


def as_gb18030_csv(folder: Path) -> Path:
    return csv_file(folder / "standards.csv", STANDARDS, "gb18030")


def as_utf16_csv(folder: Path) -> Path:
    return csv_file(folder / "standards.csv", STANDARDS, "utf-16")


def as_parquet(folder: Path) -> Path:
    heading, *rows = STANDARDS
    columns = {name: [row[i] or None for row in rows] for i, name in enumerate(heading)}
    path = folder / "standards.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def as_packed_csv(folder: Path) -> Path:
    path = folder / "standards.csv.gz"
    path.write_bytes(gzip.compress(as_csv(folder).read_bytes()))
    return path


def as_member(folder: Path) -> Path:
    path = folder / "来件.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(as_csv(folder), "湖北/standards.csv")
    return path


def as_parquet_member(folder: Path) -> Path:
    path = folder / "来件.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(as_parquet(folder), "湖北/standards.parquet")
    return path


def as_workbook(folder: Path) -> Path:
    return workbook(folder / "standards.xlsx", standards=STANDARDS)


def outcome(
    folder: Path, source: Path | str, mapping: Mapping | None = None
) -> tuple[list, list, tuple, Loaded]:
    """Records in the order of their rows, problems and account, whatever the file's name."""
    result = loaded(csv_file(folder / "labs.csv", LABS), source, mapping=mapping)
    plain = [rows.records_with_keys(rows.table.select("standard_no"))
             for rows in result.plain_of("standards")]  # fmt: skip
    records = pd.concat([result.registers["standards"], *plain]).sort_values(
        ["_row", "_sheet"], kind="stable"
    )
    received = result.files[1]
    problems = [(p.code, p.sheet, p.row, p.column, p.value, p.detail.replace(received.file, "…"))
                for p in received.problems]  # fmt: skip
    assert {p.file for p in received.problems} == {received.file}
    entry = result.ledger.entries["standards"].as_record()
    return records.drop(columns="_file").astype(str).to_dict("records"), problems, entry, result


@pytest.fixture(scope="module")
def of_workbook(tmp_path_factory) -> tuple[list, list, tuple, Loaded]:
    """The outcome of the standards as a workbook, which is read row by row."""
    folder = tmp_path_factory.mktemp("workbook")
    return outcome(folder, as_workbook(folder))


@pytest.mark.parametrize(
    ("way", "file"),
    [
        (as_csv, "standards.csv"),
        (as_gb18030_csv, "standards.csv"),
        (as_utf16_csv, "standards.csv"),
        (as_parquet, "standards.parquet"),
        (as_packed_csv, "standards.csv.gz"),
        (as_member, "来件.zip/湖北/standards.csv"),
        (as_parquet_member, "来件.zip/湖北/standards.parquet"),
    ],
)
def test_columns_give_what_rows_give(way, file, tmp_path, of_workbook, by_columns):
    records, problems, entry, result = outcome(tmp_path, way(tmp_path))
    assert result.files[1].file == file
    by_rows = of_workbook
    assert [record["standard_no"] for record in records] == KEPT
    plain = result.plain_of("standards")[0].table.standard_no
    assert sorted(result.store.engine.to_pyarrow(plain).to_pylist()) == sorted(PLAIN)
    assert (records, problems, entry) == by_rows[:3]
    assert by_rows[3].plain == {} and result.as_of == by_rows[3].as_of


# what a table of PostgreSQL may hold besides texts, and whether all of it fits into columns
TABLES = {
    "texts": ((), True),
    "days": (("UPDATE standards SET 发布日期 = NULL WHERE length(发布日期) <> 10",
              "ALTER TABLE standards ALTER 发布日期 TYPE timestamp USING 发布日期::timestamp",
              ), True),
    "more": (("ALTER TABLE standards ADD 录入时间 timestamptz DEFAULT '2024-05-05 16:00+00',"
              "ADD 标签 text[] DEFAULT '{甲,NULL,乙}', ADD 页数 numeric DEFAULT 12.5,"
              "ADD 附件 jsonb DEFAULT '{\"页\": 3}', ADD 标识 uuid DEFAULT gen_random_uuid(),"
              "ADD 时刻 time DEFAULT '8:00', ADD 存档 bytea DEFAULT '\\xff'",
              "UPDATE standards SET 页数 = 'NaN' WHERE 标准号 = 'GB/T 2-2024'"), True),
    "infinity": (("UPDATE standards SET 发布日期 = NULL WHERE length(发布日期) <> 10",
                  "ALTER TABLE standards ALTER 发布日期 TYPE date USING 发布日期::date,"
                  "ADD 废止日期 timestamptz DEFAULT 'infinity', ADD 修订日期 date",
                  "UPDATE standards SET 发布日期 = '-infinity', 修订日期 = '2024-01-01'"
                  "WHERE 标准号 = 'GB 12.3-2023'",
                  ), True),
    "unusual": (("ALTER TABLE standards ADD 附件 jsonb DEFAULT '3'",), False),
}  # fmt: skip


def create_table(tables, statements: tuple[str, ...]) -> None:
    """The standards as a table of texts, changed by further statements."""
    heading, *rows = STANDARDS
    columns = ", ".join(f"{name} text" for name in heading)
    cells = ", ".join(str(tuple(row)) for row in rows)
    tables.run(f"CREATE TABLE standards ({columns})", f"INSERT INTO standards VALUES {cells}",
               *statements)  # fmt: skip


def rows_named(result: Loaded) -> list[list]:
    """Of each problem of the second file with a row that row as received."""
    file = result.files[1]
    rows = [file.table_of(p.sheet, p.row).row(p.row) for p in file.problems if p.row]
    return [[(type(cell), plain(cell)) for cell in row] for row in rows]


def texts_named(result: Loaded) -> list[list[str]]:
    """The same, but for blank cells, which a workbook has not as texts."""
    return [[text for kind, text in row if kind is str and text] for row in rows_named(result)]


@pytest.mark.parametrize("content", TABLES)
def test_a_database_gives_by_columns_what_it_gives_by_rows(content, tmp_path, tables, request):
    statements, is_columnar = TABLES[content]
    create_table(tables, statements)
    *by_rows, rows_result = outcome(tmp_path, tables.url)
    request.getfixturevalue("by_columns")
    *by_columns, result = outcome(tmp_path, tables.url)
    assert rows_result.plain == {} and len(by_rows[1]) > 5
    assert by_columns == by_rows and rows_named(result) == rows_named(rows_result)
    assert result.files[1].sha256 == rows_result.files[1].sha256
    assert (sum(rows.count for rows in result.plain_of("standards")) > 0) == is_columnar


MAPPING = """[standards]
files = "来件.csv"
headings = { "编码" = "standard_no", "题名" = "title", "性质" = "kind", "时间" = "published_on" }
matches = { lab_id = "承担.*", domain = "分类" }
constants = { status = "现行有效" }
defaults = { lab_id = "L3" }
values = { title = { "质量管理体系的要求" = "管理体系" }, kind = { "行业标准" = "推荐性国家标准" } }
bounds = { published_on = { max = 2024-05-13 } }
"""


def as_foreign_csv(folder: Path) -> Path:
    heading = ["编码", "题名", "性质", "承担单位编号", "分类", "时间"]
    rows = [heading if row == STANDARDS[0] else row for row in STANDARDS]
    return csv_file(folder / "来件.csv", rows)


def test_a_mapped_file_gives_by_columns_what_it_gives_by_rows(tmp_path, request):
    path = as_foreign_csv(tmp_path)
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    mapping = read_mapping(tmp_path / "m.toml")
    *by_rows, rows_result = outcome(tmp_path, path, mapping)
    request.getfixturevalue("by_columns")
    *by_columns, result = outcome(tmp_path, path, mapping)
    assert by_columns == by_rows and rows_result.plain == {}
    plain = result.plain_of("standards")[0].table
    cells = result.store.engine.to_pyarrow(plain.select("standard_no", "title", "status"))
    assert sorted(map(tuple, map(dict.values, cells.to_pylist()))) == [
        ("GB 12.3-2023", "强制性国家标准的一项", "现行"),
        ("GB/T 5-2024", "类别与标准号不符的一项", "现行"),
        ("GB/T 6-2024", "类别由标准号决定的一项", "现行"),
        ("ISO 9001:2015", "管理体系", "现行"),
    ]


HEADINGS = """
[standards.headings]
"标准号" = "standard_no"
"名称" = "title"
"类别" = "kind"
"实验室编号" = "lab_id"
"领域" = "domain"
"发布日期" = "published_on"
"""


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ('constants = { kind = "" }\ndefaults = { kind = "国家标准", status = "现行" }', 3),
        ('constants = { kind = "不认识的词" }\ndefaults = { status = "待定", ics = "13" }', 0),
    ],
)
def test_a_word_of_a_mapping_in_every_row_is_judged_by_columns_as_by_rows(
    words, count, tmp_path, request, read_by_row
):
    rows = [[*row[:2], *row[3:]] for row in STANDARDS]
    path = csv_file(tmp_path / "standards.csv", rows)
    headings = HEADINGS.replace('"类别" = "kind"\n', "")
    (tmp_path / "m.toml").write_text(f"[standards]\n{words}\n{headings}", encoding="utf-8")
    mapping = read_mapping(tmp_path / "m.toml")
    *by_rows, rows_result = outcome(tmp_path, path, mapping)
    request.getfixturevalue("by_columns")
    *by_columns, result = outcome(tmp_path, path, mapping)
    assert by_columns == by_rows and rows_named(result) == rows_named(rows_result)
    assert sum(rows.count for rows in result.plain_of("standards")) == count
    assert read_by_row == ["labs"]


TWO_ROWS_MAPPING = """[standards]
heading_rows = 2

[standards.headings]
"标准/号" = "standard_no"
"标准/名称" = "title"
"类别" = "kind"
"实验室编号" = "lab_id"
"领域" = "domain"
"发布日期" = "published_on"
"""
TITLE = [["2024 年标准产出清单"], [], ["填报单位：示例省", "", "", "", "", "2024-06-01"]]
SUMMARY = [["省份", "项数", "经费"], ["示例省", "19", "2"]]
TRANSLATED = [STANDARDS[0], ["Standard no.", "Title", "Kind", "Lab", "Domain", "Published on"]]
TWO_ROWS = [
    ["标准", "", "类别", "实验室编号", "领域", "发布日期"],
    ["号", "名称", "", "", "", ""],
]


@pytest.mark.parametrize(
    ("rows", "mapping"),
    [
        ([*TITLE, *STANDARDS], ""),
        ([*TRANSLATED, *STANDARDS[1:]], ""),
        ([*TITLE, *SUMMARY, *TWO_ROWS, *STANDARDS[1:]], TWO_ROWS_MAPPING),
    ],
)
def test_a_heading_below_other_rows_gives_by_columns_what_it_gives_by_rows(
    rows, mapping, tmp_path, request
):
    path = csv_file(tmp_path / "standards.csv", rows)
    (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
    known = read_mapping(tmp_path / "m.toml") if mapping else None
    *by_rows, rows_result = outcome(tmp_path, path, known)
    assert [record["standard_no"] for record in by_rows[0]] == KEPT and rows_result.plain == {}
    request.getfixturevalue("by_columns")
    *by_columns, result = outcome(tmp_path, path, known)
    assert by_columns == by_rows and rows_named(result) == rows_named(rows_result)
    assert result.files[1].tables[0].heading == rows_result.files[1].tables[0].heading
    plain = result.plain_of("standards")[0].table.standard_no
    assert sorted(result.store.engine.to_pyarrow(plain).to_pylist()) == sorted(PLAIN)


RANGE_MAPPING = f"""[standards]
rows = {{ first = 4, last = 22 }}
{HEADINGS}"""


def test_a_range_of_rows_gives_by_columns_what_it_gives_by_rows(tmp_path, request):
    """Rows 2, 3 and 24 are outside it, row 23 is a note on the rows above it."""
    others = [["GB 99-2024", "范围以外的一项", "强制性国家标准", "", "", "2024-01-01"]]
    path = csv_file(tmp_path / "standards.csv", [[], *SUMMARY, *STANDARDS, *others])
    (tmp_path / "m.toml").write_text(RANGE_MAPPING, encoding="utf-8")
    mapping = read_mapping(tmp_path / "m.toml")
    *by_rows, rows_result = outcome(tmp_path, path, mapping)
    assert ("outside_range", "standards", None, "", "", "第 2–3、24 行") in by_rows[1]
    request.getfixturevalue("by_columns")
    *by_columns, result = outcome(tmp_path, path, mapping)
    assert by_columns == by_rows and rows_named(result) == rows_named(rows_result)
    plain = result.plain_of("standards")[0].table.standard_no
    assert sorted(result.store.engine.to_pyarrow(plain).to_pylist()) == sorted(
        ["GB/T 13-2024", *PLAIN]
    )


def number_anew(row: list[str]) -> list[str]:
    return [row[0].replace("GB/T ", "GB/T 7"), *row[1:]]


# a shorter table, with a hole in it and a row that the other one has, too
FURTHER = [
    *map(number_anew, STANDARDS[:3]),
    *[[]] * 5,
    number_anew(STANDARDS[4]),
    STANDARDS[18],
    number_anew(STANDARDS[18]),
]
# beside the other table, a column of neither being filled in one plain row; below it, a line of
# neither between them
BESIDE = [
    [*left, "外" if left[0].startswith("ISO") else "", *right]
    for left, right in zip_longest(STANDARDS, FURTHER, fillvalue=[])
]
BELOW = [*STANDARDS, ["不", "属于", "哪一张"], [], ["下表"], *FURTHER]
LEFT, RIGHT = 'columns = { last = "F" }', 'columns = { first = "H" }'
UPPER, LOWER = "rows = { last = 20 }", "rows = { first = 24 }"


def parquet_file(path: Path, rows: list[list[str]]) -> Path:
    """A file of texts, the first row being the names of its columns."""
    cells = list(zip_longest(*rows, fillvalue=""))
    pq.write_table(pa.table([column[1:] for column in cells], [c[0] for c in cells]), path)
    return path


@pytest.mark.parametrize(
    ("way", "rows", "ranges", "outside", "counts"),
    [
        ("csv", BESIDE, (RIGHT, LEFT), "G 列", [1, 3]),
        ("parquet", BESIDE, (LEFT,), "G、H、I、J、K、L、M 列", [4]),
        ("csv", BELOW, (LOWER, UPPER), "第 21、23 行", [1, 4]),
    ],
)
def test_ranges_of_a_mapping_give_by_columns_what_they_give_by_rows(
    way, rows, ranges, outside, counts, tmp_path, request, monkeypatch
):
    path = tmp_path / f"standards.{way}"
    if way == "csv":
        csv_file(path, rows)
    else:
        parquet_file(path, rows)
    text = "".join(f"[[standards]]\n{part}\n{HEADINGS}" for part in ranges)
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    mapping = read_mapping(tmp_path / "m.toml")
    *by_rows, rows_result = outcome(tmp_path, path, mapping)
    assert ("outside_range", "standards", None, "", "", outside) in by_rows[1]
    request.getfixturevalue("by_columns")
    monkeypatch.setattr(table_edges, "HEAD_ROWS", 1)
    monkeypatch.setattr(table_edges, "TAIL_ROWS", 1)
    *by_columns, result = outcome(tmp_path, path, mapping)
    assert by_columns == by_rows and rows_named(result) == rows_named(rows_result)
    assert [rows.count for rows in result.plain_of("standards")] == counts


def swap_first(row: list[str]) -> list[str]:
    return [*row[1::-1], *row[2:]]


MORE_LABS = [LABS[0], ["L4", "示例丁", "示例大学", "湖北", "新材料", "2022年"]]
# the second table has its columns in another order and one more, the third is of another register
SWAPPED = [
    [*swap_first(number_anew(row))[:5], "页数" if row == FURTHER[0] else "12", row[5]]
    if row
    else []
    for row in FURTHER
]
STACKED = [*STANDARDS, [], ["下表"], *SWAPPED, [], [], *MORE_LABS]
ON_THE_RIGHT = FURTHER + [[f"GB/T 8{n}-2024", *STANDARDS[1][1:]] for n in range(20)]
SIDE_BY_SIDE = [
    [*left, *[""] * (7 - len(left)), "外" if left[:1] == ["ISO 9001:2015"] else "", *right]
    for left, right in zip_longest(STACKED, ON_THE_RIGHT, fillvalue=[])
]


@pytest.mark.parametrize(
    ("rows", "counts", "way"),
    [
        (STACKED, [4, 2], "csv"),
        (SIDE_BY_SIDE, [2, 1, 5], "parquet"),
    ],
)
def test_several_tables_give_by_columns_what_they_give_by_rows(
    rows, counts, way, tmp_path, request, monkeypatch, read_by_row
):
    *by_rows, rows_result = outcome(tmp_path, workbook(tmp_path / "standards.xlsx", standards=rows))
    if way == "csv":
        path = csv_file(tmp_path / "standards.csv", rows)
    else:
        path = parquet_file(tmp_path / "standards.parquet", rows)
    request.getfixturevalue("by_columns")
    monkeypatch.setattr(staged_csv, "HEAD_ROWS", 4)
    *by_columns, result = outcome(tmp_path, path)
    assert by_columns == by_rows
    assert texts_named(result) == texts_named(rows_result)
    assert [rows.count for rows in result.plain_of("standards")] == counts
    assert read_by_row == ["labs"]


@pytest.mark.parametrize(("way", "compared"), [("csv", 2), ("parquet", 6), ("csv", 50)])
def test_of_two_headings_the_first_filled_cells_tell_which_is_read(
    way, compared, tmp_path, request, monkeypatch
):
    """编号 is blank in the first rows, and has a standard's number in the last of seven.

    With two or six cells compared it is numbers of rows, with more neither heading fits alone.
    """
    cells = ["", " ", "\u200b", "1", "2", "3", "4", "5", "6", "GB/T 20-2024"]
    cells += [str(number) for number in range(len(STANDARDS) - len(cells) - 1)]
    heading, *rows = [[cell, *row] for cell, row in zip(["编号", *cells], STANDARDS, strict=True)]
    path = tmp_path / f"standards.{way}"
    if way == "csv":
        csv_file(path, [heading, *rows])
    else:
        pq.write_table(pa.table(dict(zip(heading, zip(*rows, strict=True), strict=True))), path)
    monkeypatch.setattr(find_register, "COMPARED_ROWS", compared)
    monkeypatch.setattr(table_edges, "COMPARED_ROWS", compared)
    *by_rows, rows_result = outcome(tmp_path, path)
    request.getfixturevalue("by_columns")
    monkeypatch.setattr(staged_csv, "HEAD_ROWS", 4)
    by_row = request.getfixturevalue("read_by_row")
    *by_columns, result = outcome(tmp_path, path)
    assert by_columns == by_rows and rows_named(result) == rows_named(rows_result)
    is_read = compared < 50
    assert by_row == ["labs"]
    assert ("standards" in result.plain) == is_read == ("heading_chosen" in str(by_rows[1]))
    assert is_read or by_rows[1][0][0] == "duplicate_heading"


# a number and a laboratory's id in parts, and no column of the status
IN_PARTS = [
    ["代号", "顺序号", "年", "名称", "类别", "实验室", "领域", "发布日期"],
    ["GB/T", "1", "2024", "新材料检测方法通则", "推荐性国家标准", "1", "新材料", "2024-05-06"],
    ["GB/T", "2", "2024", "没有实验室的一项标准", "推荐性国家标准", "", "新材料", "2024-05-07"],
    ["GB/T", "3", "2024", "有空格的一项标准", "推荐性国家标准", " 1 ", "新材料", "2024-05-08"],
    ["GB/T", "4", "2024", "全角数字的一项标准", "推荐性国家标准", "２", "新材料", "2024-05-09"],
    ["GB/T", "5", "2024", "编号从不重复上一行", "推荐性国家标准", "同上", "新材料", "2024-05-10"],
    ["", "6", "2024", "没有代号的一项标准", "推荐性国家标准", "1", "新材料", "2024-05-11"],
    ["GB/T", "7", "2024", "没有应答的实验室", "推荐性国家标准", "9", "新材料", "2024-05-12"],
    ["GB", "8.1", "2024", "强制性国家标准的一项", "强制性国家标准", "3", "新材料", "2024-05-13"],
    ["GB/T", "9", "2024", "推荐性国家标准又一项", "推荐性国家标准", "1", "新材料", "2024-05-14"],
    ["注：本表由各省报送", "", "", "", "", "", "", ""],
]  # fmt: skip
IN_PARTS_MAPPING = """[standards]
headings = { "名称" = "title", "类别" = "kind", "领域" = "domain" }
constants = { published_on = "2024年" }
precision = { published_on = "year" }
templates = { standard_no = "{代号} {顺序号}-{年}", lab_id = "L{实验室}" }
defaults = { status = "现行" }
"""


def in_parts_as_csv(folder: Path) -> Path:
    return csv_file(folder / "standards.csv", IN_PARTS)


def in_parts_as_parquet(folder: Path) -> Path:
    """The year as a number, the laboratory's as one with a decimal point."""
    heading, *rows = IN_PARTS
    columns = {name: [row[i] or None for row in rows] for i, name in enumerate(heading)}
    columns["年"] = [int(year) if year else None for year in columns["年"]]
    columns["实验室"] = [1.0, None, 1.0, 2.0, float("nan"), 1.0, 9.0, 3.0, 1.0, None]
    path = folder / "standards.parquet"
    pq.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize("way", [in_parts_as_csv, in_parts_as_parquet])
def test_what_a_mapping_makes_of_several_cells_or_of_none_is_the_same_by_columns(
    way, tmp_path, request
):
    path = way(tmp_path)
    (tmp_path / "m.toml").write_text(IN_PARTS_MAPPING, encoding="utf-8")
    mapping = read_mapping(tmp_path / "m.toml")
    *by_rows, rows_result = outcome(tmp_path, path, mapping)
    assert rows_result.plain == {}
    request.getfixturevalue("by_columns")
    *by_columns, result = outcome(tmp_path, path, mapping)
    assert by_columns == by_rows
    kept = result.plain_of("standards")[0].table.standard_no
    engine = result.store.engine
    assert sorted(engine.to_pyarrow(kept).to_pylist()) == ["GB 8.1-2024", "GB/T 3-2024"]
    filled = [problem for problem in by_columns[1] if problem[0] == "default_used"]
    assert [(column, count) for _, _, _, column, _, count in filled] == [("状态", "9")]
    assert [p[:5] for p in by_columns[1] if p[0] == "year_only"] == [
        ("year_only", "standards", None, "发布日期", "2024年")
    ]
    assert result.as_of == rows_result.as_of == date(2024, 12, 31)


def as_typed_parquet(folder: Path) -> Path:
    """Lists of domains, days as moments, few words, bytes, decimals, a column of nothing."""
    heading, *rows = STANDARDS
    columns = {name: [row[i] or None for row in rows] for i, name in enumerate(heading)}
    days = [day and (len(day) == 10 and day + " 16:00") or None for day in columns["发布日期"]]
    moments = pa.array([day and datetime.fromisoformat(day) for day in days], pa.timestamp("ns"))
    typed = {
        **columns,
        "名称": [text and text.encode() for text in columns["名称"]],
        "类别": pa.array(columns["类别"]).dictionary_encode(),
        "领域": [[word, None] if word else [] for word in columns["领域"]],
        "发布日期": moments.cast(pa.timestamp("us", "Asia/Shanghai")),
        "ICS": pa.array([Decimal("13.030")] * len(rows)),
        "CCS": pa.nulls(len(rows)),
        "起草": [["甲", None, "乙"]] * len(rows),
        "录入": moments,
        "页数": pa.array([1.5, None] * (len(rows) // 2) + [2.0] * (len(rows) % 2)),
    }
    path = folder / "standards.parquet"
    pq.write_table(pa.table(typed), path)
    return path


def as_unusual_parquet(folder: Path) -> Path:
    """What no engine gives back as it is, read or not; two columns that differ in case alone."""
    path = as_typed_parquet(folder)
    table = pq.read_table(path)
    rows = range(len(table))
    moments = table["发布日期"].cast(pa.timestamp("ns", "Asia/Shanghai"))
    words = [cell and [cell[0], None] for cell in table["领域"].to_pylist()]
    unusual = {
        "发布日期": moments,
        "领域": pa.array([cell or None for cell in words], pa.list_(pa.string(), 2)),
        "ICS": table["ICS"].cast(pa.decimal256(40, 3)),
        "附件": [{"页": n, "名": None} for n in rows],
        "参数": pa.array([[("甲", n)] for n in rows], pa.map_(pa.string(), pa.int64())),
        "时刻": pa.array([time(8, n) for n in rows], pa.time64("ns")),
        "历时": pa.array(list(rows), pa.duration("ns")),
        "存档": pa.array([n % 3 for n in rows], pa.int8()).cast(pa.bool8()),
        "Memo": ["甲"] * len(rows),
        "memo": ["乙"] * len(rows),
    }
    columns = dict(zip(table.column_names, table.columns, strict=True)) | unusual
    pq.write_table(pa.table(columns), path)
    return path


def as_numbered_parquet(folder: Path) -> Path:
    """Numbers in place of standards' numbers."""
    path = folder / "standards.parquet"
    table = pq.read_table(as_parquet(folder))
    numbers = pa.array([None, *range(1, len(table))], pa.int64())
    pq.write_table(table.set_column(0, "标准号", numbers), path)
    return path


@pytest.mark.parametrize(
    ("way", "count"), [(as_typed_parquet, 4), (as_unusual_parquet, 4), (as_numbered_parquet, 0)]
)
def test_typed_cells_give_by_columns_what_they_give_by_rows(way, count, tmp_path, request):
    path = way(tmp_path)
    *by_rows, rows_result = outcome(tmp_path, path)
    assert rows_result.plain == {}
    request.getfixturevalue("by_columns")
    *by_columns, result = outcome(tmp_path, path)
    assert by_columns == by_rows and rows_named(result) == rows_named(rows_result)
    assert [rows.count for rows in result.plain_of("standards")] == [count]


def test_a_version_is_the_same_by_columns_and_by_rows(tmp_path, request):
    for folder in ("rows", "columns"):
        if folder == "columns":
            request.getfixturevalue("by_columns")
        source = tmp_path / folder
        source.mkdir()
        csv_file(source / "labs.csv", LABS)
        as_csv(source)
        assert (
            main(["build", "--source", str(source), "--out", str(source / "out"), "--confirm"]) == 0
        )
    rows, columns = (next((tmp_path / name / "out").glob("*/manifest.json")).parent
                     for name in ("rows", "columns"))  # fmt: skip
    files = sorted(path.relative_to(rows) for path in rows.rglob("*.parquet"))
    assert files == sorted(path.relative_to(columns) for path in columns.rglob("*.parquet"))
    for path in files:
        by_rows, by_columns = pq.read_table(rows / path), pq.read_table(columns / path)
        assert by_rows.schema.names == by_columns.schema.names, path
        assert by_rows.schema.types == by_columns.schema.types, path
        assert by_rows.to_pylist() == by_columns.to_pylist(), path


def test_a_damaged_large_file_is_refused_as_any_other(tmp_path, by_columns):
    path = as_parquet(tmp_path)
    table, content = pq.read_table(path), path.read_bytes()
    middle = len(content) // 3
    path.write_bytes(content[:middle] + bytes(64) + content[middle + 64 :])
    labs = csv_file(tmp_path / "labs.csv", LABS)
    problems = loaded(labs, path).files[1].problems
    far = pa.array([2**31 - 1] * len(table), pa.int32()).cast(pa.date32())  # no day of the calendar
    pq.write_table(table.append_column("录入", far), path)
    problems += loaded(labs, path).files[1].problems
    assert [(p.code, p.file) for p in problems] == [("unreadable_file", path.name)] * 2
    path = as_csv(tmp_path)
    whole = path.read_bytes()
    damaged = {
        b"\xff": ("unreadable_file", "第 21 行不是 UTF-8 或 GB18030 编码"),
        b"\0": ("unreadable_file", "第 21 行含有空字符 NUL"),
        b"x" * 2 * csv_text.LINE_LIMIT: ("file_too_big", "第 21 行超过 1,048,576 字"),
    }
    for end, refusal in damaged.items():
        path.write_bytes(whole + end)
        (problem,) = loaded(labs, path).files[1].problems
        assert (problem.code, problem.detail) == refusal, end[:1]


def test_a_large_file_without_a_heading_is_not_split_in_vain(tmp_path, by_columns, monkeypatch):
    """A flood of cells is refused by counting them."""
    split = Mock(side_effect=staged_csv.read_blocks)
    monkeypatch.setattr(staged_csv, "read_blocks", split)
    labs = csv_file(tmp_path / "labs.csv", LABS)
    path = csv_file(tmp_path / "来件.csv", [["湖北", "示例"]] * 300)
    problems = loaded(labs, path).files[1].problems
    assert [problem.code for problem in problems] == ["ignored_sheet", "no_register"]
    monkeypatch.setattr(csv_text, "CELL_LIMIT", 599)
    (problem,) = loaded(labs, path).files[1].problems
    assert (problem.code, problem.detail) == ("file_too_big", "单元格超过 599 个")
    assert split.call_count == 2  # that of the laboratories, both times


def test_a_machine_that_is_too_small_is_named_and_not_the_file(
    tmp_path, by_columns, monkeypatch, capsys
):
    failures = {
        "内存不足": duckdb.OutOfMemoryException("Out of Memory Error: failed to allocate"),
        "磁盘已满": duckdb.IOException("IO Error: Could not write file: No space left on device"),
    }
    labs, path = csv_file(tmp_path / "labs.csv", LABS), as_csv(tmp_path)
    for sentence, failure in failures.items():
        monkeypatch.setattr(read_columns, "open_file", Mock(side_effect=failure))
        assert main(["check", "--source", str(labs), "--source", str(path)]) == 1
        assert sentence in capsys.readouterr().err
    full = OSError(28, "No space left on device")
    monkeypatch.setattr(read_file, "unpack_member", Mock(side_effect=full))
    assert main(["check", "--source", str(labs), "--source", str(as_member(tmp_path))]) == 1
    message = capsys.readouterr().err
    assert "磁盘已满" in message and "来件.zip" not in message
