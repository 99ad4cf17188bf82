"""A file that somebody took away and brings back, as bytes."""

import stat
from pathlib import Path

from catalog.definitions import words


def taken(path: Path, most: int) -> bytes:
    """The bytes of a plain file, at most one more than `most`, which tells that it has more.

    OSError where it cannot be read; ValueError where it is a folder or would never end.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise ValueError(words()("imprint.no_file"))
    with path.open("rb") as stream:
        return stream.read(most + 1)
