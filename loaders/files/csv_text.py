"""CSV files: their encoding, their separator and their records; nothing is guessed or inferred.

A file is gone through before it is held, so that a hostile one costs time but no memory.
"""

import codecs
import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO

from loaders.files.raw_sheet import SharedWords, Sheet
from loaders.problems import FileRejected
from loaders.work_progress import count_rows

UTF_8 = "utf-8-sig"  # with a byte-order mark or without
CELL_LIMIT = 20_000_000
LINE_LIMIT = 1 << 20  # characters without a line break, counted by whole chunks
_CHUNK = 1 << 18
_SEPARATORS = ",\t;"
_HEAD_LINES = 20
_HEAD_BYTES = 4096
# the line by which Excel is told the separator; Excel shows no row for it
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n?', re.IGNORECASE)
_STRAY_ZEROS = 3
_BIG5_SAMPLE_BYTES = 4 << 20
# Big5 keeps the usual characters at first bytes up to this; GB18030 has most of its own above it
_BIG5_USUAL_LEAD = 0xC6
_BIG5_USUAL_SHARE = 0.95
_SIMPLIFIED_SHARE = 0.8  # of the characters of a table in GB18030, at least, are in GB2312


def read_csv(path: Path) -> Sheet:
    """The records of a CSV; row numbers are those a spreadsheet shows. Raises FileRejected."""
    encoding = encoding_of(path)
    separator = separator_of(path, encoding)
    cells = 0  # of all lines: a flood is refused before anything is held
    for record in records_of(path, encoding, separator):
        cells += len(record)
        if cells > CELL_LIMIT:
            raise FileRejected("file_too_big", f"单元格超过 {CELL_LIMIT:,} 个")
    words = SharedWords()
    records = count_rows(records_of(path, encoding, separator), "read")
    rows = [words.share(record) for record in records]
    return Sheet(path.stem, rows, delimited=True)


def encoding_of(path: Path) -> str:
    """Byte-order mark, else UTF-8, else GB18030, each for the whole file; no guessing.

    What looks like another encoding is refused: read as GB18030 it would become other characters.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        if _undecodable_line(path, "utf-16"):
            raise FileRejected("unreadable_file", "UTF-16 编码不完整")
        return "utf-16"
    if _is_unmarked_utf16(head):
        raise FileRejected("unreadable_file", "像是没有 BOM 的 UTF-16 编码")
    failed = {}
    for encoding in (UTF_8, "gb18030"):
        failed[encoding] = _undecodable_line(path, encoding)
        if failed[encoding] is not None:
            continue
        if encoding == "gb18030" and _is_big5(path):
            raise FileRejected("unreadable_file", "像是 Big5 编码")
        return encoding
    if _is_big5(path):
        raise FileRejected("unreadable_file", "像是 Big5 编码")
    raise FileRejected("unreadable_file", f"第 {max(failed.values())} 行不是 UTF-8 或 GB18030 编码")


def is_perhaps_utf8(path: Path) -> bool:
    """Whether `encoding_of` gives UTF_8 if only all the characters of the file are such.

    To look at the bytes takes a tenth of the time, for whoever reads the characters anyway. A
    breach of LINE_LIMIT may be none in characters.
    """
    unbroken = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if b"\x00" in chunk:
                return False
            unbroken = 0 if b"\n" in chunk or b"\r" in chunk else unbroken + len(chunk)
            if unbroken > LINE_LIMIT:
                return False
    return True


def _is_unmarked_utf16(head: bytes) -> bool:
    """Separators and digits have a zero byte in UTF-16, always on the same side, and often."""
    sides = head[0::2].count(0), head[1::2].count(0)
    return min(sides) == 0 and max(sides) > max(len(head) // 20, _STRAY_ZEROS)


def _is_big5(path: Path) -> bool:
    """Whether the Chinese characters of a file are usual ones in Big5 and odd ones in GB18030."""
    with path.open("rb") as stream:
        sample = stream.read(_BIG5_SAMPLE_BYTES)
    if len(sample) == _BIG5_SAMPLE_BYTES:
        sample = sample[: sample.rfind(b"\n") + 1]  # no character cut in two
    try:
        characters = [sign for sign in sample.decode("cp950") if not sign.isascii()]
    except UnicodeDecodeError:
        return False
    usual = [c for c in characters if c.encode("cp950")[0] <= _BIG5_USUAL_LEAD]
    misread = [sign for sign in sample.decode("gb18030", "replace") if not sign.isascii()]
    simplified = "".join(misread).encode("gb2312", "ignore").decode("gb2312")
    return (
        len(usual) > len(characters) * _BIG5_USUAL_SHARE
        and len(simplified) < len(misread) * _SIMPLIFIED_SHARE
    )


def _undecodable_line(path: Path, encoding: str) -> int | None:
    """The first line that the encoding cannot read, if any; unfit text is refused on the way."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, unbroken = 1, 0
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as failure:
                return line + failure.object[: failure.start].count(b"\n")
            if "\x00" in text:
                line += text[: text.index("\x00")].count("\n")
                raise FileRejected("unreadable_file", f"第 {line} 行含有空字符 NUL")
            unbroken = 0 if "\n" in text or "\r" in text else unbroken + len(text)
            if unbroken > LINE_LIMIT:
                raise FileRejected("file_too_big", f"第 {line} 行超过 {LINE_LIMIT:,} 字")
            line += text.count("\n")
            if not chunk:
                return None


