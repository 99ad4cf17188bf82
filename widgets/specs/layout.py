"""Charts of 布局均衡: the province map, the ranking, rates and the balance in words."""

import pandas as pd

from charts.frames import by_year, one_series
from charts.spec import ChartSpec, Series
from charts.theme import number
from measures import balance
from measures.indicators import latest, stock_by, total_of
from measures.rates import (
    concentration,
    labs_by_province,
    latest_statistic,
    overall_rate,
    per,
    ranked,
)
from widgets.specs.parts import listed, named_places, part_year_note, percent, spec_of, top_bars
from widgets.view import View

# 1,000 亿元 of industrial value added; 1 million people are 100 of the table's 万人
MAP_ASPECT = 1.43  # width by height of the map's frame (charts.map_frame.RANGES)
RATES = {"industry": ("industry_va_100m", 1000.0), "population": ("population_10k", 100.0)}
_LABS = {"plus": ["lab_entries"], "minus": ["lab_exits"]}


def specs(view: View, measure: str = "count") -> list[ChartSpec]:
    """The page's charts in order; `measure` is what fills the map."""
    counts = labs_by_province(view.rows("geographic_distribution"), view.scope, view.provinces)
    return [
        province_map(view, counts, measure),
        ranking(view, counts),
        rate_bars(view, counts, "industry"),
        rate_bars(view, counts, "population"),
        regions(view),
        lorenz(view, counts),
    ]


def rate(view: View, counts: pd.Series, measure: str) -> tuple[pd.Series, int | None]:
    """Labs per unit of a denominator by province, and the denominator's year."""
    column, unit = RATES[measure]
    denominator, year = latest_statistic(view.published.registers["province_stats"], column)
    return per(counts, denominator, unit), year


def province_map(view: View, counts: pd.Series, measure: str) -> ChartSpec:
    """The map filled by count or rate, with rank on hover and the legal caption as note."""
    t, counted = view.t, measure == "count"
    values, year = (counts, None) if counted else rate(view, counts, measure)
    frame, series = one_series(values, t(f"layout.measure_{measure}"))
    order = ranked(values)
    notes = {
        code: t("layout.hover_note", rank=number(order[code]))
        for code in values.index if order[code] == order[code]
    }  # fmt: skip
    caption = view.map_caption
    if year:
        caption = f"{_denominator(view, RATES[measure][0], year)}　{caption}"
    return spec_of(
        view, id="layout_map", kind="map", title=t("layout.map_title"), frame=frame, series=series,
        unit=t("layout.unit_labs" if counted else "layout.unit_rate"),
        takeaway=_spread(view, counts),
        note=caption, span=8, height=720, decimals=0 if counted else 2,
        extra={"names": view.names, "notes": notes, "x_name": t("filter.province"),
               "aspect": MAP_ASPECT},
    )  # fmt: skip


def ranking(view: View, counts: pd.Series) -> ChartSpec:
    """Bars of every province with a lab, most first; those without are named."""
    t = view.t
    without = [view.names[code] for code in counts.index if not counts[code] > 0]
    spec = top_bars(view, "layout_ranking", t("layout.ranking_title"),
                    named_places(counts, view), t("layout.unit_labs"), span=4, most=40)  # fmt: skip
    note = t("layout.ranking_full")
    if without:
        note = t("layout.ranking_takeaway", count=len(without), names=listed(view, without, 31))
    return spec.but(note=note, height=max(240, 24 * len(spec.frame)))


def rate_bars(view: View, counts: pd.Series, measure: str) -> ChartSpec:
    """Bars of labs per industrial value added or per population, with the denominator named."""
    t, column = view.t, RATES[measure][0]
    values, year = rate(view, counts, measure)
    title = t(f"layout.{measure}_title")
    spec = top_bars(view, f"layout_{measure}", title, named_places(values, view),
                    t("layout.unit_rate"), decimals=2)  # fmt: skip
    if year is None:
        missing = t("layout.denominator_missing", name=t(f"layout.{column}"))
        return spec.but(empty=missing, takeaway="")
    denominator, _ = latest_statistic(view.published.registers["province_stats"], column)
    whole = overall_rate(counts, denominator, RATES[measure][1])
    return spec.but(
        takeaway=f"{spec.takeaway}{t('layout.overall', overall=number(whole, 2))}",
        note=_denominator(view, column, year),
    )


