"""Publishing under fire: killed, crowded; readers never notice and the next build mends."""

import random
import sys
import time
from contextlib import contextmanager
from types import ModuleType

import pytest

from catalog.definitions import words
from loaders.__main__ import main
from loaders.store.published import open_published, read_pointer
from tests.loaders.command import started
from tests.loaders.drawn_registers import LABS, csv_file
from tests.loaders.endurance.extent import rounds
from tests.loaders.written_files import (
    SPAWNED,
    hold,
    lab_names,
    publish_token,
    read_until,
    tokens,
    update_often,
)

pytestmark = pytest.mark.endurance
SEED = 20220217


@pytest.fixture(autouse=True)
def no_program_to_repeat(monkeypatch):
    """A new process runs the main program again, and tests of pages leave a page there."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


def clean(out) -> bool:
    """Nothing but the pointer, the lock and the folders that the pointer knows."""
    pointer = read_pointer(out)
    kept = {"CURRENT.json", ".lock", *pointer["recent"], *pointer["histories"]}
    return {path.name for path in out.iterdir()} <= kept


@contextmanager
def reading(out, look, pause=0.0):
    """A process that reads all the time, or with so many seconds between; the list given has
    (reads, errors, torn) at the end."""
    stopped, queue, observed = SPAWNED.Event(), SPAWNED.Queue(), []
    reader = SPAWNED.Process(target=read_until, args=(stopped, out, queue, look, pause))
    reader.start()
    try:
        yield observed
    finally:
        stopped.set()
        observed += queue.get(timeout=60)
        reader.join()


def wait_for_litter(writer, out) -> None:
    """Wait until a writer has begun to write, or has ended."""
    while writer.is_alive() and clean(out):
        time.sleep(0.001)


def test_writers_killed_at_random_moments(tmp_path, record_property):
    moments, kills, interrupted = random.Random(SEED), rounds(20, 200), 0
    publish_token(tmp_path, "first")
    with reading(tmp_path, tokens) as observed:
        for number in range(kills):
            writer = SPAWNED.Process(target=publish_token, args=(tmp_path, f"k{number}", 0.005))
            writer.start()
            if number % 2:  # every other is killed while it writes, however busy the machine
                wait_for_litter(writer, tmp_path)
            time.sleep(moments.random() * 0.02)
            writer.kill()
            writer.join()
            interrupted += not clean(tmp_path)
            publish_token(tmp_path, f"after {number}")
            assert tokens(tmp_path) == {f"after {number}"} and clean(tmp_path)
    reads, errors, torn = observed
    record_property("publishing killed", f"{kills} kills ({interrupted} left litter), {reads} "
                    f"reads, {len(errors)} errors, {torn} torn")  # fmt: skip
    assert (errors, torn) == ([], 0) and reads > kills / 2
    assert interrupted > kills / 10  # the kills did hit the writing


def labs_named(path, name):
    return csv_file(path, [LABS[0], *([row[0], name, *row[2:]] for row in LABS[1:])])


def test_real_builds_killed_at_random_moments(tmp_path, record_property):
    moments, kills, out = random.Random(SEED), rounds(1, 25), tmp_path / "tables"
    labs = labs_named(tmp_path / "labs.csv", "示例")
    assert main(["build", "--source", str(labs), "--out", str(out)]) == 0
    t = words()
    steps = [t(f"terminal.{step}") for step in ("publishing", "observing", "mapping_provinces")]
    with reading(out, lab_names, pause=0.3) as observed:  # a build takes seconds
        for number in range(kills):
            labs_named(labs, f"示例{number}")
            building = started("build", "--source", labs, "--out", out)
            step = steps[number % len(steps)]  # of what it does, and some way into it
            assert any(step in line.decode() for line in building.stdout)
            time.sleep(0.5 * moments.random())
            building.kill()
            building.communicate()
            assert main(["build", "--source", str(labs), "--out", str(out)]) == 0
            assert lab_names(out) == {f"示例{number}"} and clean(out)
    reads, errors, torn = observed
    record_property("builds killed", f"{kills} kills, {reads} reads, {len(errors)} errors, "
                    f"{torn} torn")  # fmt: skip
    assert (errors, torn) == ([], 0) and reads >= kills


def test_two_builds_at_once(tmp_path, capsys):
    begun, released = SPAWNED.Event(), SPAWNED.Event()
    out = tmp_path / "tables"
    first = SPAWNED.Process(target=hold, args=(out, begun, released))
    first.start()
    assert begun.wait(60)
    labs = csv_file(tmp_path / "labs.csv", LABS)
    assert main(["build", "--source", str(labs), "--out", str(out)]) == 3
    assert "另一个构建正在写入" in capsys.readouterr().err
    released.set()
    first.join()
    assert open_published(out).manifest["token"] == "held" and clean(out)


def test_a_builder_killed_in_the_middle_frees_the_lock(tmp_path):
    begun, never = SPAWNED.Event(), SPAWNED.Event()
    holder = SPAWNED.Process(target=hold, args=(tmp_path, begun, never))
    holder.start()
    assert begun.wait(60)
    holder.kill()
    holder.join()
    publish_token(tmp_path, "next")
    assert tokens(tmp_path) == {"next"} and clean(tmp_path)


def test_many_writers_lose_no_update(tmp_path, record_property):
    writers, updates, queue = 4, rounds(5, 50), SPAWNED.Queue()
    publish_token(tmp_path, "first")
    crowd = [
        SPAWNED.Process(target=update_often, args=(tmp_path, number, updates, queue))
        for number in range(writers)
    ]
    with reading(tmp_path, tokens) as observed:
        for writer in crowd:
            writer.start()
        refused = sum(queue.get(timeout=300) for _ in crowd)
        for writer in crowd:
            writer.join()
    assert [writer.exitcode for writer in crowd] == [0] * writers
    pointer = read_pointer(tmp_path)
    assert pointer["counter"] == 1 + writers * updates and len(set(pointer["recent"])) == 3
    reads, errors, torn = observed
    record_property("writers at once", f"{writers} × {updates} updates, {refused} refusals, "
                    f"{reads} reads, {len(errors)} errors, {torn} torn")  # fmt: skip
    assert clean(tmp_path) and (errors, torn) == ([], 0)
