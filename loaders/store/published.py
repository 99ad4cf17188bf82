"""What is published: the pointer read once, digests verified, tables as shared frames.

Light on purpose: pages import this module, so no geopandas, duckdb or ibis here.
"""

import functools
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from catalog.definitions import words
from catalog.files import read_json
from loaders.os_errors import failure_reason
from loaders.store.history import EMPTY, known_history
from loaders.store.pointer import (
    SCHEMA_VERSION,
    TABLES,
    FileState,
    NothingPublished,
    file_state,
    look_at_pointer,
    read_pointer,
    whole,
)
from loaders.store.table_files import NO_CHOICE, TableFiles, open_tables

_TRIES = 3


@dataclass(frozen=True, eq=False)
class Published:
    """One published version. Frames are shared by all sessions: never edit them.

    lifetimes: `labs` (one row per laboratory: its register's columns, entry, exit, state),
    `careers` (one per laboratory and event) and `rectifications` (one per order);
    counted: the rows that the observations are sums of, by the observations' names.
    """

    version: str
    manifest: dict
    registers: TableFiles
    observations: TableFiles
    folder: Path
    places: TableFiles
    lifetimes: TableFiles
    counted: TableFiles
    history: dict[str, pd.DataFrame] = field(default_factory=lambda: EMPTY)
    history_whole: bool = True

    @property
    def as_of(self) -> date:
        """The day up to which the registers reach."""
        return date.fromisoformat(self.manifest["as_of"])

    @functools.cached_property
    def first_year(self) -> int | None:
        """The year of the earliest observation; None where nothing is observed."""
        months = [frame["month"].min() for frame in self.observations.values() if len(frame)]
        return min(months).year if months else None

    def age_days(self, today: date) -> int:
        """Days since the as-of day; a future as-of is no age, not a negative one."""
        return max(0, (today - self.as_of).days)


class Damaged(ValueError):
    """A file of a version is not what was published; the sentence names it."""


def open_published(out: Path = TABLES) -> Published:
    """The current version with every file verified against its digest.

    Raises NothingPublished.
    """
    return _of_current(out, _open)


def open_last_good(out: Path = TABLES) -> tuple[Published, str]:
    """The current version and "", or the newest earlier one that is whole and what went wrong.

    A version of another schema cannot be read. Raises NothingPublished where none is left that can.
    """
    try:
        return open_published(out), ""
    except NothingPublished as why:
        history, history_whole = known_history(out, [])
        newest_first = history["publications"]["version"][::-1].drop_duplicates()
        for folder in (out / version for version in newest_first):
            if is_readable(folder):
                try:
                    contents = open_folder(folder)
                except FileNotFoundError:  # retired meanwhile: an older one may be there still
                    continue
                return replace(contents, history=history, history_whole=history_whole), str(why)
        raise


def open_version(out: Path, version: str) -> Published:
    """A version that is kept, all its files verified: the current one or one before it.

    Raises NothingPublished where it is not kept (any more), damaged or of another schema.
    """
    pointer = read_pointer(out)
    if version == pointer["version"]:
        return open_published(out)
    if version not in pointer.get("recent", []) or not is_readable(out / version):
        raise NothingPublished(words()("published.nothing"))
    history, history_whole = known_history(out, pointer["histories"])
    try:
        contents = open_folder(out / version)
    except FileNotFoundError as retired:
        raise NothingPublished(words()("published.nothing")) from retired
    return replace(contents, history=history, history_whole=history_whole)


def open_history(out: Path = TABLES) -> dict[str, pd.DataFrame]:
    """The tables of the history alone, once for the same pointer: never edit them.

    Raises NothingPublished.
    """
    return _open_history(out, tuple(read_pointer(out)["histories"]))


