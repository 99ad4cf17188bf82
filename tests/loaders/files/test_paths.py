"""What stands where a register should: links, pipes, folders, devices; named and never opened."""

import os
import socket
from pathlib import Path

import pytest

from loaders.files.open_file import read_sheets
from loaders.files.paths import list_passed_over, register_files
from loaders.problems import FileRejected
from loaders.report.report import report, summary
from tests.loaders.drawn_registers import (
    LABS,
    account,
    csv_file,
    loaded,
    old_workbook,
    problems,
    workbook,
)


def refusal(path):
    with pytest.raises(FileRejected) as refused:
        read_sheets(path)
    return refused.value.code


def make_pipe(path, _real):
    os.mkfifo(path)


def make_link(path, real):
    path.symlink_to(real)


def make_loose_link(path, real):
    path.symlink_to(real / "nothing")


def make_folder(path, _real):
    path.mkdir()


def make_linked_folder(path, real):
    path.symlink_to(real.parent, target_is_directory=True)


def make_socket(path, _real):
    socket.socket(socket.AF_UNIX).bind(str(path))


MADE = [make_pipe, make_link, make_loose_link, make_folder, make_linked_folder, make_socket]


@pytest.fixture
def real(tmp_path):
    """A good register outside the folder that is read."""
    (tmp_path / "elsewhere").mkdir()
    return workbook(tmp_path / "elsewhere" / "real.xlsx", 实验室名录=LABS)


@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
@pytest.mark.parametrize("source", ["{folder}", "{folder}/*.xlsx", "{folder}/**", "{file}"])
def test_what_is_no_plain_file_is_refused_by_name(tmp_path, real, make, source):
    folder = tmp_path / "来件"
    folder.mkdir()
    csv_file(folder / "labs.csv", LABS)
    make(folder / "a.xlsx", real)
    result = loaded(Path(source.format(folder=folder, file=folder / "a.xlsx")))
    values = {f.file: [p.code for p in f.problems] for f in result.files}
    assert values["a.xlsx"] == ["not_a_regular_file"] and not result.acceptable


def test_a_linked_folder_of_any_name_is_not_skipped_unsaid(tmp_path, real):
    folder = tmp_path / "来件"
    folder.mkdir()
    (folder / "湖北").symlink_to(real.parent, target_is_directory=True)
    assert problems(loaded(folder)) == [("not_a_regular_file", "", None)]


def test_a_device_is_refused_without_opening(tmp_path):
    with pytest.raises(FileRejected) as refused:
        read_sheets(Path("/dev/zero"))
    assert refused.value.code == "not_a_regular_file"


def test_a_folder_that_another_program_named_like_a_table_is_a_folder(tmp_path):
    (tmp_path / "labs.csv").mkdir()
    csv_file(tmp_path / "labs.csv" / "part-0.csv", LABS)
    assert account(loaded(tmp_path), "labs")[1] == 3


def test_an_empty_file_and_one_of_another_kind(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"")
    (tmp_path / "a.docx").write_bytes(b"x")
    assert refusal(tmp_path / "a.xlsx") == "empty_file"
    assert refusal(tmp_path / "a.docx") == "unsupported_type"
    assert register_files([str(tmp_path)]) == [tmp_path / "a.docx", tmp_path / "a.xlsx"]


REFUSED = {
    "湖南.fods": "unsupported_type",
    "湖南.xlsb": "unsupported_type",
    "湖南.wps": "unsupported_type",
    "湖南.docx": "unsupported_type",
    "湖南.pdf": "unsupported_type",
    "湖南.jpg": "unsupported_type",
    "湖南": "unsupported_type",
    "湖南.RAR": "packed_file",
    "湖南.7z": "packed_file",
    "湖南.tar.gz": "packed_file",
}
PASSED_OVER = [
    "~$湖南.xlsx",
    ".~lock.湖南.xlsx#",
    ".DS_Store",
    "._湖南.xlsx",
    "Thumbs.db",
    "desktop.ini",
    "Desktop.ini",
    "映射.toml",
    "README.md",
    "report.json",
]


@pytest.fixture
def folder(tmp_path):
    """A folder with one good register."""
    (tmp_path / "来件").mkdir()
    workbook(tmp_path / "来件" / "湖北.xlsx", 实验室名录=LABS)
    return tmp_path / "来件"


@pytest.mark.parametrize("source", ["{folder}", "{folder}/*", "{file}"])
def test_a_file_of_a_kind_that_is_not_read_is_refused_by_name(folder, source):
    for name in REFUSED:
        (folder / name).write_bytes(b"PK")
    sources = {source.format(folder=folder, file=folder / name) for name in REFUSED}
    result = loaded(*map(Path, sources))
    codes = {file.file: [p.code for p in file.problems] for file in result.files}
    codes.pop("湖北.xlsx", None)
    assert codes == {name: [code] for name, code in REFUSED.items()} and not result.acceptable


def test_files_that_go_with_registers_are_passed_over_by_name(folder):
    for name in PASSED_OVER:
        (folder / name).write_bytes(b"x")
    result = loaded(folder)
    assert result.acceptable and [file.file for file in result.files] == ["湖北.xlsx"]
    codes = {file.file: [p.code for p in file.problems] for file in result.passed_over}
    assert codes == dict.fromkeys(PASSED_OVER, ["passed_over"])
    names = [file["file"] for file in report(result, None)["files"]]
    assert sorted(names) == sorted(["湖北.xlsx", *PASSED_OVER])
    assert any(f"{len(PASSED_OVER)} 个" in line for line in summary(result))


def test_a_hidden_file_that_is_itself_the_source_is_read(folder):
    hidden = (folder / "湖北.xlsx").rename(folder / ".湖北.xlsx")
    assert register_files([str(hidden)]) == [hidden] and list_passed_over([str(hidden)]) == []


def test_a_workbook_of_wps_and_texts_with_tabs_are_read(folder):
    (folder / "湖北.xlsx").unlink()
    old_workbook(folder / "a.xls", 实验室名录=LABS[:2]).rename(folder / "湖南.et")
    for name, row in (("名录.tsv", LABS[2]), ("名录.txt", LABS[3])):
        lines = ["\t".join(cells) for cells in (LABS[0], row)]
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
    result = loaded(folder)
    assert account(result, "labs") == (3, 3, 0, 0, 0) and problems(result) == []
