"""What publishing removes: retired folders, and what killed or failed builds left behind."""

import re
import shutil
from pathlib import Path

from loaders.file_writing import LITTER

# the folders that publishing writes, by their names and a file that each of them holds
_OURS = {
    re.compile("[0-9a-f]{12}"): "manifest.json",
    re.compile(r"\.history-[0-9a-f]{12}"): "publications.parquet",
}


def sweep(out: Path) -> None:
    """Remove what killed builders left behind; only the holder of the lock may."""
    for path in out.glob(f"{LITTER}*"):
        _remove(path)


def discard_all_but(out: Path, kept: set[str]) -> None:
    """Remove the folders that publishing wrote; `out` may hold others, which are not ours."""
    for folder in out.iterdir():
        if _is_ours(folder) and folder.name not in kept:
            discard(folder)


def discard(folder: Path) -> None:
    """Remove a folder, under a name by which a later build sweeps what a kill leaves of it."""
    doomed = folder.with_name(f"{LITTER}{folder.name}")
    folder.rename(doomed)
    _remove(doomed)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _is_ours(folder: Path) -> bool:
    return any(
        name.fullmatch(folder.name) and (folder / part).is_file() for name, part in _OURS.items()
    )
