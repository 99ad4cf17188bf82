"""Publishing: whole or not at all, equal content equal version, old readers left in peace."""

import json
import os

import pytest
from filelock import FileLock

from loaders.store import cleanup
from loaders.store import publish as publishing
from loaders.store.pointer import NothingPublished, current_version, read_pointer
from loaders.store.publish import LockedByAnother, publish
from loaders.store.published import open_published, version_file

MANIFEST = {"built_at": "2026-01-01", "as_of": "2025-12-31", "fictional": True}


def write_text(text="示例"):
    """A writer of one file."""
    return lambda folder: (folder / "a.json").write_text(text, encoding="utf-8")


def names(out):
    return sorted(p.name for p in out.iterdir() if not p.name.startswith("."))


def test_nothing_published(tmp_path):
    for out in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NothingPublished, match="还没有发布任何数据"):
            read_pointer(out)


def test_the_pointer_names_every_file_of_the_version(tmp_path):
    version = publish(tmp_path, write_text(), MANIFEST)
    pointer = read_pointer(tmp_path)
    assert names(tmp_path) == sorted([version, "CURRENT.json"])
    assert (pointer["version"], pointer["counter"]) == (version, 1)
    assert set(pointer["files"]) == {"a.json", "manifest.json"}
    assert json.loads((tmp_path / version / "manifest.json").read_text())["version"] == version
    assert current_version(tmp_path) == version


def test_equal_content_is_an_equal_version_whenever_it_was_built(tmp_path):
    first = publish(tmp_path, write_text(), MANIFEST)
    again = publish(tmp_path, write_text(), {**MANIFEST, "built_at": "2026-02-02"})
    assert again == first and read_pointer(tmp_path)["counter"] == 2
    assert names(tmp_path) == sorted([first, "CURRENT.json"])
    assert publish(tmp_path, write_text("别的"), MANIFEST) != first
    assert publish(tmp_path, write_text(), {**MANIFEST, "as_of": "2026-01-01"}) != first


def test_three_versions_are_kept_the_latest_first(tmp_path):
    versions = [publish(tmp_path, write_text(text), MANIFEST) for text in "甲乙丙丁甲"]
    assert read_pointer(tmp_path)["recent"] == [versions[0], versions[3], versions[2]]
    assert names(tmp_path) == sorted([*versions[2:5], "CURRENT.json"])


def test_the_group_may_read_all_that_is_published_whatever_the_umask(tmp_path):
    def write(folder):
        (folder / "registers").mkdir()
        (folder / "registers" / "labs.json").write_text("{}")

    for umask in (0o022, 0o027, 0o077):
        out, before = tmp_path / f"{umask:o}", os.umask(umask)
        try:
            version = publish(out, write, MANIFEST)
        finally:
            os.umask(before)
        folders = [out, out / version, out / version / "registers"]
        files = [out / "CURRENT.json", *(p for p in out.glob("*/**/*") if p.is_file())]
        assert len(files) == 3
        assert all(folder.stat().st_mode & 0o050 == 0o050 for folder in folders)
        assert all(file.stat().st_mode & 0o040 for file in files)


def test_folders_that_are_not_versions_are_left_alone(tmp_path):
    (tmp_path / "资料").mkdir()
    (tmp_path / "资料" / "重要.txt").write_text("x")
    (tmp_path / "0123456789ab").mkdir()  # named like a version, but not written by us
    for text in "甲乙丙丁":
        publish(tmp_path, write_text(text), MANIFEST)
    assert (tmp_path / "资料" / "重要.txt").exists() and (tmp_path / "0123456789ab").exists()


def test_what_a_killed_build_left_is_swept(tmp_path):
    (tmp_path / ".building-abc").mkdir()
    version = publish(tmp_path, write_text(), MANIFEST)
    assert {p.name for p in tmp_path.iterdir()} <= {version, "CURRENT.json", ".lock"}


@pytest.mark.parametrize("step", ["write", "_sync", "_settle", "_point"])
def test_a_failure_at_any_step_leaves_what_is_published(tmp_path, monkeypatch, step):
    before = publish(tmp_path, write_text(), MANIFEST)
    pointer = (tmp_path / "CURRENT.json").read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    if step != "write":
        monkeypatch.setattr(publishing, step, full)
    with pytest.raises(OSError, match="No space"):
        publish(tmp_path, full if step == "write" else write_text("别的"), MANIFEST)
    assert (tmp_path / "CURRENT.json").read_bytes() == pointer
    assert current_version(tmp_path) == before and (tmp_path / before / "a.json").exists()
    assert {p.name for p in tmp_path.iterdir()} <= {before, "CURRENT.json", ".lock"}
    monkeypatch.undo()
    assert publish(tmp_path, write_text("再来"), MANIFEST) == current_version(tmp_path)


