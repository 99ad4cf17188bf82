"""Where each clause is going, by method D1: the one judgement that every surface shows.

`judge_direction` is what tiles, sections, the wall, briefings, files, the history and the closing
call. A wall needs of its result: `shape` or `sign` with `tone`, `word`, `year_words`; the sentence
and the numbers behind it are `sentence` and `detail`.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from catalog.definitions import Catalog, Words
from catalog.nouns import OUTPUT_TABLES, Clause, Indicator, Sign, Tone
from charts.theme import number
from content.guideline.definitions import find_weights, list_counted_words
from content.guideline.readings import (
    READINGS_KEPT,
    Reading,
    explain_absence,
    is_cumulated_share,
    read_indicator,
)
from content.view import View
from measures.direction import Direction, direction, overdispersion
from measures.indicators import list_months, sum_in_year
from measures.worst_status import worst
from measures.yearly import denominator, yearly

DIRECTIONS_KEPT = 2 * READINGS_KEPT  # an indicator may stand in clauses of two years
NO_SHARES = pd.Series(dtype=float)
KINDS = {
    "stock": "stock",
    "flow": "stock",
    "covered": "covered",
    "covered_share": "share",
    "share": "share",
    "mean": "mean",
    "per": "per",
    "balance": "index",
}


@dataclass(frozen=True, eq=False)
class Evidence:
    """What method D1 is given of an indicator, as `measures.direction.direction` calls it."""

    kind: str
    series: pd.Series
    parts: pd.Series | None = None
    wholes: pd.Series | None = None
    top: float | None = None
    overdispersion: float = 1.0


@dataclass(frozen=True, eq=False)
class ClauseDirection:
    """Where a clause is going, in words: the worst judged of its indicators stands for it.

    status: a key of the catalogue's directions. definition, result: the deciding indicator and its
    numbers, None where no indicator speaks to the clause. year: the last year judged, complete;
    None where no year was judged. reason: why there is no judgement or why a change counts as
    none; numbers: the changes it rests on; unjudged: further indicators without enough data.
    """

    status: str
    word: str
    sign: Sign
    shape: str
    tone: Tone
    label: str
    year_words: str = ""
    year: int | None = None
    definition: Indicator | None = None
    result: Direction | None = None
    reason: str = ""
    numbers: str = ""
    others: str = ""
    sentence: str = ""
    unjudged: int = 0

    @property
    def name(self) -> str:
        """The deciding indicator's name; "" where none speaks to the clause."""
        return self.definition.name if self.definition else ""

    @property
    def detail(self) -> list[str]:
        """The numbers behind the word, why it is not another, what could not be judged."""
        return [words for words in (self.numbers, self.reason, self.others) if words]


def read_direction(view: View, clause: Clause) -> ClauseDirection:
    """Where a clause is going in this view."""
    readings = [read_indicator(view, name) for name in clause.indicators]
    return judge_direction(view, clause, readings)


def judge_direction(view: View, clause: Clause, readings: list[Reading]) -> ClauseDirection:
    """Where a clause is going, from its indicators as they were read.

    The worst judged decides; among equals the one that comes first in the catalogue.
    """
    results = [judge_indicator(view, clause, reading) for reading in readings]
    order = tuple(view.catalog.directions)
    status = worst([result.status for result in results], order)
    if not results:
        return describe_direction(view, clause, status)
    at = [result.status for result in results].index(status)
    unjudged = sum(
        result.status in ("insufficient_data", "no_data", "stale")
        for index, result in enumerate(results)
        if index != at
    )
    return describe_direction(view, clause, status, readings[at], results[at], unjudged)


def judge_indicator(view: View, clause: Clause, reading: Reading) -> Direction:
    """Where one indicator is going as its clause wants it, to the last complete year."""
    wanted, last_year = clause.wanted_of(reading.definition), find_last_year(view, clause)
    if wanted == 0 or not reading.known:
        return direction("stock", {}, wanted, last_year)
    return _judge_years(
        view, reading.definition.id, wanted, find_data_year(view, clause), last_year
    )


