"""Tables of the 2025 closing: the sealed facts of each clause, and what corrections changed."""

import pandas as pd

from charts.theme import number
from content.guideline.readings import written
from content.guideline.status_history import named
from content.view import View
from measures.sealed_closing import corrections as corrected
from measures.sealed_closing import standing

YEAR = 2025  # the guideline's first goal; 2035 will close in the same way


def summary(view: View) -> str:
    """Which revision stands, since when, its seal; that the guideline has no number."""
    rows = standing(view.published.history["verdicts"], YEAR)
    if rows.empty:
        return view.t("verdict.none", year=YEAR)
    first = rows.iloc[0]
    told = view.published.history["publications"].set_index("counter").loc[first["counter"]]
    return view.t(
        "verdict.summary",
        year=YEAR,
        revision=first["revision"],
        as_of=told["as_of"],
        version=told["version"],
        seal=first["sha256"][:12],
    )


def facts(view: View) -> pd.DataFrame:
    """One row per clause and indicator: value at the year's end, evidence, judgement if any."""
    t, rows = view.t, []
    for row in standing(view.published.history["verdicts"], YEAR).itertuples():
        rows.append(
            [
                *named(view, row.clause, row.indicator),
                value(view, row.indicator, row.value),
                evidence(view, row),
                t("verdict.no_number"),
                t("verdict.no_assessment"),
                reference(view, row),
            ]
        )
    heads = (
        "data.clause",
        "data.name",
        "verdict.value",
        "verdict.evidence",
        "verdict.number",
        "verdict.assessment",
        "verdict.reference",
    )
    return pd.DataFrame(rows, columns=[t(head, year=YEAR) for head in heads])


def corrections(view: View) -> pd.DataFrame:
    """One row per indicator that a later revision changed: by how much, since which publication."""
    t, rows = view.t, []
    publications = view.published.history["publications"].set_index("counter")
    for row in corrected(view.published.history["verdicts"], YEAR).itertuples():
        values = {
            "before": value(view, row.indicator, row.value_before),
            "now": value(view, row.indicator, row.value),
        }
        told = publications.loc[row.counter]
        rows.append(
            [
                t("verdict.numbered", revision=row.revision),
                told["as_of"],
                *named(view, row.clause, row.indicator),
                t("changes.values", **values),
                t("verdict.moved", added=row.added, removed=row.removed),
                told["version"],
            ]
        )
    heads = (
        "verdict.revision",
        "data.as_of",
        "data.clause",
        "data.name",
        "changes.value",
        "verdict.evidence",
        "data.version_name",
    )
    return pd.DataFrame(rows, columns=[t(head) for head in heads])


def value(view: View, indicator: str, amount: float) -> str:
    """A value with its unit; what is missing says so."""
    definition = view.catalog.indicators.get(indicator)
    if amount != amount or definition is None:
        return view.t("map.no_data")
    unit = "" if definition["unit"] == "%" else definition["unit"]
    return f"{written(amount, definition)} {unit}".strip()


def evidence(view: View, row) -> str:
    """How many rows stand behind a value; a measure of many rows has none of its own."""
    count = len(row.evidence)
    return view.t("verdict.rows", count=number(count)) if count else view.t("verdict.derived")


def reference(view: View, row) -> str:
    """The year's reference target, by whom, and how the value stood, said to be no official one."""
    if row.target != row.target:
        return view.t("verdict.no_reference")
    return view.t(
        "verdict.against",
        target=value(view, row.indicator, row.target),
        set_by=row.set_by,
        kind=row.target_kind,
        status=view.t(f"status.{row.status}"),
        shape=view.t(f"shape.{row.status}"),
    )
