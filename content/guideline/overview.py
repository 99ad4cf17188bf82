"""Tiles of 总览: every clause of the guideline with its number, trend and what is missing."""

from collections import Counter
from functools import lru_cache

import pandas as pd

from catalog.nouns import Clause
from content.builders import sentences
from content.cards import make_section, make_tally, make_tile
from content.guideline.clause_status import describe_state, find_deciding, has_ended, judge_reading
from content.guideline.direction import (
    ClauseDirection,
    describe_card,
    judge_direction,
    read_yearly_shares,
)
from content.guideline.official_assessment import introduce_group, put_above
from content.guideline.readings import (
    Reading,
    describe_change,
    describe_gaps,
    describe_name,
    describe_open_year,
    explain_absence,
    format_value,
    list_counted_words,
    read_indicator,
)
from content.guideline.share_bounds import describe_share_bounds
from content.guideline.status_history import describe_changes
from content.view import View

GROUPS = ("2025", "2035", "mechanism", "task")
TILES_KEPT = 128  # of a few views: overview, milestones and wall show the same


def build_cards(view: View) -> list[dict]:
    """The clauses counted by status, then each group's heading followed by its clauses."""
    parts = []
    for group in GROUPS:
        text = introduce_group(view, group, list_clauses(view, group))
        parts.append(make_section(f"group_{group}", view.t(f"overview.group_{group}"), text))
        parts += [build_tile(view, clause) for clause in list_clauses(view, group)]
    tiles = [part for part in parts if part["kind"] == "tile"]
    return [count_statuses(view, tiles)] + parts


def count_statuses(view: View, tiles: list[dict]) -> dict:
    """How many clauses stand at each status, a status against a reference of our own apart; and
    how many are going where."""
    count = Counter(tile["status"] for tile in tiles)
    first = {tile["status"]: tile for tile in reversed(tiles)}
    statuses = view.catalog.statuses
    in_order = sorted(first.values(), key=lambda tile: statuses[tile["state"]].tally)
    items = [
        {"count": count[tile["status"]]}
        | {key: tile[key] for key in ("status", "shape", "sign", "tone")}
        for tile in in_order
    ]
    title = view.t("overview.tally", count=len(tiles))
    return make_tally(
        "tally",
        view,
        title,
        items,
        view.t("overview.as_of", as_of=view.published.as_of),
        directions=count_directions(view, tiles),
    )


def count_directions(view: View, tiles: list[dict]) -> list[dict]:
    """How many clauses are going where, the worst first; a running total's words apart.

    A clause without an indicator is counted among the statuses.
    """
    cards = [tile["direction"] for tile in tiles if tile["state"] != "no_indicator"]
    count = Counter(card["word"] for card in cards)
    first = {card["word"]: card for card in reversed(cards)}
    order = list(view.catalog.directions)
    in_order = sorted(first.values(), key=lambda card: order.index(card["state"]))
    return [
        {"count": count[card["word"]], "status": card["word"]}
        | {key: card[key] for key in ("shape", "sign", "tone")}
        for card in in_order
    ]


def list_clauses(view: View, group: str) -> list[Clause]:
    """Clauses of one group: by target year, else the six focuses, else the mechanism."""

    def belongs(clause: Clause) -> bool:
        if clause.target_year:
            return str(clause.target_year) == group
        return group == ("task" if clause.id.startswith("task_focus") else "mechanism")

    return [clause for clause in view.catalog.clauses if belongs(clause)]


@lru_cache(maxsize=TILES_KEPT)
def build_tile(view: View, clause: Clause) -> dict:
    """One clause: what was officially assessed first, else the state computed here.

    Shared by all who ask for it: never edit it.
    """
    tile = put_above(view, clause, build_computed_tile(view, clause))
    return tile | {"changed": describe_changes(view, clause.id)}


