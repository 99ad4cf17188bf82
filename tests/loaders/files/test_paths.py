"""What stands where a register should: links, pipes, folders, devices; named and never opened."""

import os
import socket
from pathlib import Path

import pytest

from loaders.files.open_file import read_sheets
from loaders.files.paths import register_files
from loaders.problems import FileRejected
from tests.loaders.drawn_registers import LABS, account, csv_file, loaded, problems, workbook


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
    found = loaded(Path(source.format(folder=folder, file=folder / "a.xlsx")))
    told = {f.file: [p.code for p in f.problems] for f in found.files}
    assert told["a.xlsx"] == ["not_a_regular_file"] and not found.acceptable


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
    assert register_files([str(tmp_path)]) == [tmp_path / "a.xlsx"]
