"""What a reader tries on 布局推演, and what it is measured on: published labs and weights."""

import math
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from catalog.figure_parts import Provenance
from charts.theme import number
from content.builders import join_words, source_of
from content.layout.weights import (
    STATISTICS,
    counts_at_end,
    names_without,
    province_statistic,
)
from content.view import View
from measures import coverage
from measures.scenario import Scenario
from measures.siting import best_additions

# what can weigh a province; equal weights need no statistic
WEIGHTS = (*STATISTICS, "equal")
NAMES = ("A", "B")
DEFAULT_STEPS = 5  # labs proposed where nothing else is asked
MAX_STEPS = 30
# what every click needs again; views are frozen, and the frames held here are never edited
_held = lru_cache(maxsize=64)


class Trial(NamedTuple):
    """What a reader tries: weight, labs to propose and where, two scenarios, the one at hand."""

    weight: str
    k: int
    candidates: tuple[str, ...]
    a: Scenario = ()
    b: Scenario = ()
    edited: str = "A"

    @property
    def proposed(self) -> tuple[str, int, tuple[str, ...]]:
        """What the proposal depends on: weight, number, provinces that may receive."""
        return self[:3]

    @property
    def scenarios(self) -> dict[str, Scenario]:
        """Both scenarios by name."""
        return dict(zip(NAMES, (self.a, self.b), strict=True))


@_held
def weights_of(view: View, weight: str) -> tuple[pd.Series, int | None]:
    """Weight by province in scope, NaN where the statistics have none, and its year."""
    if weight == "equal":
        return pd.Series(1.0, index=view.provinces), None
    values, year = province_statistic(view, weight)
    return values.reindex(view.provinces), year


def weight_words(view: View, weight: str) -> str:
    """The weight with its year and source."""
    t, (values, year) = view.t, weights_of(view, weight)
    name = t(f"siting.weight_{weight}")
    if year is None:
        return t(
            "siting.weight_equal_words" if weight == "equal" else "siting.no_weight", name=name
        )
    source = source_of(view, STATISTICS[weight], year)
    words = t("siting.weight_words", name=name, year=year, source=source)
    without = names_without(view, values)
    if without:
        words += t("siting.without_weight", names=join_words(view, without))
    return words


def trial_provenance(view: View) -> Provenance:
    """The view's provenance with the mark of a trial first."""
    origin = view.provenance
    return replace(origin, marks=(view.t("stamp.trial"), *origin.marks))


def not_applicable(view: View, weight: str) -> str:
    """Why no balance can be computed in this scope, "" where it can."""
    t, weights = view.t, weights_of(view, weight)[0]
    if not (weights > 0).any():
        return t("siting.no_weight", name=t(f"siting.weight_{weight}"))
    if (weights > 0).sum() < 2:
        return t("siting.one_province")
    return ""


@_held
def proposal(view: View, weight: str, k: int, candidates: tuple[str, ...]) -> pd.DataFrame:
    """The province of each step and the weighted Theil before and after it."""
    weights, _ = weights_of(view, weight)
    return best_additions(counts_at_end(view), weights, k, candidates=candidates)


def index_words(view: View, value: float) -> str:
    """An index in three decimals, or that it is not applicable."""
    return view.t("siting.not_applicable") if math.isnan(value) else number(value, 3)


@_held
def cells(view: View) -> pd.DataFrame:
    """Published labs covering each domain (rows) in each province (columns) in scope."""
    rows = view.rows("domain_coverage")
    return coverage.domain_by_province(rows, view.scope, view.domains, view.provinces)
