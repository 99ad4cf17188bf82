"""Writers and readers of published tables as processes of their own, to be killed at will.

A version is a handful of tables that all bear the same token, so that a reader can tell whether
what it read is of one version.
"""

import multiprocessing
import random
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from loaders.store.pointer import SCHEMA_VERSION
from loaders.store.publish import LockedByAnother, publish
from loaders.store.published import NothingPublished, open_published

TABLES = ("registers/labs", "registers/standards", "lab_counts", "breakthroughs")
# processes forked from a server that has the libraries loaded: they start in milliseconds
SPAWNED = multiprocessing.get_context("forkserver")
SPAWNED.set_forkserver_preload([__name__])


def manifest(token: str, built_at: str = "2026-01-01T00:00:00+00:00") -> dict:
    return {
        "token": token,
        "built_at": built_at,
        "as_of": "2025-12-31",
        "fictional": True,
        "schema_version": SCHEMA_VERSION,
    }


def publish_token(out: Path, token: str, pace: float = 0) -> str:
    """Publish tables bearing the token, waiting about `pace` seconds before each."""

    def write(folder: Path) -> None:
        (folder / "registers").mkdir()
        for name in TABLES:
            time.sleep(random.random() * pace)
            pq.write_table(pa.table({"token": [token] * 500}), folder / f"{name}.parquet")

    return publish(out, write, manifest(token))


def tokens(out: Path) -> set[str]:
    """Every token of the current version: one, if what is read is whole."""
    result = open_published(out)
    frames = [*result.registers.values(), *result.observations.values()]
    assert len(frames) == len(TABLES)
    return {result.manifest["token"], *(word for frame in frames for word in frame["token"])}


def lab_names(out: Path) -> set[str]:
    """The names of the laboratories of a real build, all alike in the builds of these tests."""
    result = open_published(out)
    names = list(result.registers["labs"]["lab_name"])
    assert len(names) == result.manifest["rows"]["labs"]
    return set(names)


def read_until(stopped, out: Path, message, look: Callable[[Path], set], pause: float) -> None:
    """Look again and again, with so many seconds between two looks; then tell how often, what went
    wrong and what was not of one piece."""
    reads, errors, torn = 0, [], 0
    while not stopped.wait(pause):
        try:
            torn += len(look(out)) != 1
        except NothingPublished as why:
            errors.append(str(why))
        reads += 1
    message.put((reads, errors, torn))


def update_often(out: Path, writer: int, updates: int, message) -> None:
    """Publish so many updates, each tried until it is not refused; tell the refusals."""
    refused = 0
    for number in range(updates):
        while True:
            try:
                publish_token(out, f"{writer}-{number}")
                break
            except LockedByAnother:
                refused += 1
                time.sleep(random.random() / 200)
    message.put(refused)


def hold(out: Path, begun, released) -> None:
    """A build that stands still in the middle of its writing until it is released."""

    def write(folder: Path) -> None:
        pq.write_table(pa.table({"token": ["held"]}), folder / "lab_counts.parquet")
        begun.set()
        released.wait(120)

    publish(out, write, manifest("held"))