def build_computed_tile(view: View, clause: Clause) -> dict:
    """One clause; without an indicator or without data it says so and why."""
    t = view.t
    readings = [read_indicator(view, indicator) for indicator in clause.indicators]
    cited = t("milestones.quote", quote=clause.quote, article=clause.article)
    going = judge_direction(view, clause, readings)
    words = {"title": clause.title, "quote": clause.quote, "cited": cited}
    words["direction"] = describe_card(going)
    if not readings:
        missing = clause.missing
        return make_tile(
            clause.id, view, missing=missing, **describe_state(view, "no_indicator"), **words
        )
    first, standing = find_deciding(view, clause, readings)
    if not first.known:
        return make_tile(clause.id, view, missing=explain_absence(view, first), **standing, **words)
    gaps = [describe_gaps(view, r, brief=True) for r in readings if is_incomplete(view, r)]
    gaps.insert(0, describe_year_bounds(view, clause, first))
    if not has_ended(view, clause):
        gaps.insert(0, describe_open_year(view, first))
    number_words = describe_number(view, clause, first)
    judged = standing.get("judged", "")
    if judged:
        number_words["facts"] = [judged, *number_words["facts"]]
    return make_tile(
        clause.id,
        view,
        **number_words,
        direction_of=describe_deciding(view, going, first),
        others=list_others(view, clause, [r for r in readings if r is not first]),
        gaps=sentences(view, *gaps),
        open=t("overview.open", title=clause.title),
        evidence=[r.definition.id for r in readings if r.known],
        **standing,
        **words,
    )


def describe_deciding(view: View, going: ClauseDirection, first: Reading) -> str:
    """Which indicator decides the direction, where it is not the one whose number stands there."""
    if not going.name or going.definition.id == first.definition.id:
        return ""
    return view.t("toward.of", name=going.name)


def describe_number(view: View, clause: Clause, reading: Reading) -> dict:
    """The number of a tile with its name, its facts and its course.

    Of a share that only cumulates the last complete year's own share comes first, the share of all
    results so far second: years overlap in that one, so that no two of them can be compared.
    """
    shares = read_yearly_shares(view, clause, reading)
    if shares.empty:
        return {
            "value": reading.value,
            "unit": format_unit(view, reading),
            "label": describe_name(view, reading),
            "facts": list_facts(view, clause, reading),
            "spark": reading.series.tolist(),
        }
    so_far = view.t("overview.share_so_far", as_of=view.until, value=reading.value)
    return describe_year_share(view, reading, shares, int(shares.index[-1])) | {
        "facts": [so_far],
        "spark": shares.tolist(),
    }


def describe_year_share(view: View, reading: Reading, shares: pd.Series, year: int) -> dict:
    """A year's own share of an indicator whose share only cumulates: value, unit and name."""
    return {
        "value": format_value(float(shares[year]), reading.definition),
        "unit": "",
        "label": view.t("overview.share_of_year", name=reading.definition.name, year=year),
    }


def describe_year_bounds(view: View, clause: Clause, reading: Reading) -> str:
    """What blank cells and chance leave open of a year's own share; "" where a tile has none."""
    shares = read_yearly_shares(view, clause, reading)
    if shares.empty:
        return ""
    year = int(shares.index[-1])
    return describe_share_bounds(view, reading.definition.of_each_year, year, brief=True)


def format_unit(view: View, reading: Reading) -> str:
    """The unit behind the value; what is covered says of how many."""
    if reading.definition.measure != "covered":
        return reading.unit
    return view.t(
        "overview.of", count=len(list_counted_words(view, reading.definition)), unit=reading.unit
    )


def format_amount(view: View, reading: Reading, value: float) -> str:
    """A value of the indicator with its unit."""
    return f"{format_value(value, reading.definition)} {format_unit(view, reading)}".strip()


def is_incomplete(view: View, reading: Reading) -> bool:
    """There is no value, something that the indicator counts over is not covered, or blank cells
    and chance leave a share open."""
    if not reading.known:
        return True
    if reading.definition.measure == "covered":
        return reading.latest < len(list_counted_words(view, reading.definition))
    return bool(describe_share_bounds(view, reading.definition))


def list_facts(view: View, clause: Clause, reading: Reading) -> list[str]:
    """How the number moved, what it was when the target year ended, what it is held against."""
    t, year, facts = view.t, clause.target_year, [describe_change(view, reading)]
    if has_ended(view, clause):
        if year in reading.stated.index and year < view.scope.end:
            facts.append(
                t(
                    "overview.at_end",
                    year=year,
                    value=format_amount(view, reading, reading.series[year]),
                )
            )
    elif reading.target:
        kind = "official" if reading.official else "reference"
        value = format_amount(view, reading, float(reading.target["value"]))
        facts.append(t(f"overview.{kind}_value", year=int(reading.target["year"]), value=value))
    return list(filter(None, facts))


def list_others(view: View, clause: Clause, readings: list[Reading]) -> list[dict]:
    """The clause's further indicators, each with its value and its own state."""
    return [
        {
            "name": describe_name(view, reading),
            "value": format_amount(view, reading, reading.latest) if reading.known else "",
            **judge_reading(view, clause, reading),
        }
        for reading in readings
    ]
