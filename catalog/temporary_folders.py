"""Temporary folders of our own name, so that those of a killed process are removed by a later one.

A folder is locked for as long as its owner lives; the system lifts the lock of a killed one. That
holds across containers that share a folder for temporary files, where process numbers say nothing.
"""

import fcntl
import os
import shutil
import stat
import tempfile
import time
from pathlib import Path

PREFIX = "quality-labs-"
LOCK = ".lock"
MIN_AGE_S = 60  # a younger folder may not have been locked yet


class TemporaryFolder:
    """A folder for this process alone, removed at `close` or at the end of a `with` block."""

    def __init__(self, purpose: str) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{purpose}-"))
        self._lock = os.open(self.path / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def close(self) -> None:
        """Remove the folder with all it holds."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_failure: object) -> None:
        self.close()


def remove_abandoned_folders() -> list[Path]:
    """Remove our account's temporary folders whose owners have ended; the folders removed."""
    removed = []
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if _is_abandoned(folder):
            shutil.rmtree(folder, ignore_errors=True)
            removed.append(folder)
    return removed


def _is_abandoned(folder: Path) -> bool:
    try:
        facts = folder.lstat()
        if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != os.getuid():
            return False  # a link or a folder that somebody else put there
        if time.time() - facts.st_mtime < MIN_AGE_S:
            return False
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except FileNotFoundError:
        return True  # killed before it could lock
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
