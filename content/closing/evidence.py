"""What is behind a number of a closing, fit to be compared with a later closing."""

from collections.abc import Iterable
from datetime import date
from functools import partial

import pandas as pd

from catalog.nouns import Indicator
from content.guideline.evidence_rows import add_details, is_counted, register_of, select_rows
from content.view import View
from loaders.registers.register_rows import LARGE_REGISTERS
from measures.numbered_rows import find_flows

# pieces of evidence of one number that are sealed each by itself; of more, their digest is
MAX_LISTED = 200_000
# what makes a thing count, after the key of its register
FACTS = ("indicator", "domain", "province", "category", "month", "exited")


def collect_evidence(year_view: View, indicators: Iterable[str]) -> dict[str, dict]:
    """By indicator columns of table `verdicts`: `evidence`, the text of each thing behind the
    number, its id and what makes it count; of too many `evidence_rows` and `evidence_digest`
    instead."""
    definitions = year_view.catalog.indicators
    evidence, large = {}, {}
    for name in indicators:
        definition = definitions[name]
        if lies_on_disk(year_view, definition):
            source = definition.table, definition.registers[0]
            large.setdefault(source, {})[name] = definition
        else:
            evidence[name] = {"evidence": list_evidence(year_view, name)}
    for (table, register), counted in large.items():
        evidence |= describe_large(year_view, table, register, counted)
    return evidence


def describe_large(
    year_view: View, table: str, register: str, definitions: dict[str, Indicator]
) -> dict[str, dict]:
    """The same of the indicators that count rows of one large table, which is read for all of them
    at once."""
    from loaders.columns.row_texts import describe_rows  # the engine, for large registers alone

    described = describe_rows(
        year_view.published.folder,
        table,
        register,
        {name: partial(choose_rows, year_view, each) for name, each in definitions.items()},
        list_columns(year_view, register),
        MAX_LISTED,
    )
    return {
        name: {"evidence": rows.texts}
        if rows.texts is not None
        else {"evidence": [], "evidence_rows": rows.count, "evidence_digest": rows.digest}
        for name, rows in described.items()
    }


def choose_rows(year_view: View, definition: Indicator, counted):
    """Which of the counted rows, a table of the engine, an indicator takes in its period."""
    period = find_period(year_view, definition)
    return find_flows(counted, definition, definition.plus) & counted.day.between(*period)


def lies_on_disk(year_view: View, definition: Indicator) -> bool:
    """Whether the rows an indicator counts are too many to be read: results of a large register."""
    counted = year_view.published.counted
    return (
        definition.table in counted
        and definition.registers[0] in LARGE_REGISTERS
        and counted.count_rows(definition.table) > MAX_LISTED
    )


def find_period(year_view: View, definition: Indicator) -> tuple[date, date]:
    """The first and the last day of what counts: from the beginning but for a flow of years."""
    scope = year_view.scope
    first = date(scope.start, 1, 1) if definition.within_year else date.min
    return first, date(scope.end, 12, 31)


def list_columns(year_view: View, register: str) -> list[str]:
    """The columns of which a piece of evidence is made, each once."""
    return list(dict.fromkeys([*year_view.catalog.registers[register].key, *FACTS]))


def list_evidence(year_view: View, indicator: str) -> list[str]:
    """The text of each thing behind the number, sorted."""
    rows = select_rows(year_view, indicator)
    if not is_counted(rows) or rows.empty:
        return []
    columns = list_columns(year_view, register_of(rows))
    details = add_details(year_view, rows, columns)
    first, *others = [format_column(details[name]) for name in columns if name in details]
    pieces = first
    for text in others:
        pieces = pieces + "|" + text
    return sorted(pieces.to_list())


def format_column(column: pd.Series) -> pd.Series:
    """A column as texts, blank where it is missing; each distinct value is formatted once."""
    if column.dtype == "str":
        return column.fillna("")
    places, values = pd.factorize(column)
    texts = pd.Series([*map(format_cell, values), ""], dtype="str")  # of the place -1: missing
    return texts.take(places).set_axis(column.index)


def format_cell(cell: object) -> str:
    """A cell as text, a moment as its day."""
    return cell.date().isoformat() if isinstance(cell, pd.Timestamp) else str(cell)
