"""Cards and tables of a page -> words and tables of a file, beside the charts of from_spec.py."""

import math
from dataclasses import replace

import pandas as pd

from briefings.exhibit import Briefing, Exhibit, Grid, Part, Passage
from catalog.definitions import catalog
from catalog.nouns import Tone
from content.exports.from_spec import exhibit, file_provenance
from content.items import Item, Table
from content.view import View

MOST_ROWS = 200  # of a table; a file that lists more is no longer read
# the tones of a light page; what has none is not coloured
_TONES: dict[Tone, str] = {name: ink.paper for name, ink in catalog().colours.tone.items()}
STATUS, DIRECTION = 1, 2  # columns of the state and the direction in the table of a group


def part_of(item: Item, view: View) -> Exhibit | Passage | Grid:
    """An item as a part of a file, with the numbers and words of the screen."""
    first = item.parts[0]
    if item.kind == "chart":
        return exhibit(first, view)
    if isinstance(first, Table):
        if first.frame.empty:  # as on the page: a sentence, not the headings of nothing
            return Passage(first.title, first.note)
        return grid(first, view)
    if first["kind"] == "tally":
        return tally(first, view)
    if item.kind == "table":
        heading = {} if first["kind"] == "tile" else first
        tiles = [part for part in item.parts if part is not heading]
        return clauses(item.title, heading.get("text", ""), tiles, view)
    return passage(first)


def passage(card: dict) -> Passage:
    """A heading of the page: its text, quote, status with shape, notes, what was published anew."""
    notes = (*direction_notes(card), *card.get("notes", ()), card.get("changed", ""))
    return Passage(
        card["title"], card["text"], card.get("quote", ""), state(card), tuple(filter(None, notes))
    )


def state(card: dict) -> str:
    """Shape and word of a status, "" where there is none."""
    return f"{card.get('shape', '')} {card.get('status', '')}".strip()


def direction_notes(card: dict) -> tuple[str, ...]:
    """Where a clause is going: label, shape, word and indicator; then the numbers behind it."""
    direction = card.get("direction")
    if not direction:
        return ()
    words = f"{direction['label']}{direction['shape']} {direction['word']}"
    return " · ".join(filter(None, [words, direction["indicator"]])), *direction["detail"]


def direction_cell(direction: dict) -> str:
    """Shape and word of a direction, its year, and the indicator that decides it, a line each."""
    words = f"{direction['shape']} {direction['word']}"
    return "\n".join(filter(None, [words, direction["year"], direction["indicator"]]))


def state_cell(tile: dict) -> str:
    """Shape and word of a status; below them the conclusion of an official assessment."""
    return "\n".join(filter(None, [state(tile), tile["assessed"]]))


def clauses(title: str, text: str, tiles: list[dict], view: View) -> Grid:
    """The clauses of a group: title with exact words, status, direction, number, facts, gaps."""
    rows = tuple(
        (
            f"{tile['title']}\n{tile['cited']}" if tile["cited"] else tile["title"],
            state_cell(tile),
            direction_cell(tile["direction"]),
            _value(tile),
            _facts(tile),
            tile["missing"] or tile["gaps"],
        )
        for tile in tiles
    )
    tones = {
        (at, STATUS): _TONES[tile["tone"]]
        for at, tile in enumerate(tiles)
        if tile["tone"] in _TONES
    }
    tones |= {
        (at, DIRECTION): _TONES[tile["direction"]["tone"]]
        for at, tile in enumerate(tiles)
        if tile["direction"]["tone"] in _TONES
    }
    heads = _heads(view, "clause", "status", "direction", "value", "facts", "missing")
    if not any(row[-1] for row in rows):  # nothing is lacking in this group
        heads, rows = heads[:-1], tuple(row[:-1] for row in rows)
    return Grid(title, heads, rows, text, tones)


def tally(card: dict, view: View) -> Grid:
    """How many clauses stand at each status, then how many are going where."""
    heading = card["directions_title"]
    words = [state(item) for item in card["items"]]
    words += [f"{heading} {state(item)}" for item in card["directions"]]
    items = card["items"] + card["directions"]
    rows = tuple((word, item["count"]) for word, item in zip(words, items, strict=True))
    tones = {
        (at, 0): _TONES[item["tone"]] for at, item in enumerate(items) if item["tone"] in _TONES
    }
    return Grid(card["title"], _heads(view, "status", "count"), rows, card["note"], tones)


def grid(table: Table, view: View) -> Grid:
    """A table of the page; a long one is cut and says so."""
    frame, notes = table.printed.head(MOST_ROWS), [table.note]
    if len(table.frame) > len(frame):
        notes.append(view.t("passage.cut", count=len(table.frame), listed=len(frame)))
    rows = tuple(tuple(_cell(cell) for cell in row) for row in frame.itertuples(index=False))
    decimals = {
        place: table.formats[column].decimals
        for place, column in enumerate(table.frame.columns)
        if column in table.formats
    }
    heads = tuple(map(str, frame.columns))
    note = "　".join(filter(None, notes))
    numbers = frozenset(map(table.frame.columns.get_loc, table.numbers))
    kept = {"decimals": decimals, "numbers": numbers, "marks": table.marks}
    return Grid(table.title, heads, rows, note, **kept)


def add_marks(briefing: Briefing) -> Briefing:
    """The briefing under the marks of all its parts: what one of them is, the whole says."""
    marks = [mark for part in briefing.parts for mark in _list_marks(part)]
    marks = tuple(dict.fromkeys([*marks, *briefing.provenance.marks]))
    return replace(briefing, provenance=replace(briefing.provenance, marks=marks))


def bind_parts(title: str, view: View, parts: tuple, **words) -> Briefing:
    """Parts of one view as a file to be made, under the marks of all of them."""
    return add_marks(Briefing(title, file_provenance(view), parts, **words))


def _list_marks(part: Part) -> tuple[str, ...]:
    """The marks of a chart or a table."""
    if isinstance(part, Exhibit):
        return part.provenance.marks
    if isinstance(part, Grid):
        return part.marks
    return ()


def _heads(view: View, *names: str) -> tuple[str, ...]:
    return tuple(view.t(f"passage.{name}") for name in names)


def _value(tile: dict) -> str:
    """The number with its unit under the indicator's name; "" where there is none."""
    amount = f"{tile['value']} {tile['unit']}".strip()
    return f"{tile['label']}\n{amount}" if tile["value"] else ""


def _facts(tile: dict) -> str:
    """How the number moved, the clause's further indicators, what the last publication changed, a
    line each."""
    others = [f"{other['name']} {other['value']}".strip() for other in tile["others"]]
    return "\n".join(filter(None, [*tile["facts"], *others, tile["changed"]]))


def _cell(value):
    """A cell as text, number or None."""
    if value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NaT:
        return None
    if isinstance(value, str):
        return value
    return value.item() if hasattr(value, "item") else value
