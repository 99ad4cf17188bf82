"""What all charts of 布局均衡 stand on: the counts, the weights with year and source, the day."""

from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from charts.theme import number
from content.builders import join_words, source_of
from content.view import View
from measures.coverage import domain_by_province, empty_columns
from measures.indicators import stock_by
from measures.rates import LABS_IN_OPERATION, labs_by_province, latest_statistic

# what can weigh a province; industry first, as the guideline ties the layout to it
STATISTICS = {
    "industry": "industry_va_100m",
    "population": "population_10k",
    "gdp": "gdp_100m",
    "rd": "rd_100m",
}
SIDE_BY_SIDE = ("industry", "population")
# the amount of a statistic that a rate is per, in the table's own unit: 1,000 亿元 of industrial
# value added, 1 million people (100 of the table's 万人), 100 亿元 of R&D expenditure
UNITS = {"industry": 1000.0, "population": 100.0, "rd": 100.0}


@dataclass(frozen=True, eq=False)
class Weight:
    """What labs are measured against: equal, population or industry; values None when equal."""

    key: str
    name: str
    words: str
    values: pd.Series | None
    without: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Is there any figure to weigh with?"""
        return self.values is None or len(self.values) > 0


def weights(view: View) -> list[Weight]:
    """The three weights side by side, each with its year, its source and who has no figure."""
    t = view.t
    denominators = [denominator(view, key) for key in SIDE_BY_SIDE]
    equal = Weight("equal", t("layout.weight_equal"), t("layout.weighed_equal"), None)
    return [*denominators, equal]


@lru_cache(maxsize=256)
def denominator(view: View, key: str) -> Weight:
    """One denominator as the latest year has it; provinces in scope without a figure are named.

    A page asks for the same four dozens of times: views are frozen, and the values held here are
    never edited.
    """
    t, column = view.t, STATISTICS[key]
    values, year = province_statistic(view, key)
    name = t(f"layout.{column}")
    if year is None:
        missing = t("layout.denominator_missing", name=name)
        return Weight(key, t(f"layout.weight_{key}"), missing, values)
    source = source_of(view, column, year)
    words = t("layout.denominator", name=name, year=year, source=source)
    without = names_without(view, values)
    if without:
        words += t("layout.without_denominator", names=join_words(view, without, 31))
    return Weight(key, t(f"layout.weight_{key}"), words, values, tuple(without))


def province_statistic(view: View, key: str) -> tuple[pd.Series, int | None]:
    """The statistic by province in the latest year that has it, and that year."""
    return latest_statistic(view.published.registers["province_stats"], STATISTICS[key])


def names_without(view: View, values: pd.Series) -> list[str]:
    """Names of the provinces in scope that have no figure to weigh with."""
    return [view.names[code] for code in view.provinces if not values.get(code, 0) > 0]


@lru_cache(maxsize=64)
def counts_at_end(view: View) -> pd.Series:
    """Labs in operation at the period's end by province in scope, zero where none.

    Every click needs them again: views are frozen, and the counts held here are never edited.
    """
    return labs_by_province(view.rows("geographic_distribution"), view.scope, view.provinces)


def counts_by_year(view: View) -> pd.DataFrame:
    """Labs in operation at each year's end (rows) by province in scope (columns)."""
    rows = view.rows("geographic_distribution")
    table = stock_by(rows, LABS_IN_OPERATION, view.scope, "province")
    return table.reindex(columns=view.provinces).fillna(0.0)


def regions_of(view: View) -> pd.Series:
    """The statistical region of each province in scope."""
    return pd.Series(view.region_of).reindex(view.provinces)


def at_year(view: View, year: int) -> View:
    """The same view as of the end of an earlier year; itself where that is its last."""
    if year == view.scope.end:
        return view
    return replace(view, scope=replace(view.scope, start=min(view.scope.start, year), end=year))


def when(view: View) -> str:
    """The day the view's last numbers speak of, in words."""
    as_of = view.published.as_of
    if view.scope.end == as_of.year and not view.year_complete:
        return view.t("layout.as_of", day=as_of.isoformat())
    return view.t("layout.year_end", year=view.scope.end)


def when_counted(view: View) -> str:
    """The same, and by which domains labs are counted where the reader chose some: by the main one
    a lab counts once; by all of them, as on the page of domains, it counts in each."""
    if not view.scope.domains:
        return when(view)
    return view.t("layout.by_main_domain", when=when(view))


def provinces_without(counts: pd.Series) -> list[str]:
    """Codes of the provinces in scope without a lab, by main domain."""
    return [code for code in counts.index if not counts[code] > 0]


def provinces_uncovered(view: View) -> list[str]:
    """Codes of the provinces in scope that no lab covers, by main or other domain."""
    rows = view.rows("domain_coverage")
    return empty_columns(domain_by_province(rows, view.scope, view.domains, view.provinces))


def not_applicable(view: View, labs: float, units: int, weight: Weight | None = None) -> str:
    """Why an index of balance cannot be; "" where it can."""
    t = view.t
    if weight is not None and not weight.known:
        return t("layout.no_weight", words=weight.words)
    if units < 2:
        return t("layout.one_province", count=units)
    return "" if labs > 0 else t("layout.no_labs", when=when(view))


def describe_basis(view: View, labs: float, units: int, weight: Weight) -> str:
    """Numerator and denominator of an index in words: labs, provinces used, weight and year."""
    return view.t("layout.based_on", labs=number(labs), units=units, weight=weight.words)