@lru_cache(maxsize=DIRECTIONS_KEPT)
def _judge_years(
    view: View, indicator: str, wanted: int, data_year: int, last_year: int
) -> Direction:
    """Where an indicator is going, from its values up to data_year; many clauses ask the same."""
    reading = read_indicator(view, indicator)
    definition, evidence = reading.definition, collect_evidence(view, reading, last_year)
    return direction(
        evidence.kind,
        evidence.series.loc[:data_year],
        wanted,
        last_year,
        update_period_years=max(1, definition.update_period_days // 365),
        parts=evidence.parts,
        wholes=evidence.wholes,
        top=evidence.top,
        overdispersion=evidence.overdispersion,
    )


def describe_directions(view: View, reading: Reading) -> str:
    """Where an indicator is going, for every clause that wants it somewhere: shape, word and year.

    Clauses of one year say the same once; "" where no clause wants the indicator to move.
    """
    texts = []
    for clause in view.catalog.clauses:
        name = reading.definition.name
        names = [view.catalog.indicators[key].name for key in clause.indicators]
        if name in names and clause.wanted_of(reading.definition) != 0:
            result = judge_indicator(view, clause, reading)
            toward = describe_direction(view, clause, result.status, reading, result)
            words = f"{toward.shape} {toward.word}"
            if toward.year_words:
                words = view.t("toward.word_year", words=words, year=toward.year_words)
            texts.append(words)
    return view.t("joint.clauses").join(dict.fromkeys(texts))


def find_data_year(view: View, clause: Clause) -> int:
    """The last complete year of the data, within the period and by the clause's target year."""
    years = [view.last_complete_year, view.scope.end]
    if clause.target_year is not None:
        years.append(clause.target_year)
    return min(years)


def find_last_year(view: View, clause: Clause) -> int:
    """The year that data must reach: today's last one over where the registers are out of date.

    An earlier end of the period, or of the clause's own year, is judged as at that end.
    """
    year = find_data_year(view, clause)
    if view.stale_days("labs") is not None and year == view.last_complete_year:
        return max(year, min(view.today.year - 1, clause.target_year or view.today.year))
    return year


def collect_evidence(view: View, reading: Reading, until: int) -> Evidence:
    """Kind and numbers of an indicator for method D1.

    A running total is taken as the additions of each year, and so is a share of one, whose years
    would overlap. Only results are given with what the tests of chance need.
    """
    definition = reading.definition
    is_output = definition.table in OUTPUT_TABLES
    if definition.measure == "total":
        frame = view.rows(definition.table)
        added = sum_in_year(frame, definition, view.years).total_by_year()
        if not is_output:
            return Evidence("stock", added)
        spread = overdispersion(*list_months(frame, definition, until))
        return Evidence("total", added, overdispersion=spread)
    if is_cumulated_share(definition):
        shares = read_each_year(view, definition)
        if not is_output:
            return Evidence("share", shares)
        wholes = denominator(view.rows(definition.table), definition.of_each_year, view.years)
        return Evidence("share", shares, (shares * wholes).round(), wholes)
    top = None
    if definition.measure == "covered":
        top = float(len(list_counted_words(view, definition)))
    return Evidence(KINDS[definition.measure], reading.series, top=top)


@lru_cache(maxsize=READINGS_KEPT)
def read_each_year(view: View, definition: Indicator) -> pd.Series:
    """An indicator of what happened within each year. Shared by all who ask for it: never edit
    it."""
    rows, (weights, _) = view.rows(definition.table), find_weights(view, definition)
    words = list_counted_words(view, definition)
    return yearly(rows, definition.of_each_year, view.years, words, weights)


def describe_direction(
    view: View,
    clause: Clause,
    status: str,
    reading: Reading | None = None,
    result: Direction | None = None,
    unjudged: int = 0,
) -> ClauseDirection:
    """A direction as readers meet it."""
    t, look = view.t, view.catalog.directions[status]
    year = find_data_year(view, clause) if result and result.points else None
    word = name_direction(t, view.catalog, status, reading.definition if reading else None)
    label = t("toward.label_unjudged") if year is None else t("toward.label", year=year)
    return ClauseDirection(
        status=status,
        word=word,
        sign=look.sign,
        shape=look.shape,
        tone=look.tone,
        label=label,
        year_words="" if year is None else t("toward.year", year=year),
        year=year,
        definition=reading.definition if reading else None,
        result=result,
        reason=explain_direction(view, status, reading, result),
        numbers=describe_changes(view, reading, result) if reading and result else "",
        others=t("toward.unjudged", count=unjudged) if unjudged else "",
        sentence=t("toward.line", label=label, shape=look.shape, word=word),
        unjudged=unjudged,
    )


def name_direction(
    t: Words, definitions: Catalog, status: str, definition: Indicator | None
) -> str:
    """The word for a direction; of a running total it speaks of the pace."""
    paced = definitions.directions[status].paced
    if paced and definition is not None and definition.measure == "total":
        return t(f"direction_total.{status}")
    return t(f"direction.{status}")


def describe_published(
    t: Words, definitions: Catalog, status: object, definition: Indicator | None
) -> str:
    """Shape and word of a direction as a publication has it; "" where it has none."""
    if not isinstance(status, str):
        return ""
    word = name_direction(t, definitions, status, definition)
    return f"{definitions.directions[status].shape} {word}"


def explain_direction(
    view: View, status: str, reading: Reading | None, result: Direction | None
) -> str:
    """Why there is no judgement, or which change is within chance; "" where that needs no word."""
    t = view.t
    if status == "no_data" and reading is not None and not reading.known:
        return explain_absence(view, reading)
    if result is not None and result.reason:
        reasons = [
            t(f"direction_reason.{code}", points=result.points) for code in result.reason.split("+")
        ]
        return t("joint.clauses").join(reasons)
    if view.catalog.directions[status].judged:
        return ""
    return t(f"direction_reason.{status}")


def describe_changes(view: View, reading: Reading, result: Direction) -> str:
    """The mean yearly change and the last one with their years; "" below two years."""
    if math.isnan(result.average_change):
        return ""
    definition = reading.definition
    key = "numbers"
    if definition.measure == "total":
        key = "numbers_total"
    elif is_cumulated_share(definition):
        key = "numbers_share"
    return view.t(
        f"toward.{key}",
        first=result.first_year,
        last=result.first_year + result.points - 1,
        average=format_change(view, definition, result.average_change),
        latest=format_change(view, definition, result.last_change),
    )


def format_change(view: View, definition: Indicator, value: float) -> str:
    """A change with sign and unit: of a share in points, of a broken count with a decimal."""
    sign = "−" if value < 0 else "+" if value > 0 else ""
    if definition.unit == "%":
        return f"{sign}{view.t('toward.points', value=number(abs(value) * 100, 1))}"
    decimals = definition.decimals if float(value).is_integer() else max(1, definition.decimals)
    unit = view.t.unit(definition.unit, abs(value))
    return f"{sign}{number(abs(value), decimals)} {unit}".strip()


def describe_card(result: ClauseDirection) -> dict:
    """A direction as a part of a card: what a tile, a heading and the wall draw."""
    return {
        "state": result.status,
        "word": result.word,
        "sign": result.sign,
        "shape": result.shape,
        "tone": result.tone,
        "label": result.label,
        "year": result.year_words,
        "indicator": result.name,
        "detail": result.detail,
    }


@lru_cache(maxsize=READINGS_KEPT)
def read_yearly_shares(view: View, clause: Clause, reading: Reading) -> pd.Series:
    """Each complete year's own share of an indicator whose share only cumulates.

    Empty for any other indicator, and where no year has one. Shared by all who ask for it: never
    edit it.
    """
    if not is_cumulated_share(reading.definition) or not reading.known:
        return NO_SHARES
    shares = read_each_year(view, reading.definition).dropna()
    return shares.loc[: find_data_year(view, clause)]
