"""The pointer: which version is published, sealed so that damage is noticed.

Light on purpose: pages import this module.
"""

import hashlib
import json
import os
from pathlib import Path

from catalog.definitions import ROOT, words
from catalog.files import digest, read_json
from loaders.os_errors import failure_reason

TABLES = ROOT / "tables"
POINTER = "CURRENT.json"
HISTORY = ".history-"
# of the tables of a version; readers of one read no other
SCHEMA_VERSION = 3


FileState = tuple[int, int, int] | None
_pointers: dict[Path, tuple[FileState, dict]] = {}  # the last one by the folder of the tables


class NothingPublished(Exception):
    """No readable version; the sentence says why."""


def tables_folder() -> Path:
    """Where the published tables lie: TABLES_DIR, else data/tables."""
    return Path(os.environ.get("TABLES_DIR", TABLES))


def read_pointer(out: Path = TABLES) -> dict:
    """The pointer file: current version and the sha256 of its files. Never edit it."""
    _pointers.pop(out, None)  # damage that changes no time is met here: pages shall meet it too
    state = file_state(f"{out}/{POINTER}")
    try:
        pointer = read_json(out / POINTER)
    except FileNotFoundError:
        raise NothingPublished(words()("published.nothing")) from None
    except OSError as failure:
        reason = failure_reason(failure)
        sentence = words()("published.pointer_unreadable", pointer=POINTER, reason=reason)
        raise NothingPublished(sentence) from failure
    except ValueError as failure:
        sentence = words()("published.pointer_incomplete", pointer=POINTER)
        raise NothingPublished(sentence) from failure
    if not isinstance(pointer, dict) or pointer != add_digest(pointer):
        raise NothingPublished(words()("published.pointer_incomplete", pointer=POINTER))
    _pointers[out] = state, pointer
    return pointer


def look_at_pointer(out: Path = TABLES) -> dict:
    """The same for pages, which ask at every run: the file is read anew only where its size, inode
    or time of change differs from the last reading."""
    state, pointer = _pointers.get(out, (None, {}))
    if state is None or state != file_state(f"{out}/{POINTER}"):
        return read_pointer(out)
    return pointer


def file_state(path: str) -> FileState:
    """Size, inode and time of change of a file; None where it is gone. The path is text: pathlib
    takes several times as long as the system."""
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return stat.st_size, stat.st_ino, stat.st_mtime_ns


def add_digest(pointer: dict) -> dict:
    """The pointer with a digest over all it says, so that a damaged one is noticed."""
    unsealed = {name: value for name, value in pointer.items() if name != "seal"}
    text = json.dumps(unsealed, sort_keys=True, ensure_ascii=False)
    return {**unsealed, "seal": hashlib.sha256(text.encode()).hexdigest()}


def digests(folder: Path) -> dict[str, str]:
    """sha256 of every file of a folder by its path within it."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): digest(p) for p in files}


def content_name(folder: Path) -> str:
    """A name for all that a folder holds but its manifest, which tells of the build itself."""
    actual = digests(folder)
    actual.pop("manifest.json", None)
    text = json.dumps(actual, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def version_name(folder: Path, manifest: dict) -> str:
    """The name of a version of this content and manifest, whenever it was built."""
    lasting = {k: v for k, v in manifest.items() if k not in ("built_at", "version")}
    text = json.dumps([content_name(folder), lasting], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def whole(folder: Path) -> bool:
    """Whether a folder still holds what its name was made from."""
    try:
        if folder.name.startswith(HISTORY):
            return history_name(folder) == folder.name
        manifest = read_json(folder / "manifest.json")
        return version_name(folder, manifest) == folder.name == manifest["version"]
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return False


def history_name(folder: Path) -> str:
    """The name that a history folder of this content bears, by which a damaged one is noticed."""
    return f"{HISTORY}{content_name(folder)}"


def current_version(out: Path = TABLES) -> str:
    """The version now published."""
    return look_at_pointer(out)["version"]
