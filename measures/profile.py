"""A province in figures: counts, rates, rank among the provinces, neighbours, latest events."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from catalog.nouns import StoredFlows
from measures.coverage import domain_by_province
from measures.indicators import end_total, flow_by
from measures.rates import LABS_IN_OPERATION, overall_rate, per, rank_values
from measures.scope import Scope

# results by kind, and the observation table that holds them
RESULTS = {
    "testing_technologies": "breakthroughs",
    "key_technologies": "breakthroughs",
    "instruments": "breakthroughs",
    "standards": "standards_produced",
    "certification_methods": "standards_produced",
    "reference_materials": "standards_produced",
}


class Rate(NamedTuple):
    """Labs per `unit` of a denominator by province."""

    denominator: pd.Series
    unit: float


def figures(
    rows: Mapping[str, pd.DataFrame],
    scope: Scope,
    provinces: list[str],
    domains: list[str],
    rates: Mapping[str, Rate],
    good: list[str],
) -> pd.DataFrame:
    """One row per province, one column per figure; zero where nothing is registered.

    rows: observation tables within the scope's domains. labs, domains and results at the period's
    end, evaluated within it; passed: share of the good results in it, NaN where there was none; a
    rate is NaN where the province has no denominator.
    """

    def total(table: str, definition: StoredFlows) -> pd.Series:
        return end_total(rows[table], definition, scope, "province", provinces)

    covered = domain_by_province(rows["domain_coverage"], scope, domains, provinces)
    labs = total("lab_counts", LABS_IN_OPERATION)
    table = pd.DataFrame({"labs": labs, "domains": covered.gt(0).sum()})
    for name, rate in rates.items():
        table[name] = per(table["labs"], *rate)
    for name, source in RESULTS.items():
        table[name] = total(source, StoredFlows((name,)))
    judged = _count_evaluations(rows["lab_counts"], scope, provinces)
    passed = _count_evaluations(rows["lab_counts"], scope, provinces, tuple(good))
    return table.assign(evaluated=judged, passed=passed / judged.where(judged > 0)).astype(float)


def _count_evaluations(
    rows: pd.DataFrame, scope: Scope, provinces: list[str], results: tuple[str, ...] = ()
) -> pd.Series:
    """Evaluations within the period by province, those with one of the results if any is named."""
    counted = StoredFlows(("evaluations",), categories=results)
    table = flow_by(rows, counted, scope, "province")
    return table.reindex(columns=provinces).fillna(0.0).sum()


def nation(
    table: pd.DataFrame,
    rows: Mapping[str, pd.DataFrame],
    scope: Scope,
    domains: list[str],
    rates: Mapping[str, Rate],
) -> pd.Series:
    """The same figures of all provinces of the table together; a rate over those with one."""
    covered = domain_by_province(rows["domain_coverage"], scope, domains, list(table.index))
    whole = table.sum(min_count=1)
    whole["domains"] = float(covered.gt(0).any(axis=1).sum())
    for name, rate in rates.items():
        whole[name] = overall_rate(table["labs"], *rate)
    passed = (table["passed"] * table["evaluated"]).sum()
    whole["passed"] = passed / whole["evaluated"] if whole["evaluated"] > 0 else float("nan")
    return whole


class Standing(NamedTuple):
    """Rank from 1, whether others share it, and among how many provinces."""

    rank: int
    tied: bool
    among: int


def standing(values: pd.Series, code: str) -> Standing | None:
    """Standard competition rank of one province, highest first; ties share the best rank.

    None where the province has no value, or none has anything: everyone first says nothing.

    >>> standing(pd.Series({"a": 5.0, "b": 7.0, "c": 5.0, "d": float("nan")}), "c")
    Standing(rank=2, tied=True, among=3)
    >>> standing(pd.Series({"a": 0.0, "b": 0.0}), "a") is None
    True
    """
    known = values.dropna()
    if code not in known.index or not known.any():
        return None
    rank = int(rank_values(known)[code])
    return Standing(rank, bool((known == known[code]).sum() > 1), len(known))


def neighbours(code: str, edges: Iterable[tuple[str, str]]) -> list[str]:
    """Codes that share an edge with a province, in order.

    >>> neighbours("b", [("a", "b"), ("b", "c"), ("a", "c")])
    ['a', 'c']
    """
    return sorted({a if b == code else b for a, b in edges if code in (a, b)})


def latest_events(events: pd.DataFrame, year: int) -> pd.DataFrame:
    """The last event of each lab up to a year's end: event, event_date, its precision by lab_id."""
    known = events[events["event_date"].dt.year <= year]
    last = known.sort_values("event_date", kind="stable").groupby("lab_id").tail(1)
    return last.set_index("lab_id")[["event", "event_date", "event_date_precision"]]
