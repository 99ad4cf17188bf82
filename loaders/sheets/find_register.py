"""Which register a sheet holds: its heading row and the place of each column."""

import functools
import itertools
from dataclasses import dataclass, field

from catalog.definitions import Catalog, Register, catalog
from loaders.problems import FileRejected
from loaders.sheets.units import Conversion, check_units, without_unit
from loaders.text import folded, heading_forms, is_blank

SEARCHED_ROWS = 20
# what rejected.xlsx adds beside a row: where it came from, and why it was rejected
RETURNED = ("来源文件", "来源工作表", "原行号", "原因与办法")


@dataclass
class Layout:
    """Where a register's columns stand in a sheet; row and column places count from 0.

    cells: the heading row, where two rows together make it; conversions: by column, what is
    received in another unit than the catalogue's.
    """

    register: Register
    heading_row: int
    places: dict[str, int]
    headings: dict[str, int] = field(default_factory=dict)
    extras: list[str] = field(default_factory=list)
    cells: list = field(default_factory=list)
    conversions: dict[str, Conversion] = field(default_factory=dict)


@functools.cache
def heading_names(source: Catalog, register: str) -> dict[str, str]:
    """Folded heading or alias -> canonical column of one register."""
    return {
        folded(form): column.name
        for column in source.registers[register].columns.values()
        for form in (column.name, column.heading, *column.aliases)
    }


@functools.cache
def _sheet_names(source: Catalog) -> dict[str, str]:
    return {
        folded(form): register.name
        for register in source.registers.values()
        for form in (register.name, register.sheet, *register.aliases)
    }


def find_layout(name: str, rows: list[list]) -> Layout | None:
    """The register of a sheet by its name or, failing that, by its headings; None if neither.

    A sheet that bears a register's name, or most of its required headings, but lacks a required
    column is refused by name rather than ignored.
    """
    named = _sheet_names(catalog()).get(folded(name))
    candidates = [named] if named else list(catalog().registers)
    best = max((_best_row(register, rows) for register in candidates), key=_score)
    missing = _missing(best)
    if missing and (named or _looks_meant(best, missing)):
        heading = best.register.columns[missing[0]].heading
        raise FileRejected("missing_column", best.register.sheet, column=heading)
    return None if missing else _checked(best, rows)


def nearest(name: str, rows: list[list]) -> str:
    """A sheet that bears no register, in words: its name, the register it comes nearest to."""
    best = max((_best_row(register, rows) for register in catalog().registers), key=_score)
    if not best.places:
        return f"“{name}”"
    lacking = "、".join(f"“{best.register.columns[c].heading}”" for c in _missing(best))
    return f"“{name}”（最接近“{best.register.sheet}”，缺少{lacking}）"


def _best_row(register: str, rows: list[list]) -> Layout:
    """The row that fits best; two together only where none has every required heading."""
    searched = rows[:SEARCHED_ROWS]
    found = [_match(register, row, place) for place, row in enumerate(searched)]
    best = max(found, key=_score, default=Layout(catalog().registers[register], 0, {}))
    if not _missing(best):
        return best
    pairs = [
        _match(register, _joined(*pair), place)
        for place, pair in enumerate(itertools.pairwise(searched), 1)
    ]
    return max([best, *(pair for pair in pairs if not _missing(pair))], key=_score)


def _joined(upper: list, lower: list) -> list:
    """A heading over two rows: groups above, and what they hold below."""
    cells = itertools.zip_longest(upper, lower)
    return [above if is_blank(below) else below for above, below in cells]


def _match(register: str, cells: list, index: int) -> Layout:
    names = heading_names(catalog(), register)
    layout = Layout(catalog().registers[register], index, {}, cells=cells)
    for place, cell in enumerate(cells):
        if not isinstance(cell, str) or is_blank(cell):
            continue
        layout.headings.setdefault(cell, place)
        column = _column(names, cell)
        if column is None:
            layout.extras.append(cell)
        elif column in layout.places:
            layout.extras.append(f"\0{cell}")
        else:
            layout.places[column] = place
    return layout


def _column(names: dict[str, str], heading: str) -> str | None:
    """The column that a heading names, with or without a unit behind it."""
    for text in (heading, without_unit(heading, frozenset(names))):
        for form in heading_forms(text):
            if form in names:
                return names[form]
    return None


def _score(layout: Layout) -> tuple[bool, int, int]:
    return not _missing(layout), len(layout.places), -layout.heading_row


def _missing(layout: Layout) -> list[str]:
    required = [c.name for c in layout.register.columns.values() if c.required]
    return [name for name in required if name not in layout.places]


def _looks_meant(layout: Layout, missing: list[str]) -> bool:
    required = sum(c.required for c in layout.register.columns.values())
    foreign = sum(not extra.startswith("\0") for extra in layout.extras)
    return len(missing) == 1 and required >= 3 and len(layout.places) > foreign


def _checked(layout: Layout, rows: list[list]) -> Layout:
    doubled = next((extra[1:] for extra in layout.extras if extra.startswith("\0")), None)
    if doubled:
        raise FileRejected("duplicate_heading", column=doubled)
    rows[layout.heading_row] = layout.cells
    return check_units(layout, rows)
