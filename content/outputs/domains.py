"""Charts of 领域覆盖: domain totals, domain × focus, domain × province."""

import pandas as pd

from catalog.definitions import FURTHER_DOMAIN, MAIN_DOMAIN
from charts.options import HeatOptions
from charts.spec import ChartSpec
from charts.spec_frames import by_year, matrix
from charts.theme import number
from content.builders import absent, join_words, label_wrap, spec_of
from content.layout.weights import counts_at_end, provinces_without
from content.links import link_count_by_main_domain, start_domain_link
from content.outputs.domain_mix import build_region_mix
from content.view import View
from content.winners import find_first, name_first
from measures import coverage


def build_charts(view: View) -> list[ChartSpec]:
    """The page's charts in order."""
    rows, scope = view.rows("domain_coverage"), view.scope
    focuses = list(view.catalog.codes["focus"].names)
    return [
        build_totals(coverage.domain_totals(rows, scope, view.domains), view),
        build_focus_matrix(coverage.domain_by_focus(rows, scope, view.domains, focuses), view),
        build_region_mix(view),
        build_province_matrix(
            coverage.domain_by_province(rows, scope, view.domains, view.provinces), view
        ),
    ]


def build_totals(table: pd.DataFrame, view: View) -> ChartSpec:
    """Stacked columns: labs by domain, as main and as other domain."""
    t = view.t
    frame, series = by_year(
        table, {MAIN_DOMAIN: t("domains.main"), FURTHER_DOMAIN: t("domains.other")}
    )
    whole = table.sum(axis=1)
    return spec_of(
        view,
        id="domain_totals",
        kind="stacked",
        title=t("domains.totals_title"),
        frame=frame,
        series=series,
        unit=t("domains.labs"),
        note=t("domains.note"),
        span=5,
        height=380,
        takeaway=_describe_totals(view, table),
        empty=_explain_empty(whole.sum(), view),
        x_name=t("filter.domain"),
        related=(link_count_by_main_domain(view),),
    )


def _describe_totals(view: View, table: pd.DataFrame) -> str:
    """The domain that most labs cover, as main and as other domain; how many have none of them."""
    t, whole = view.t, table.sum(axis=1)
    first = whole if len(whole) == 1 else find_first(whole)
    sentences = []
    if len(first) == 1:
        parts = table.loc[first.index[0]]
        sentences.append(
            t(
                "domains.one_total" if len(whole) == 1 else "domains.totals_takeaway",
                name=first.index[0],
                value=number(first.iloc[0]),
                main=number(parts[MAIN_DOMAIN]),
                further=number(parts[FURTHER_DOMAIN]),
            )
        )
    elif len(first):
        names = name_first(t, first)
        sentences.append(t("domains.totals_tied", name=names, value=number(first.iloc[0])))
    fallback = view.catalog.domain_fallback
    if fallback in whole.index and len(whole) > 1:
        sentences.append(t("domains.unclassified", value=number(table[MAIN_DOMAIN][fallback])))
    return t("takeaway.then").join(sentences)


def build_focus_matrix(table: pd.DataFrame, view: View) -> ChartSpec:
    """Heat map domain × research focus; empty cells are named."""
    t = view.t
    if not view.has("labs", "focuses"):
        return absent(view, "domain_focus", t("domains.focus_title"), t("domains.no_focus"), span=7)
    frame, series = matrix(table)
    covered, cells = coverage.count_covered_cells(table)
    missing = [t("domains.gap", row=r, column=c) for r, c in coverage.gaps(table)]
    gaps = t("domains.focus_gaps", count=len(missing), gaps=join_words(view, missing, 6))
    return spec_of(
        view,
        id="domain_focus",
        kind="heat",
        title=t("domains.focus_title"),
        frame=frame,
        series=series,
        unit=t("domains.labs"),
        span=7,
        height=380,
        takeaway=t("domains.focus_takeaway", cells=cells, covered=covered),
        note=gaps if missing else t("domains.no_gaps"),
        empty=_explain_empty(covered, view),
        x_name=t("filter.domain"),
        related=(link_count_by_main_domain(view),),
        link=start_domain_link(view),
        options=HeatOptions(wrap=4),
    )


def build_province_matrix(table: pd.DataFrame, view: View) -> ChartSpec:
    """Heat map domain × province; provinces without any lab are named."""
    t = view.t
    frame, series = matrix(table, view.names)
    covered, _ = coverage.count_covered_cells(table)
    without = [view.names[code] for code in coverage.empty_columns(table)]
    names = join_words(view, without, len(without))
    note = t("domains.province_gaps", count=len(without), names=names)
    by_main = len(provinces_without(counts_at_end(view)))
    if by_main != len(without):
        page = t("page.layout")
        note += t("domains.province_gaps_by_main", count=by_main, page=page)
    takeaway = t(
        "domains.province_takeaway",
        domains=len(table.index),
        provinces=len(table.columns),
        covered=covered,
    )
    return spec_of(
        view,
        id="domain_province",
        kind="heat",
        title=t("domains.province_title"),
        frame=frame,
        series=series,
        unit=t("domains.labs"),
        span=12,
        height=360,
        takeaway=takeaway,
        note=note if without else t("domains.no_gaps"),
        empty=_explain_empty(covered, view),
        x_name=t("filter.domain"),
        related=(link_count_by_main_domain(view),),
        link=start_domain_link(view),
        options=HeatOptions(wrap=label_wrap(len(table.columns))),
    )


def _explain_empty(count: float, view: View) -> str:
    return "" if count > 0 else view.t("scope.empty", scope=view.scope_words)
