"""Balance through time: Gini and Theil beside floor and chance, Theil between and within."""

import pandas as pd

from charts.options import BandOptions
from charts.spec import ChartSpec, Series
from charts.spec_frames import by_year as yearly
from charts.theme import number
from content.builders import join_words, part_year_note, percent, sentences, spec_of
from content.cards import make_section
from content.layout.weights import (
    Weight,
    counts_by_year,
    describe_basis,
    not_applicable,
    regions_of,
    weights,
)
from content.view import View
from measures.chance_bands import verdict
from measures.indicators import share
from measures.layout_indices import axis_end, by_year


def build_charts(view: View) -> list[ChartSpec | dict]:
    """Three rows of three: an index in each row, a weight in each column."""
    t, labs, regions = view.t, counts_by_year(view), regions_of(view)
    tables = [(weight, by_year(labs, weight.values, regions)) for weight in weights(view)]
    top = axis_end([table[["theil", "theil_p95"]] for _, table in tables])
    return [
        make_section("layout_time", t("layout.time_title"), t("layout.time_text")),
        *(beside_chance(view, weight, table, "gini", 1.0) for weight, table in tables),
        *(beside_chance(view, weight, table, "theil", top) for weight, table in tables),
        *(between_and_within(view, weight, table) for weight, table in tables),
    ]


def beside_chance(
    view: View, weight: Weight, table: pd.DataFrame, index: str, top: float
) -> ChartSpec:
    """One index under one weight: its line, the chance band of each year and the floor."""
    t, end = view.t, table.iloc[-1]
    columns = [index, f"{index}_floor", f"{index}_p5", f"{index}_p95"]
    floor = t("layout.floor" if weight.key == "equal" else "layout.reference_layout")
    names = (t(f"layout.{index}"), floor, t("layout.p5"), t("layout.p95"))
    frame, _ = yearly(table[columns], dict(zip(columns, names, strict=True)))
    frame["labs"] = [t("layout.count", count=number(labs)) for labs in table["labs"]]
    chance_columns = {
        y: t("joint.also", name=y, also=labs)
        for y, labs in zip(frame["label"], frame["labs"], strict=True)
    }
    return spec_of(
        view,
        id=f"layout_{index}_{weight.key}",
        kind="band",
        frame=frame,
        unit="",
        decimals=3,
        title=t("layout.index_title", index=t(f"layout.{index}"), weight=weight.name),
        series=tuple(Series(name, c) for name, c in zip(names, columns, strict=True)),
        takeaway=_against_chance(view, table.index[-1], end, index),
        span=4,
        height=280,
        note=_note(view, weight, table),
        empty=_empty(view, weight, table),
        names=chance_columns,
        x_name=t("part.year"),
        gap=t("layout.no_value"),
        tight=True,
        options=BandOptions(
            low=columns[2],
            high=columns[3],
            floor=columns[1],
            floor_name=floor,
            band_name=t("layout.band"),
            under="labs",
            top=top,
        ),
    )


def _against_chance(view: View, year: int, row: pd.Series, index: str) -> str:
    band = {mark: row[f"{index}_{mark}"] for mark in ("p5", "p95")}
    verdict_word = verdict(row[index], band)
    if not verdict_word:
        return ""
    return view.t(
        "layout.band_takeaway",
        year=year,
        value=number(row[index], 3),
        low=number(band["p5"], 3),
        high=number(band["p95"], 3),
        verdict=view.t(f"layout.{verdict_word}_band"),
    )


def between_and_within(view: View, weight: Weight, table: pd.DataFrame) -> ChartSpec:
    """Theil under one weight as a stacked bar: between the four regions and within them."""
    t, end = view.t, table.iloc[-1]
    parts = {name: t(f"layout.{name}") for name in ("between", "within")}
    frame, series = yearly(table, parts)
    takeaway = ""
    if end["theil"] == end["theil"]:
        takeaway = t(
            "layout.parts_takeaway",
            year=table.index[-1],
            theil=number(end["theil"], 3),
            between=number(end["between"], 3),
            within=number(end["within"], 3),
            share=percent(share(end["between"], end["theil"])) if end["theil"] else "0%",
        )
    return spec_of(
        view,
        id=f"layout_parts_{weight.key}",
        kind="stacked",
        frame=frame,
        series=series,
        title=t("layout.parts_title", weight=weight.name),
        unit="",
        decimals=3,
        span=4,
        height=280,
        takeaway=takeaway,
        note=_note(view, weight, table),
        empty=_empty(view, weight, table),
        x_name=t("part.year"),
        gap=t("layout.no_value"),
        tight=True,
    )


def _note(view: View, weight: Weight, table: pd.DataFrame) -> str:
    """Numerator and denominator of the last year; years without labs; a year that is not over."""
    end = table.iloc[-1]
    bare = [str(year) for year in table.index[~(table["labs"] > 0)]]
    without = view.t("layout.years_without", years=join_words(view, bare, 20)) if bare else ""
    base = describe_basis(view, end["labs"], int(end["units"]), weight)
    return sentences(view, base, without, part_year_note(view))


def _empty(view: View, weight: Weight, table: pd.DataFrame) -> str:
    if table["gini"].notna().any():
        return ""
    return not_applicable(view, table["labs"].max(), int(table["units"].max()), weight)
