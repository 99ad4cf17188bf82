"""Files on this computer: read up to a size, written whole or not at all."""

import os
import stat
from pathlib import Path


class NotAFile(ValueError):
    """A folder, a device or a pipe: it holds no bytes to read, or would never end."""


def read_file(path: Path, max_bytes: int) -> bytes:
    """The bytes of a plain file, at most one more than `max_bytes`, which says that it has more.

    OSError where it cannot be read; NotAFile where it is none.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise NotAFile(str(path))
    with path.open("rb") as stream:
        return stream.read(max_bytes + 1)


def write_file(folder: Path, name: str, content: bytes) -> Path:
    """Write a file whole or not at all, the folder made if need be; its path. OSError else."""
    folder.mkdir(parents=True, exist_ok=True)
    path, unfinished = folder / name, folder / f".{name}.{os.getpid()}"
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path
