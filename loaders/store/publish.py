"""Publishing: immutable folders, then the pointer replaced last and atomically.

Readers never see half a build: a version is complete before the pointer names it, and the last
three versions are kept for those who still read an older one. What a publication adds to the
history goes into a folder of its own kind and is named by the same pointer.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from catalog.temporary_folders import remove_abandoned_folders
from loaders.file_writing import LITTER, replacing
from loaders.group_access import let_group_read
from loaders.store.cleanup import discard, discard_all_but, sweep
from loaders.store.pointer import (
    POINTER,
    NothingPublished,
    add_digest,
    digests,
    history_name,
    read_pointer,
    version_name,
    whole,
)
from loaders.work_progress import report_step

KEPT_VERSIONS = 3
Write = Callable[[Path], None]
Remember = Callable[[Path, dict], tuple[int, Write | None]]


class LockedByAnother(Exception):
    """Another build holds the writer lock."""


def publish(out: Path, write: Write, manifest: dict, remember: Remember | None = None) -> str:
    """Write a version with `write(folder)`, publish it, return its name.

    The version is a hash of the content, so equal input gives an equal version and only the
    pointer moves. remember(version's folder, pointer before) gives the counter of this publication
    and the writer of the history that goes with it, None where the history stays as it is. Raises
    LockedByAnother; on any failure what is published stays.
    """
    if not out.exists():
        out.mkdir(parents=True, exist_ok=True)
        let_group_read(out)
    lock = FileLock(out / ".lock")
    try:
        with lock.acquire(timeout=0):
            sweep(out)
            remove_abandoned_folders()
            present = {path.name for path in out.iterdir()}
            try:
                return _publish(out, write, manifest, remember or _nothing)
            except BaseException:
                _withdraw(out, present)
                raise
    except Timeout:
        raise LockedByAnother(str(out)) from None


def _nothing(_target: Path, before: dict) -> tuple[int, None]:
    return before["counter"] + 1, None


def _publish(out: Path, write: Write, manifest: dict, remember: Remember) -> str:
    before = _pointer(out)

    def version(building: Path) -> str:
        write(building)
        report_step("digesting")
        name = version_name(building, manifest)
        text = json.dumps({"version": name, **manifest}, ensure_ascii=False, indent=1)
        (building / "manifest.json").write_text(text, encoding="utf-8")
        return name

    target = _folder(out, version)
    counter, tell = remember(target, before)
    histories = before["histories"]
    if tell is not None:

        def history(building: Path) -> str:
            tell(building)
            return history_name(building)

        current_history = _folder(out, history).name
        histories = [current_history, *(name for name in histories if name != current_history)][
            :KEPT_VERSIONS
        ]
    _sync_folder(out)
    recent = [target.name, *(v for v in before["recent"] if v != target.name)][:KEPT_VERSIONS]
    _point(
        out,
        {
            "version": target.name,
            "counter": counter,
            "recent": recent,
            "files": digests(target),
            "histories": histories,
        },
    )
    return target.name


def _folder(out: Path, write: Callable[[Path], str]) -> Path:
    """An immutable folder of `out` under the name that its writer gives it, synced to disk."""
    building = Path(tempfile.mkdtemp(prefix=LITTER, dir=out))
    building.chmod(0o755)
    try:
        target = out / write(building)
        for path in building.rglob("*"):
            let_group_read(path)
        _sync(building)
        _settle(building, target)
        return target
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _settle(building: Path, target: Path) -> None:
    """Make the target folder this build. Equal content already there stays as it is; a link there
    is nobody's version, wherever it leads."""
    if target.is_symlink():
        target.unlink()
    elif target.exists():
        if whole(target):
            return
        discard(target)
    building.rename(target)


def _sync(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _pointer(out: Path) -> dict:
    """The pointer before this publication; an empty one where none can be read."""
    try:
        pointer = read_pointer(out)
    except NothingPublished:
        pointer = {}
    return {"counter": 0, "recent": [], "histories": [], **pointer}


def _point(out: Path, pointer: dict) -> None:
    """Replace the pointer, then remove the folders that it no longer names."""
    with replacing(out / POINTER) as stream:
        stream.write(json.dumps(add_digest(pointer), ensure_ascii=False, indent=1).encode())
    _sync_folder(out)
    discard_all_but(out, {*pointer["recent"], *pointer["histories"]})


def _withdraw(out: Path, present: set[str]) -> None:
    """Remove the folders of a publication that failed before the pointer named them.

    They would keep a full disk full until a later publication succeeds, which it then cannot.
    """
    pointer = _pointer(out)
    discard_all_but(out, {*present, *pointer["recent"], *pointer["histories"]})
