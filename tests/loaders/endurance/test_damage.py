"""Published tables on bad disks: flipped bits, lost and truncated files, no space left."""

import json
import os
import random
import resource
import shutil
import subprocess
from datetime import date

import pytest

from loaders.__main__ import main
from loaders.store.pointer import POINTER, NothingPublished
from loaders.store.published import health, open_published, read_pointer
from tests.loaders.command import started
from tests.loaders.damaged_files import cut_end, empty, put_folder, put_loop, remove
from tests.loaders.drawn_registers import LABS, csv_file
from tests.loaders.endurance.extent import rounds
from tests.loaders.written_files import manifest, publish_token, tokens

pytestmark = pytest.mark.endurance
TODAY, SEED = date(2026, 6, 30), 20220217
KB = 1024


def noticed(out) -> bool:
    """Whether both who look say that something is wrong."""
    for look in (open_published, lambda out: health(out, TODAY)):
        try:
            look(out)
        except NothingPublished as why:
            assert str(why)
        else:
            return False
    return True


@pytest.fixture
def published(sample_tables, tmp_path):
    """The sample as published, to be damaged."""
    return shutil.copytree(sample_tables, tmp_path / "tables")


def test_flipped_bits_are_all_noticed(published, record_property):
    chance, flips, missed = random.Random(SEED), rounds(60, 400), []
    version = published / read_pointer(published)["version"]
    files = [path for path in sorted(version.rglob("*")) if path.is_file()]
    assert not noticed(published)
    for _ in range(flips):
        path = chance.choice([*files, published / POINTER])
        good = path.read_bytes()
        place, bit = chance.randrange(len(good)), chance.randrange(8)
        path.write_bytes(good[:place] + bytes([good[place] ^ 1 << bit]) + good[place + 1 :])
        if not noticed(published):
            missed.append((path.name, place, bit))
        path.write_bytes(good)
    record_property("bits flipped", f"{flips} flips over {len(files) + 1} files, "
                    f"{flips - len(missed)} noticed")  # fmt: skip
    assert missed == [] and not noticed(published)


def test_flipped_bits_of_the_history_are_noticed_and_the_version_stays_up(published):
    chance = random.Random(SEED)
    folder = published / read_pointer(published)["histories"][0]
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert open_published(published).history_whole
    for _ in range(rounds(10, 60)):
        path = chance.choice(files)
        good = path.read_bytes()
        place = chance.randrange(len(good))
        path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        assert not open_published(published).history_whole
        path.write_bytes(good)


@pytest.mark.parametrize("damage", [cut_end, empty, remove, put_folder, put_loop])
@pytest.mark.parametrize("name", ["registers/labs.parquet", "lab_counts.parquet", "manifest.json"])
def test_a_damaged_file_is_noticed_and_the_next_build_mends(tmp_path, capsys, damage, name):
    version = publish_token(tmp_path, "one")
    assert not noticed(tmp_path)
    damage(tmp_path / version / name)
    assert noticed(tmp_path) and main(["status", "--out", str(tmp_path)]) == 1
    assert version in capsys.readouterr().out
    assert publish_token(tmp_path, "one") == version
    assert tokens(tmp_path) == {"one"} and not list(tmp_path.glob(".building-*"))


def test_a_file_that_may_not_be_read_is_noticed(published):
    if os.geteuid() == 0:
        pytest.skip("root reads every file: permission bits do not bind it")
    (published / read_pointer(published)["version"] / "map.json").chmod(0)
    assert noticed(published)


def test_a_version_folder_that_is_a_file_is_noticed_and_mended(tmp_path):
    version = tmp_path / publish_token(tmp_path, "one")
    shutil.rmtree(version)
    version.write_text("x")
    assert noticed(tmp_path)
    publish_token(tmp_path, "one")
    assert tokens(tmp_path) == {"one"} and not list(tmp_path.glob(".building-*"))


def test_a_clock_set_back_does_not_bring_back_the_old(tmp_path):
    from loaders.store.publish import publish

    def build(text, built_at):
        return publish(
            tmp_path, lambda folder: (folder / "a.json").write_text(text), manifest(text, built_at)
        )

    old, new = build("old", "2026-06-30T12:00:00"), build("new", "2001-01-01T00:00:00")
    pointer = read_pointer(tmp_path)
    assert open_published(tmp_path).manifest["built_at"] == "2001-01-01T00:00:00"
    assert (pointer["version"], pointer["counter"]) == (new, 2) and pointer["recent"] == [new, old]


@pytest.fixture
def small_disk(tmp_path):
    """A real file system of four megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("mounting a small file system needs root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def free(place) -> int:
    result = os.statvfs(place)
    return result.f_bavail * result.f_bsize


def test_a_full_disk_leaves_the_old_version_and_gives_its_space_back(
    small_disk, tmp_path, record_property, capsys
):
    chance, trials, full = random.Random(SEED), rounds(3, 80), 0
    labs, out, filler = tmp_path / "labs.csv", small_disk / "out", small_disk / "filler"
    build = ["build", "--source", str(labs), "--out", str(out)]
    csv_file(labs, LABS)
    assert main(build) == 0
    for number in range(trials):
        rows = [[row[0], f"示例{number}", *row[2:]] for row in LABS[1:]]
        csv_file(labs, [LABS[0], *rows])
        filler.write_bytes(b"x" * (free(small_disk) - chance.randrange(800) * KB))
        before, space = (out / POINTER).read_bytes(), free(small_disk)
        capsys.readouterr()
        if main(build) == 1:
            full += 1
            text = capsys.readouterr().err
            assert "磁盘已满" in text and "Traceback" not in text
            assert (out / POINTER).read_bytes() == before and free(small_disk) == space
        open_published(out)
        filler.unlink()
        assert main(build) == 0 and not list(out.glob(".building-*"))
        assert set(open_published(out).registers["labs"]["lab_name"]) == {f"示例{number}"}
    record_property("disk full", f"{trials} builds on a disk of 0–800 KB left, {full} failed, "
                    "0 changed what was published")  # fmt: skip
    assert full > trials / 4


def test_a_file_size_limit_is_a_full_disk_in_small(tmp_path):
    labs, out = csv_file(tmp_path / "labs.csv", LABS), tmp_path / "out"
    assert main(["build", "--source", str(labs), "--out", str(out)]) == 0
    before = (out / POINTER).read_bytes()
    csv_file(labs, LABS[:3])
    building = started(
        "build", "--source", labs, "--out", out,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100 * KB, 100 * KB)),
    )  # fmt: skip
    text = building.communicate(timeout=120)[1].decode()
    assert building.returncode == 1 and "Traceback" not in text
    assert text.startswith("没有完成，已发布的内容没有改动：文件超过允许的大小")
    assert (out / POINTER).read_bytes() == before and json.loads(before)["version"]
    assert not list(out.glob(".building-*"))
