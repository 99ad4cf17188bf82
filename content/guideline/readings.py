"""What each clause of the guideline has come to: numbers, reference targets, judgement."""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from catalog.nouns import Indicator
from charts.theme import number
from content.builders import join_words
from content.guideline.definitions import explain_lack, find_weights, list_counted_words
from content.guideline.share_bounds import describe_share_bounds
from content.view import View
from loaders.store.published import Published
from measures.indicators import change, find_uncovered, latest
from measures.progress import Assessment, assess
from measures.targets import draw_required_path, meets_target
from measures.yearly import denominator, yearly

COUNTS = ("stock", "total", "covered")  # measures whose change is itself a count
BEHIND, AHEAD = ("lagging", "far_behind", "reversing"), ("on_track", "achieved")  # of a path
READINGS_KEPT = 128  # of a few views: overview, milestones and wall ask for the same
MAX_WORDS_NAMED = 12  # words of what is lacking, before the rest is only counted


@dataclass(frozen=True, eq=False)
class Reading:
    """One indicator in scope: its definition, its values by year, its reference target if any."""

    definition: Indicator
    series: pd.Series
    target: dict | None = None
    assessment: Assessment | None = None
    complete: pd.Series | None = None
    """The values of complete years, on which the assessment rests; None without one."""

    @property
    def official(self) -> bool:
        """The target is an official number, not a reference of our own."""
        return self.target is not None and self.target["official"]

    @cached_property
    def stated(self) -> pd.Series:
        """The values of the years that have one."""
        return self.series.dropna()

    @property
    def known(self) -> bool:
        """Is there any value at all?"""
        return not math.isnan(self.latest)

    @cached_property
    def latest_year(self) -> int:
        """The last year that has a value; IndexError where none has."""
        stated = np.flatnonzero(~np.isnan(self.series.to_numpy(float)))
        return int(self.series.index[stated[-1]])

    @cached_property
    def latest(self) -> float:
        """The value of the last year that has one; NaN where none has."""
        return latest(self.series)

    @cached_property
    def value(self) -> str:
        """The latest value as readers write it, without its unit unless that is percent."""
        return format_value(self.latest, self.definition)

    @property
    def unit(self) -> str:
        """The unit to print after the value."""
        return "" if self.definition.unit == "%" else self.definition.unit

    @property
    def judged_year(self) -> int | None:
        """The complete year whose end the assessment rests on; None without an assessment."""
        if self.complete is None or self.complete.empty:
            return None
        return int(self.complete.index[-1])

    @property
    def status(self) -> str:
        """A key of the catalogue's status words."""
        if not self.known:
            return "no_data"
        return self.assessment.status if self.assessment else "no_numeric_target"


def format_value(value: float, definition: Indicator) -> str:
    """A value of an indicator as readers write it."""
    return number(value, definition.decimals, definition.unit)


@lru_cache(maxsize=READINGS_KEPT)
def read_indicator(view: View, indicator: str) -> Reading:
    """An indicator in this view. Where it cannot be computed it is missing, not zero.

    Shared by all who ask for it: never edit its series.
    """
    definition = view.catalog.indicators[indicator]
    if explain_lack(view, definition):
        return Reading(definition, pd.Series(dtype=float))
    rows, (weights, _) = view.rows(definition.table), find_weights(view, definition)
    series = yearly(rows, definition, view.years, list_counted_words(view, definition), weights)
    target = find_reference(view, indicator)
    if target is None:
        return Reading(definition, series)
    complete = series[series.index <= view.last_complete_year].dropna()
    return Reading(
        definition, series, target, assess_series(view, definition, complete, target), complete
    )


def find_reference(view: View, indicator: str) -> dict | None:
    """The next target after the as-of day; national, so none in a narrower scope."""
    if view.narrowed:
        return None
    target = _next_by_indicator(view.published).get(indicator)
    if target is None:
        return None
    official, _ = view.catalog.codes["target_kind"].names
    return {**target, "official": target["kind"] == official}


@lru_cache(maxsize=2)  # a version and the one before it
def _next_by_indicator(published: Published) -> dict[str, dict]:
    targets = published.registers["targets"]
    ahead = targets[targets["year"] > published.as_of.year].sort_values("year", kind="stable")
    rows = ahead.drop_duplicates("indicator").to_dict("records")
    return {row["indicator"]: row for row in rows}


def assess_series(
    view: View, definition: Indicator, complete: pd.Series, target: dict
) -> Assessment:
    """The assessment against a reference target, on complete years only."""
    return assess(
        complete,
        float(target["value"]),
        int(target["year"]),
        direction=definition.direction or 1,
        as_of_year=view.today.year if view.stale_days("labs") is not None else None,
    )


