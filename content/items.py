"""What a page shows, taken apart: charts, clauses, words and tables that can be taken singly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import pandas as pd

from catalog.nouns import Column
from charts.spec import ChartSpec
from content.view import View

Kind = Literal["chart", "clause", "words", "table"]


class NumberFormat(NamedTuple):
    """How readers see the numbers of a column; with the unit "%" they are percentages, 0 to 100."""

    decimals: int = 0
    unit: str = ""


@dataclass(frozen=True, eq=False)
class Table:
    """A table of a page: its name, title, rows, a line below it and what stands over each column.

    frame: columns under keys, cells as readers read them. headings: words by column key; a column
    that is not among them is its own heading. brief: shorter ones for a grid, where the full one is
    a hint. keys: by column, what each of its cells is known by
    on the page that it leads to (widgets/linked_table.py); "" where a cell leads nowhere. formats:
    by column of numbers how they are written; whole numbers where a column is not among them.
    numbers: the columns of numbers in words, as 0.428 or 22 / 31, which stand right like others.
    named: its rows begin with a short name or number that is not broken.
    wraps: its cells are sentences, which on the page take as many lines as they need; a table of
    other cells is a grid, whose rows are one line each. marks: 推演, of a table of what nobody
    published.
    """

    id: str
    title: str
    frame: pd.DataFrame
    note: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    brief: Mapping[str, str] = field(default_factory=dict, kw_only=True)
    keys: Mapping[str, Sequence[str]] = field(default_factory=dict)
    formats: Mapping[str, NumberFormat] = field(default_factory=dict)
    numbers: Sequence[str] = field(default=(), kw_only=True)
    named: bool = field(default=False, kw_only=True)
    wraps: bool = False
    marks: tuple[str, ...] = ()

    @property
    def printed(self) -> pd.DataFrame:
        """The rows under the headings that the reader sees."""
        return self.frame.rename(columns=self.headings)


def read_formats(columns: Mapping[str, Column]) -> dict[str, NumberFormat]:
    """The format of each of a register's columns of numbers, as the catalogue has it."""
    return {
        name: NumberFormat(column.decimals, column.unit)
        for name, column in columns.items()
        if column.kind == "number"
    }


def make_table(
    view: View,
    section: str,
    name: str,
    frame: pd.DataFrame,
    headings: Mapping[str, str] | None = None,
) -> Table:
    """The table `name` among the words of a section: `name` is its title, `no_name` stands below
    it where it is empty, and each column has the word of its key unless headings are handed in."""
    if headings is None:
        headings = {column: view.t(f"{section}.{column}") for column in frame.columns}
    note = view.t(f"{section}.no_{name}") if frame.empty else ""
    return Table(f"{section}_{name}", view.t(f"{section}.{name}"), frame, note, headings)


@dataclass(frozen=True, eq=False)
class Item:
    """One thing to take: its name within the chapter, what it is, its title, what it is made of.

    parts: a ChartSpec, a Table, a card, or a heading with its tiles. under: the title of the
    clause that a chart belongs to, "" where it belongs to none.
    """

    id: str
    kind: Kind
    title: str
    parts: tuple
    under: str = ""


def list_items(parts: Sequence) -> list[Item]:
    """Specs, tables and cards in the order of the page; tiles go with the heading above them."""
    matches: list[Item] = []
    clause = ""
    for part in parts:
        item = _make_item(part, clause)
        if item.kind in ("clause", "words"):
            clause = item.title if item.kind == "clause" else ""
        tile = isinstance(part, dict) and part["kind"] == "tile"
        if (
            tile
            and matches
            and matches[-1].kind in ("words", "table")
            and matches[-1].parts != (part,)
        ):
            above = matches.pop()
            item = Item(above.id, "table", above.title, (*above.parts, part))
        matches.append(item)
    return matches


def _make_item(part, clause: str) -> Item:
    if isinstance(part, ChartSpec):
        return Item(part.id, "chart", part.title, (part,), clause)
    if isinstance(part, Table):
        return Item(part.id, "table", part.title, (part,))
    if part["kind"] == "section":
        kind = "clause" if part.get("quote") else "words"
        return Item(part["id"], kind, part["title"], (part,))
    return Item(part["id"], "table", part["title"], (part,))
