"""Method D1 step by step, with the numbers of one indicator."""

from functools import lru_cache

import pandas as pd

from catalog.nouns import Clause, Indicator
from content.guideline.direction import (
    Evidence,
    collect_evidence,
    describe_published,
    find_data_year,
    format_change,
    judge_indicator,
    read_direction,
)
from content.guideline.readings import format_value, is_cumulated_share, read_indicator
from content.items import Table
from content.view import View
from measures.direction import Direction


def list_explained(view: View) -> dict[str, Indicator]:
    """The indicators with a wanted direction by their names, in the catalogue's order."""
    return {
        definition.name: definition
        for definition in view.catalog.indicators.values()
        if find_clause(view, definition) is not None
    }


def find_clause(view: View, definition: Indicator) -> Clause | None:
    """The first clause that wants more or less of an indicator."""
    for clause in view.catalog.clauses:
        if definition.id in clause.indicators and clause.wanted_of(definition) != 0:
            return clause
    return None


def build_steps(view: View, name: str = "") -> Table:
    """One row per step of the method: its rule and what it comes to for the indicator of that name,
    the first one unless chosen."""
    t, explained = view.t, list_explained(view)
    definition = explained.get(name) or next(iter(explained.values()))
    clause, reading = find_clause(view, definition), read_indicator(view, definition.id)
    result, year = judge_indicator(view, clause, reading), find_data_year(view, clause)
    rows = [
        ("wanted", t(f"methods.direction_{clause.wanted_of(definition)}")),
        ("verdict", describe_published(t, view.catalog, result.status, definition)),
    ]
    if reading.known:
        evidence = collect_evidence(view, reading, year)
        rows[1:1] = describe_numbers(view, definition, evidence, result, year)
    cells = [
        [number, t(f"direction_step.{step}"), t(f"direction_step.{step}_rule"), words]
        for number, (step, words) in enumerate(rows, 1)
    ]
    columns = ["number", "step", "rule", "result"]
    frame = pd.DataFrame(cells, columns=columns)
    headings = {column: t(f"direction_step.head_{column}") for column in columns}
    title = t("direction_step.title", name=definition.name, clause=clause.title)
    return Table("direction_steps", title, frame, t("direction_step.note"), headings)


def describe_numbers(
    view: View, definition: Indicator, evidence: Evidence, result: Direction, year: int
) -> list[tuple[str, str]]:
    """The steps between wish and verdict: series, window, both changes, what chance leaves."""
    t, known = view.t, evidence.series.dropna()
    known = known[known.index <= year]
    values = t("joint.clauses").join(
        t("direction_step.value", year=at, value=describe_value(definition, evidence, at, value))
        for at, value in known.items()
    )
    steps = [("series", values)]
    if result.points:
        last = result.first_year + result.points - 1
        window = t("direction_step.years", first=result.first_year, last=last, points=result.points)
        steps.append(("window", window))
    if result.points > 1:
        steps.append(("average", format_change(view, definition, result.average_change)))
        steps.append(("last", format_change(view, definition, result.last_change)))
    return [*steps, ("chance", describe_chance(view, evidence, result))]


def describe_value(definition: Indicator, evidence: Evidence, year: int, value: float) -> str:
    """A value of the series; a share of counts with its numerator and denominator."""
    words = format_value(value, definition)
    if not is_cumulated_share(definition) or evidence.parts is None:
        return words
    return f"{evidence.parts[year]:.0f}/{evidence.wholes[year]:.0f} = {words}"


def describe_chance(view: View, evidence: Evidence, result: Direction) -> str:
    """Whether there is a test at all, and which sign it does not find."""
    t = view.t
    tested = evidence.kind == "total" or evidence.parts is not None
    if not tested:
        return t("direction_step.full_count")
    if "points" in result.reason or not result.points:
        return t("direction_step.too_few")
    signs = [
        t(f"direction_step.{sign}_{'within' if f'{sign}_chance' in result.reason else 'beyond'}")
        for sign in ("a", "c")
    ]
    words = t("joint.clauses").join(signs)
    if evidence.kind != "total":
        return words
    return words + t("direction_step.spread", spread=f"{evidence.overdispersion:.1f}")


@lru_cache(maxsize=16)  # every run of the page, whichever indicator is explained above it
def build_clause_directions(view: View) -> Table:
    """One row per clause: where it is going, by which indicator, on which numbers. Do not edit."""
    t, rows = view.t, []
    for clause in view.catalog.clauses:
        going = read_direction(view, clause)
        words = f"{going.shape} {going.word}"
        rows.append(
            [
                clause.title,
                words,
                going.year_words,
                going.name,
                t("joint.clauses").join(going.detail),
            ]
        )
    columns = ["clause", "direction", "year", "indicator", "detail"]
    frame = pd.DataFrame(rows, columns=columns)
    headings = {column: t(f"direction_step.head_{column}") for column in columns}
    return Table("clause_directions", t("direction_step.clauses"), frame, "", headings)
