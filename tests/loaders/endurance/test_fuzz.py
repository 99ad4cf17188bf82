"""Mutated registers and damaged files: refused by name or balanced, and no row lost unsaid."""

import json
import random
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from loaders.registers import read_sheet
from loaders.text import fold
from tests.loaders.command import PLACE
from tests.loaders.endurance.extent import FULL, rounds
from tests.loaders.fuzz.damage import RAW, repacked, whole
from tests.loaders.fuzz.oracle import settled
from tests.loaders.fuzz.pages import pages
from tests.loaders.fuzz.worker import DOUBTFUL, HARMLESS, structure

WORKER = [sys.executable, "-m", "tests.loaders.fuzz.worker"]
PATIENCE = 150  # seconds for one case; the reading child has 60 of the processor


def tried(kind: str, seeds: range) -> list[dict]:
    """What became of each seed; a case that ends or hangs the process is told as such."""
    message: list[dict] = []
    while len(message) < len(seeds):
        first, count = seeds[len(message)], len(seeds) - len(message)
        worker = subprocess.Popen([*WORKER, kind, str(first), str(count)], cwd=PLACE,
                                  stdout=subprocess.PIPE, text=True)  # fmt: skip
        before, alarm = len(message), threading.Timer(PATIENCE, worker.kill)
        alarm.start()
        for line in worker.stdout:
            alarm.cancel()
            message.append(json.loads(line))
            alarm = threading.Timer(PATIENCE, worker.kill)
            alarm.start()
        hung = not alarm.is_alive()
        alarm.cancel()
        if worker.wait() != 0 or len(message) == before:
            fault = f"process ended with {worker.returncode}"
            ended = "hung" if hung else "crashed"
            message.append({"seed": seeds[len(message)], "ended": ended, "faults": [fault]})
    return message


@pytest.mark.endurance
@pytest.mark.parametrize(("kind", "taste", "all_"), [("structure", 20, 2000), ("bytes", 6, 600)])
def test_no_mutation_crashes_hangs_or_loses_a_row(kind, taste, all_, record_property):
    count, workers = rounds(taste, all_), 2 if FULL else 1
    share = -(-count // workers)
    parts = [range(first, min(first + share, count)) for first in range(0, count, share)]
    with ThreadPoolExecutor(workers) as pool:
        lines = [case for part in pool.map(lambda p: tried(kind, p), parts) for case in part]
    ended = Counter(case["ended"] for case in lines)
    faults = {case["seed"]: case["faults"] for case in lines if case["faults"]}
    ways = ["balanced", "refused", "crashed", "hung"]
    record_property(f"mutations of {kind}", f"{count}: {len(faults)} faults, "
                    + ", ".join(f"{ended[how]} {how}" for how in ways))  # fmt: skip
    assert not faults, f"again: python -m tests.loaders.fuzz.worker {kind} SEED 1\n{faults}"
    assert sum(ended.values()) == count and ended["balanced"] and ended["refused"]


@pytest.mark.parametrize("mutation", [*HARMLESS, *DOUBTFUL], ids=lambda mutation: mutation.__name__)
def test_every_mutation_changes_something(mutation):
    def drawn(seed, change):
        made = pages()
        if change:
            mutation(made, random.Random(seed))
        return [(page.name, page.sheet, page.hidden, page.merged, page.lines) for page in made]

    assert any(drawn(seed, True) != drawn(seed, False) for seed in range(10))


@pytest.mark.parametrize("damage", [*RAW, repacked], ids=lambda damage: damage.__name__)
def test_every_damage_changes_something(damage):
    content = whole()["xlsx"]
    assert any(damage(content, random.Random(seed)) != content for seed in range(10))


@pytest.fixture
def whole_first():
    """What undamaged rows become, settled before the loader is broken."""
    return settled()


def is_noticed(fault: str, tmp_path, count=12) -> bool:
    """Whether the judge speaks of a fault in any of so many cases, tried until it does."""
    return any(
        fault in sentence
        for seed in range(count)
        for sentence in structure(seed, tmp_path)["faults"]
    )


def test_rows_passed_over_in_silence_are_noticed(tmp_path, monkeypatch, whole_first):
    """The ledger books such rows as skipped and balances: only who wrote them can tell."""
    real = read_sheet.is_footer
    monkeypatch.setattr(read_sheet, "is_ordinary_row", lambda *_: False)
    monkeypatch.setattr(
        read_sheet, "is_footer", lambda row, *more: "批准建设" in row or real(row, *more)
    )
    assert is_noticed("silently lost", tmp_path)


def test_values_altered_in_silence_are_noticed(tmp_path, monkeypatch, whole_first):
    real = read_sheet.outcome

    def outcome(column, raw):
        return real(column, "某地" if column.name == "city" else raw)

    monkeypatch.setattr(read_sheet, "outcome", outcome)
    assert is_noticed("altered", tmp_path)


def test_rows_rejected_for_nothing_are_noticed(tmp_path, monkeypatch, whole_first):
    real = read_sheet.outcome

    def outcome(column, raw):
        return real(column, None if fold(str(raw)) == "合格" else raw)

    monkeypatch.setattr(read_sheet, "outcome", outcome)
    assert is_noticed("not kept though nothing was wrong", tmp_path)
