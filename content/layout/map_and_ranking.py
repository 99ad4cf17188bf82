"""Charts of 布局均衡 that a planner needs first: the map, the ranking, rates and regions."""

from typing import NamedTuple

import pandas as pd

from charts.options import BarOptions, MapOptions
from charts.spec import ChartSpec
from charts.spec_frames import by_year, one_series
from charts.theme import number
from content.builders import (
    join_words,
    name_provinces,
    part_year_note,
    percent,
    sentences,
    spec_of,
    top_bars,
)
from content.layout.lab_points import points
from content.layout.location_quotients import labs_of_all
from content.layout.regions import build_region_bars
from content.layout.weights import (
    UNITS,
    counts_at_end,
    denominator,
    provinces_uncovered,
    provinces_without,
    when,
    when_counted,
)
from content.links import list_other_counts, start_province_link
from content.view import View
from content.winners import end_of_ties, find_first, name_first
from measures.balance import location_quotient
from measures.indicators import largest, latest, stock_by, total_of
from measures.rates import LABS_IN_OPERATION, concentration, overall_rate, per, rank_values

MEASURES = ("count", *UNITS, "quotient")
PROVINCES_NAMED, MAX_PROVINCES_NAMED = 3, 5  # of the first, and with those equal to the last
RANKING_BAR_PX, MIN_RANKING_PX = 24, 240
MAP_ASPECT = 1.55  # width by height; the frame itself (catalog.figure_parts) is 1.43


def build_charts(
    view: View, measure: str = "count", domain: str = "", dots: str = ""
) -> list[ChartSpec]:
    """The charts in order; `measure` fills the map, `domain` is that of its quotient.

    dots: "points" puts the laboratories on the map.
    """
    counts = counts_at_end(view)
    charts = [
        province_map(view, counts, measure, domain, dots),
        ranking(view, counts),
        rate_bars(view, counts, "industry"),
        rate_bars(view, counts, "population"),
        regions(view),
        build_region_bars(view, measure, domain),
    ]
    return [chart.but(related=list_other_counts(view)) for chart in charts]


def rates(view: View, counts: pd.Series, measure: str) -> pd.Series:
    """Labs per unit of a denominator by province."""
    return per(counts, denominator(view, measure).values, UNITS[measure])


class Filling(NamedTuple):
    """What fills the map: values by province, their name, unit, decimals and what to note."""

    values: pd.Series
    name: str
    unit: str
    decimals: int
    note: str


def _fill(view: View, counts: pd.Series, measure: str, domain: str) -> Filling:
    t = view.t
    if measure == "count":
        return Filling(counts, t("layout.lab_count"), t("layout.unit_labs"), 0, "")
    if measure == "quotient":
        held = labs_of_all(view)
        values = location_quotient(held).get(domain, pd.Series(dtype=float))
        name = t("layout.quotient_of", domain=domain)
        return Filling(values.reindex(view.provinces), name, "", 2, t("layout.quotient_short"))
    name, base = t(f"layout.{measure}_title"), denominator(view, measure)
    words = t("layout.per", words=base.words) if base.known else base.words
    return Filling(rates(view, counts, measure), name, t(f"layout.unit_{measure}"), 2, words)


def province_map(
    view: View, counts: pd.Series, measure: str, domain: str = "", dots: str = ""
) -> ChartSpec:
    """The map filled by a measure, rank on hover, labs as points, the legal caption as note."""
    t = view.t
    filling = _fill(view, counts, measure, domain)
    values = filling.values
    frame, series = one_series(values, filling.name)
    dots_drawn, placed = points(view) if dots else (None, "")
    return spec_of(
        view,
        id="layout_map",
        kind="map",
        frame=frame,
        series=series,
        unit=filling.unit,
        decimals=filling.decimals,
        title=t("layout.map_title", measure=filling.name, when=when_counted(view)),
        takeaway=_describe_filling(view, counts, measure, filling),
        note=sentences(view, filling.note, placed, view.map_caption),
        span=8,
        height=1000,
        empty=_no_map(view, measure, domain, values),
        x_name=t("filter.province"),
        names=view.names,
        aspect=MAP_ASPECT,
        gap=t("layout.undefined") if measure == "quotient" else "",
        options=MapOptions(
            notes=_notes(view, values, measure, domain),
            points=dots_drawn,
            point_name=t("layout.point_name"),
            outside=tuple(view.outside),
        ),
    )


def _notes(view: View, values: pd.Series, measure: str, domain: str) -> dict[str, str]:
    """Under each value its rank, and how few labs a quotient may come from."""
    order, hints = rank_values(values).dropna(), {}
    held = labs_of_all(view)[domain] if measure == "quotient" and len(order) else None
    for code, rank in order.items():
        key = "layout.hover_note" if held is None else "layout.hover_count"
        count = {} if held is None else {"count": number(held[code])}
        hints[code] = view.t(key, rank=number(rank), **count)
    return hints


def _no_map(view: View, measure: str, domain: str, values: pd.Series) -> str:
    """Why there is nothing to fill the map with; "" where there is."""
    if measure == "quotient" and domain not in view.catalog.domains:
        return view.t("layout.unknown_domain", domain=domain)
    if measure == "quotient" and not values.notna().any():
        return view.t("layout.domain_without_labs", domain=domain, when=when(view))
    return ""


