"""What a page shows, taken apart: charts, clauses, words and tables that can be taken singly."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import pandas as pd

from charts.spec import ChartSpec

Kind = Literal["chart", "clause", "words", "table"]


class Table(NamedTuple):
    """A table of words and numbers as the page shows it: name, title, frame, a line below it."""

    id: str
    title: str
    frame: pd.DataFrame
    note: str = ""


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


def items_of(parts: Sequence) -> list[Item]:
    """Specs, tables and cards in the order of the page; tiles go with the heading above them."""
    found: list[Item] = []
    clause = ""
    for part in parts:
        item = _item(part, clause)
        if item.kind in ("clause", "words"):
            clause = item.title if item.kind == "clause" else ""
        tile = isinstance(part, dict) and part["kind"] == "tile"
        if tile and found and found[-1].kind in ("words", "table") and found[-1].parts != (part,):
            above = found.pop()
            item = Item(above.id, "table", above.title, (*above.parts, part))
        found.append(item)
    return found


def _item(part, clause: str) -> Item:
    if isinstance(part, ChartSpec):
        return Item(part.id, "chart", part.title, (part,), clause)
    if isinstance(part, Table):
        return Item(part.id, "table", part.title, (part,))
    if part["kind"] == "section":
        kind = "clause" if part.get("quote") else "words"
        return Item(part["id"], kind, part["title"], (part,))
    return Item(part["id"], "table", part["title"], (part,))
