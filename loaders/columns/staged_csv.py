"""A CSV as a Parquet file of texts, for the engine."""

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.columns.csv_blocks import SURPLUS, Utf8Lines, read_blocks, schema_of_blocks
from loaders.columns.not_columnar import NotColumnar
from loaders.files.csv_text import UTF_8, encoding_of, is_perhaps_utf8, open_utf8, separator_of
from loaders.work_progress import count_rows

HEAD_ROWS = 100  # among them the heading is looked for
MIN_GROUP_ROWS = 100_000
NUMBER = "number"


def stage_csv(
    path: Path, target: Path, find_heading: Callable[[list[list[str]]], tuple[int, int]]
) -> tuple[list[list[str]], int]:
    """Write the records below the heading to the target; returns the first ones, down to it, and
    how many columns there are.

    find_heading: the place of the heading, from 0, among the first HEAD_ROWS records, and the
    number of columns. Columns: NUMBER, the row's number from 1; c0, c1 …, null where the record
    ends before; SURPLUS, the cells beyond them, null without any. Raises FileRejected and
    NotColumnar.
    """
    if is_perhaps_utf8(path):
        with suppress(UnicodeDecodeError):  # in another encoding, then, or in none
            return _stage_encoded(path, UTF_8, target, find_heading)
    return _stage_encoded(path, encoding_of(path), target, find_heading)


def _stage_encoded(
    path: Path,
    encoding: str,
    target: Path,
    find_heading: Callable[[list[list[str]]], tuple[int, int]],
) -> tuple[list[list[str]], int]:
    """As `stage_csv` does. Raises UnicodeDecodeError where the file is of another encoding."""
    separator = separator_of(path, encoding)
    try:
        with open_utf8(path, encoding) as stream:
            lines = Utf8Lines(stream)
            head = csv.reader(lines, delimiter=separator, strict=True)
            first = list(islice(head, HEAD_ROWS)) or [[]]
            place, width = find_heading(first)
            top, below = first[: place + 1], first[place + 1 :]
            blocks = read_blocks(below, lines, separator, width)
            blocks = count_rows(blocks, "read", len)
            _write_blocks(blocks, len(top) + 1, schema_of_blocks(width), target)
    except csv.Error as failure:  # what is wrong is said where its rows are read
        raise NotColumnar from failure
    return top, width


def _write_blocks(blocks: Iterable[pa.Table], number: int, schema: pa.Schema, target: Path) -> None:
    """Write the blocks, many together, with the number of each row; number: of the first."""
    schema = schema.insert(0, pa.field(NUMBER, pa.int64()))
    groups = _join_blocks(blocks)
    first = next(groups)
    options = {"use_dictionary": _list_repeating(first), "write_statistics": [NUMBER]}
    with pq.ParquetWriter(target, schema, compression="snappy", **options) as writer:
        for rows in chain([first], groups):
            numbers = pa.array(np.arange(number, number + len(rows)))
            writer.write_table(rows.add_column(0, NUMBER, numbers))
            number += len(rows)


def _list_repeating(rows: pa.Table) -> list[str]:
    """The columns of texts of which each stands in two rows or more, on average."""
    texts = rows.drop_columns(SURPLUS)
    counts = [len(cells.unique()) for cells in texts.columns]
    return [
        name
        for name, count in zip(texts.column_names, counts, strict=True)
        if 2 * count <= len(rows)
    ]


def _join_blocks(blocks: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The rows of the blocks, MIN_GROUP_ROWS or more together."""
    held: list[pa.Table] = []
    for block in blocks:
        held.append(block)
        if sum(map(len, held)) >= MIN_GROUP_ROWS:
            yield pa.concat_tables(held)
            held = []
    if held:
        yield pa.concat_tables(held)
