"""Neighbours and distance: Moran's I under several rules, and who lies within reach of a lab."""

import math

import pandas as pd

from catalog.contiguity import contiguity
from charts.options import BarOptions
from charts.spec import ChartSpec
from charts.spec_frames import by_year as yearly
from charts.spec_frames import one_series
from charts.theme import number
from content.builders import absent, label_wrap, name_provinces, part_year_note, percent, spec_of
from content.items import Table
from content.layout.lab_points import place_running
from content.layout.weights import at_year, counts_at_end, denominator, not_applicable, when
from content.view import View
from measures.distance import nearest_km, within_percent_by, within_share
from measures.neighbours import MIN_HOLDERS, PERMUTATIONS, sensitivity
from measures.rates import standardise_rates

REACH_KM = 300


def build_charts(view: View) -> list[ChartSpec]:
    """Reach by province at the view's end, and reach of the whole scope through time."""
    t = view.t
    if not len(view.published.places.get("counties", ())):
        names = {"layout_reach": "layout.reach_title", "layout_reach_time": "layout.reach_time"}
        return [
            absent(view, name, t(title, when=when(view)), t("layout.no_counties"))
            for name, title in names.items()
        ]
    return [reach_by_province(view), reach_through_time(view)]


def labs_within_reach(view: View) -> pd.DataFrame:
    """The labs of the view's domains in operation at its end, of all provinces, with their place.

    Labs of other provinces count: a border does not keep a county from the lab beyond it.
    """
    labs = view.published.lifetimes["labs"]
    return place_running(view, labs[labs["domain"].isin(view.domains)])


def distances(view: View) -> tuple[pd.Series, pd.DataFrame]:
    """Km from each county in scope to the nearest lab, and the counties themselves."""
    counties = view.published.places["counties"]
    counties = counties[counties["province"].isin(view.provinces)].reset_index(drop=True)
    return nearest_km(counties, labs_within_reach(view)), counties


def reach_by_province(view: View) -> ChartSpec:
    """Bars: share of the county-level units of each province within reach, most first."""
    t, labs = view.t, labs_within_reach(view)
    far, counties = distances(view)
    shares = within_percent_by(far, counties["province"], REACH_KM)
    shares = name_provinces(shares, view).sort_values(ascending=False, kind="stable")
    frame, series = one_series(shares, t("layout.reach_name"))
    whole = within_share(far, REACH_KM)
    takeaway = ""
    if whole == whole:
        takeaway = t(
            "layout.reach_takeaway",
            share=percent(whole, 1),
            counties=number(len(far)),
            within=number((far <= REACH_KM).sum()),
        )
    capital = int((labs["precision"] == "capital").sum())
    note = t(
        "layout.reach_note",
        labs=number(len(labs)),
        capital=number(capital),
        source=view.published.manifest.get("places", ""),
    )
    return spec_of(
        view,
        id="layout_reach",
        kind="column",
        title=t("layout.reach_title", when=when(view)),
        frame=frame,
        series=series,
        unit="",
        decimals=0,
        takeaway=takeaway,
        note=note,
        span=12,
        height=340,
        x_name=t("filter.province"),
        options=BarOptions(wrap=label_wrap(len(frame))),
        empty="" if whole == whole else t("layout.no_labs", when=when(view)),
    )


def reach_through_time(view: View) -> ChartSpec:
    """Line: the same share of the whole scope at each year's end."""
    t, years = view.t, list(view.years)
    shares = {year: within_share(distances(at_year(view, year))[0], REACH_KM) for year in years}
    table = pd.DataFrame({"share": shares})
    frame, series = yearly(table, {"share": t("layout.reach_name")})
    return spec_of(
        view,
        id="layout_reach_time",
        kind="line",
        title=t("layout.reach_time"),
        frame=frame,
        series=series,
        unit="%",
        decimals=1,
        note=part_year_note(view),
        span=12,
        height=240,
        empty="" if table["share"].notna().any() else t("layout.no_labs", when=when(view)),
        x_name=t("part.year"),
    )


def moran_fault(view: View) -> str:
    """Why Moran's I is not told; "" where it is."""
    counts = counts_at_end(view)
    holders = int((counts > 0).sum())
    if fault := not_applicable(view, counts.sum(), len(counts)):
        return fault
    if holders < MIN_HOLDERS:
        return view.t("layout.few_holders", count=holders, least=MIN_HOLDERS)
    return ""


def build_moran(view: View) -> Table:
    """Moran's I of counts and of standardised rates under each rule of neighbourhood, in words; no
    rows, and the reason below, where it cannot be computed."""
    frame, note = measure_moran(view), moran_note(view)
    headings = {name: view.t(f"layout.moran_{name}") for name in frame.columns if name != "row"}
    headings["row"] = view.t("siting.row")
    if fault := moran_fault(view):
        frame, note = frame.head(0), fault
    numbers = tuple(frame.columns.drop("row"))
    title = view.t("layout.moran_title")
    return Table("layout_moran", title, frame, note, headings, numbers=numbers)


def measure_moran(view: View) -> pd.DataFrame:
    """One row per rule of neighbourhood, its name under `row`; numbers as readers write them."""
    t, counts, links = view.t, counts_at_end(view), contiguity()
    centres = view.published.places.get("centres", pd.DataFrame(columns=["code", "lon", "lat"]))
    centres = centres.set_index("code")[["lon", "lat"]]
    rates = standardise_rates(counts, denominator(view, "industry").values)
    columns: dict[str, list[str]] = {}
    for name, values in (("count", counts), ("rate", rates)):
        results = sensitivity(values, links.edges, links.island, links.also, centres)
        for part, decimals in (("units", 0), ("i", 3), ("expected", 3), ("p", 4)):
            cells = [_format_value(view, value, decimals) for value in results[part]]
            columns[f"{name}_{part}"] = cells
    rules = [t(f"layout.moran_{rule}") for rule in results.index]
    permutations = [number(PERMUTATIONS)] * len(rules)
    return pd.DataFrame({"row": rules, **columns, "permutations": permutations})


def moran_note(view: View) -> str:
    """What the table stands on: numerator, denominator with year, day, rule of p."""
    counts = counts_at_end(view)
    return view.t(
        "layout.moran_note",
        when=when(view),
        labs=number(counts.sum()),
        units=len(counts),
        weight=denominator(view, "industry").words,
    )


def _format_value(view: View, value: float, decimals: int = 3) -> str:
    return view.t("layout.no_value") if math.isnan(value) else number(value, decimals)