def test_what_is_wrong_after_the_pointer_was_replaced_takes_nothing_back(tmp_path, monkeypatch):
    def bad_disk(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(publishing, "discard_all_but", bad_disk)
    with pytest.raises(OSError, match="Input/output"):
        publish(tmp_path, write_text(), MANIFEST)
    monkeypatch.undo()
    assert (tmp_path / current_version(tmp_path) / "a.json").exists()


def test_a_version_half_removed_when_a_build_was_killed_is_swept(tmp_path, monkeypatch):
    versions = [publish(tmp_path, write_text(text), MANIFEST) for text in "甲乙丙"]

    def killed(folder, **_):
        if versions[0] in folder.name:
            (folder / "manifest.json").unlink()
            raise KeyboardInterrupt

    monkeypatch.setattr(cleanup.shutil, "rmtree", killed)
    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path, write_text("丁"), MANIFEST)
    monkeypatch.undo()
    last = publish(tmp_path, write_text("戊"), MANIFEST)
    assert names(tmp_path) == sorted([*read_pointer(tmp_path)["recent"], "CURRENT.json"])
    assert current_version(tmp_path) == last and not list(tmp_path.glob(".building-*"))


def test_two_writers_at_once(tmp_path):
    with FileLock(tmp_path / ".lock"), pytest.raises(LockedByAnother):
        publish(tmp_path, write_text(), MANIFEST)
    assert not (tmp_path / "CURRENT.json").exists()


@pytest.mark.parametrize("name", ["a.json", "manifest.json"])
def test_a_damaged_folder_of_the_same_version_is_replaced(tmp_path, name):
    version = publish(tmp_path, write_text(), MANIFEST)
    (tmp_path / version / name).write_text("damaged")
    assert publish(tmp_path, write_text(), MANIFEST) == version
    assert (tmp_path / version / "a.json").read_text(encoding="utf-8") == "示例"
    assert json.loads((tmp_path / version / "manifest.json").read_text())["version"] == version
    assert not list(tmp_path.glob(".building-*"))


@pytest.mark.parametrize("content", ["", "{", "[]", "5", "{}", '{"version": 5, "files": {}}'])
def test_a_broken_pointer_is_no_publication_and_the_next_build_mends_it(tmp_path, content):
    publish(tmp_path, write_text(), MANIFEST)
    (tmp_path / "CURRENT.json").write_text(content)
    with pytest.raises(NothingPublished, match="CURRENT.json"):
        read_pointer(tmp_path)
    version = publish(tmp_path, write_text("别的"), MANIFEST)
    assert current_version(tmp_path) == version


def test_a_flipped_bit_or_a_missing_file_is_noticed(tmp_path):
    version = publish(tmp_path, write_text(), MANIFEST)
    file = tmp_path / version / "a.json"
    content = bytearray(file.read_bytes())
    content[0] ^= 1
    file.write_bytes(content)
    with pytest.raises(NothingPublished, match=r"a\.json 与发布时的校验值不符"):
        open_published(tmp_path)
    file.unlink()
    with pytest.raises(NothingPublished, match=rf"{version} 缺少文件 a\.json"):
        open_published(tmp_path)


def test_only_files_of_kept_versions_are_handed_out(tmp_path):
    versions = [publish(tmp_path, write_text(text), MANIFEST) for text in "甲乙丙丁"]
    assert version_file(tmp_path, versions[0], "a.json") is None
    assert version_file(tmp_path, versions[1], "a.json") == "乙".encode()
    assert version_file(tmp_path, "..", "CURRENT.json") is None
    assert version_file(tmp_path / "nowhere", versions[1], "a.json") is None


def test_other_accounts_may_read_what_is_published(tmp_path):
    version = publish(tmp_path, write_text(), MANIFEST)
    assert os.stat(tmp_path / version).st_mode & 0o777 == 0o755


def test_a_link_under_the_name_of_a_version_is_never_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    version = publish(elsewhere, write_text(), MANIFEST)
    other = tmp_path / "other"
    other.mkdir()
    (other / "kept.txt").write_text("kept")
    aims = {"equal": elsewhere / version, "other": other, "nowhere": tmp_path / "nowhere"}
    for name, aim in aims.items():
        out = tmp_path / f"out_{name}"
        out.mkdir()
        (out / version).symlink_to(aim)
        assert publish(out, write_text(), MANIFEST) == version
        assert not (out / version).is_symlink() and (out / version / "a.json").is_file(), name
    assert (elsewhere / version / "a.json").is_file()
    assert [path.name for path in other.iterdir()] == ["kept.txt"]
