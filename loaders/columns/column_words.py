"""The different cells of a column, each converted once by the converter that workbooks use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from catalog.definitions import Column
from loaders.cells.standard_numbers import StandardNumber
from loaders.files.parquet import scalar
from loaders.problems import Unreadable
from loaders.registers.column_cells import outcome, replace_cell
from loaders.sheets.footer_rows import MAX_ORDINARY_CHARS, is_ordinary_cell
from loaders.text import one_line, plain

JOINT = "；"
_VALUE_TYPES = {"date": pa.date32()}


@dataclass(frozen=True)
class Word:
    """What one cell becomes. is_plain: nothing is to be said of it, and no other cell of its row
    decides about it; is_ordinary: it speaks for a row of data (loaders.sheets.footer_rows)."""

    value: object
    is_plain: bool
    is_ordinary: bool
    received: str | None = None
    kinds: str | None = None


def convert_word(
    column: Column, heading: object, raw: object, replacements: Mapping[str, object] | None = None
) -> Word:
    """The cell, or what a mapping puts in its place, as its converter reads it."""
    cell = replace_cell(raw, replacements or {})
    result = outcome(column, cell)
    is_short = isinstance(raw, date) or (isinstance(raw, str) and len(raw) <= MAX_ORDINARY_CHARS)
    is_judged = is_short and column.kind != "standard_no"  # as in is_ordinary_row
    is_ordinary = is_judged and is_ordinary_cell(raw, heading)
    if isinstance(result, Unreadable):
        return Word(None, False, is_ordinary)
    value, note = result
    if value is None:
        return Word(None, note is None, False)
    if isinstance(value, StandardNumber):
        kinds = JOINT.join(value.kinds)
        return Word(str(value), note is None, is_ordinary, one_line(plain(cell)), kinds)
    # a value of a type of its own says more than its text: row rules decide about it
    is_plain = note is None and type(value) in (str, date)
    return Word(value if is_plain else None, is_plain, is_ordinary)


def convert_words(
    column: Column, heading: object, cells: pa.ChunkedArray, replacements: Mapping[str, object]
) -> pa.Table:
    """One row per cell of a column's different cells: raw, and the parts of its Word."""

    def convert_chunk(raws: pa.Array) -> pa.Table:
        words = [convert_word(column, heading, scalar(r), replacements) for r in raws.to_pylist()]
        return _tabulate(column, raws, words)

    tables = [convert_chunk(chunk) for chunk in cells.chunks]
    return pa.concat_tables([convert_chunk(cells[:0].combine_chunks()), *tables])


def _tabulate(column: Column, raws: pa.Array, words: list[Word]) -> pa.Table:
    type_of_value = _VALUE_TYPES.get(column.kind, pa.string())
    return pa.table(
        {
            "raw": raws,
            "value": pa.array([word.value for word in words], type_of_value),
            "is_plain": pa.array([word.is_plain for word in words], pa.bool_()),
            "is_ordinary": pa.array([word.is_ordinary for word in words], pa.bool_()),
            "received": pa.array([word.received for word in words], pa.string()),
            "kinds": pa.array([word.kinds for word in words], pa.string()),
        }
    )
