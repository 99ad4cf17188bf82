"""Sources: a file, a folder or a glob becomes the list of register files to read."""

import glob
import os
import re
import stat
from pathlib import Path, PurePath

from loaders.problems import FileRejected
from loaders.text import printable

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
TEXTS = (".csv", ".tsv", ".txt")
READABLE = (*WORKBOOKS, *TEXTS, ".parquet")
ARCHIVE = ".zip"
_PACKED = (ARCHIVE, ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz")
_MEGABYTES = {**dict.fromkeys(TEXTS, 256), ".parquet": 512}
_WORKBOOK_MEGABYTES = 64
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_CLUSTER_ADDRESS = re.compile("(?:file|hdfs|webhdfs|swebhdfs|s3|s3a)://")
# lock files of office programs, files of the system, and files of ours that go with registers
_LITTER_PREFIXES = ("~$", ".")
_LITTER_NAMES = {"thumbs.db", "desktop.ini", "report.json"}
_LITTER_SUFFIXES = {".toml", ".md", ".tmp"}


def is_address(source: str) -> bool:
    """A database rather than files; whether we can read that kind of database is another matter."""
    return _ADDRESS.match(source) is not None


def is_cluster_address(source: str) -> bool:
    """Files that a cluster reads, rather than this machine."""
    return _CLUSTER_ADDRESS.match(source) is not None


def public_address(address: str) -> str:
    """The address without the name and the password that may stand before its host.

    >>> public_address("s3://key:secret@bucket/standards/1.parquet")
    's3://bucket/standards/1.parquet'
    """
    return re.sub("//[^/]*@", "//", address)


def register_files(sources: list[str]) -> list[Path]:
    """Every file of the sources that may be a register, each once, in name order within a source.

    Files of a kind that cannot be read are among them, so that each is refused by its name.
    Raises FileRejected("source_missing") where a source names nothing.
    """
    registers: list[Path] = []
    for source in sources:
        files = [path for path in _files(source) if not _is_passed_over(path, source)]
        if not files:
            raise FileRejected("source_missing", value=source)
        registers += files
    return _distinct(registers)


def list_passed_over(sources: list[str]) -> list[Path]:
    """The files of the sources that are no registers by their name, each once: lock files, files
    of the system, mappings, explanations."""
    return _distinct(
        [path for source in sources for path in _files(source) if _is_passed_over(path, source)]
    )


def _distinct(paths: list[Path]) -> list[Path]:
    # the folder resolved, the file not: a link is refused, not what it leads to
    places: dict[Path, Path] = {}
    for path in paths:
        places.setdefault(path.parent.resolve() / path.name, path)
    return list(places.values())


def _files(source: str) -> list[Path]:
    """What a source names: a file as it is, else the files of a folder or pattern by name."""
    path = Path(source)
    if path.is_dir() and path.suffix.lower() not in WORKBOOKS:
        return sorted(p for p in path.rglob("*") if _is_file(p))
    if path.exists() or path.is_symlink():
        return [path]
    return sorted(p for p in map(Path, glob.glob(source, recursive=True)) if _is_file(p))


def _is_file(path: Path) -> bool:
    """A file, or what would hide one unsaid: a linked folder, a folder named like a workbook."""
    return not path.is_dir() or path.is_symlink() or path.suffix.lower() in WORKBOOKS


def _is_passed_over(path: Path, source: str) -> bool:
    """No register by its name; a file that is itself the source is read whatever its name."""
    return path != Path(source) and is_litter(path)


def is_litter(path: PurePath) -> bool:
    """No register by its name: it goes with registers, or with the system that kept them."""
    return (
        path.name.startswith(_LITTER_PREFIXES)
        or path.name.lower() in _LITTER_NAMES
        or path.suffix.lower() in _LITTER_SUFFIXES
    )


def is_archive(path: PurePath) -> bool:
    """A file that holds registers, each of which is read under its own name."""
    return path.suffix.lower() == ARCHIVE


def is_packed_register(path: PurePath) -> bool:
    """One register in a .gz: 名录.csv.gz."""
    return path.suffix.lower() == ".gz" and PurePath(path.stem).suffix.lower() in READABLE


def megabytes_of(suffix: str) -> int:
    """How large a file of this kind may be."""
    return _MEGABYTES.get(suffix.lower(), _WORKBOOK_MEGABYTES)


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


def require_kind(path: PurePath) -> None:
    """Refuse what is no register by its suffix."""
    if path.suffix.lower() in _PACKED:
        raise FileRejected("packed_file", value=path.suffix)
    if path.suffix.lower() not in READABLE:
        raise FileRejected("unsupported_type", value=path.suffix or path.name)
