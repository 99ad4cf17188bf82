"""Files opened into sheets of raw cells; nothing is inferred here."""

import csv
import hashlib
import io
import zipfile
from pathlib import Path

from loaders.archive import check_archive
from loaders.child import read_bounded
from loaders.converters import plain
from loaders.problems import FileRejected
from loaders.sources import require_regular
from loaders.text import is_blank
from loaders.workbooks import Sheet

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # old workbooks, and new ones under a password


def digest(path: Path) -> str:
    """sha256 of the file as received."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_sheets(path: Path) -> list[Sheet]:
    """All sheets of a register file. Raises FileRejected with the reason.

    Blank rows at the end are dropped: spreadsheets write them where cells were once formatted.
    """
    require_regular(path)
    reader = {".csv": _csv, ".parquet": _parquet}.get(path.suffix.lower(), _workbook)
    sheets = reader(path)
    for sheet in sheets:
        while sheet.rows and all(map(is_blank, sheet.rows[-1])):
            sheet.rows.pop()
    return sheets


def _workbook(path: Path) -> list[Sheet]:
    """A workbook by what it is, whatever its name ends with."""
    content = path.read_bytes()
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise FileRejected("encrypted_file")
        return read_bounded(path, "xls")
    if not zipfile.is_zipfile(path):
        raise FileRejected("unreadable_file", "内容不是 Excel 工作簿")
    check_archive(content)
    return read_bounded(path, "xlsx")


def decode(raw: bytes) -> str:
    """Text of a CSV: byte-order mark, else UTF-8, else GB18030; no guessing.

    >>> decode("省份".encode("gb18030")), decode("省份".encode("utf-16"))
    ('省份', '省份')
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError as failure:
            line = raw[: failure.start].count(b"\n") + 1
    raise FileRejected("unreadable_file", f"第 {line} 行不是 UTF-8 或 GB18030 编码")


def _csv(path: Path) -> list[Sheet]:
    try:
        content = decode(path.read_bytes())
    except UnicodeDecodeError as failure:
        raise FileRejected("unreadable_file", "UTF-16 编码不完整") from failure
    if "\x00" in content:
        line = content[: content.index("\x00")].count("\n") + 1
        raise FileRejected("unreadable_file", f"第 {line} 行含有空字符 NUL")
    head = content.split("\n", 1)[0]
    delimiter = max(",\t;", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as failure:
        raise FileRejected("unreadable_file", f"CSV 格式有误：{failure}") from failure
    return [Sheet(path.stem, rows, delimited=True)]


def _parquet(path: Path) -> list[Sheet]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path, partitioning=None)
    except (pa.ArrowException, OSError) as failure:
        raise FileRejected("unreadable_file", "不是完整的 Parquet 文件") from failure
    columns = [map(scalar, column.to_pylist()) for column in table.columns]
    return [Sheet(path.stem, [table.column_names, *map(list, zip(*columns, strict=True))])]


def scalar(value: object) -> object:
    """A typed value as a cell could hold it: lists as ；-separated words, bytes as text.

    >>> scalar(["新材料", None, "信息技术"]), scalar("湖北".encode()), scalar(95.5)
    ('新材料；信息技术', '湖北', 95.5)
    """
    if isinstance(value, list):
        return "；".join(plain(part) for part in value if part is not None)
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return str(value) if isinstance(value, dict) else value
