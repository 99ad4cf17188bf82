"""The last good version: what is shown where the current one is damaged or cannot be found."""

import pytest

from loaders.__main__ import main
from loaders.cli import commands
from loaders.store.pointer import POINTER, NothingPublished, whole
from loaders.store.published import open_last_good, open_published
from tests.loaders.drawn_registers import LABS, TODAY, csv_file


@pytest.fixture
def out(tmp_path, monkeypatch):
    """Two publications: first of two laboratories, then of three."""
    monkeypatch.setattr(commands, "today", lambda: TODAY)
    for rows in (LABS[:3], LABS):
        source = csv_file(tmp_path / "labs.csv", rows)
        assert main(["build", "--source", str(source), "--out", str(tmp_path / "out")]) == 0
    return tmp_path / "out"


def labs(out):
    found, fault = open_last_good(out)
    return len(found.registers["labs"]), fault


def test_nothing_published_is_said(tmp_path):
    with pytest.raises(NothingPublished, match="还没有发布任何数据"):
        open_last_good(tmp_path)


def test_the_current_version_where_it_is_good(out):
    assert labs(out) == (3, "")


@pytest.mark.parametrize("name", ["registers/labs.parquet", "manifest.json", "map.json"])
def test_a_damaged_version_gives_way_to_the_one_before(out, name):
    file = out / open_published(out).version / name
    file.write_bytes(file.read_bytes()[:-9])
    count, fault = labs(out)
    assert count == 2 and "与发布时的校验值不符" in fault


def test_a_lost_pointer_gives_way_to_the_newest_version_that_is_whole(out):
    (out / POINTER).write_text("{")
    count, fault = labs(out)
    assert count == 3 and POINTER in fault


def test_nothing_whole_is_left(out):
    for manifest in out.glob("*/manifest.json"):
        manifest.write_text("{}")
    with pytest.raises(NothingPublished, match="校验值不符"):
        open_last_good(out)


def test_a_folder_is_whole_only_under_the_name_of_its_content(out):
    folder = out / open_published(out).version
    assert whole(folder)
    assert not whole(folder.rename(out / "0123456789ab")) and not whole(out / "nowhere")
