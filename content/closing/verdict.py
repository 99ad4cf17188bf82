"""Tables of the 2025 closing: the sealed facts of each clause, and what corrections changed."""

import math
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from charts.theme import number
from content.guideline.direction import describe_published
from content.guideline.official_assessment import describe_assessment, find_assessment
from content.guideline.readings import format_value
from content.guideline.status_history import find_titles
from content.items import Table, make_table
from content.view import View
from measures.sealed_closing import corrections, standing

CLOSING_YEAR = 2025  # the guideline's first goal; 2035 will close in the same way
# the columns of both tables and the word that stands over each
FACTS = {
    "clause": "data.clause",
    "indicator": "data.name",
    "value": "verdict.value",
    "direction": "verdict.direction",
    "evidence": "verdict.evidence",
    "number": "verdict.number",
    "assessment": "verdict.assessment",
    "reference": "verdict.reference",
}
CORRECTIONS = {
    "revision": "verdict.revision",
    "as_of": "data.as_of",
    "clause": "data.clause",
    "indicator": "data.name",
    "value": "changes.value",
    "direction": "verdict.direction",
    "evidence": "verdict.evidence",
    "version": "data.version_name",
}


def describe_closing(view: View) -> str:
    """Which revision is in force, since when, its seal; that the guideline has no number."""
    rows = standing(view.published.history["verdicts"], CLOSING_YEAR)
    if rows.empty:
        return view.t("verdict.none", year=CLOSING_YEAR)
    first = rows.iloc[0]
    publications = view.published.history["publications"].set_index("counter")
    publication = publications.loc[first["counter"]]
    assessed = any(find_assessment(view, clause) is not None for clause in rows["clause"])
    return view.t(
        "verdict.summary_assessed" if assessed else "verdict.summary",
        year=CLOSING_YEAR,
        revision=first["revision"],
        as_of=publication["as_of"],
        version=publication["version"],
        seal=first["sha256"][:12],
    )


def build_facts(view: View) -> Table:
    """One row per clause and indicator: value at the year's end, evidence, judgement if any."""
    t, rows = view.t, []
    for row in standing(view.published.history["verdicts"], CLOSING_YEAR).itertuples():
        rows.append(
            [
                *find_titles(view, row.clause, row.indicator),
                format_fact(view, row.indicator, row.value),
                describe_direction(view, row.indicator, row.direction),
                describe_evidence(view, row),
                t("verdict.no_number"),
                describe_assessment(view, row.clause) or t("verdict.no_assessment"),
                describe_reference(view, row),
            ]
        )
    frame = pd.DataFrame(rows, columns=list(FACTS))
    table = make_table(view, "verdict", "facts", frame, _headings(view, FACTS))
    return replace(table, wraps=True, numbers=("value",))


def build_corrections(view: View) -> Table:
    """One row per indicator that a later revision changed: by how much, since which publication."""
    t, rows = view.t, []
    publications = view.published.history["publications"].set_index("counter")
    for row in corrections(view.published.history["verdicts"], CLOSING_YEAR).itertuples():
        before = format_fact(view, row.indicator, row.value_before)
        now = format_fact(view, row.indicator, row.value)
        publication = publications.loc[row.counter]
        rows.append(
            [
                t("verdict.numbered", revision=row.revision),
                publication["as_of"],
                *find_titles(view, row.clause, row.indicator),
                t("changes.values", before=before, now=now),
                describe_turn(view, row),
                describe_moved(view, row),
                publication["version"],
            ]
        )
    frame = pd.DataFrame(rows, columns=list(CORRECTIONS))
    table = make_table(view, "verdict", "corrections", frame, _headings(view, CORRECTIONS))
    return replace(table, wraps=True)


def _headings(view: View, words: Mapping[str, str]) -> dict[str, str]:
    return {column: view.t(word, year=CLOSING_YEAR) for column, word in words.items()}


def format_fact(view: View, indicator: str, value: float) -> str:
    """A value with its unit; what is missing says so."""
    definition = view.catalog.indicators.get(indicator)
    if math.isnan(value) or definition is None:
        return view.t("map.no_data")
    unit = "" if definition.unit == "%" else definition.unit
    return f"{format_value(value, definition)} {unit}".strip()


def describe_direction(view: View, indicator: str, direction: object) -> str:
    """Where an indicator was going at the year's end; a closing of before says that it is not
    among its facts."""
    definition = view.catalog.indicators.get(indicator)
    words = describe_published(view.t, view.catalog, direction, definition)
    return words or view.t("verdict.no_direction")


def describe_turn(view: View, row) -> str:
    """From which direction to which; only the later one where the earlier closing had none."""
    before, now = (
        describe_direction(view, row.indicator, direction)
        for direction in (row.direction_before, row.direction)
    )
    return now if before == now else view.t("changes.values", before=before, now=now)


def describe_evidence(view: View, row) -> str:
    """How many rows are behind a value; a measure of many rows has none of its own."""
    is_listed = math.isnan(row.evidence_rows)
    count = len(row.evidence) if is_listed else int(row.evidence_rows)
    return view.t("verdict.rows", count=number(count)) if count else view.t("verdict.derived")


def describe_moved(view: View, row) -> str:
    """How many pieces of evidence came and went; where that is not known, how many there are."""
    if math.isnan(row.added):
        before, now = number(row.evidence_before), number(row.evidence)
        return view.t("verdict.moved_unlisted", before=before, now=now)
    return view.t("verdict.moved", added=number(row.added), removed=number(row.removed))


def describe_reference(view: View, row) -> str:
    """The year's reference target, who set it, how the value compared; marked as not official."""
    if math.isnan(row.target):
        return view.t("verdict.no_reference")
    return view.t(
        "verdict.against",
        target=format_fact(view, row.indicator, row.target),
        set_by=row.set_by,
        kind=row.target_kind,
        status=view.t(f"status.{row.status}"),
        shape=view.catalog.statuses[row.status].shape,
    )
