"""Workbooks meant to harm: each is refused by name, quickly, and the loader lives on."""

import io
import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path

import orjson
import pytest

from loaders.files import subprocess_reader, zip_guard
from loaders.files.open_file import read_sheets
from loaders.files.raw_sheet import COLUMN_LIMIT, ROW_LIMIT, ErrorCell, assemble_sheets
from loaders.problems import FileRejected
from tests.loaders.drawn_registers import LABS, account, loaded, problems, workbook

SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def altered(**parts: bytes) -> bytes:
    """A small good workbook with some parts replaced or added."""
    with tempfile.TemporaryDirectory() as folder:
        good = workbook(Path(folder) / "good.xlsx", 名录=[["实验室编号"], ["A"]])
        source = zipfile.ZipFile(io.BytesIO(good.read_bytes()))
    wanted = {name: source.read(name) for name in source.namelist()}
    wanted |= parts
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in wanted.items():
            out.writestr(name, content)
    return made.getvalue()


def refused(path) -> FileRejected:
    with pytest.raises(FileRejected) as why:
        read_sheets(path)
    return why.value


def refusal(path) -> str:
    return refused(path).code


def written(tmp_path, content: bytes, name: str = "来件.xlsx"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_a_good_workbook_passes(tmp_path):
    (sheet,) = read_sheets(written(tmp_path, altered()))
    assert sheet.rows == [["实验室编号"], ["A"]]


def test_a_bomb_is_counted_while_it_inflates(tmp_path):
    bomb = b"<worksheet>" + b" " * (zip_guard.PART_LIMIT + 1)
    assert refusal(written(tmp_path, altered(**{SHEET: bomb}))) == "file_too_big"


@pytest.mark.parametrize(
    ("unit", "count"),
    [
        (b"<row>" + b"<c />" * 500 + b"</row>", zip_guard.CELL_LIMIT // 500 + 1),
        (b"<row>" + b"<c />" * (zip_guard.GATHERED_LIMIT + 1) + b"</row>", 1),
        (b"<row />", zip_guard.RELEASED_LIMIT + 1),
        (b"<any />", zip_guard.GATHERED_LIMIT + 1),
    ],
    ids=["cells", "cells of one row", "rows", "others"],
)
def test_a_flood_of_elements_is_counted_before_any_reader(tmp_path, unit, count):
    flood = altered(**{SHEET: HEAD + unit * count + TAIL})
    (problem,) = loaded(written(tmp_path, flood)).files[0].problems
    assert problem.code == "file_too_big"
    for way_out in (".csv（至多", ".parquet（至多", "postgresql://"):
        assert way_out in problem.message


DECLARED = [
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet>&a;</worksheet>',
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("declared", DECLARED, ids=["growing entity", "outside entity"])
def test_declarations_are_refused_whatever_hides_them(tmp_path, declared, encoding):
    result = refused(written(tmp_path, altered(**{SHEET: declared.encode(encoding)})))
    assert (result.code, result.detail) == ("hostile_file", "含有文档类型或实体声明")


@pytest.mark.parametrize(
    ("row", "cell"),
    [(1_048_576, "XFD1048576"), (ROW_LIMIT + 1, f"A{ROW_LIMIT + 1}"), (2, "AAA2")],
)
def test_a_value_far_from_the_data_is_refused_and_a_blank_cell_skipped(tmp_path, row, cell):
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    far = f'{near}<row r="{row}"><c r="{cell}" s="0"/></row>'.encode()
    (sheet,) = read_sheets(written(tmp_path, altered(**{SHEET: HEAD + far + TAIL})))
    assert sheet.rows == [[1]]
    far = f'{near}<row r="{row}"><c r="{cell}" s="0"><v>2</v></c></row>'.encode()
    result = loaded(written(tmp_path, altered(**{SHEET: HEAD + far + TAIL})))
    (message,) = result.files[0].problems
    assert (message.code, message.sheet, message.value) == ("far_cell", "名录", cell)
    assert "ZZ 列" in message.detail
    for way_out in (".csv（至多", ".parquet（至多", "postgresql://"):
        assert way_out in message.message


def test_the_last_cell_within_bounds_is_read(tmp_path):
    last = f'<row r="{ROW_LIMIT}"><c r="ZZ{ROW_LIMIT}"><v>1</v></c></row>'.encode()
    (sheet,) = read_sheets(written(tmp_path, altered(**{SHEET: HEAD + last + TAIL})))
    assert len(sheet.rows) == ROW_LIMIT and len(sheet.rows[-1]) == COLUMN_LIMIT


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="0"><c r="A0"><v>1</v></c></row>',
        b'<row r="1"><c r="A9"><v>1</v></c></row>',
        b"<rov><c><v>1</v></c></rov>",
    ],
    ids=["row zero", "a cell of another row", "a cell in no row"],
)
def test_cells_that_are_not_where_they_say_are_not_lost_unsaid(tmp_path, rows):
    path = written(tmp_path, altered(**{SHEET: HEAD + rows + TAIL}))
    assert refusal(path) == "unreadable_file"


def test_a_sheet_of_the_strict_kind_is_read_and_not_as_empty(tmp_path):
    strict = HEAD.replace(
        b"schemas.openxmlformats.org/spreadsheetml/2006", b"purl.oclc.org/ooxml/spreadsheetml"
    )
    row = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    (sheet,) = read_sheets(written(tmp_path, altered(**{SHEET: strict + row + TAIL})))
    assert sheet.rows == [[1]]
    in_utf16 = (strict + row + TAIL).decode().encode("utf-16")
    path = written(tmp_path, altered(**{SHEET: in_utf16}))
    assert refused(path).code == "unreadable_file"


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_are_refused_or_left_alone(tmp_path, part):
    macros = altered(**{part: b"\x00" * 100})
    assert refusal(written(tmp_path, macros)) == "hostile_file"
    book = workbook(tmp_path / "good.xlsx", 实验室名录=LABS)
    with zipfile.ZipFile(book, "a") as parts:
        parts.writestr(part, b"\x00" * 100)  # opened, this would be no XML
    result = loaded(book.rename(tmp_path / "good.xlsm"))
    assert account(result, "labs")[1] == 3
    assert problems(result) == [("macros_ignored", "", None)]


@pytest.mark.parametrize(
    "name",
    ["../../evil.txt", "/etc/evil.txt", "xl\\..\\..\\evil.xml", "C:\\evil.txt", "xl/../../evil"],
)
def test_paths_that_leave_the_archive_are_refused_by_name(tmp_path, name):
    result = refused(written(tmp_path, altered(**{name: b"x"})))
    assert (result.code, result.detail) == ("hostile_file", f"压缩包中的路径“{name}”")


def test_two_parts_of_one_name_are_refused(tmp_path):
    path = written(tmp_path, altered())
    with pytest.warns(UserWarning), zipfile.ZipFile(path, "a") as parts:
        parts.writestr(SHEET, HEAD + TAIL)
    assert refusal(path) == "hostile_file"


def test_pictures_and_links_stay_untouched(tmp_path):
    extra = {"xl/media/image1.png": b"\x00" * 100, "xl/externalLinks/externalLink1.xml": b"<"}
    (sheet,) = read_sheets(written(tmp_path, altered(**extra)))
    assert sheet.rows == [["实验室编号"], ["A"]]


def test_a_truncated_archive_is_refused(tmp_path):
    assert refusal(written(tmp_path, altered()[:-40])) == "unreadable_file"


def test_a_sheet_that_is_listed_and_missing_is_not_lost_unsaid(tmp_path):
    book = workbook(tmp_path / "a.xlsx", 实验室名录=LABS)
    with zipfile.ZipFile(book) as parts, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as out:
        for name in set(parts.namelist()) - {SHEET}:
            out.writestr(name, parts.read(name))
    assert refusal(tmp_path / "b.xlsx") == "unreadable_file"


def test_a_merge_over_millions_of_cells_is_refused(tmp_path):
    row = f'<row r="{ROW_LIMIT}"><c r="A{ROW_LIMIT}"><v>1</v></c></row>'.encode()
    merges = b'<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>'
    wide = HEAD + row + TAIL.replace(b"</sheetData>", b"</sheetData>" + merges)
    (sheet,) = read_sheets(written(tmp_path, altered(**{SHEET: wide})))
    assert len(sheet.rows) == ROW_LIMIT
    many = b"<mergeCells>" + merges[12:-13] * 20 + b"</mergeCells>"
    wide = wide.replace(merges, many)
    assert refusal(written(tmp_path, altered(**{SHEET: wide}))) == "file_too_big"


def test_a_text_that_stands_in_many_cells_is_bounded(monkeypatch):
    why = orjson.dumps({"rejected": ["file_too_big", "单元格的文字过长", {}]})
    rows = [[number, "x" * 2000] for number in range(50)]
    assert why not in subprocess_reader._limit_lines(rows)
    assert list(subprocess_reader._limit_lines([[1, *["x" * 2000] * 200]])) == [why]
    assert why not in subprocess_reader._limit_lines(
        [{"merged": [[1, 2, 3]] * 50_000, "hidden_rows": 0}]
    )
    monkeypatch.setattr(subprocess_reader, "TEXT_LIMIT", 20_500)
    *kept, last = subprocess_reader._limit_lines(rows)
    assert (len(kept), last) == (10, why)
    monkeypatch.setattr(subprocess_reader, "AVERAGE_LIMIT", 2500)
    assert why not in subprocess_reader._limit_lines(rows)


def test_a_reader_that_never_ends_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(subprocess_reader, "CLOCK_LIMIT_S", 0.01)
    assert refusal(written(tmp_path, altered())) == "file_too_big"


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("print('noise'); raise MemoryError", "file_too_big"),
        ("os.kill(os.getpid(), 24)  # its processor time is over", "file_too_big"),
        ("os.abort()", "unreadable_file"),
    ],
)
def test_however_a_reader_ends_is_an_answer(tmp_path, monkeypatch, end, code):
    (tmp_path / "loaders" / "files").mkdir(parents=True)
    for name in ("problems", "work_progress", "text", "files/subprocess_reader", "files/raw_sheet"):
        source = subprocess_reader.ROOT / "loaders" / f"{name}.py"
        (tmp_path / "loaders" / f"{name}.py").symlink_to(source)
    reader = f"import os\ndef lines_of(path):\n    {end}\n    yield\n"
    (tmp_path / "loaders" / "files" / "by_signature.py").write_text(reader)
    monkeypatch.setattr(subprocess_reader, "ROOT", tmp_path)
    assert refusal(written(tmp_path, altered())) == code


def test_cells_come_out_of_the_child_as_they_went_in():
    cells = [
        None, "文", 1, 1.5, True, date(2024, 5, 6), datetime(2024, 5, 6, 7), ErrorCell("#REF!"),
        10**30, float("inf"),
    ]  # fmt: skip
    line = orjson.dumps([1, *map(subprocess_reader._tag_cell, cells)]) + b"\n"
    done = orjson.dumps(subprocess_reader._DONE) + b"\n"
    ((_, *back),) = subprocess_reader._receive_lines(io.BytesIO(line + done), None, None)
    assert back == cells and [type(a) for a in back] == [type(b) for b in cells]


def test_rows_come_by_their_number():
    (sheet,) = assemble_sheets(
        [{"name": "表"}, [3, "c"], [1, "a"], {"merged": [], "hidden_rows": 0}]
    )
    assert sheet.rows == [["a"], [], ["c"]]