def ranking(view: View, counts: pd.Series) -> ChartSpec:
    """Bars of every province in scope, most labs first; those without are named, too."""
    t = view.t
    spec = top_bars(
        view,
        "layout_ranking",
        t("layout.ranking_title", when=when_counted(view)),
        name_provinces(counts, view),
        t("layout.unit_labs"),
        t("filter.province"),
        link=start_province_link(view),
        span=4,
    )
    height = max(MIN_RANKING_PX, RANKING_BAR_PX * len(spec.frame))
    # beside the map there is room for all of them
    note = name_provinces_without(view, counts)
    return spec.but(note=note, height=height, options=BarOptions())


def name_provinces_without(view: View, counts: pd.Series) -> str:
    """Which provinces in scope have no laboratory, all of them named; or that each has one. Where
    domains are chosen, how many there are by the other count, which the page of domains has."""
    t, without = view.t, provinces_without(counts)
    if not without:
        return t("layout.ranking_full")
    names = join_words(view, [view.names[code] for code in without], len(without))
    if not view.scope.domains:
        return t("layout.ranking_takeaway", count=len(without), names=names)
    return t(
        "layout.without_by_main_domain",
        count=len(without),
        uncovered=len(provinces_uncovered(view)),
        page=t("page.domains"),
        names=names,
    )


def rate_bars(view: View, counts: pd.Series, measure: str) -> ChartSpec:
    """Bars of labs per industrial value added or per population, with the denominator named."""
    t, base = view.t, denominator(view, measure)
    spec = top_bars(
        view,
        f"layout_{measure}",
        t("layout.map_title", measure=t(f"layout.{measure}_title"), when=when_counted(view)),
        name_provinces(rates(view, counts, measure), view),
        t(f"layout.unit_{measure}"),
        t("filter.province"),
        link=start_province_link(view),
        decimals=2,
        rate=True,
        span=4,
    )
    if not base.known:
        return spec.but(empty=base.words, takeaway="")
    return spec.but(
        takeaway=t("takeaway.then").join(
            filter(None, [spec.takeaway, _describe_whole(view, counts, measure)])
        ),
        note=t("layout.per", words=base.words),
    )


def regions(view: View) -> ChartSpec:
    """Lines of labs in operation by statistical region."""
    t = view.t
    rows = view.rows("geographic_distribution")
    table = stock_by(rows, LABS_IN_OPERATION, view.scope, "category")
    table = table.reindex(columns=view.regions).fillna(0.0)
    frame, series = by_year(table, {region: region for region in table.columns})
    parts = [f"{t.name(r)} {number(latest(table[r]))}" for r in table.columns]
    return spec_of(
        view,
        id="layout_regions",
        kind="line",
        title=t("layout.trend_title"),
        frame=frame,
        series=series,
        unit=t("layout.unit_labs"),
        note=part_year_note(view),
        span=4,
        takeaway=t("layout.trend_takeaway", parts=join_words(view, parts)),
        empty="" if table.to_numpy().any() else t("scope.empty", scope=view.scope_words),
        x_name=t("part.year"),
    )


def _describe_filling(view: View, counts: pd.Series, measure: str, filling: Filling) -> str:
    """What the map's own measure says: how labs are spread, or who has the highest and lowest."""
    if measure == "count":
        return _describe_spread(view, counts)
    t, decimals = view.t, filling.decimals
    values = name_provinces(filling.values, view)
    if len(values.dropna()) < 2:
        return ""
    high = find_first(values, decimals)
    low = values[values.round(decimals) == values.round(decimals).min()]
    if high.empty or len(high) == len(values.dropna()):
        return ""
    return t("takeaway.then").join(
        [
            t(
                "layout.map_extremes",
                measure=filling.name,
                highest=name_first(t, high),
                high=number(high.iloc[0], decimals),
                lowest=name_first(t, low),
                low=number(low.iloc[0], decimals),
            ),
            *([] if measure == "quotient" else [_describe_whole(view, counts, measure)]),
        ]
    )


def _describe_whole(view: View, counts: pd.Series, measure: str) -> str:
    """The rate of all provinces in scope together."""
    whole = overall_rate(counts, denominator(view, measure).values, UNITS[measure])
    name = view.t("scope.whole_country" if view.nationwide else "layout.card_whole")
    return view.t("layout.overall", name=name, overall=number(whole, 2))


def _describe_spread(view: View, counts: pd.Series) -> str:
    """In how many provinces the labs are, and what the first hold, equals never parted."""
    t, covered = view.t, int((counts > 0).sum())
    if not covered:
        return t("scope.empty", scope=view.scope_words)
    spread = t("layout.map_takeaway", labs=number(total_of(counts)), covered=covered)
    held = largest(name_provinces(counts, view), len(counts))
    first = end_of_ties(held.tolist(), PROVINCES_NAMED, MAX_PROVINCES_NAMED)
    if len(counts) < 2 or not 0 < first < len(held):
        return spread
    top = t(
        "layout.map_first",
        count=first,
        share=percent(concentration(counts, first)),
        top=join_words(view, list(held.index[:first])),
    )
    return t("takeaway.then").join([spread, top])
