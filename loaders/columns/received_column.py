"""One column of a file beside what its cells become, as expressions over the joined table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import ibis

from catalog.definitions import Column
from loaders.cells.vocabulary import OpenWord
from loaders.columns.unchanged_cells import is_unchanged

NATIONAL = "national"  # in the joined table: what an open kind is beside the number of its row


def type_of(column: Column) -> str:
    """The type of a column's values."""
    return "date" if column.kind == "date" else "string"


@dataclass(frozen=True)
class ReceivedColumn:
    """A column of the register, the cells it is read from and the heading above them.

    replacements: what a mapping puts in place of some cells; has_default: it fills the blank ones,
    and counts them row by row; is_listed: its different cells are few, each of which is converted
    whatever its form.

    Each method takes the table in which the parts of the column's words stand beside the cells.
    """

    column: Column
    cell: str = ""
    heading: object = None
    replacements: Mapping[str, object] = field(default_factory=dict)
    has_default: bool = False
    is_listed: bool = False

    @property
    def name(self) -> str:
        """The column's own name."""
        return self.column.name

    @property
    def known(self) -> str:
        """The name under which the table says whether a cell's form is known."""
        return f"{self.name}_known"

    def select_filled(self, cells: ibis.Table) -> ibis.Table:
        """The cells that are not null."""
        return cells.filter(cells[self.cell].notnull()).select(self.cell)

    def knows_form(self, cells: ibis.Table) -> bool:
        """Whether there is a form by which a cell stays as it is."""
        return self._is_unchanged(cells) is not None

    def select_unknown(self, cells: ibis.Table) -> ibis.Table:
        """The different cells whose form does not say that they stay as they are."""
        filled = self.select_filled(cells)
        stays = self._is_unchanged(filled)
        unknown = filled if stays is None else filled.filter(~stays.fill_null(False))
        return unknown.distinct()

    def is_known(self, joined: ibis.Table) -> ibis.expr.types.BooleanValue:
        """Whether the cell stays as it is: none of the words of `select_unknown` is beside it.

        To look for a word is quicker than to look at the form of the cell again.
        """
        if self._is_unchanged(joined) is None:
            return ibis.literal(False)
        return joined[self.cell].notnull() & self._word(joined, "raw").isnull()

    def _is_unchanged(self, cells: ibis.Table) -> ibis.expr.types.BooleanValue | None:
        """Whether a filled cell has a form that stays as it is; None where no form does."""
        cell = cells[self.cell]
        if not cell.type().is_string() or self.replacements or self.is_listed:
            return None
        return is_unchanged(self.column, self.heading, cell)

    def is_plain(self, joined: ibis.Table) -> ibis.expr.types.BooleanValue:
        """Nothing is to be said of the cell."""
        is_plain = joined[self.known] | self._word(joined, "is_plain").fill_null(False)
        if self.has_default:
            return is_plain & self.value(joined).notnull()
        if self.column.required:
            return is_plain
        return is_plain | joined[self.cell].isnull()

    def is_ordinary(self, joined: ibis.Table) -> ibis.expr.types.BooleanValue:
        """The cell speaks for a row of data."""
        return joined[self.known] | self._word(joined, "is_ordinary").fill_null(False)

    def value(self, joined: ibis.Table) -> ibis.Value:
        """What a plain cell becomes."""
        if type_of(self.column) != "string":
            return self._word(joined, "value")
        value = self._cell_or(joined, "value")
        if f"{self.name}_is_open" in joined.columns:
            return self._word(joined, "is_open").ifelse(joined[NATIONAL], value)
        return value

    def values(self, joined: ibis.Table) -> dict[str, ibis.Value]:
        """The value, and what stands beside it in records."""
        values = {self.name: self.value(joined)}
        if self.column.kind == "date":
            values[self.column.beside] = ibis.literal("day")  # a year alone is never plain
        if self.column.kind == "standard_no":
            values[self.column.beside] = self._cell_or(joined, "received")
        return values

    def kinds(self, joined: ibis.Table) -> ibis.expr.types.StringValue:
        """The kinds that a standard of this number can have, each between two joints."""
        return self._code_or_word(joined, "kinds").fill_null("")

    def national(self, joined: ibis.Table) -> ibis.expr.types.StringValue:
        """What 国家标准 stands for beside a standard of this number; null where it stays open."""
        return self._code_or_word(joined, "national")

    def _code_or_word(self, joined: ibis.Table, part: str) -> ibis.expr.types.StringValue:
        """A part of the code that a number of known form begins with, else of its word."""
        word = self._word(joined, part)
        if f"code_{part}" not in joined.columns:
            return word
        return joined[self.known].ifelse(joined[f"code_{part}"], word)

    def _cell_or(self, joined: ibis.Table, part: str) -> ibis.Value:
        """The cell where it stays as it is, else a part of its word."""
        word = self._word(joined, part)
        if not self.knows_form(joined):
            return word
        return joined[self.known].ifelse(joined[self.cell], word)

    def _word(self, joined: ibis.Table, part: str) -> ibis.Value:
        return joined[f"{self.name}_{part}"]


@dataclass(frozen=True)
class ConstantColumn:
    """A column of the register in which a mapping writes the same word into every row.

    word: as it is converted; precision: of a day, "year" where it stands for the whole one;
    is_plain: not every row is to be read as a row for it.
    """

    column: Column
    word: str | date | None
    precision: str = "day"
    is_plain: bool = True

    @property
    def name(self) -> str:
        """The column's own name."""
        return self.column.name

    def value(self, joined: ibis.Table) -> ibis.Value:
        """What the word becomes."""
        if isinstance(self.word, OpenWord):
            return joined[NATIONAL]
        if self.word is None:
            return ibis.null(type_of(self.column))
        return ibis.literal(self.word, type_of(self.column))

    def values(self, joined: ibis.Table) -> dict[str, ibis.Value]:
        """The value, and what stands beside it in records."""
        values = {self.name: self.value(joined)}
        if self.column.kind == "date":
            values[self.column.beside] = ibis.literal(self.precision)
        return values
