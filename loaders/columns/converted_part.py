"""The rows of one table of a large file, converted column by column.

A row is plain when every cell of it is converted without a word, no rule between its cells has
anything to decide, and it can be neither a footnote nor a heading.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import add, and_

import ibis
import numpy as np
import pyarrow as pa

from catalog.definitions import catalog
from loaders.columns.column_source import ColumnSource
from loaders.columns.column_words import JOINT, convert_words, is_value_received, join_kinds
from loaders.columns.csv_blocks import SURPLUS
from loaders.columns.mapped_columns import join_templates, list_constants, list_templated
from loaders.columns.received_column import NATIONAL, ConstantColumn, ReceivedColumn, type_of
from loaders.columns.staged_csv import NUMBER
from loaders.columns.unchanged_cells import standard_code, standard_codes
from loaders.registers.column_cells import limit_to_day, list_replacements
from loaders.registers.register_rows import LARGE_REGISTERS
from loaders.registers.row_rules import choose_national_kind
from loaders.sheets.sheet_part import Part
from loaders.work_progress import report_step

# of a column, which are listed and not told by their form
FEW_WORDS = 10_000


@dataclass(frozen=True)
class ConvertedPart:
    """rows: `_row`, the values of the register's columns, `is_plain` and `is_empty`, which says
    that the row has no cell in the columns of the part; has_plain: whether any row may be plain,
    without it there are no values."""

    rows: ibis.Table
    source: ColumnSource
    has_plain: bool = True

    def list_plain(self, held: np.ndarray) -> ibis.Table:
        """The plain rows but for those that are held as rows."""
        held_rows = ibis.memtable(pa.table({"_row": pa.array(held, pa.int64())}))
        # not an anti join: for that the engine may hold the large side in memory
        apart = self.rows["_row"].notin(held_rows["_row"])
        return self.rows.filter(self.rows.is_plain, apart).drop("is_plain", "is_empty")

    def list_others(self) -> tuple[np.ndarray, np.ndarray]:
        """Numbers of the rows that are not plain: first those with cells or beside one of those,
        then those of blanks among blanks, which no other row has to do with."""
        others = self.rows.filter(~self.rows.is_plain).select("_row", "is_empty").order_by("_row")
        table = self.source.store.engine.to_pyarrow(others)
        numbers, is_empty = table["_row"].to_numpy(), table["is_empty"].to_numpy()
        blank = numbers[is_empty]
        among_blanks = np.isin(blank - 1, blank) & np.isin(blank + 1, blank)
        inside = blank[among_blanks]
        return np.setdiff1d(numbers, inside, assume_unique=True), inside


def convert_part(source: ColumnSource, part: Part, body: range, last_day: date) -> ConvertedPart:
    """The rows of a part with these numbers. None is plain of a register that is never large, or
    where a mapping writes a word into every row for which each is to be read as a row."""
    layout, mapping = part.layout, part.mapping
    cells = source.between(body.start, body.stop - 1)
    columns = [limit_to_day(c, last_day) for c in layout.register.columns.values()]
    constants = list_constants(columns, layout, mapping)
    is_large = layout.register.name in LARGE_REGISTERS
    if not is_large or not all(constant.is_plain for constant in constants):
        is_empty = source.is_empty_in(cells, part.block)
        rows = cells.select(_row=NUMBER, is_plain=ibis.literal(False), is_empty=is_empty)
        return ConvertedPart(rows, source, has_plain=False)
    places = {c: layout.places[c.name] for c in columns if c.name in layout.places}
    received = [
        ReceivedColumn(
            column,
            f"c{place}",
            layout.cells[place],
            list_replacements(column, mapping),
            mapping is not None and column.name in mapping.defaults,
        )
        for column, place in places.items()
    ]
    templated = list_templated(columns, mapping)
    cells = join_templates(cells, templated, layout, mapping, source.store.engine)
    received = [_mark_listed(column, cells, source) for column in received]
    templated = [_mark_listed(column, cells, source) for column in templated]
    worded = [*received, *templated]
    joined, repeating = cells, {}
    for done, column in enumerate(worded, 1):
        report_step("converting", done=done, count=len(worded), rows=len(body))
        words = _convert_different(cells, column, source)
        joined = _join_words(joined, column, words, source)
        if column.column.kind == "standard_no" and is_value_received(words):
            repeating[column.column.beside] = column.name
    joined = joined.mutate(**{c.known: c.is_known(joined) for c in worded})
    numbers = (c for c in worded if c.column.kind == "standard_no")
    if number := next(numbers, None):
        joined = joined.mutate(**{NATIONAL: number.national(joined)})
    filled = [*worded, *constants]
    conditions = _list_conditions(joined, received, templated, filled)
    conditions += _list_bounds(joined, source, part, received)
    rows = joined.select(
        _row=NUMBER,
        is_plain=reduce(and_, conditions),
        is_empty=source.is_empty_in(joined, part.block),
        **{name: value for c in filled for name, value in c.values(joined).items()},
    )
    lacking = {c.name: ibis.null(type_of(c)) for c in columns if c.name not in rows.columns}
    rows = rows.mutate(**lacking)
    report_step("joining", rows=len(body))
    kept = source.store.keep(rows.drop(*repeating), "converted")
    repeated = {name: kept[column] for name, column in repeating.items()}
    return ConvertedPart(kept.mutate(**repeated).select(rows.columns), source)


def _mark_listed(column: ReceivedColumn, cells: ibis.Table, source: ColumnSource) -> ReceivedColumn:
    """The column, listed where it has few different cells: to convert these and to write them as
    numbers is quicker than to look at the form of every row's."""
    if not column.knows_form(cells):
        return column
    filled = column.select_filled(cells)
    count = source.store.engine.execute(filled[column.cell].approx_nunique())
    return replace(column, is_listed=count <= FEW_WORDS)


