"""Publishing: an immutable version folder, then the pointer replaced last and atomically.

Readers never see half a build: a version is complete before the pointer names it, and the last
three versions are kept for those who still read an older one.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from loaders.published import POINTER, NothingPublished, read_pointer

KEPT_VERSIONS = 3
_LITTER = ".building-"
_VERSION = re.compile("[0-9a-f]{12}")


class LockedByAnother(Exception):  # noqa: N818 - a verdict in the subject's own words
    """Another build holds the writer lock."""


def publish(out: Path, write: Callable[[Path], None], manifest: dict) -> str:
    """Write a version with `write(folder)`, publish it, return its name.

    The version is a hash of the content, so equal input gives an equal version and only the
    pointer moves. Raises LockedByAnother; on any failure what is published stays.
    """
    out.mkdir(parents=True, exist_ok=True)
    lock = FileLock(out / ".lock")
    try:
        with lock.acquire(timeout=0):
            _sweep(out)
            return _publish(out, write, manifest)
    except Timeout:
        raise LockedByAnother(str(out)) from None


def _publish(out: Path, write: Callable[[Path], None], manifest: dict) -> str:
    building = Path(tempfile.mkdtemp(prefix=_LITTER, dir=out))
    building.chmod(0o755)  # the dashboard may run under another account
    try:
        write(building)
        digests = _digests(building)
        version = _version(digests, manifest)
        text = json.dumps({"version": version, **manifest}, ensure_ascii=False, indent=1)
        (building / "manifest.json").write_text(text, encoding="utf-8")
        _sync(building)
        target = out / version
        _settle(building, target, digests)
        _sync_folder(out)
        _point(out, version, _digests(target))
        return version
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _settle(building: Path, target: Path, digests: dict[str, str]) -> None:
    """Make the target folder this build. Equal content already there stays as it is."""
    if target.exists():
        found = _digests(target)
        whole = all(found.get(name) == sha256 for name, sha256 in digests.items())
        if whole and _lasting(target) == _lasting(building):
            return
        damaged = building.with_name(f"{building.name}-damaged")
        target.rename(damaged)
        shutil.rmtree(damaged, ignore_errors=True)
    building.rename(target)


def _lasting(folder: Path) -> dict | None:
    """The manifest without the time of the build; None where it cannot be read."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return {name: value for name, value in manifest.items() if name != "built_at"}
    except (OSError, ValueError, AttributeError):
        return None


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files
    }


def _version(digests: dict[str, str], manifest: dict) -> str:
    lasting = {k: v for k, v in manifest.items() if k != "built_at"}
    content = json.dumps([digests, lasting], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


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


def _point(out: Path, version: str, files: dict[str, str]) -> None:
    """Replace the pointer. A counter orders versions: names are hashes and clocks skew."""
    try:
        before = read_pointer(out)
    except NothingPublished:
        before = {"counter": 0, "recent": []}
    recent = [version, *(v for v in before.get("recent", []) if v != version)][:KEPT_VERSIONS]
    pointer = {
        "version": version, "counter": before.get("counter", 0) + 1, "recent": recent,
        "files": files,
    }  # fmt: skip
    temporary = out / f".{POINTER}.new"
    with temporary.open("w", encoding="utf-8") as stream:
        json.dump(pointer, stream, ensure_ascii=False, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(temporary, out / POINTER)
    _sync_folder(out)
    for folder in out.iterdir():
        if _is_version(folder) and folder.name not in recent:
            shutil.rmtree(folder, ignore_errors=True)


def _is_version(folder: Path) -> bool:
    """A folder that publishing wrote; `out` may hold other folders, which are not ours."""
    return _VERSION.fullmatch(folder.name) is not None and (folder / "manifest.json").is_file()


def _sweep(out: Path) -> None:
    """Remove what killed builders left behind; only the holder of the lock may."""
    for folder in out.glob(f"{_LITTER}*"):
        shutil.rmtree(folder, ignore_errors=True)
