"""Columns of a register that a mapping makes: one word in every row, or several cells in one."""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import add, and_

import ibis
import pyarrow as pa

from catalog.definitions import Column
from loaders.cells.dates import YEAR_ONLY
from loaders.cells.ditto import is_ditto
from loaders.cells.vocabulary import OpenWord
from loaders.columns.received_column import ConstantColumn, ReceivedColumn
from loaders.engines.engine import Engine
from loaders.files.parquet import scalar
from loaders.problems import Unreadable
from loaders.registers.column_cells import has_one_word, lacks_cells, map_value, outcome
from loaders.sheets.find_register import Layout
from loaders.sheets.mapping import PART, RegisterMapping
from loaders.text import is_blank, plain, visible

# a part of such a form is put in as it stands: no blank, no mark, nothing unseen
PLAIN_PART = r"^[A-Za-z._/-]{0,20}[0-9][0-9A-Za-z._/-]*\z"


def list_constants(
    columns: list[Column], layout: Layout, mapping: RegisterMapping | None
) -> list[ConstantColumn]:
    """The columns that a mapping fills with one word: a constant, or the default of a column that
    the file lacks."""
    if mapping is None:
        return []
    constants = []
    for column in columns:
        if not has_one_word(column, layout, mapping):
            continue
        if column.name in mapping.defaults and lacks_cells(column, layout, mapping):
            cell = map_value(column, mapping.defaults[column.name])
        else:
            cell = mapping.constants[column.name]
        constants.append(_convert_constant(column, cell))
    return constants


def _convert_constant(column: Column, cell: object) -> ConstantColumn:
    result = outcome(column, cell)
    if isinstance(result, Unreadable) or column.kind == "standard_no":
        return ConstantColumn(column, None, is_plain=False)
    value, note = result
    # another value of a type of its own says more than its text: row rules decide about it
    is_plain = value is None or type(value) in (str, date, OpenWord)
    return ConstantColumn(column, value, "year" if note == YEAR_ONLY else "day", is_plain)


def list_templated(columns: list[Column], mapping: RegisterMapping | None) -> list[ReceivedColumn]:
    """The columns that a mapping puts together, as if read from the cells of `join_templates`."""
    if mapping is None:
        return []
    return [
        ReceivedColumn(
            column, f"{column.name}_joined", heading="", has_default=column.name in mapping.defaults
        )
        for column in columns
        if column.name in mapping.templates
    ]


def join_templates(
    cells: ibis.Table,
    templated: list[ReceivedColumn],
    layout: Layout,
    mapping: RegisterMapping | None,
    engine: Engine,
) -> ibis.Table:
    """The cells with those of the templated columns beside them; null where a part is blank or a
    ditto mark, for such a row is to be read as a row."""
    if mapping is None or not templated:
        return cells
    headings = sorted({h for c in templated for h in PART.findall(mapping.templates[c.name])})
    places = {heading: layout.headings[heading] for heading in headings}
    for place in set(places.values()):
        cells = _join_part(cells, place, engine)
    return cells.mutate(
        **{c.cell: _fill(mapping.templates[c.name], places, cells) for c in templated}
    )


def _join_part(cells: ibis.Table, place: int, engine: Engine) -> ibis.Table:
    """The cells with the text that those at the place give to a template beside them."""
    cell, known, raw, text = f"c{place}", f"known{place}", f"raw{place}", f"text{place}"
    received = cells[cell]
    if received.type().is_integer():
        return cells.mutate(**{text: received.cast("string")})
    if received.type().is_timestamp() and received.type().timezone:
        # the engine has a zone of its own, in which a moment's text is another
        return cells.mutate(**{text: ibis.null("string")})
    is_text = received.type().is_string()
    is_known = received.re_search(PLAIN_PART).fill_null(False) if is_text else ibis.literal(False)
    cells = cells.mutate(**{known: is_known})
    others = cells.filter(cells[cell].notnull() & ~cells[known]).select(cell).distinct()
    different = engine.to_pyarrow(others)[cell]
    texts = [part_text(scalar(each)) for each in different.to_pylist()]
    words = ibis.memtable(pa.table({raw: different, text: pa.array(texts, pa.string())}))
    joined = cells.left_join(words, cells[cell] == words[raw])
    if is_text:
        joined = joined.mutate(**{text: joined[known].ifelse(joined[cell], joined[text])})
    return joined


def part_text(raw: object) -> str | None:
    """What a cell gives to a template; None where nothing is put together from it."""
    return None if is_blank(raw) or is_ditto(raw) else visible(plain(raw))


def _fill(template: str, places: Mapping[str, int], cells: ibis.Table) -> ibis.Value:
    """The template with the texts of its parts; null where one of them is.

    Splitting by a pattern with a group gives text and heading in turn.
    """
    pieces = PART.split(template)
    parts = [cells[f"text{places[heading]}"] for heading in pieces[1::2]]
    texts = [ibis.literal(piece) for piece in pieces]
    texts[1::2] = parts
    is_whole = reduce(and_, (part.notnull() for part in parts))
    return is_whole.ifelse(reduce(add, texts), ibis.null("string"))