@functools.lru_cache(maxsize=2)
def _open_history(out: Path, named: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    return known_history(out, list(named))[0]


def is_readable(folder: Path) -> bool:
    """Whether a version's folder is undamaged and of the schema that is read here."""
    return whole(folder) and _manifest(folder)["schema_version"] == SCHEMA_VERSION


def _of_current(out: Path, read: Callable[[Path, dict], Any]) -> Any:
    """What `read` makes of the current version.

    A version may be retired between reading the pointer and its files: the pointer is then
    read again. Raises NothingPublished.
    """
    reason, cause = "", None
    for _ in range(_TRIES):
        pointer = read_pointer(out)
        version = pointer["version"]
        try:
            return read(out / version, pointer)
        except FileNotFoundError as failure:
            missing = Path(failure.filename or "").name
            reason = words()("published.file_missing", version=version, name=missing)
            cause = failure
        except Damaged as failure:
            reason = words()("published.unreadable", version=version, reason=failure)
            cause = failure
        except OSError as failure:
            why = failure_reason(failure)
            reason = words()("published.unreadable", version=version, reason=why)
            cause = failure
        except (ValueError, KeyError) as failure:
            why = words()("published.content")
            reason = words()("published.unreadable", version=version, reason=why)
            cause = failure
    raise NothingPublished(reason) from cause


def _verify(folder: Path, pointer: dict) -> dict:
    """The manifest of a version whose files all are what was published, in tables we can read."""
    for name, sha256 in pointer["files"].items():
        with (folder / name).open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
                raise Damaged(words()("published.digest", name=name))
    manifest = _manifest(folder)
    if manifest["schema_version"] != SCHEMA_VERSION:
        key = "older_schema" if manifest["schema_version"] < SCHEMA_VERSION else "newer_schema"
        raise NothingPublished(words()(f"published.{key}", version=folder.name))
    return manifest


def _manifest(folder: Path) -> dict:
    return read_json(folder / "manifest.json")


def _open(folder: Path, pointer: dict) -> Published:
    state = _files_state(folder.parent, pointer)
    _verify(folder, pointer)
    _looks[folder.parent] = Look(pointer["seal"], state, "")
    history, whole = known_history(folder.parent, pointer["histories"])
    return replace(open_folder(folder), history=history, history_whole=whole)


def open_folder(folder: Path, columns: Mapping[str, list[str]] = NO_CHOICE) -> Published:
    """A version as it lies in its folder, nothing verified and without its history.

    columns: by register, the only ones that are read, for who needs no others. Raises
    FileNotFoundError where the version is retired meanwhile: of its tables some would be lacking.
    """
    contents = Published(
        folder.name,
        _manifest(folder),
        registers=open_tables(folder / "registers", columns),
        observations=open_tables(folder),
        folder=folder,
        places=open_tables(folder / "places"),
        lifetimes=open_tables(folder / "lifetimes"),
        counted=open_tables(folder / "counted"),
    )
    (folder / "manifest.json").stat()
    return contents


FilesState = tuple[FileState, ...]


@dataclass(frozen=True)
class Look:
    """When the files of the current version were last held against their digests.

    seal: of the pointer then; state: of the files then; damage: what was wrong, "" for nothing.
    """

    seal: str
    state: FilesState
    damage: str


_looks: dict[Path, Look] = {}  # the last one by the folder of the tables


def find_damage(out: Path) -> str:
    """Why the current version is no longer what was published, "" where it still is.

    Asked at every run of a page: the digests are taken anew only where a file's size, inode or time
    of change differs from the last look. What changes none of these is found by `health`, whose
    result counts here. Raises NothingPublished where the pointer cannot be read.
    """
    pointer = look_at_pointer(out)
    look = _looks.get(out)
    if look is None or (look.seal, look.state) != (pointer["seal"], _files_state(out, pointer)):
        look = _take_look(out, pointer)
    return look.damage


def _take_look(out: Path, pointer: dict) -> Look:
    """Hold the files of the current version against their digests, and remember the result."""
    state, damage = _files_state(out, pointer), ""
    try:
        _of_current(out, _verify)
    except NothingPublished as why:
        damage = str(why)
    _looks[out] = Look(pointer["seal"], state, damage)
    return _looks[out]


def _files_state(out: Path, pointer: dict) -> FilesState:
    """Size, inode and time of change of each file that the pointer names; None where it is gone."""
    folder = f"{out}/{pointer['version']}"
    return tuple(file_state(f"{folder}/{name}") for name in pointer["files"])


def health(out: Path, today: date) -> dict:
    """What a monitor asks: the version, how old its data are, fictional or not.

    Every digest is verified, but no table is opened: monitors ask often.
    """
    look = _take_look(out, read_pointer(out))
    if look.damage:
        raise NothingPublished(look.damage)
    manifest = _of_current(out, lambda folder, _pointer: _manifest(folder))
    as_of = date.fromisoformat(manifest["as_of"])
    return {
        "status": "ok",
        "version": manifest["version"],
        "as_of": as_of.isoformat(),
        "age_days": max(0, (today - as_of).days),
        "fictional": manifest["fictional"],
    }


def version_file(out: Path, version: str, name: str) -> bytes | None:
    """A file of a kept version, None if that version is not one the pointer knows."""
    try:
        if version not in read_pointer(out).get("recent", []):
            return None
        return (out / version / name).read_bytes()
    except (NothingPublished, FileNotFoundError):
        return None
