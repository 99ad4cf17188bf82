"""Which register a sheet holds: its heading row and the place of each column."""

import dataclasses
import functools
import itertools
from dataclasses import dataclass, field

from catalog.definitions import Catalog, Column, Register, catalog
from loaders.cells.converters import convert
from loaders.cells.standard_numbers import UnreadNumber
from loaders.cells.units import Conversion
from loaders.problems import FileRejected, Unreadable
from loaders.sheets.heading_rows import (
    Label,
    holds_headings,
    is_part_word,
    is_translation,
    join_labels,
)
from loaders.sheets.units import check_units, is_unit_row, unit_texts, without_unit
from loaders.text import fold, heading_forms, is_blank, plain

SEARCHED_ROWS = 100
FIRST_ROWS = 20  # where nearly every heading stands; the others are searched only without one
MAX_HEADING_CHARS = 200  # with its unit, note and English; a longer text is no heading
COMPARED_ROWS = 50  # filled cells of each of two headings that name the same column
FITTING_SHARE = 0.8
# what rejected.xlsx adds beside a row: where it came from, and why it was rejected
RETURNED = ("来源文件", "来源工作表", "原行号", "原因与办法")


@dataclass
class Layout:
    """Where a register's columns stand in a sheet; row and column places count from 0.

    cells: the heading row, where two rows together make it; repeated: those two rows; conversions:
    by column, what is received in another unit than the catalogue's; rivals: further places whose
    heading names a column that has one; passed_over: heading not read -> heading read in its stead.
    """

    register: Register
    heading_row: int
    places: dict[str, int]
    headings: dict[str, int] = field(default_factory=dict)
    extras: list[str] = field(default_factory=list)
    cells: list = field(default_factory=list)
    repeated: tuple[list, ...] = ()
    conversions: dict[str, Conversion] = field(default_factory=dict)
    rivals: dict[str, list[int]] = field(default_factory=dict)
    passed_over: dict[str, str] = field(default_factory=dict)

    @functools.cached_property
    def required_places(self) -> list[tuple[int, str]]:
        """(place, kind) of each required column, once the layout is settled."""
        columns = self.register.columns
        return [
            (place, columns[name].kind)
            for name, place in self.places.items()
            if columns[name].required
        ]


@functools.cache
def heading_names(source: Catalog, register: str) -> dict[str, str]:
    """Folded heading or alias -> canonical column of one register."""
    return {
        fold(form): column.name
        for column in source.registers[register].columns.values()
        for form in (column.name, column.heading, *column.aliases)
    }


@functools.cache
def _sheet_names(source: Catalog) -> dict[str, str]:
    return {
        fold(form): register.name
        for register in source.registers.values()
        for form in (register.name, register.sheet, *register.aliases)
    }


def find_layout(name: str, rows: list[list]) -> Layout | None:
    """The register of a sheet by its name or, failing that, by its headings; None if neither.

    A sheet that bears a register's name, or most of its required headings, but lacks a required
    column is refused by name rather than ignored; one that holds nothing but lines of text is no
    table at all, whatever its name.
    """
    named = find_named_register(name)
    if named and is_prose(rows):
        return None
    best = _find_best(name, rows)
    missing = _missing(best)
    if missing:
        check_not_transposed([named] if named else list(catalog().registers), rows)
    if missing and (named or _looks_meant(best, missing)):
        heading = best.register.columns[missing[0]].heading
        raise FileRejected("missing_column", best.register.sheet, column=heading)
    return None if missing else _check_layout(_with_second_row(best, rows), rows)


def find_headings(name: str, rows: list[list]) -> Layout | None:
    """The layout that the headings alone tell: which of several names a column is not settled.

    None where a required heading is missing.
    """
    best = _find_best(name, rows)
    return None if _missing(best) else _with_second_row(best, rows)


def _find_best(name: str, rows: list[list]) -> Layout:
    """The layout of the register that the name tells, or of the one whose headings fit best."""
    named = find_named_register(name)
    candidates = [named] if named else list(catalog().registers)
    return max((_best_row(register, rows) for register in candidates), key=_score)


def find_named_register(name: str) -> str | None:
    """The register that a sheet of this name is meant as; None where the name says nothing."""
    return _sheet_names(catalog()).get(fold(name))


def is_prose(rows: list[list]) -> bool:
    """No row has two filled cells: nothing, or lines of text."""
    return all(sum(not is_blank(cell) for cell in row) < 2 for row in rows)


def nearest(name: str, rows: list[list]) -> str:
    """A sheet that bears no register, in words: its name, the register it comes nearest to."""
    best = max((_best_row(register, rows) for register in catalog().registers), key=_score)
    if not best.places:
        return f"“{name}”"
    lacking = "、".join(f"“{best.register.columns[c].heading}”" for c in _missing(best))
    return f"“{name}”（最接近“{best.register.sheet}”，缺少{lacking}）"


def _best_row(register: str, rows: list[list]) -> Layout:
    """The row that fits best; two together only where none has every required heading."""
    first = searched_rows(rows, FIRST_ROWS)
    best = _best_of(register, first)
    if _missing(best) and len(rows) > len(first):
        best = max(best, _best_of(register, searched_rows(rows)), key=_score)
    return best


