"""The different cells of a column, each converted once by the converter that workbooks use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as compute

from catalog.definitions import Column
from loaders.cells.standard_numbers import StandardNumber
from loaders.cells.vocabulary import OpenWord
from loaders.files.parquet import scalar
from loaders.problems import Unreadable
from loaders.registers.column_cells import outcome, replace_cell
from loaders.registers.row_rules import choose_national_kind
from loaders.sheets.footer_rows import MAX_ORDINARY_CHARS, is_ordinary_cell
from loaders.text import one_line, plain

JOINT = "；"
_VALUE_TYPES = {"date": pa.date32()}


@dataclass(frozen=True)
class Word:
    """What one cell becomes.

    is_plain: nothing is to be said of it, and no other cell of its row decides about it, unless it
    is_open: then the number of the standard does; is_ordinary: it speaks for a row of data
    (loaders.sheets.footer_rows); kinds: of a number; national: what an open kind is beside it.
    """

    value: object
    is_plain: bool
    is_ordinary: bool
    received: str | None = None
    kinds: str | None = None
    national: str | None = None
    is_open: bool = False


def join_kinds(kinds: Iterable[str]) -> str:
    """Kinds as one text, in which each stands between two joints.

    >>> join_kinds(["行业标准", "地方标准"])
    '；行业标准；地方标准；'
    """
    return "".join([JOINT, *(f"{kind}{JOINT}" for kind in kinds)])


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
        kinds, national = join_kinds(value.kinds), choose_national_kind(value.kinds)
        received = one_line(plain(cell))
        return Word(str(value), note is None, is_ordinary, received, kinds, national)
    if isinstance(value, OpenWord):
        return Word(None, note is None, is_ordinary, is_open=True)
    # a value of a type of its own says more than its text: row rules decide about it
    is_plain = note is None and type(value) in (str, date)
    return Word(value if is_plain else None, is_plain, is_ordinary)


def convert_words(
    column: Column, heading: object, cells: pa.ChunkedArray, replacements: Mapping[str, object]
) -> pa.Table:
    """One row per cell of a column's different cells: raw, and the parts of its Word; is_open only
    where one is, for every row is asked then."""

    def convert_chunk(raws: pa.Array) -> pa.Table:
        words = [convert_word(column, heading, scalar(r), replacements) for r in raws.to_pylist()]
        return _tabulate(column, raws, words)

    tables = [convert_chunk(chunk) for chunk in cells.chunks]
    words = pa.concat_tables([convert_chunk(cells[:0].combine_chunks()), *tables])
    is_any_open = compute.any(words["is_open"], min_count=0).as_py()
    return words if is_any_open else words.drop_columns("is_open")


def is_value_received(words: pa.Table) -> bool:
    """Whether the value of every plain word is as it was received, blank where that is."""
    plain_words = words.filter(words["is_plain"])
    received, value = plain_words["received"], plain_words["value"]
    is_blank = compute.and_(compute.is_null(received), compute.is_null(value))
    is_same = compute.or_kleene(compute.equal(received, value), is_blank).fill_null(False)
    return compute.all(is_same, min_count=0).as_py()


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
            "national": pa.array([word.national for word in words], pa.string()),
            "is_open": pa.array([word.is_open for word in words], pa.bool_()),
        }
    )
