"""--mapping FILE.toml: how a register that nobody here designed becomes one of ours.

See docs/mapping.md for every key, with an example; loaders.sheets.mapping_file reads and checks it.
"""

import fnmatch
import itertools
import re
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt
from pydantic.dataclasses import dataclass

from catalog.definitions import Register, words
from catalog.nouns import CLOSED, Number
from loaders.cells.units import build_conversion, unit_conversion
from loaders.problems import FileRejected
from loaders.sheets.find_register import Layout, check_not_transposed, searched_rows
from loaders.sheets.heading_patterns import matches_label
from loaders.sheets.heading_rows import Label, find_place, is_second_heading, join_labels
from loaders.sheets.sheet_block import Block, column_number
from loaders.sheets.units import check_units
from loaders.text import fold, is_blank

Day = Annotated[date, Field(strict=True)]  # a day, neither a moment nor a text
Cell = str | StrictBool | Number | Day  # what a mapping may put into a cell
PART = re.compile(r"{([^}]+)}")  # a heading within a template


@dataclass(frozen=True, config=CLOSED, kw_only=True)
class Bounds:
    """Limits of a date column (days) or of a year or number column (numbers), both included."""

    min: Day | Number | None = None
    max: Day | Number | None = None


@dataclass(frozen=True, config=CLOSED, kw_only=True)
class RowRange:
    """Rows of a sheet, counted from 1, both included; the last row of the sheet without `last`."""

    first: StrictInt = 1
    last: StrictInt | None = None


@dataclass(frozen=True, config=CLOSED, kw_only=True)
class ColumnRange:
    """Columns of a sheet by their letters, both included; to the end without `last`."""

    first: str = "A"
    last: str = ""


@dataclass(frozen=True, config=CLOSED, kw_only=True)
class MappingTable:
    """One table of a mapping file, as written; docs/mapping.md says what each key means."""

    files: str = "*"
    sheet: str = ""
    rows: RowRange = RowRange()
    columns: ColumnRange = ColumnRange()
    headings: dict[str, str] = field(default_factory=dict)
    matches: dict[str, str] = field(default_factory=dict)
    heading_rows: Literal[1, 2] | None = None
    constants: dict[str, Cell] = field(default_factory=dict)
    defaults: dict[str, Cell] = field(default_factory=dict)
    values: dict[str, dict[str, Cell]] = field(default_factory=dict)
    templates: dict[str, str] = field(default_factory=dict)
    join: tuple[str, ...] = ()
    plausible: tuple[str, ...] = ()
    unit: dict[str, str] = field(default_factory=dict)
    scale: dict[str, Number] = field(default_factory=dict)
    precision: dict[str, Literal["year"]] = field(default_factory=dict)
    bounds: dict[str, Bounds] = field(default_factory=dict)


@dataclass(frozen=True, config=CLOSED, kw_only=True)
class RegisterMapping(MappingTable):
    """How one register is found in and read from foreign files.

    register: with the bounds and the precision that the table sets.
    """

    register: Register

    def fits(self, file: str) -> bool:
        """The entry is meant for a file of this name."""
        return fnmatch.fnmatch(file, self.files)

    def fits_sheet(self, name: str) -> bool:
        """The entry is meant for a sheet of this name; a name may hold the signs of a pattern."""
        return self.sheet in ("", name) or fnmatch.fnmatchcase(name, self.sheet)

    @property
    def block(self) -> Block:
        """The part of a sheet that the entry reads."""
        whole = Block()
        return Block(
            self.rows.first,
            self.rows.last or whole.last_row,
            column_number(self.columns.first) or whole.first_column,
            column_number(self.columns.last) or whole.last_column,
        )

    @property
    def template_headings(self) -> set[str]:
        """Headings that id templates take their parts from."""
        return {part for text in self.templates.values() for part in PART.findall(text)}


@dataclass(frozen=True)
class Mapping:
    """A whole mapping file: what the registers are called and the layouts of each, in order."""

    title: str = ""
    note: str = ""
    as_of: date | None = None
    registers: tuple[RegisterMapping, ...] = ()

    def for_sheet(self, path: Path, sheet: str) -> list[RegisterMapping]:
        """The entries whose patterns fit the file's name and the sheet."""
        return [m for m in self.registers if m.fits(path.name) and m.fits_sheet(sheet)]

    def unused(self, names: list[str]) -> list[RegisterMapping]:
        """The entries that fit none of these file names."""
        return [m for m in self.registers if not any(m.fits(n) for n in names)]


