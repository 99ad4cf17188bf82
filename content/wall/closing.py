"""How the goals of 2025 closed: values of the year's end, and references of our own beside them."""

from datetime import date

from catalog.nouns import Clause
from content.closing import verdict
from content.guideline.clause_status import (
    describe_state,
    find_deciding,
    has_ended,
    tone_of_reference,
)
from content.guideline.direction import read_yearly_shares
from content.guideline.overview import describe_year_share, format_amount, format_unit
from content.guideline.readings import Reading, format_value, read_indicator
from content.view import View
from measures.sealed_closing import standing


def describe_year_end(view: View, clause: Clause) -> dict | None:
    """The deciding indicator at the end of the clause's year, and what it is now.

    None while the year is not over, and without a value at its end.
    """
    readings = [read_indicator(view, name) for name in clause.indicators]
    if not readings or not has_ended(view, clause):
        return None
    first, _ = find_deciding(view, clause, readings)
    year = clause.target_year
    if year not in first.stated.index:
        return None
    others = [
        {
            "name": name_at_year_end(view, reading, year),
            "value": format_amount(view, reading, reading.series[year]),
        }
        for reading in readings
        if reading is not first and year in reading.stated.index
    ]
    return _describe_number(view, clause, first, year) | {"others": others}


def _describe_number(view: View, clause: Clause, reading: Reading, year: int) -> dict:
    """The number of the year's end, and what it is now; of a share that only cumulates the year's
    own with the share of all years second, as among the goals."""
    shares = read_yearly_shares(view, clause, reading)
    if year in shares.index:
        ended = date(year, 12, 31)
        so_far = format_value(reading.series[year], reading.definition)
        return describe_year_share(view, reading, shares, year) | {
            "facts": [view.t("overview.share_so_far", as_of=ended, value=so_far)]
        }
    facts = []
    if view.scope.end != year:
        value = format_amount(view, reading, reading.latest)
        facts = [view.t("wall.now", as_of=view.until.isoformat(), value=value)]
    return {
        "value": format_value(reading.series[year], reading.definition),
        "unit": format_unit(view, reading),
        "label": name_at_year_end(view, reading, year),
        "facts": facts,
    }


def name_at_year_end(view: View, reading: Reading, year: int) -> str:
    """An indicator with the year at whose end it is told."""
    return view.t("wall.at_end", year=year, name=reading.definition.name)


def describe_reference(view: View, clause: str) -> dict | None:
    """The state against the first reference of the clause's year, never in an official colour, and
    what it was held against.

    None where nobody set one, and in a narrower scope: the closing is national.
    """
    if view.narrowed:
        return None
    rows = standing(view.published.history["verdicts"], verdict.CLOSING_YEAR)
    if rows.empty:
        return None
    rows = rows[(rows["clause"] == clause) & rows["target"].notna()]
    for row in rows.itertuples():
        state = describe_state(view, row.status)
        against = view.t(
            "wall.closing_against",
            year=verdict.CLOSING_YEAR,
            value=verdict.format_fact(view, row.indicator, row.target),
        )
        return state | {
            "status": view.t("wall.closing_status", status=state["status"]),
            "tone": tone_of_reference(view, row.status),
            "against": against,
        }
    return None
