"""The records of a CSV block by block, as columns of texts.

Arrow splits a block of bytes in a fraction of the time that the reader of all CSV files takes, for
which the bytes become text. It does so with blocks alone of which both make the same cells: nothing
is quoted, no line is blank, and every record is as long as the heading. All other blocks go through
that reader.
"""

import csv
from collections import deque
from collections.abc import Iterator
from io import StringIO
from itertools import chain
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.csv as pc

BLOCK_BYTES = 1 << 20  # and the rest of the line
# of a block that is not split as a whole: fewer than a cell may have
PIECE_CHARS = 1 << 16
SURPLUS = "surplus"
_SEPARATORS = ",\t;"
_QUOTE = b'"'
_MARK = "\ufeff".encode()  # at the start of a block Arrow takes it for a byte-order mark


class Utf8Lines:
    """The lines of a stream of UTF-8 as texts, one by one, and in blocks of bytes what is left."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream
        self._ahead: deque[str] = deque()  # read as one line of bytes: a \r ends a line of text too

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if not self._ahead:
            self._ahead.extend(StringIO(self._stream.readline().decode(), newline=""))
        if not self._ahead:
            raise StopIteration
        return self._ahead.popleft()

    def read_block(self) -> bytes:
        """The next BLOCK_BYTES and the rest of their line; nothing at the end."""
        ahead = "".join(self._ahead).encode()
        self._ahead.clear()
        return ahead + self._stream.read(BLOCK_BYTES) + self._stream.readline()


def schema_of_blocks(width: int) -> pa.Schema:
    """Columns c0, c1 …, null where the record ends before; SURPLUS, the cells beyond the width,
    null without any."""
    cells = [(f"c{place}", pa.string()) for place in range(width)]
    return pa.schema([*cells, (SURPLUS, pa.list_(pa.string()))])


def read_blocks(
    head: list[list[str]], lines: Utf8Lines, separator: str, width: int
) -> Iterator[pa.Table]:
    """The records of the head and of the lines that are left.

    Raises csv.Error.
    """
    yield _tabulate(head, width)
    while block := lines.read_block():
        rows = _split_plain(block, separator, width)
        if rows is None:
            yield from _read_pieces(block, lines, separator, width)
        else:
            yield rows


def _read_pieces(block: bytes, lines: Utf8Lines, separator: str, width: int) -> Iterator[pa.Table]:
    """The records of a block piece by piece, the last one read to its end in the lines behind."""
    rest = StringIO(block.decode(), newline="")
    following = chain(rest, lines)
    while piece := rest.read(PIECE_CHARS):
        piece += rest.readline()
        rows = _split_plain(piece.encode(), separator, width)
        if rows is None:
            rows = _tabulate(_read_records(piece, following, separator), width)
        yield rows


def _split_plain(block: bytes, separator: str, width: int) -> pa.Table | None:
    """The cells of a block in which nothing is quoted or out of the ordinary; None for others."""
    is_splittable = width > 1 and separator in _SEPARATORS
    if not is_splittable or _QUOTE in block or block.startswith(_MARK):
        return None
    schema = schema_of_blocks(width)
    names = schema.names[:-1]
    lines = block.count(b"\n") + (block[-1:] != b"\n")
    if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
        return None  # other line breaks
    try:
        cells = pc.read_csv(
            pa.BufferReader(block),
            pc.ReadOptions(use_threads=False, block_size=len(block) + 1, column_names=names),
            pc.ParseOptions(delimiter=separator, quote_char=False),
            pc.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
        )
    except pa.ArrowInvalid:  # a record of another length
        return None
    if len(cells) != lines:
        return None  # Arrow passes over blank lines
    longest = max(compute.max(compute.binary_length(column)).as_py() for column in cells.columns)
    if longest > csv.field_size_limit():
        return None
    return cells.append_column(schema.field(SURPLUS), pa.nulls(len(cells), schema.types[-1]))


def _read_records(block: str, following: Iterator[str], separator: str) -> list[list[str]]:
    """The records of a block, the last one read to its end in the lines that follow."""
    lines = list(StringIO(block, newline=""))
    reader = csv.reader(chain(lines, following), delimiter=separator, strict=True)
    records = []
    while reader.line_num < len(lines):
        records.append(next(reader))
    return records


def _tabulate(records: list[list[str]], width: int) -> pa.Table:
    surplus = [record[width:] or None for record in records]
    rows = [record[:width] + [None] * (width - len(record)) for record in records]
    columns = list(zip(*rows, strict=True)) or [()] * width
    return pa.table([*columns, surplus], schema=schema_of_blocks(width))