def find_mapped_layout(mapping: RegisterMapping, rows: list[list]) -> Layout:
    """The layout a mapping describes: the first row that bears all its headings, or two rows."""
    wanted = {fold(h): h for h in (*mapping.headings, *mapping.template_headings)}
    wanted |= {pattern: pattern for pattern in mapping.matches.values()}
    best: set[str] = set()
    searched = searched_rows(rows)
    if mapping.heading_rows != 2:
        for index, row in enumerate(searched):
            labels = [Label(cell) for cell in row]
            known = _known_headings(mapping, labels)
            if wanted.keys() <= known:
                return _with_units(mapping, _below_first(mapping, rows, index, labels), rows)
            best = max(best, wanted.keys() & known, key=len)
    if mapping.heading_rows != 1:
        for index, (upper, lower) in enumerate(itertools.pairwise(searched), 1):
            labels = join_labels(upper, lower)
            known = _known_headings(mapping, labels)
            if wanted.keys() <= known:
                return _with_units(mapping, _layout(mapping, index, labels, rows), rows)
            best = max(best, wanted.keys() & known, key=len)
    check_not_transposed([mapping.register.name], rows)
    missing = next(heading for form, heading in wanted.items() if form not in best)
    raise FileRejected("missing_column", mapping.register.sheet, column=missing)


def _known_headings(mapping: RegisterMapping, labels: list[Label]) -> set[str]:
    """Folded headings of the labels, and the mapping's patterns that one of them matches."""
    forms = {form for label in labels for form in label.forms}
    patterns = {
        pattern
        for pattern in mapping.matches.values()
        if any(matches_label(pattern, label) for label in labels)
    }
    return forms | patterns


def _below_first(
    mapping: RegisterMapping, rows: list[list], index: int, labels: list[Label]
) -> Layout:
    """The layout below the row that bears all headings, or below a second heading row under it."""
    below = rows[index + 1] if index + 1 < len(rows) else []
    wanted = {fold(heading) for heading in mapping.headings}
    places = [
        place
        for place, label in enumerate(labels)
        if wanted & label.forms or any(matches_label(p, label) for p in mapping.matches.values())
    ]
    if mapping.heading_rows != 1 and is_second_heading(rows[index], below, places):
        return _layout(mapping, index + 1, join_labels(rows[index], below), rows)
    return _layout(mapping, index, labels, rows)


def _with_units(mapping: RegisterMapping, layout: Layout, rows: list[list]) -> Layout:
    columns = mapping.register.columns
    units = {c: unit_conversion(u, columns[c].unit) for c, u in mapping.unit.items()}
    scales = {c: build_conversion(s, columns[c].unit) for c, s in mapping.scale.items()}
    return check_units(layout, rows, units, scales)


def _layout(mapping: RegisterMapping, index: int, labels: list[Label], rows: list[list]) -> Layout:
    places = {column: find_place(labels, h) for h, column in mapping.headings.items()}
    places |= _match_places(mapping, labels, frozenset(places.values()))
    headings = {h: find_place(labels, h) for h in mapping.template_headings}
    used = set(places.values()) | set(headings.values())
    cells = [label.text for label in labels]
    extras = [str(c) for place, c in enumerate(cells) if not is_blank(c) and place not in used]
    sources = {*places, *mapping.constants, *mapping.templates}
    for column in mapping.register.columns.values():
        if column.required and column.name not in sources:
            raise FileRejected("missing_column", mapping.register.sheet, column=column.heading)
    rows[index] = cells
    return Layout(mapping.register, index, places, headings, extras, cells)


def _match_places(
    mapping: RegisterMapping, labels: list[Label], named: frozenset[int]
) -> dict[str, int]:
    """Column -> place of the one heading that its pattern matches; named: places that have one.

    Raises FileRejected where a pattern matches two headings, or two patterns one.
    """
    t = words()
    places: dict[str, int] = {}
    for column, pattern in mapping.matches.items():
        matched = [
            place
            for place, label in enumerate(labels)
            if place not in named and matches_label(pattern, label)
        ]
        if not matched:
            raise FileRejected("missing_column", mapping.register.sheet, column=pattern)
        texts = [str(labels[place].text) for place in matched]
        if len(matched) > 1:
            detail = t("mapping.two_headings", first=texts[0], second=texts[1])
            raise FileRejected("pattern_ambiguous", detail, value=pattern)
        other = next((name for name, place in places.items() if place == matched[0]), None)
        if other:
            detail = t("mapping.two_columns", heading=texts[0], first=other, second=column)
            raise FileRejected("pattern_ambiguous", detail, value=pattern)
        places[column] = matched[0]
    return places
