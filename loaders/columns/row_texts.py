"""The counted rows of a large table as texts, counted and digested where they lie."""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import ibis

from loaders.registers.column_store import ColumnStore

JOINT = "|"


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
    choose: Callable[[ibis.Table], ibis.ir.BooleanValue],
    period: tuple[date, date],
    columns: Iterable[str],
    most: int,
) -> RowTexts:
    """Some counted rows of a version, each as the text of its columns.

    folder: of the version; table: of the observations, whose rows all are of one register; choose:
    which of its rows; period: first and last day; columns: of the counted rows or the register,
    those that neither has left out; most: of how many the texts are wanted.
    """
    with closing(ColumnStore()) as store:
        counted = store.engine.read_parquet(folder / "counted" / f"{table}.parquet")
        chosen = counted.filter(choose(counted), counted.day.between(*period))
        count = int(store.engine.execute(chosen.count()))
        path = folder / "registers" / f"{register}.parquet"
        things = store.engine.read_parquet(path, file_row_number=True)
        asked = [name for name in columns if name in things.columns and name not in counted.columns]
        things = things.select("file_row_number", *asked)
        rows = chosen.join(things, chosen.row == things.file_row_number)
        rows = rows.mutate(month=rows.day.cast("string"))
        cells = [rows[name].fill_null("") for name in columns if name in rows.columns]
        texts = rows.select(text=ibis.literal(JOINT).join(cells))
        if count <= most:
            listed = store.engine.to_pyarrow(texts)["text"].to_pylist()
            return RowTexts(count, sorted(listed), None)
        # a sum of halves as they are would not fit their type
        upper = md5_number_upper(texts.text).cast("decimal(38, 0)").sum()
        lower = md5_number_lower(texts.text).cast("decimal(38, 0)").sum()
        sums = store.engine.to_pyarrow(texts.aggregate(upper=upper, lower=lower)).to_pylist()[0]
        content = f"{count} {sums['upper']} {sums['lower']}"
        return RowTexts(count, None, sha256(content.encode()).hexdigest())
