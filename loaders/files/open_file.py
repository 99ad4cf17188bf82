"""Files opened into sheets of raw cells; nothing is inferred here."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from catalog.temporary_folders import TemporaryFolder
from loaders.files.archives import unpack_gz
from loaders.files.by_signature import OLE, PARQUET, TEXT_WORKBOOKS, ZIP
from loaders.files.csv_text import read_csv
from loaders.files.paths import (
    TEXTS,
    is_packed_register,
    megabytes_of,
    require_kind,
    require_regular,
)
from loaders.files.raw_sheet import Sheet
from loaders.files.subprocess_reader import read_in_subprocess
from loaders.problems import FileRejected
from loaders.text import is_blank

_MADE_BY = {ZIP: "工作簿", OLE: "旧式工作簿", PARQUET: "Parquet 文件"}
_HEAD_BYTES = 4096


def read_sheets(path: Path) -> list[Sheet]:
    """All sheets of a register file. Raises FileRejected with the reason.

    Blank rows at the end are dropped: spreadsheets write them where cells were once formatted.
    """
    with unpacked(path) as plain:
        return _read_plain(plain)


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The file itself or, as long as it is read, the register that a .gz holds.

    Raises FileRejected.
    """
    require_regular(path)
    if not is_packed_register(path):
        yield path
        return
    with TemporaryFolder("unpacked") as folder:
        yield unpack_gz(path, folder)


def _read_plain(path: Path) -> list[Sheet]:
    require_regular(path)
    require_kind(path)
    suffix = path.suffix.lower()
    megabytes = megabytes_of(suffix)
    if path.stat().st_size > megabytes << 20:
        raise FileRejected("file_too_big", f"{suffix} 文件超过 {megabytes} MB")
    check_suffix(path, suffix)
    sheets = [read_csv(path)] if suffix in TEXTS else read_in_subprocess(path)
    for sheet in sheets:
        while sheet.rows and all(map(is_blank, sheet.rows[-1])):
            sheet.rows.pop()
    return sheets


def check_suffix(path: Path, suffix: str) -> None:
    """Refuse contents of another kind than the suffix says; workbooks old and new are one
    kind, and old ones may be texts."""
    expected = {**dict.fromkeys(TEXTS, ()), ".parquet": (PARQUET,)}.get(suffix, (ZIP, OLE))
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    signature = next((mark for mark in _MADE_BY if head.startswith(mark)), None)
    if signature in expected or (signature is None and suffix in TEXTS):
        return
    is_text = head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or b"\x00" not in head
    if signature is None and not is_text:
        raise FileRejected("unreadable_file", "内容无法识别")
    if signature is None and suffix in TEXT_WORKBOOKS:
        return
    what = _MADE_BY.get(signature, "文本或网页")
    raise FileRejected("not_as_named", what, value=suffix)
