"""Sources: a file, a folder or a glob becomes the list of register files to read."""

import glob
import os
import re
import stat
from pathlib import Path

from loaders.problems import FileRejected
from loaders.text import printable

WORKBOOKS = (".xlsx", ".xlsm", ".xls")
READABLE = (*WORKBOOKS, ".csv", ".parquet")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
# lock files of office programs and files of the system, never registers
_LITTER = ("~$", ".", "Thumbs.db")


def is_address(source: str) -> bool:
    """A database rather than files; whether we can read that kind of database is another matter."""
    return _ADDRESS.match(source) is not None


def register_files(sources: list[str]) -> list[Path]:
    """Every register file of the sources, each once, in name order within a source.

    Raises FileRejected("source_missing") where a source names nothing.
    """
    found: dict[Path, Path] = {}
    for source in sources:
        files = _expand(source)
        if not files:
            raise FileRejected("source_missing", value=source)
        for path in files:
            # the folder resolved, the file not: a link is refused, not what it leads to
            found.setdefault(path.parent.resolve() / path.name, path)
    return list(found.values())


def _expand(source: str) -> list[Path]:
    path = Path(source)
    if path.is_dir() and path.suffix.lower() not in WORKBOOKS:
        return sorted(p for p in path.rglob("*") if _is_register(p))
    if path.exists() or path.is_symlink():
        return [path]
    return sorted(p for p in map(Path, glob.glob(source, recursive=True)) if _is_register(p))


def _is_register(path: Path) -> bool:
    """A register by its name, or what would hide one unsaid: a linked folder, a workbook's name."""
    if path.name.startswith(_LITTER):
        return False
    if path.is_dir():
        return path.is_symlink() or path.suffix.lower() in WORKBOOKS
    return path.suffix.lower() in READABLE


def readable(name: str) -> str:
    """A file name as text: bytes that are not UTF-8 are read as GB18030, else shown as escapes.

    Archives packed on older Windows carry such names; text must not, for no screen can show them.

    >>> readable(os.fsdecode("名录.csv".encode("gb18030"))), readable(os.fsdecode(b"a\\xff.csv"))
    ('名录.csv', 'a\\\\xff.csv')
    """
    try:
        raw = os.fsencode(name)
    except UnicodeEncodeError:  # not from a file system
        return printable(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", errors="backslashreplace")


def require_regular(path: Path) -> None:
    """Refuse what is not a plain file: a FIFO would hang, a link may lead anywhere."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise FileRejected("not_a_regular_file")
    if path.stat().st_size == 0:
        raise FileRejected("empty_file")
    if path.suffix.lower() not in READABLE:
        raise FileRejected("unsupported_type", value=path.suffix or path.name)