def searched_rows(rows: list[list], most: int = SEARCHED_ROWS) -> list[list]:
    """The rows among which the heading is sought: so many from the first that is not blank on, and
    those above it, for a part of a sheet keeps the numbers of its rows."""
    filled = (place for place, row in enumerate(rows) if not all(map(is_blank, row)))
    return rows[: next(filled, 0) + most]


def _best_of(register: str, searched: list[list]) -> Layout:
    layouts = [_match(register, row, place) for place, row in enumerate(searched)]
    best = max(layouts, key=_score, default=Layout(catalog().registers[register], 0, {}))
    if not _missing(best):
        return best
    pairs = [
        _match_rows(register, upper, lower, place)
        for place, (upper, lower) in enumerate(itertools.pairwise(searched), 1)
    ]
    return max([best, *(pair for pair in pairs if not _missing(pair))], key=_score)


def _match(register: str, cells: list, index: int) -> Layout:
    layout = _match_labels(register, [Label(cell) for cell in cells], index)
    layout.cells = cells
    return layout


def _match_rows(register: str, upper: list, lower: list, index: int) -> Layout:
    """The layout of a heading over two rows: groups above, and what they hold below."""
    layout = _match_labels(register, join_labels(upper, lower), index)
    layout.repeated = (upper, lower)
    return layout


def _match_labels(register: str, labels: list[Label], index: int) -> Layout:
    layout = Layout(catalog().registers[register], index, {})
    layout.cells = [label.joined for label in labels]
    groups = [None, *(label.group for label in labels), None]
    for place, (label, cell) in enumerate(zip(labels, layout.cells, strict=True)):
        if not isinstance(cell, str) or is_blank(cell):
            continue
        layout.headings.setdefault(cell, place)
        is_alone = label.group not in (groups[place], groups[place + 2])
        column = _column_of_label(register, label, is_alone)
        if column is None:
            layout.extras.append(str(label.written))
        elif column in layout.places:
            layout.rivals.setdefault(column, []).append(place)
        else:
            layout.places[column] = place
    return layout


def _column_of_label(register: str, label: Label, is_alone: bool) -> str | None:
    """The column that a heading names, with the group above it, if any.

    Below a group that names a column, 名称, 合计 or a unit is that column, and 编号 or 城镇 is not;
    what stands there alone is a remark on it. is_alone: no other heading stands below the group.
    """
    text = plain(label.text)
    if is_blank(label.group):
        return column_of(register, text)
    joined = column_of(register, f"{label.group}{text}")
    if joined is not None:
        return joined
    of_group = column_of(register, str(label.group))
    if of_group is not None and (label.is_whole or (is_alone and not label.is_part)):
        return of_group
    if label.is_part or (of_group is not None and label.needs_group):
        return None
    return column_of(register, text)


def _with_second_row(layout: Layout, rows: list[list]) -> Layout:
    """The layout with the row below its heading where that belongs to it, or the groups above.

    Raises FileRejected where a group names a column and what it consists of does not say which.
    """
    index, register = layout.heading_row, layout.register
    upper = layout.cells
    lower = rows[index + 1] if index + 1 < len(rows) else []
    required = [place for name, place in layout.places.items() if register.columns[name].required]
    numeric = [place for name, place in layout.places.items() if register.columns[name].unit]
    if is_translation(upper, lower):
        pairs = itertools.zip_longest(upper, lower)
        cells = [above if is_blank(below) else f"{above}\n{below}" for above, below in pairs]
        return dataclasses.replace(
            layout, heading_row=index + 1, cells=cells, repeated=(upper, lower)
        )
    if not is_unit_row(lower) and holds_headings(upper, lower, required, numeric):
        layout = _match_rows(register.name, upper, lower, index + 1)
        _check_groups(layout)
    elif index > 0:
        above = rows[index - 1]
        joined = _match_rows(register.name, above, upper, index)
        if not joined.rivals and joined.places.items() > layout.places.items():
            return joined  # headings that have no other below them
        _drop_parts(layout, join_labels(above, upper))
    return layout


def _drop_parts(layout: Layout, labels: list[Label]) -> None:
    """Take out of the layout the figures that a group above makes some of what they are called."""
    for name, place in list(layout.places.items()):
        label = labels[place]
        if layout.register.columns[name].unit and not is_blank(label.group) and label.is_part:
            del layout.places[name]
            layout.extras.append(str(label.written))


def _check_groups(layout: Layout) -> None:
    """Raises FileRejected where none of a group's headings can be the column that it names."""
    register = layout.register.name
    groups: dict[str, list[str]] = {}
    for label in join_labels(*layout.repeated):
        if not is_blank(label.text) and not is_blank(label.group):
            groups.setdefault(str(label.group), []).append(plain(label.text))
    for group, texts in groups.items():
        column = column_of(register, group)
        if column is not None and column not in layout.places:
            raise FileRejected("group_heading", column=group, value="、".join(texts))


