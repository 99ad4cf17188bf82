"""Cells of one column as received, or as the mapping says, and what each becomes."""

import dataclasses
import re
from datetime import date
from fractions import Fraction

from catalog.definitions import Column, catalog, words
from loaders.cells.converters import convert
from loaders.cells.ditto import REPEATABLE_KINDS, is_ditto, refers_elsewhere
from loaders.cells.numbers import ConvertedColumn, MappedNumber
from loaders.problems import Unreadable
from loaders.sheets.find_register import Layout
from loaders.sheets.mapping import PART, RegisterMapping
from loaders.text import fold, is_blank, plain, unify_dashes, visible

# days from 1900 to 1904, by which workbooks of old Macintoshes count
_LATE_EPOCH = 1462
_SERIALS = 80_000


def raw_cells(
    column: Column, live: list[list], layout: Layout, mapping: RegisterMapping | None
) -> list:
    """The cells of one column over the rows that are data."""
    place = layout.places.get(column.name)
    if mapping is None:
        return [cell_at(row, place) for row in live]
    if column.name in mapping.constants:
        return [mapping.constants[column.name]] * len(live)
    if column.name in mapping.templates:
        template = mapping.templates[column.name]
        return [_fill_template(template, layout, row) for row in live]
    replacements = list_replacements(column, mapping)
    return [replace_cell(cell_at(row, place), replacements) for row in live]


def lacks_cells(column: Column, layout: Layout, mapping: RegisterMapping) -> bool:
    """Whether nothing in the sheet or the mapping gives the column a filled cell, so that its
    default fills every row."""
    if column.name in mapping.constants:
        return is_blank(mapping.constants[column.name], not column.required)
    return column.name not in layout.places and column.name not in mapping.templates


def has_one_word(column: Column, layout: Layout, mapping: RegisterMapping | None) -> bool:
    """Whether the mapping writes one and the same word into every row."""
    if mapping is None:
        return False
    fills_all = column.name in mapping.defaults and lacks_cells(column, layout, mapping)
    return fills_all or column.name in mapping.constants


def list_replacements(column: Column, mapping: RegisterMapping | None) -> dict[str, object]:
    """What the mapping puts in place of cells of the column, by what is seen of them."""
    values = mapping.values.get(column.name, {}) if mapping else {}
    return {word: map_value(column, value) for word, value in values.items()}


def replace_cell(raw: object, replacements: dict[str, object]) -> object:
    """The cell, or what stands in its place."""
    return raw if raw is None else replacements.get(visible(plain(raw)), raw)


def map_value(column: Column, value: object) -> object:
    """A value that the mapping writes, as a cell of the column."""
    return MappedNumber(plain(value)) if column.kind in ("number", "target") else value


def cell_at(row: list, place: int | None) -> object:
    """The cell of a row at a place; None where the row ends before it or there is no place."""
    return row[place] if place is not None and place < len(row) else None


def _fill_template(template: str, layout: Layout, row: list) -> str:
    """The template with its headings' cells; a blank part gives a blank, for ids would collide."""
    parts = {heading: cell_at(row, layout.headings[heading]) for heading in PART.findall(template)}
    if any(map(is_blank, parts.values())):
        return ""
    for part in parts.values():
        if is_ditto(part):
            return part  # refused as it is converted: an id is never put together from a mark
    return PART.sub(lambda part: visible(plain(parts[part[1]])), template)


def fill_blanks(column: Column, raws: list, default: object) -> tuple[list, int]:
    """The cells with blanks filled by the mapping's default, and how many were."""
    blank = [is_blank(raw, not column.required) for raw in raws]
    return [default if gap else raw for raw, gap in zip(raws, blank, strict=True)], sum(blank)


def from_1904(raws: list) -> list:
    """Plain day numbers of a workbook that counts from 1904, counted from 1900."""
    return [
        raw + _LATE_EPOCH
        if isinstance(raw, int | float) and not isinstance(raw, bool) and raw < _SERIALS
        else raw
        for raw in raws
    ]


def limit_to_day(column: Column, last_day: date) -> Column:
    """The column with its upper bound in days or years where the as-of day sets it."""
    if column.kind == "date" and column.max is None:
        return dataclasses.replace(column, max=last_day.isoformat())
    if column.max == "as_of":
        return dataclasses.replace(column, max=last_day.year)
    return column


def scale_column(column: Column, factor: Fraction) -> Column:
    """The column with the factor that brings its numbers into the catalogue's unit."""
    values = {part.name: getattr(column, part.name) for part in dataclasses.fields(column)}
    return ConvertedColumn(**values, factor=factor)


def is_placeholder(raw: object) -> bool:
    """A word or sign for what is not known yet, such as 待定, （暂无） or /."""
    word = unify_dashes(fold(plain(raw))).strip("()[]【】〔〕<>《》“”。,;:!、")
    return word in catalog().placeholders or not re.sub(r"[-/\\.…·?*×_~#]", "", word)


def outcome(column: Column, raw: object):
    """(value, note) of a cell, or the Unreadable that says why not."""
    try:
        if is_blank(raw, not column.required):
            if column.required:
                raise Unreadable("missing_required")
            return None, None
        if refers_elsewhere(raw):
            reason = "nothing_above" if column.kind in REPEATABLE_KINDS else "never_repeats"
            raise Unreadable("ditto_refused", words()(f"ditto.{reason}"))
        if column.required and column.kind in ("id", "text") and is_placeholder(raw):
            raise Unreadable("placeholder")
        return convert(column, raw)
    except Unreadable as fault:
        return fault
