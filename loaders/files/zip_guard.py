"""A workbook's ZIP, each part looked at before it is opened: its size, elements, declarations.

An .xlsx or .ods is a ZIP of XML. Six kilobytes can inflate to gigabytes or hold millions of cells,
and an XML document may define entities that grow or reach for other files; readers accept all that.
"""

import io
import re
import zipfile
import zlib
from xml.parsers import expat

from openpyxl.xml.constants import SHEET_MAIN_NS

from loaders.files.raw_sheet import CELL_LIMIT
from loaders.problems import FileRejected

PART_LIMIT = 64 << 20  # bytes of one part once inflated
TOTAL_LIMIT = 128 << 20
NAME_LIMIT = 10_000  # parts
RELEASED_LIMIT = 2_000_000  # rows and texts, which a reader takes one by one
GATHERED_LIMIT = 300_000  # elements it holds together: those of one row, or all that are in none
_CHUNK = 1 << 16
_CELL = f"{SHEET_MAIN_NS} c"
# the names of the same elements in a workbook of the kind "Strict Open XML"
_STRICT_NAMES = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/")
_STRICT_MAIN_NS = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_CELLS = {
    _CELL,
    f"{_STRICT_MAIN_NS} c",
    f"{_OPEN_DOCUMENT} table-cell",
    f"{_OPEN_DOCUMENT} covered-table-cell",
}
_ROWS = {f"{name} {tag}" for name in (SHEET_MAIN_NS, _STRICT_MAIN_NS) for tag in ("row", "si")}
_ROWS.add(f"{_OPEN_DOCUMENT} table-row")
_COUNTED = _CELLS | _ROWS
_OUTSIDE = re.compile(r"^/|^[A-Za-z]:|(^|/)\.\.(/|$)")
_MACROS = re.compile(r"vbaproject\.bin$|(^|/)macrosheets/", re.IGNORECASE)


class BoundedArchive(zipfile.ZipFile):
    """A ZIP whose parts are inflated and counted once before a reader gets them.

    What no reader asks for, such as macros and pictures, is never opened. The bounds hold for all
    parts together, however often one is asked for. Raises FileRejected.
    """

    def __init__(self, content: bytes):
        try:
            if content.count(b"PK\x01\x02") > NAME_LIMIT:
                raise FileRejected("file_too_big", f"压缩包中的部分超过 {NAME_LIMIT:,} 个")
            super().__init__(io.BytesIO(content))
        except zipfile.BadZipFile as failure:
            raise FileRejected("unreadable_file", "压缩包已损坏") from failure
        self.inflated = self.released = self.cells = 0
        names = super().namelist()
        for name in names:
            if _OUTSIDE.search(_normalise_slashes(name)):
                raise FileRejected("hostile_file", f"压缩包中的路径“{name}”")
        # programs disagree on capitals, and some write the separators of Windows: xl\Sheet1.xml is
        # the xl/sheet1.xml that another part refers to
        self._spelling = {_normalise_slashes(name).lower(): name for name in names}
        if len(self._spelling) < len(names):
            raise FileRejected("hostile_file", "压缩包中有同名的部分")

    def namelist(self) -> list[str]:
        """The names of the parts, with the separators that parts use for each other."""
        return [_normalise_slashes(name) for name in super().namelist()]

    @property
    def has_macros(self) -> bool:
        """Some part is a program; it is never opened."""
        return any(map(_MACROS.search, self.namelist()))

    def open(self, name, *_, **__):
        """The part for reading, once it has been looked at; capitals make no difference.

        The elements of a strict workbook come under their usual names.
        """
        name = self._spelling.get(name.lower(), name)
        try:
            is_strict = self._look_at(name)
        except expat.ExpatError as failure:
            raise FileRejected("unreadable_file", f"{name} 不是完整的 XML") from failure
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as failure:
            raise FileRejected("unreadable_file", "压缩包已损坏") from failure
        part = super().open(name)
        if not is_strict:
            return part
        with part:
            usual = _STRICT_NAMES.sub(rb"http://schemas.openxmlformats.org/\1/2006/", part.read())
        return io.BytesIO(usual)

    def head(self, name: str, size: int) -> bytes:
        """The first bytes of a part, whatever they are; no reader of XML gets them."""
        with super().open(name) as part:
            return part.read(size)

    def _look_at(self, name: str) -> bool:
        """Count a part; whether it holds names of the strict kind."""
        if self.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile(name)
        parser, size, is_strict = self._parser(), 0, False
        with super().open(name) as part:
            while chunk := part.read(_CHUNK):
                size += len(chunk)
                self.inflated += len(chunk)
                if size > PART_LIMIT or self.inflated > TOTAL_LIMIT:
                    raise FileRejected("file_too_big", f"解压后超过 {TOTAL_LIMIT >> 20} MB")
                parser.Parse(chunk, False)
                is_strict = is_strict or _STRICT_NAMES.search(chunk) is not None
        parser.Parse(b"", True)
        return is_strict

    def _parser(self):
        """Counts elements whatever the encoding, and stops at the first declaration."""
        gathered = 0

        def start(tag: str, _attributes) -> None:
            nonlocal gathered
            gathered += 1
            if tag in _COUNTED:
                gathered = self._count(tag, gathered)
            elif gathered > GATHERED_LIMIT:
                raise FileRejected("file_too_big", "XML 元素过多")

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = start
        parser.StartDoctypeDeclHandler = _refuse_declaration
        return parser

    def _count(self, tag: str, gathered: int) -> int:
        """Elements gathered by now: a row or a text begins anew."""
        if tag in _CELLS:
            self.cells += 1
            if self.cells > CELL_LIMIT or gathered > GATHERED_LIMIT:
                raise FileRejected("file_too_big", f"单元格超过 {CELL_LIMIT:,} 个")
            return gathered
        self.released += 1
        if self.released > RELEASED_LIMIT:
            raise FileRejected("file_too_big", f"行和文字超过 {RELEASED_LIMIT:,} 个")
        return 0


def _normalise_slashes(name: str) -> str:
    return name.replace("\\", "/")


def _refuse_declaration(*_) -> None:
    raise FileRejected("hostile_file", "含有文档类型或实体声明")
