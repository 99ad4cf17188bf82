"""Files opened into sheets of raw cells; nothing is inferred here."""

import csv
import hashlib
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from loaders.problems import FileRejected
from loaders.sources import require_regular
from loaders.workbooks import read_xls, read_xlsx


@dataclass
class Sheet:
    """One sheet: its rows from row 1 on, each a list of raw cells as long as it needs to be."""

    name: str
    rows: list[list] = field(default_factory=list)
    hidden: bool = False


def digest(path: Path) -> str:
    """sha256 of the file as received."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_sheets(path: Path) -> list[Sheet]:
    """All sheets of a register file. Raises FileRejected with the reason."""
    require_regular(path)
    reader = {
        ".xlsx": _workbook, ".xlsm": _workbook, ".xls": _old_workbook,
        ".csv": _csv, ".parquet": _parquet,
    }[path.suffix.lower()]  # fmt: skip
    return reader(path)


def _workbook(path: Path) -> list[Sheet]:
    if path.read_bytes()[:8] == bytes.fromhex("d0cf11e0a1b11ae1"):
        raise FileRejected("encrypted_file")
    if not zipfile.is_zipfile(path):
        raise FileRejected("unreadable_file", "内容不是 Excel 工作簿")
    return [Sheet(*sheet) for sheet in read_xlsx(path)]


def _old_workbook(path: Path) -> list[Sheet]:
    return [Sheet(*sheet) for sheet in read_xls(path)]


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
    return [Sheet(path.stem, rows)]


def _parquet(path: Path) -> list[Sheet]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path, partitioning=None)
    except (pa.ArrowException, OSError) as failure:
        raise FileRejected("unreadable_file", "不是完整的 Parquet 文件") from failure
    columns = [column.to_pylist() for column in table.columns]
    return [Sheet(path.stem, [table.column_names, *map(list, zip(*columns, strict=True))])]
