"""The closing of a goal's year: facts as they were by its last day, with the evidence behind each.

Taken from events dated until then, whatever has happened since; sealed, so that a later correction
of the registers shows as a revision with a number of its own and never as a silent change.
"""

from dataclasses import replace
from datetime import date

import pandas as pd

from catalog.nouns import Clause
from content.closing.evidence import collect_evidence
from content.guideline.direction import judge_indicator
from content.guideline.readings import Reading, read_indicator
from content.view import View
from measures.indicators import latest
from measures.progress import assess
from measures.sealed_closing import seal


def close_goals(view: View) -> pd.DataFrame:
    """Table `verdicts` of loaders.store.history, without counter: each goal's year that is over."""
    years = {clause.target_year for clause in view.catalog.clauses if clause.target_year}
    over = [year for year in sorted(years) if view.published.as_of >= date(year, 12, 31)]
    return pd.DataFrame([row for year in over for row in close_year(view, year)])


def close_year(view: View, year: int) -> list[dict]:
    """One row per clause and indicator of a goal's year: value, evidence, reference if any."""
    year_view = replace(view, scope=replace(view.scope, end=year))
    stated = [
        (clause, name)
        for clause in view.catalog.clauses
        if clause.target_year == year
        for name in clause.indicators
    ]
    evidence = collect_evidence(year_view, dict.fromkeys(name for _, name in stated))
    rows = [
        {
            "clause": clause.id,
            "indicator": name,
            **collect_facts(year_view, clause, name, evidence[name]),
        }
        for clause, name in stated
    ]
    sha256 = seal(rows)
    return [{"year": year, "sha256": sha256, **row} for row in rows]


def collect_facts(year_view: View, clause: Clause, indicator: str, evidence: dict) -> dict:
    """What an indicator had come to by the end of the clause's year, with the evidence behind it,
    how it stood against a reference, and where it was going then."""
    year = clause.target_year
    reading = read_indicator(year_view, indicator)
    direction = judge_indicator(year_view, clause, reading)
    value = latest(reading.series.reindex([year]))
    target = find_target(year_view, indicator, year)
    return {
        "value": value,
        **evidence,
        **judge_value(reading, target, year),
        "direction": direction.status,
        "direction_reason": direction.reason,
    }


def find_target(year_view: View, indicator: str, year: int) -> dict | None:
    """The target set for this very year, if somebody set one."""
    targets = year_view.published.registers["targets"]
    matching = targets[(targets["indicator"] == indicator) & (targets["year"] == year)]
    return None if matching.empty else matching.iloc[0].to_dict()


def judge_value(reading: Reading, target: dict | None, year: int) -> dict:
    """Status against the target of the year; the guideline itself has no number to judge by."""
    if target is None:
        return {
            "status": "no_numeric_target" if reading.known else "no_data",
            "target": None,
            "target_kind": None,
            "set_by": None,
        }
    result = assess(
        reading.series[reading.series.index <= year].dropna(),
        float(target["value"]),
        year,
        direction=reading.definition.direction or 1,
        as_of_year=year,
    )
    return {
        "status": result.status,
        "target": float(target["value"]),
        "target_kind": target["kind"],
        "set_by": target["set_by"],
    }
