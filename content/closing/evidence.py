"""What is behind a number of a closing, fit to be compared with a later closing."""

from datetime import date

import pandas as pd

from catalog.nouns import Indicator
from content.guideline.evidence_rows import add_details, is_counted, register_of, select_rows
from content.view import View
from loaders.registers.register_rows import LARGE_REGISTERS
from measures.indicators import find_flows

# pieces of evidence of one number that are sealed each by itself; of more, their digest is
MAX_LISTED = 200_000
# what makes a thing count, after the key of its register
FACTS = ("indicator", "domain", "province", "category", "month", "exited")


def collect_evidence(year_view: View, indicator: str) -> dict:
    """Columns of table `verdicts`: `evidence`, the text of each thing behind the number, its id and
    what makes it count; of too many `evidence_rows` and `evidence_digest` instead."""
    definition = year_view.catalog.indicators[indicator]
    if not lies_on_disk(year_view, definition):
        return {"evidence": list_evidence(year_view, indicator)}
    from loaders.columns.row_texts import describe_rows  # the engine, for large registers alone

    register = definition.registers[0]
    rows = describe_rows(
        year_view.published.folder,
        definition.table,
        register,
        lambda counted: find_flows(counted, definition, definition.plus),
        find_period(year_view, definition),
        list_columns(year_view, register),
        MAX_LISTED,
    )
    if rows.texts is not None:
        return {"evidence": rows.texts}
    return {"evidence": [], "evidence_rows": rows.count, "evidence_digest": rows.digest}


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
