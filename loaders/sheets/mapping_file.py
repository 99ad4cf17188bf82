"""A mapping file read and checked key by key, so that a slip is named before any register is.

Whatever the file says wrongly raises Refusal with its line and the words that may stand there; a
file that cannot be read raises MappingError.
"""

import dataclasses
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic.dataclasses import dataclass

from catalog.definitions import Column, Register, catalog, words
from catalog.files import NotAFile, read_file
from catalog.nouns import CLOSED
from catalog.text_bounds import MAX_TEXT_BYTES
from catalog.typed_toml import Place, Refusal, TomlDocument, parse_toml
from loaders.cells.dates import YearColumn
from loaders.cells.units import unit_conversion
from loaders.cells.vocabulary import CatchAllColumn
from loaders.files.raw_sheet import COLUMN_LIMIT
from loaders.os_errors import failure_sentence
from loaders.sheets.heading_patterns import MAX_PATTERN_CHARS, MAX_PATTERN_REPEATS, pattern_fault
from loaders.sheets.mapping import PART, Bounds, Day, Mapping, MappingTable, RegisterMapping
from loaders.sheets.sheet_block import column_number

BOUNDED_KINDS = ("date", "number", "target", "year")
WORD_KINDS = ("code", "codes", "domain", "domains")


class MappingError(ValueError):
    """A mapping file that cannot be read; the sentence says why."""


@dataclass(frozen=True, config=CLOSED, kw_only=True)
class MappingHead:
    """What a mapping file says before its registers; see docs/mapping.md."""

    title: str = ""
    note: str = ""
    as_of: Day | None = None


def read_mapping(path: str | None) -> Mapping:
    """The mapping of a file, or one that maps nothing. Raises MappingError or Refusal."""
    if path is None:
        return Mapping()
    try:
        content = read_file(Path(path), MAX_TEXT_BYTES)
    except NotAFile:
        reason = words()("imprint.no_file").rstrip("。")
        raise MappingError(words()("mapping.unreadable", path=path, reason=reason)) from None
    except (OSError, ValueError) as failure:  # ValueError: a path with a NUL byte
        reason = failure_sentence(failure) if isinstance(failure, OSError) else str(failure)
        raise MappingError(words()("mapping.unreadable", path=path, reason=reason)) from failure
    return _mapping(parse_toml(content, words()("mapping.file", path=path)))


def _mapping(document: TomlDocument) -> Mapping:
    registers = catalog().registers
    head_keys = [field.name for field in dataclasses.fields(MappingHead)]
    for key in document.data:
        if key not in head_keys and key not in registers:
            allowed = (*head_keys, *registers)
            raise document.refuse("unknown_key", (key,), "", allowed)
    head_values = {key: document.data[key] for key in head_keys if key in document.data}
    head = document.read(MappingHead, head_values)
    tables = [
        _register_mapping(document, registers[name], table, at)
        for name in document.data
        if name in registers
        for table, at in _tables(document, name)
    ]
    return Mapping(title=head.title, note=head.note, as_of=head.as_of, registers=tuple(tables))


def _tables(document: TomlDocument, name: str) -> Iterator[tuple[object, Place]]:
    """The tables of one register with their places: [labs], or [[labs]] for several layouts."""
    value = document.data[name]
    if isinstance(value, list):
        yield from ((table, (name, position)) for position, table in enumerate(value))
    else:
        yield value, (name,)


def _register_mapping(
    document: TomlDocument, register: Register, value: object, at: Place
) -> RegisterMapping:
    table = document.read(MappingTable, value, at)
    _check_columns(document, register, table, at)
    columns = {
        column.name: _column(document, column, table, at) for column in register.columns.values()
    }
    changed = dataclasses.replace(register, columns=columns)
    return RegisterMapping(register=changed, **vars(table))


