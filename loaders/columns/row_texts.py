"""The counted rows of a large table as texts, counted and digested where they lie."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256
from operator import or_
from pathlib import Path

import ibis

from loaders.registers.column_store import ColumnStore

JOINT = "|"
# which of the counted rows
Choose = Callable[[ibis.Table], ibis.ir.BooleanValue]


@ibis.udf.scalar.builtin(name="md5_number", signature=(("string",), "int64"))
def _md5_number(text):
    """The md5 of a text as a number of 128 bits, for which Ibis has no type, by the engine."""


def md5_number_upper(text: ibis.expr.types.StringValue) -> ibis.expr.types.IntegerValue:
    """The first half of the md5 of a text: the engine's function of this name takes four times as
    long."""
    return (_md5_number(text) & ibis.literal(2**64 - 1, "uint64")).cast("uint64")


def md5_number_lower(text: ibis.expr.types.StringValue) -> ibis.expr.types.IntegerValue:
    """The other half."""
    return (_md5_number(text) >> 64).cast("uint64")


@dataclass(frozen=True)
class RowTexts:
    """How many rows there are, the texts of all, or in place of too many their digest.

    The digest does not depend on the order of the rows: it is the sha256 of their count and of the
    sums of both halves of their md5.
    """

    count: int
    texts: list[str] | None
    digest: str | None


def describe_rows(
    folder: Path,
    table: str,
    register: str,
    choices: Mapping[str, Choose],
    columns: Iterable[str],
    most: int,
) -> dict[str, RowTexts]:
    """By the name of each choice the counted rows of a version that it chooses, each as the text
    of its columns.

    folder: of the version; table: of the observations, whose rows all are of one register; columns:
    of the counted rows or the register, those that neither has left out; most: of how many the
    texts are wanted.
    """
    with closing(ColumnStore()) as store:
        counted = store.engine.read_parquet(folder / "counted" / f"{table}.parquet")
        sizes = {name: choose(counted).sum().fill_null(0) for name, choose in choices.items()}
        (counts,) = store.engine.to_pyarrow(counted.aggregate(**sizes)).to_pylist()
        path = folder / "registers" / f"{register}.parquet"
        things = store.engine.read_parquet(path, file_row_number=True)

        def write_texts(names: list[str]) -> ibis.Table:
            chosen = [choices[name](counted) for name in names]
            rows = counted.mutate(**dict(zip(names, chosen, strict=True)))
            return _write_texts(rows.filter(reduce(or_, chosen)), things, columns, names)

        listed = [name for name in choices if counts[name] <= most]
        described = {}
        if listed:
            texts = store.engine.to_pyarrow(write_texts(listed))
            for name in listed:
                own = texts.filter(texts[name])["text"].to_pylist()
                described[name] = RowTexts(counts[name], sorted(own), None)
        digested = [name for name in choices if name not in listed]
        if digested:
            sums = store.engine.to_pyarrow(_sum_halves(write_texts(digested), digested))
            (halves,) = sums.to_pylist()
            for name in digested:
                content = f"{counts[name]} {halves[f'{name}_upper']} {halves[f'{name}_lower']}"
                digest = sha256(content.encode()).hexdigest()
                described[name] = RowTexts(counts[name], None, digest)
        return described


def _write_texts(
    rows: ibis.Table, things: ibis.Table, columns: Iterable[str], names: list[str]
) -> ibis.Table:
    """The text of each of the rows, beside it the columns that say which choices take it."""
    asked = [name for name in columns if name in things.columns and name not in rows.columns]
    things = things.select("file_row_number", *asked)
    joined = rows.join(things, rows.row == things.file_row_number)
    joined = joined.mutate(month=joined.day.cast("string"))
    cells = [joined[name].fill_null("") for name in columns if name in joined.columns]
    return joined.select(*names, text=ibis.literal(JOINT).join(cells))


def _sum_halves(texts: ibis.Table, names: list[str]) -> ibis.Table:
    """The sums of both halves of the md5 of each choice's texts, all of which are read once."""
    # a sum of halves as they are would not fit their type
    halves = {
        "upper": md5_number_upper(texts.text).cast("decimal(38, 0)"),
        "lower": md5_number_lower(texts.text).cast("decimal(38, 0)"),
    }
    digested = texts.select(*names, **halves)
    sums = {
        f"{name}_{half}": digested[half].sum(where=digested[name])
        for name in names
        for half in halves
    }
    return digested.aggregate(**sums)
