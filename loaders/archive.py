"""A workbook looked at before any reader opens it: how large it grows, what it declares.

An .xlsx is a ZIP of XML. Six kilobytes can inflate to gigabytes or hold millions of cells, and an
XML document may define entities that grow or reach for other files; readers accept all of that.
"""

import io
import zipfile
import zlib

from loaders.problems import FileRejected

PART_LIMIT = 64 << 20  # bytes of one part once inflated
TOTAL_LIMIT = 128 << 20
CELL_LIMIT = 3_000_000
_CHUNK = 1 << 16
# the parts a reader of values needs; macros, pictures and links stay untouched
_KNOWN = ("xl/worksheets/", "xl/sharedStrings", "xl/workbook", "xl/styles", "xl/theme/",
          "xl/_rels/", "_rels/", "docProps/", "[Content_Types]")  # fmt: skip


def check_archive(content: bytes) -> None:
    """Refuse a workbook that grows beyond bounds or declares a document type.

    Raises FileRejected("file_too_big" or "hostile_file" or "unreadable_file").
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            total = cells = 0
            for part in archive.infolist():
                if not part.filename.startswith(_KNOWN):
                    continue
                size, found = _inflated(archive, part, total)
                total, cells = total + size, cells + found
                if cells > CELL_LIMIT:
                    raise FileRejected("file_too_big", f"单元格超过 {CELL_LIMIT:,} 个")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as failure:
        raise FileRejected("unreadable_file", "压缩包已损坏") from failure


def _inflated(archive: zipfile.ZipFile, part: zipfile.ZipInfo, before: int) -> tuple[int, int]:
    """(bytes, cells) of one part, counted while it inflates so that nothing large is ever held."""
    size = cells = 0
    tail = b""
    is_sheet = part.filename.startswith("xl/worksheets/")
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > PART_LIMIT or before + size > TOTAL_LIMIT:
                raise FileRejected("file_too_big", f"解压后超过 {TOTAL_LIMIT >> 20} MB")
            window = tail + chunk
            if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                raise FileRejected("hostile_file", "含有文档类型或实体声明")
            if is_sheet:
                cells += window.count(b"<c ") + window.count(b"<c>") - tail.count(b"<c ")
                cells -= tail.count(b"<c>")
            tail = window[-16:]
    return size, cells
