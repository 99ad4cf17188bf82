"""Files meant to harm: each is refused by name, quickly, and the loader lives on."""

import io
import os
import tempfile
import zipfile
from pathlib import Path

import pytest

from loaders import archive, child
from loaders.problems import FileRejected
from loaders.sheets import read_sheets
from tests.loaders.drawn import workbook

SHEET = "xl/worksheets/sheet1.xml"


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


def refusal(path) -> str:
    with pytest.raises(FileRejected) as why:
        read_sheets(path)
    return why.value.code


def written(tmp_path, content: bytes):
    path = tmp_path / "来件.xlsx"
    path.write_bytes(content)
    return path


def test_a_good_workbook_passes(tmp_path):
    (sheet,) = read_sheets(written(tmp_path, altered()))
    assert sheet.rows == [["实验室编号"], ["A"]]


def test_a_bomb_is_counted_while_it_inflates(tmp_path):
    bomb = b"<worksheet>" + b" " * (archive.PART_LIMIT + 1)
    assert refusal(written(tmp_path, altered(**{SHEET: bomb}))) == "file_too_big"


def test_a_flood_of_cells_is_counted_before_any_reader(tmp_path):
    flood = b"<worksheet><sheetData><row>" + b"<c /> " * (archive.CELL_LIMIT + 1)
    assert refusal(written(tmp_path, altered(**{SHEET: flood}))) == "file_too_big"


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet>&a;</worksheet>',
    ],
    ids=["growing entity", "outside entity"],
)
def test_declarations_are_refused(tmp_path, declared):
    assert refusal(written(tmp_path, altered(**{SHEET: declared}))) == "hostile_file"


def test_a_blank_in_the_farthest_cell_is_only_a_blank(tmp_path):
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
        b'<row r="1048576"><c r="XFD1048576"/></row></sheetData></worksheet>'
    )
    (sheet,) = read_sheets(written(tmp_path, altered(**{SHEET: far})))
    assert sheet.rows == [["x"]]


def test_macros_pictures_and_odd_paths_stay_untouched(tmp_path):
    extra = {"xl/vbaProject.bin": b"\x00" * 100, "../../evil.txt": b"x"}
    (sheet,) = read_sheets(written(tmp_path, altered(**extra)))
    assert sheet.rows[0] == ["实验室编号"] and not (tmp_path.parent / "evil.txt").exists()


def test_a_pipe_and_a_link_are_refused_without_opening(tmp_path):
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "link.xlsx").symlink_to(written(tmp_path, altered()))
    assert refusal(tmp_path / "pipe.xlsx") == "not_a_regular_file"
    assert refusal(tmp_path / "link.xlsx") == "not_a_regular_file"


def test_a_truncated_archive_is_refused(tmp_path):
    assert refusal(written(tmp_path, altered()[:-40])) == "unreadable_file"


def test_a_reader_that_never_ends_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(child, "SECONDS", 0.01)
    assert refusal(written(tmp_path, altered())) == "file_too_big"


def test_cells_come_out_of_the_child_as_they_went_in():
    from datetime import date, datetime

    from loaders.converters import ErrorCell

    cells = [
        None,
        "文",
        1,
        1.5,
        True,
        date(2024, 5, 6),
        datetime(2024, 5, 6, 7),
        ErrorCell("#REF!"),
    ]
    back = [child._cell(child._tagged(cell)) for cell in cells]
    assert back == cells and [type(a) for a in back] == [type(b) for b in cells]
