"""The last good version: what is shown where the current one is damaged or cannot be found."""

import os
import re
import shutil

import pytest

from catalog import clock, files
from loaders.__main__ import main
from loaders.store import pointer, published
from loaders.store.pointer import POINTER, NothingPublished, whole
from loaders.store.published import find_damage, health, open_last_good, open_published
from tests.loaders.damaged_files import empty, put_folder, put_loop
from tests.loaders.drawn_registers import LABS, NOON, TODAY, csv_file
from tests.loaders.written_files import publish_token, tokens


@pytest.fixture(scope="module")
def published_twice(tmp_path_factory):
    """Two publications: first of two laboratories, then of three."""
    folder = tmp_path_factory.mktemp("twice")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(clock, "now", lambda: NOON)
        for rows in (LABS[:3], LABS):
            source = csv_file(folder / "labs.csv", rows)
            assert main(["build", "--source", str(source), "--out", str(folder / "out")]) == 0
    return folder / "out"


@pytest.fixture
def out(published_twice, tmp_path, monkeypatch):
    """The same, to be damaged, at the hour of their publication."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    return shutil.copytree(published_twice, tmp_path / "out")


def labs(out):
    result, fault = open_last_good(out)
    return len(result.registers["labs"]), fault


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


def test_a_pointer_nested_deeply_or_endless_is_a_damaged_one(out, monkeypatch):
    version = open_published(out).version
    for text in ("[" * 100_000, '{"a": ' * 5_000, "9" * 5_000, '{"version": ' + "[" * 200):
        (out / POINTER).write_text(text)
        for read in (open_published, find_damage, lambda folder: health(folder, TODAY)):
            with pytest.raises(NothingPublished, match="CURRENT.json 内容不完整"):
                read(out)
        assert labs(out)[0] == 3
    (out / version / "manifest.json").write_text("[" * 100_000)
    assert not whole(out / version) and labs(out)[0] == 2
    monkeypatch.setattr(files, "MAX_JSON_BYTES", 10)
    with pytest.raises(NothingPublished, match="内容不完整"):
        find_damage(out)


def test_a_version_retired_while_it_is_opened_is_no_version_without_tables(tmp_path, monkeypatch):
    """A reader that is held up before it looks for the tables finds their folder gone."""
    publish_token(tmp_path, "first")
    open_tables, later = published.open_tables, iter(["second", "third", "fourth", "fifth"])

    def open_late(*folders):
        for token in later:
            publish_token(tmp_path, token)
        return open_tables(*folders)

    monkeypatch.setattr(published, "open_tables", open_late)
    assert tokens(tmp_path) == {"fifth"}


def test_an_earlier_version_retired_while_it_is_opened_is_not_kept(tmp_path, monkeypatch):
    earlier = publish_token(tmp_path, "first")
    publish_token(tmp_path, "second")

    def retire(folder, *_columns):
        shutil.rmtree(folder.parent, ignore_errors=True)  # it is asked for several tables
        return {}

    monkeypatch.setattr(published, "open_tables", retire)
    with pytest.raises(NothingPublished):
        published.open_version(tmp_path, earlier)


def test_readers_are_told_neither_paths_nor_english(out):
    """What the system says of a file goes to the log; readers get Chinese and its name."""
    version, messages = open_published(out).version, []
    for name in (POINTER, f"{version}/manifest.json", f"{version}/registers/labs.parquet"):
        path = out / name
        content = path.read_bytes()
        for damage in (put_folder, put_loop, empty):
            damage(path)
            with pytest.raises(NothingPublished) as why:
                open_published(out)
            messages.append(str(why.value))
            remove(path)
            path.write_bytes(content)
    assert len(messages) == 9
    words = {word for message in messages for word in re.findall("[A-Za-z]{2,}", message)}
    assert words <= {"CURRENT", "json", "manifest", "labs", "parquet", "registers"} | set(
        re.findall("[a-z]{2,}", version)
    )
    assert not [message for message in messages if str(out) in message or "Errno" in message]


def remove(path):
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    else:
        path.unlink()


def test_damage_after_opening_is_noticed_and_mended(out):
    assert find_damage(out) == ""
    path = out / open_published(out).version / "map.json"
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    assert "map.json 与发布时的校验值不符" in find_damage(out)
    path.unlink()
    assert "缺少文件 map.json" in find_damage(out)
    path.write_bytes(content)
    assert find_damage(out) == ""


def test_damage_that_changes_no_time_is_announced_once_a_monitor_met_it(out):
    assert find_damage(out) == ""
    change_in_silence(out / open_published(out).version / "map.json")
    assert find_damage(out) == ""
    with pytest.raises(NothingPublished, match="校验值不符"):
        health(out, TODAY)
    assert "校验值不符" in find_damage(out)
    change_in_silence(out / POINTER)
    assert "校验值不符" in find_damage(out)
    for read in (lambda folder: health(folder, TODAY), find_damage):
        with pytest.raises(NothingPublished, match="CURRENT.json 内容不完整"):
            read(out)


def change_in_silence(path):
    state, content = path.stat(), path.read_bytes()
    path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def test_files_untouched_are_not_read_again(out, monkeypatch):
    assert find_damage(out) == ""
    monkeypatch.setattr(published, "_verify", None)
    monkeypatch.setattr(pointer, "read_json", None)
    assert find_damage(out) == ""


def test_files_just_opened_are_not_read_again(out, monkeypatch):
    """The first page opens the version, then asks for its damage; a large one takes long."""
    open_published(out)
    monkeypatch.setattr(published, "_verify", None)
    assert find_damage(out) == ""


def test_nothing_whole_is_left(out):
    for manifest in out.glob("*/manifest.json"):
        manifest.write_text("{}")
    with pytest.raises(NothingPublished, match="校验值不符"):
        open_last_good(out)


def test_a_folder_is_whole_only_under_the_name_of_its_content(out):
    folder = out / open_published(out).version
    assert whole(folder)
    assert not whole(folder.rename(out / "0123456789ab")) and not whole(out / "nowhere")
