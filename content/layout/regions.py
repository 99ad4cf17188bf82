"""The four statistical regions side by side, by the measure that fills the map."""

from dataclasses import dataclass, replace

import pandas as pd

from charts.spec import ChartSpec
from charts.spec_frames import one_series
from charts.theme import number
from content.builders import absent, join_words, sentences, spec_of
from content.layout.location_quotients import labs_of_all
from content.layout.weights import (
    STATISTICS,
    UNITS,
    counts_at_end,
    denominator,
    when,
    when_counted,
)
from content.links import list_other_counts
from content.view import View
from measures.balance import location_quotient
from measures.indicators import total_of
from measures.rates import overall_rate

RATE_DECIMALS = 3  # regions differ less than provinces


@dataclass(frozen=True, eq=False)
class RegionValues:
    """A measure by region, the whole country last.

    values: NaN where it is not defined; name: of the measure, of which a region has so many
    `unit`; note: what was summed.
    """

    values: pd.Series
    name: str
    unit: str
    decimals: int
    note: str = ""


def build_region_bars(view: View, measure: str = "count", domain: str = "") -> ChartSpec:
    """Bars: every region, then the whole country, whatever regions and provinces are chosen.

    A rate or quotient of a region is that of its sums, not a mean of its provinces.
    """
    t, whole = view.t, replace(view, scope=replace(view.scope, regions=(), provinces=()))
    measured = _measure_regions(whole, measure, domain)
    title = t("layout.region_bars_title", measure=measured.name, when=when_counted(view))
    if measured.values.isna().all():
        sentence = measured.note or t("layout.no_labs", when=when(view))
        return absent(whole, "layout_region_bars", title, sentence, span=12)
    frame, series = one_series(measured.values, measured.name)
    parts = [
        t("layout.region_part", name=t.name(name), value=_write(view, value, measured.decimals))
        for name, value in measured.values.items()
    ]
    always = t("layout.regions_always") if view.scope.regions or view.scope.provinces else ""
    return spec_of(
        whole,
        id="layout_region_bars",
        kind="bar",
        title=title,
        frame=frame,
        series=series,
        unit=measured.unit,
        decimals=measured.decimals,
        span=12,
        height=60 + 28 * len(frame),
        takeaway=join_words(view, parts),
        note=sentences(view, measured.note, always),
        related=list_other_counts(view),
        x_name=t("filter.region"),
    )


def _write(view: View, value: float, decimals: int) -> str:
    return view.t("map.no_data") if pd.isna(value) else number(value, decimals)


def _measure_regions(view: View, measure: str, domain: str) -> RegionValues:
    """The measure of each region and, under its own name, of the whole country."""
    t, nation = view.t, view.t("scope.whole_country")
    counts = counts_at_end(view)
    places = {region: _list_places(view, region) for region in view.catalog.regions}
    places[nation] = list(counts.index)
    labs = pd.Series({name: total_of(counts[codes]) for name, codes in places.items()})
    if measure == "count":
        return RegionValues(labs, t("layout.lab_count"), t("layout.unit_labs"), 0)
    if measure == "quotient":
        return _measure_quotient(view, places, domain, nation)
    base, unit = denominator(view, measure), UNITS[measure]
    column = view.catalog.registers["province_stats"].columns[STATISTICS[measure]]
    rates, sums = {}, []
    for place, codes in places.items():
        rates[place] = overall_rate(counts[codes], base.values, unit)
        words = {"name": t.name(place), "labs": number(labs[place]), "unit": column.unit}
        whole = base.values.reindex(codes).sum()
        sums.append(t("layout.region_sum", base=number(whole), **words))
    note = base.words
    if base.known:
        summed = t("layout.region_sums", parts=t("lists.joint").join(sums))
        note = sentences(view, summed, t("layout.per", words=base.words))
    name = t(f"layout.{measure}_title")
    return RegionValues(pd.Series(rates), name, t(f"layout.unit_{measure}"), RATE_DECIMALS, note)


def _measure_quotient(
    view: View, places: dict[str, list[str]], domain: str, nation: str
) -> RegionValues:
    """How much more of a domain a region holds than the country, whose own quotient is 1."""
    t = view.t
    name = t("layout.quotient_of", domain=domain)
    held = labs_of_all(view)
    if domain not in held or not held[domain].any():
        empty = pd.Series(float("nan"), index=list(places))
        sentence = t("layout.domain_without_labs", domain=domain, when=when(view))
        return RegionValues(empty, name, "", 2, sentence)
    by_region = held.groupby(pd.Series(view.region_of)).sum().reindex(list(view.catalog.regions))
    values = location_quotient(by_region)[domain]
    values[nation] = 1.0
    return RegionValues(values, name, "", 2, t("layout.quotient_short"))


def _list_places(view: View, region: str) -> list[str]:
    """Codes of the provinces of a region."""
    return [code for code, name in view.region_of.items() if name == region]