def _check_columns(
    document: TomlDocument, register: Register, table: MappingTable, at: Place
) -> None:
    """Every column named exists and comes from one place only; templates have parts."""
    columns = tuple(register.columns)
    sources = [((*at, "headings", key), column) for key, column in table.headings.items()]
    for name in ("matches", "constants", "templates"):
        sources += [((*at, name, column), column) for column in getattr(table, name)]
    named = list(sources)
    for name in ("join", "plausible"):
        named += [((*at, name), column) for column in getattr(table, name)]
    for name in ("defaults", "values", "precision", "bounds", "unit", "scale"):
        named += [((*at, name, column), column) for column in getattr(table, name)]
    for place, column in named:
        if column not in columns:
            raise document.refuse("unknown_word", place, column, columns)
    counts = Counter(column for _, column in sources)
    for place, column in sources:
        if counts[column] > 1:
            raise _bad_value(document, place, column, "two_sources")
    for column in table.join:
        if register.columns[column].kind != "text":
            raise _bad_value(document, (*at, "join"), column, "join_text")
    _check_units(document, register, table, at)
    _check_ranges(document, table, at)
    for column, pattern in table.matches.items():
        if fault := pattern_fault(pattern):
            raise _bad_value(document, (*at, "matches", column), pattern, fault)
    for column, template in table.templates.items():
        if not PART.search(template):
            raise _bad_value(document, (*at, "templates", column), template, "no_part")


def _check_ranges(document: TomlDocument, table: MappingTable, at: Place) -> None:
    """Rows and columns exist, and the last is not before the first."""
    first, last = table.rows.first, table.rows.last
    if first < 1 or (last is not None and last < first):
        raise _bad_value(document, (*at, "rows"), f"{first}–{last or ''}", "row_range")
    first, last = table.columns.first, table.columns.last
    numbers = [column_number(first), column_number(last) if last else COLUMN_LIMIT]
    if None in numbers or not numbers[0] <= numbers[1] <= COLUMN_LIMIT:
        raise _bad_value(document, (*at, "columns"), f"{first}–{last}", "column_range")


def _check_units(
    document: TomlDocument, register: Register, table: MappingTable, at: Place
) -> None:
    """Units and scales are of number columns that a heading fills, one for each, and convert."""
    filled = {*table.headings.values(), *table.matches}
    for name, entries in (("unit", table.unit), ("scale", table.scale)):
        for column, value in entries.items():
            place = (*at, name, column)
            if not register.columns[column].unit or column not in filled:
                raise _bad_value(document, place, str(value), "unit_columns")
    for column, text in table.unit.items():
        place = (*at, "unit", column)
        if unit_conversion(text, register.columns[column].unit) is None:
            raise _bad_value(document, place, text, "unknown_unit")
        if column in table.scale:
            raise _bad_value(document, place, text, "unit_and_scale")
    for column, factor in table.scale.items():
        if factor <= 0:
            raise _bad_value(document, (*at, "scale", column), str(factor), "positive_scale")


def _column(document: TomlDocument, column: Column, table: MappingTable, at: Place) -> Column:
    """The column with the bounds and the precision that the mapping sets."""
    bounds = table.bounds.get(column.name, Bounds())
    for end, value in (("min", bounds.min), ("max", bounds.max)):
        if value is None:
            continue
        place = (*at, "bounds", column.name, end)
        if column.kind not in BOUNDED_KINDS:
            raise _bad_value(document, place, str(value), "bounded_kinds")
        if isinstance(value, date) != (column.kind == "date"):
            expected = "day" if column.kind == "date" else "number"
            raise document.refuse("wrong_type", place, str(value), (expected,))
        text_or_number = value.isoformat() if isinstance(value, date) else value
        column = dataclasses.replace(column, **{end: text_or_number})
    attributes = {field.name: getattr(column, field.name) for field in dataclasses.fields(column)}
    catch_all = table.values.get(column.name, {}).get("*")
    if catch_all is not None and column.kind in WORD_KINDS:
        return CatchAllColumn(**attributes, catch_all=catch_all)
    if column.name not in table.precision:
        return column
    if column.kind != "date":
        place = (*at, "precision", column.name)
        raise _bad_value(document, place, table.precision[column.name], "precision_dates")
    return YearColumn(**attributes)


def _bad_value(document: TomlDocument, at: Place, value: str, reason: str) -> Refusal:
    """A refusal whose reason is a sentence of the section `mapping`."""
    detail = words()(f"mapping.{reason}", characters=MAX_PATTERN_CHARS, repeats=MAX_PATTERN_REPEATS)
    return document.refuse("bad_value", at, value, (), detail)