def separator_of(path: Path, encoding: str) -> str:
    """The separator under which most of the first lines have equally many cells.

    A title above the heading has none, or has commas of its own. A first line such as sep=; says.
    """
    with path.open(encoding=encoding, newline="") as stream:
        head = list(islice(stream, _HEAD_LINES))
    if head and (match := _SEPARATOR_LINE.fullmatch(head[0])):
        return match[1]
    return max(_SEPARATORS, key=lambda mark: _regularity(head, mark))


def _regularity(head: list[str], mark: str) -> int:
    """Marks in the lines that have as many of them as each other."""
    counts = [line.count(mark) for line in head]
    return max((count * counts.count(count) for count in set(counts)), default=0)


@contextmanager
def open_text(path: Path, encoding: str) -> Iterator[TextIO]:
    """The text of the file from its first record on, its line breaks as they are."""
    with path.open(encoding=encoding, newline="") as stream:
        if not _SEPARATOR_LINE.fullmatch(stream.readline()):
            stream.seek(0)
        yield stream


@contextmanager
def open_utf8(path: Path, encoding: str) -> Iterator[BinaryIO]:
    """The same as UTF-8 without a mark: the bytes of the file where they are such already."""
    if encoding != UTF_8:
        with open_text(path, encoding) as text:
            yield _Recoded(text)
        return
    with path.open("rb") as stream:
        mark = len(codecs.BOM_UTF8) if stream.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8 else 0
        stream.seek(mark)
        lines = StringIO(stream.readline(_HEAD_BYTES).decode(errors="replace"), newline="")
        first = lines.readline()  # which a \r ends, too
        stream.seek(mark + len(first) if _SEPARATOR_LINE.fullmatch(first) else mark)
        yield stream


class _Recoded:
    """A stream of text as one of UTF-8."""

    def __init__(self, text: TextIO):
        self._text = text

    def read(self, size: int) -> bytes:
        return self._text.read(size).encode()

    def readline(self) -> bytes:
        return self._text.readline().encode()


def records_of(path: Path, encoding: str, separator: str) -> Iterator[list[str]]:
    """The records of the file, one after the other. Raises FileRejected."""
    with open_text(path, encoding) as stream:
        reader = csv.reader(stream, delimiter=separator, strict=True)
        line = 1
        try:
            for record in reader:
                yield record
                line = reader.line_num + 1
        except csv.Error as failure:
            long = "field limit" in str(failure)
            why = f"有一格超过 {csv.field_size_limit():,} 字" if long else "引号没有成对"
            raise FileRejected("unreadable_file", f"CSV 从第 {line} 行起{why}") from failure