def describe_open_year(view: View, reading: Reading) -> str:
    """What the year that is not over says against a judgement that rests on the year before: a
    value behind that already meets the path of this year's end, or one on its way that has fallen
    below the path of the last. "" where they agree.
    """
    complete, target = reading.complete, reading.target
    if target is None or reading.judged_year is None or reading.latest_year <= reading.judged_year:
        return ""
    year, value, direction = reading.latest_year, reading.latest, reading.definition.direction or 1
    path = draw_required_path(
        complete.index[0], complete.iloc[0], int(target["year"]), float(target["value"])
    )
    if year not in path.index:
        return ""
    if reading.status in BEHIND and meets_target(value, path[year], direction):
        key, at = "overview.open_year_ahead", year
    elif reading.status in AHEAD and not meets_target(value, path[year - 1], direction):
        key, at = "overview.open_year_below", year - 1
    else:
        return ""
    unit = reading.unit and f" {reading.unit}"
    return view.t(
        key,
        judged=describe_judged(view, reading),
        as_of=view.published.as_of,
        value=f"{reading.value}{unit}",
        year=at,
        path=f"{format_value(float(path[at]), reading.definition)}{unit}",
    )


def describe_judged(view: View, reading: Reading) -> str:
    """The year and the value that the judgement rests on; "" without one."""
    if reading.judged_year is None:
        return ""
    value = format_value(float(reading.complete.iloc[-1]), reading.definition)
    key = "overview.judged_flow" if is_flow(reading.definition) else "overview.judged"
    unit = reading.unit and f" {reading.unit}"
    return view.t(key, year=reading.judged_year, value=f"{value}{unit}")


def describe_gaps(view: View, reading: Reading, brief: bool = False) -> str:
    """What must stand beside the value: why there is none, what is still lacking, named, what it is
    weighed by, or between what a share lies (brief: in few words)."""
    definition = reading.definition
    if not reading.known:
        reason = explain_absence(view, reading)
        return view.t("overview.absent", name=definition.name, reason=reason)
    if definition.weight is not None:
        weights, year = find_weights(view, definition)
        name = view.catalog.registers["province_stats"].columns[definition.weight].heading
        return view.t("overview.weighed", count=weights.count(), year=year, name=name)
    if definition.measure != "covered":
        return describe_share_bounds(view, definition, brief=brief)
    words = list_counted_words(view, definition)
    empty = find_uncovered(view.rows(definition.table), definition, view.scope, words)
    names = [view.names.get(word, word) for word in empty]
    if not names:
        return view.t("overview.none_missing", count=len(words))
    most = (
        MAX_WORDS_NAMED if isinstance(definition.by, str) else MAX_WORDS_NAMED // len(definition.by)
    )
    # chosen domains count a lab by its main one; the page of domains has the other count
    by_main = definition.by == "province" and bool(view.scope.domains)
    key = "overview.missing_by_main" if by_main else "overview.missing_words"
    return view.t(key, count=len(names), words=join_words(view, names, most))


def is_flow(definition: Indicator) -> bool:
    """The value is of what happened within a year, not of what there was at its end."""
    return definition.within_year


def is_cumulated_share(definition: Indicator) -> bool:
    """The value is a share of all results so far, whose years overlap."""
    return definition.measure == "share" and definition.kind == "total"


def describe_name(view: View, reading: Reading) -> str:
    """The indicator's name, with the year where its latest value is not of the period's end; of a
    share of all results so far it says that it is one."""
    name = reading.definition.name
    if not reading.known:
        return name
    if is_cumulated_share(reading.definition):
        return view.t("overview.cumulated", name=name)
    year = reading.latest_year
    if not is_flow(reading.definition) and year == reading.series.index[-1]:
        return name
    as_of = view.published.as_of
    part = year == as_of.year and not view.year_complete
    return view.t("overview.so_far" if part else "overview.of_year", name=name, year=year)


def describe_basis(view: View, reading: Reading) -> str:
    """How many a share or a mean is taken over in its latest year; empty for other indicators."""
    definition = reading.definition
    if not reading.known or definition.measure not in ("share", "mean"):
        return ""
    whole = denominator(view.rows(definition.table), definition, view.years)
    year = reading.latest_year
    return view.t("overview.basis", year=year, count=number(whole[year]))


def describe_change(view: View, reading: Reading) -> str:
    """The change against the end of the year before, in words."""
    step = change(reading.series)
    if math.isnan(step) or reading.definition.measure not in COUNTS:
        return ""
    if step == 0:
        return view.t("overview.no_change")
    sign = "+" if step > 0 else "−"
    return view.t("overview.change", change=f"{sign}{number(abs(step))}")


def explain_absence(view: View, reading: Reading) -> str:
    """Why there is no value: something is lacking, or nothing lies within the scope."""
    return explain_lack(view, reading.definition) or view.t("overview.nothing_in_scope")