def column_of(register: str, heading: str) -> str | None:
    """The column that a heading names, with or without a unit behind it; none in a long text."""
    if len(heading) > MAX_HEADING_CHARS:
        return None
    return _find_column(catalog(), register, heading)


@functools.lru_cache(maxsize=1 << 14)  # cells of the same rows are compared many times
def _find_column(source: Catalog, register: str, heading: str) -> str | None:
    names = heading_names(source, register)
    for text in (heading, without_unit(heading, frozenset(names))):
        for form in heading_forms(text):
            if form in names:
                column = source.registers[register].columns[names[form]]
                return None if column.unit and _counts_a_part(heading) else column.name
    return None


def _counts_a_part(heading: str) -> bool:
    """常住人口（城镇） and 工业增加值/规模以上 are not the column whose name they begin with."""
    return any(is_part_word(text) for text in unit_texts(heading))


def has_all_headings(register: str, cells: list) -> dict[str, int] | None:
    """Column -> place where the cells hold every required heading of the register, else None."""
    layout = _match(register, cells, 0)
    return None if _missing(layout) else layout.places


def check_other_headings(cells: list, row: list, read: str = "") -> None:
    """Raises FileRejected where the cells are the headings of a register but for one that it
    requires: its records would be passed over with them.

    row: all that the cells stand among, where what they lack may stand; read: the register whose
    heading may come again in part.
    """
    for name, register in catalog().registers.items():
        layout = _match(name, cells, 0)
        missing = _missing(layout)
        if name != read and _looks_meant(layout, missing) and missing == _missing_in(name, row):
            heading = register.columns[missing[0]].heading
            raise FileRejected("missing_column", register.sheet, column=heading)


def _missing_in(register: str, row: list) -> list[str]:
    return _missing(_match(register, row, 0))


def check_not_transposed(registers: list[str], rows: list[list]) -> None:
    """Raises FileRejected where headings stand below each other and records beside each other.

    A list of field names with explanations is no such table: its cells do not fit the columns.
    """
    columns = list(itertools.zip_longest(*searched_rows(rows)))
    for place, letter in enumerate("AB"[: len(columns)]):
        for name in registers:
            places = has_all_headings(name, list(columns[place]))
            if places and _are_records(catalog().registers[name], places, columns[place + 1 :]):
                sheet = catalog().registers[name].sheet
                raise FileRejected("transposed_table", sheet, column=letter)


def _are_records(register: Register, places: dict[str, int], records: list[tuple]) -> bool:
    """Half of the filled records or more can be converted in every required column."""
    filled = [record for record in records if sum(not is_blank(cell) for cell in record) > 1]
    fitting = sum(
        all(
            fitting_share(column, places[column.name], [record]) == 1
            for column in register.columns.values()
            if column.required
        )
        for record in filled
    )
    return fitting > 0 and fitting * 2 >= len(filled)


def _score(layout: Layout) -> tuple[bool, int, int]:
    return not _missing(layout), len(layout.places), -layout.heading_row


def _missing(layout: Layout) -> list[str]:
    required = [c.name for c in layout.register.columns.values() if c.required]
    return [name for name in required if name not in layout.places]


def _looks_meant(layout: Layout, missing: list[str]) -> bool:
    required = sum(c.required for c in layout.register.columns.values())
    return len(missing) == 1 and required >= 3 and len(layout.places) > len(layout.extras)


def _check_layout(layout: Layout, rows: list[list]) -> Layout:
    _settle_rivals(layout, rows)
    rows[layout.heading_row] = layout.cells
    return check_units(layout, rows)


def _settle_rivals(layout: Layout, rows: list[list]) -> None:
    """Of several headings of one column the one whose cells fit, where no cell of the others does.

    Raises FileRejected where the cells do not decide it.
    """
    for name, places in layout.rivals.items():
        # bounds such as as_of are not known here; what kind of cell it is decides
        column = dataclasses.replace(layout.register.columns[name], min=None, max=None)
        fitting = {
            place: fitting_share(column, place, rows[layout.heading_row + 1 :])
            for place in (layout.places[name], *places)
        }
        chosen = [place for place, share in fitting.items() if share >= FITTING_SHARE]
        if len(chosen) != 1 or sum(share > 0 for share in fitting.values()) > 1:
            first, second = layout.cells[layout.places[name]], layout.cells[places[0]]
            pair = first if first == second else f"{first}”“{second}"
            raise FileRejected("duplicate_heading", column=pair)
        layout.places[name] = chosen[0]
        layout.rivals[name] = [place for place in fitting if place != chosen[0]]
        for place in layout.rivals[name]:
            layout.passed_over[layout.cells[place]] = layout.cells[chosen[0]]


def fitting_share(column: Column, place: int, rows: list[list]) -> float:
    """Share of the first filled cells at a place that the column can take; 0 without any."""
    filled = (row[place] for row in rows if place < len(row) and not is_blank(row[place]))
    cells = list(itertools.islice(filled, COMPARED_ROWS))
    fitting = 0
    for cell in cells:
        try:
            value, _note = convert(column, cell)
        except Unreadable:
            continue
        fitting += not isinstance(value, UnreadNumber)
    return fitting / len(cells) if cells else 0.0