def _convert_different(cells: ibis.Table, column: ReceivedColumn, source: ColumnSource) -> pa.Table:
    """The words of the column's different cells, but for those whose form says all."""
    different = source.fetch(column.select_unknown(cells))[column.cell]
    return convert_words(column.column, column.heading, different, column.replacements)


def _join_words(
    joined: ibis.Table, column: ReceivedColumn, words: pa.Table, source: ColumnSource
) -> ibis.Table:
    """The table with what each cell of the column becomes beside it."""
    words = source.store.engine.hold_words(words)
    words = words.rename(**{f"{column.name}_{part}": part for part in words.columns})
    joined = joined.left_join(words, joined[column.cell] == words[f"{column.name}_raw"])
    if column.column.kind == "standard_no" and joined[column.cell].type().is_string():
        codes = standard_codes(catalog())
        kinds = list(map(join_kinds, codes.values()))
        national = pa.array(map(choose_national_kind, codes.values()), pa.string())
        columns = {"code": list(codes), "code_kinds": kinds, "code_national": national}
        known_kinds = ibis.memtable(pa.table(columns))
        joined = joined.mutate(code=standard_code(joined[column.cell]))
        joined = joined.left_join(known_kinds, "code")
    return joined


def _list_conditions(
    joined: ibis.Table,
    columns: list[ReceivedColumn],
    templated: list[ReceivedColumn],
    filled: list[ReceivedColumn | ConstantColumn],
) -> list[ibis.expr.types.BooleanValue]:
    """What tells that nothing is to be said of a row, and that it is a row of data without a doubt:
    all its ids are ordinary and more than half of the required cells, two at least.

    columns: those with cells; templated: those put together from several; filled: both and
    the ones that a mapping fills with one word.
    """
    judged = [c for c in columns if c.column.required and c.column.kind != "standard_no"]
    ordinary = reduce(add, (c.is_ordinary(joined).cast("int64") for c in judged))
    required = sum(c.column.required for c in columns)
    conditions = [c.is_plain(joined) for c in (*columns, *templated)]
    conditions += [joined[c.cell].notnull() for c in templated]
    conditions += [c.is_ordinary(joined) for c in judged if c.column.kind == "id"]
    conditions += [ordinary >= 2, ordinary * 2 > required]
    worded = (*columns, *templated)
    number = next((c for c in worded if c.column.kind == "standard_no"), None)
    if number is not None:
        kind = next(c for c in filled if c.name == "kind")
        is_fit = number.kinds(joined).contains(JOINT + kind.value(joined) + JOINT)
        conditions.append(is_fit.fill_null(False))
    return conditions


def _list_bounds(
    joined: ibis.Table, source: ColumnSource, part: Part, columns: list[ReceivedColumn]
) -> list[ibis.expr.types.BooleanValue]:
    """What tells that a row ends with its headings and that the types hold all of its cells."""
    conditions = []
    if source.is_text:
        width = len(part.sheet.rows[part.layout.heading_row])
        behind = range(width, min(part.block.last_column, source.width))
        conditions = [source.is_empty(joined, [place]) for place in behind]
        conditions.append(joined[SURPLUS].isnull())
    unfit = {f"c{place}": name for place, name in source.unfit.items()}
    conditions += [joined[unfit[c.cell]].isnull() for c in columns if c.cell in unfit]
    return conditions