def regions(view: View) -> ChartSpec:
    """Lines of labs in operation by statistical region."""
    t = view.t
    rows = view.rows("geographic_distribution")
    table = stock_by(rows, _LABS, view.scope, "category")
    table = table.reindex(columns=list(view.catalog.regions)).fillna(0.0)
    table = table[[r for r in table.columns if table[r].any()]]
    frame, series = by_year(table, {region: region for region in table.columns})
    parts = [f"{r} {number(latest(table[r]))}" for r in table.columns]
    return spec_of(
        view, id="layout_regions", kind="line", title=t("layout.trend_title"), frame=frame,
        series=series, unit=t("layout.unit_labs"), note=part_year_note(view),
        takeaway=t("layout.trend_takeaway", parts=listed(view, parts)),
        empty="" if len(series) else t("scope.empty", scope=view.scope_words),
        extra={"x_name": t("part.year")},
    )  # fmt: skip


def lorenz(view: View, counts: pd.Series) -> ChartSpec:
    """Lorenz curve over industrial value added, with Gini under three weights and its band."""
    t = view.t
    stats = view.published.registers["province_stats"]
    industry, year = latest_statistic(stats, "industry_va_100m")
    people, _ = latest_statistic(stats, "population_10k")
    curve = balance.lorenz(counts, industry)
    labs = total_of(counts)
    ginis = {
        "industry": balance.gini(counts, industry),
        "population": balance.gini(counts, people),
        "equal": balance.gini(counts),
    }
    frame = curve.rename(columns={"weight_share": "label"}).reset_index(drop=True)
    frame["even"] = frame["label"]
    parts = {
        key: t("layout.no_value") if value != value else number(value, 3)
        for key, value in ginis.items()
    }
    band = _band(view, labs, industry.reindex(counts.index), ginis["industry"])
    return spec_of(
        view, id="layout_lorenz", kind="curve", title=t("layout.lorenz_title"), frame=frame,
        series=curve_series(t), unit="%",
        takeaway=t("layout.balance_takeaway", labs=number(labs), count=len(counts), **parts),
        note="　".join(filter(None, [band, t("layout.balance_note"),
                                    _denominator(view, "industry_va_100m", year)])),
        empty="" if len(curve) else t("layout.not_applicable"), decimals=0,
        extra={"x_name": t("layout.weight_share")},
    )  # fmt: skip


def curve_series(t) -> tuple:
    """The curve and the line of equality."""
    return Series(t("layout.lab_share"), "value_share"), Series(t("layout.even"), "even", "target")


def _band(view: View, labs: float, weights: pd.Series, value: float) -> str:
    band = balance.random_band(int(labs), weights)
    if value != value or band["p5"] != band["p5"]:
        return ""
    verdict = "inside_band"
    if value > band["p95"]:
        verdict = "above_band"
    elif value < band["p5"]:
        verdict = "below_band"
    return view.t("layout.balance_band", low=number(band["p5"], 3), high=number(band["p95"], 3),
                  value=number(value, 3), verdict=view.t(f"layout.{verdict}"))  # fmt: skip


def _spread(view: View, counts: pd.Series) -> str:
    top = list(named_places(counts, view).nlargest(3).index)
    covered = int((counts > 0).sum())
    if not covered:
        return view.t("scope.empty", scope=view.scope_words)
    return view.t("layout.map_takeaway", labs=number(total_of(counts)), covered=covered,
                  share=percent(concentration(counts, 3)), top=listed(view, top))  # fmt: skip


def _denominator(view: View, column: str, year: int | None) -> str:
    if year is None:
        return view.t("layout.denominator_missing", name=view.t(f"layout.{column}"))
    stats = view.published.registers["province_stats"]
    known = stats[(stats["year"] == year) & stats[column].notna()]
    return view.t("layout.denominator", name=view.t(f"layout.{column}"), year=year,
                  source=known["source"].iloc[0])  # fmt: skip
