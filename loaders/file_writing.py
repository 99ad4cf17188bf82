"""Files written beside the tables: whole or not at all, and never through a link planted there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import IO

from filelock import FileLock, Timeout

from loaders.group_access import let_group_read

# what a killed build leaves under such a name is swept by the next build of the same folder
LITTER = ".building-"


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A stream whose content takes the place of `path` at the end of the block.

    A link at `path` is replaced and not followed. A device or pipe that the caller named, such as
    /dev/stdout, is written as it is.
    """
    if Path("/dev") in path.absolute().parents or (path.exists() and not path.is_file()):
        with path.open("wb") as stream:
            yield stream
        return
    temporary = path.with_name(f"{LITTER}{token_hex(8)}")
    try:
        # exclusive: a name that exists already, link or not, is an error
        with temporary.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        let_group_read(temporary)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def hold_lock(path: Path) -> Iterator[bool]:
    """Whether this process alone works behind the lock file, which stays; nobody is waited for."""
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
