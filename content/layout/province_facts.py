"""What is said of one province, or of all in scope: figures with ranks, domains, neighbours."""

from dataclasses import dataclass
from functools import lru_cache, partial

import pandas as pd

from catalog.contiguity import contiguity
from charts.theme import number
from content.builders import join_words, percent, translate_table
from content.items import Table
from content.layout.distance import REACH_KM, distances
from content.layout.lab_points import labs_in_scope
from content.layout.location_quotients import labs_of_all
from content.layout.map_and_ranking import rates
from content.layout.weights import UNITS, counts_at_end, denominator
from content.view import View
from measures.distance import within_share, within_share_by
from measures.indicators import total_of
from measures.rates import overall_rate, rank_values


@dataclass(frozen=True, eq=False)
class Facts:
    """A province (code "" for the whole scope): figures as (name, value, rank), lines, labs."""

    code: str
    figures: list[tuple[str, str, str]]
    lines: list[str]
    labs: Table


@lru_cache(maxsize=128)
def facts(view: View, code: str = "") -> Facts:
    """Everything the card says, computed once per view and province."""
    counts = counts_at_end(view)
    labs = labs_in_scope(view)
    if code:
        labs = labs[labs["province"] == code]
    lines = [domains_line(view, code)] + ([neighbours_line(view, code, counts)] if code else [])
    return Facts(code, [*_figures(view, code, counts)], lines, build_labs(view, labs))


def _figures(view: View, code: str, counts: pd.Series):
    t, decimal = view.t, partial(number, decimals=2)
    yield (t("layout.card_labs"), *_format_ranked(view, counts, code, total_of(counts), number))
    for measure, unit in UNITS.items():
        whole = overall_rate(counts, denominator(view, measure).values, unit)
        values = rates(view, counts, measure)
        yield (t(f"layout.measure_{measure}"), *_format_ranked(view, values, code, whole, decimal))
    yield (t("layout.card_reach", km=REACH_KM), *_reach(view, code))


def _format_ranked(
    view: View, values: pd.Series, code: str, whole: float, written
) -> tuple[str, str]:
    """A value with its rank among the provinces in scope that have one, ties told."""
    value = values[code] if code else whole
    if pd.isna(value):
        return view.t("map.no_data"), ""
    if not code:
        return written(value), ""
    order = rank_values(values)
    key = "layout.rank_tied" if (order == order[code]).sum() > 1 else "layout.rank"
    return written(value), view.t(key, rank=number(order[code]), of=values.notna().sum())


def _reach(view: View, code: str) -> tuple[str, str]:
    if not len(view.published.places.get("counties", ())):
        return view.t("map.no_data"), ""
    far, counties = distances(view)
    shares = within_share_by(far, counties["province"], REACH_KM)
    return _format_ranked(view, shares, code, within_share(far, REACH_KM), percent)


def domains_line(view: View, code: str) -> str:
    """Labs by main domain, most first."""
    table = labs_of_all(view).loc[view.provinces, view.domains]
    held = (table.loc[code] if code else table.sum()).sort_values(ascending=False, kind="stable")
    parts = [
        f"{view.t.name(domain)} {number(count)}" for domain, count in held.items() if count > 0
    ]
    return view.t(
        "layout.card_domains", parts=join_words(view, parts) or view.t("layout.card_none")
    )


def neighbours_line(view: View, code: str, counts: pd.Series) -> str:
    """The provinces that share a border, with their labs; those out of scope by name alone."""
    pairs = (edge for edge in contiguity().edges if code in edge)
    others = sorted(unit if other == code else other for unit, other in pairs)
    parts = [
        f"{view.names[c]} {number(counts[c])}" if c in counts.index else view.names[c]
        for c in others
    ]
    return view.t("layout.card_neighbours", parts=join_words(view, parts, 9))


def build_labs(view: View, labs: pd.DataFrame) -> Table:
    """The labs one by one under the register's own headings, latest entry first."""
    columns = view.catalog.registers["labs"].columns
    rows = labs.sort_values(["entered", "lab_id"], ascending=[False, True])
    frame = rows[["lab_name", "host_unit", "domain", "city"]]
    headings = {column: columns[column].heading for column in frame.columns}
    headings["entered"] = view.t("layout.card_entered")
    frame = frame.assign(entered=rows["entered"].dt.strftime("%Y-%m-%d"))
    frame = translate_table(view, frame.fillna(view.t("map.no_data")))
    keys = {"lab_name": list(rows["lab_id"]), "domain": list(rows["domain"])}
    return Table("layout_labs", view.t("layout.card_labs"), frame, headings=headings, keys=keys)
