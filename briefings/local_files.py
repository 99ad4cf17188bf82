"""Files on this computer, written whole or not at all."""

import os
from pathlib import Path


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
