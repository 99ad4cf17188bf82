"""What the specs of several pages have in common."""

from dataclasses import replace
from functools import partial

import pandas as pd

from charts.chance_marks import has_error_bars
from charts.kinds.bars import bars_height_px
from charts.options import BarOptions
from charts.spec import ChartSpec
from charts.spec_frames import by_year, one_series
from charts.theme import number
from content.view import View
from content.winners import end_of_ties, say_first

MAX_BARS_FIRST = 12  # bars of a ranking that a card draws before its reader asks for all
MAX_BARS_TIED = 15  # with those that equal the last of them
CROWDED_COLUMNS = 16


def spec_of(view: View, **parts) -> ChartSpec:
    """A ChartSpec under this view's provenance, its categories under `label`.

    Categories and series are named in the reader's language; every other column, that of the keys
    a click reports among them, stays as published.
    """
    spec = ChartSpec(x="label", provenance=view.provenance, **parts)
    if has_error_bars(spec):
        spec = spec.but(note=sentences(view, spec.note, view.t("chance.whiskers")))
    if view.t.language == "zh":
        return spec
    frame = spec.frame.assign(label=view.t.names_of(list(spec.frame["label"])))
    named = tuple(replace(series, name=view.t.name(series.name)) for series in spec.series)
    return spec.but(frame=frame, series=named)


def translate_table(view: View, table: pd.DataFrame) -> pd.DataFrame:
    """A table of the registers' own words, those of the catalogue in the reader's language."""
    if view.t.language == "zh":
        return table
    names = {column: view.t.names_of(list(table[column])) for column in table}
    return pd.DataFrame(names, index=table.index)


def top_bars(
    view: View,
    name: str,
    title: str,
    values: pd.Series,
    unit: str,
    x_name: str,
    decimals: int = 0,
    rate: bool = False,
    **parts,
) -> ChartSpec:
    """Horizontal bars of all values, highest first, zeros and missing ones last; who stands first
    is named. A card draws the first of many until its reader asks for all.

    rate: the values are rates, of which one is the highest, not the most.
    """
    ranked = values.sort_values(ascending=False, kind="stable", na_position="last")
    frame, series = one_series(ranked, title, keys=list(ranked.index))
    has_values = bool((ranked > 0).any())
    empty = "" if has_values else view.t("scope.empty", scope=view.scope_words)
    return spec_of(
        view,
        id=name,
        kind="bar",
        title=title,
        frame=frame,
        series=series,
        unit=unit,
        takeaway=say_first(view.t, ranked, unit, decimals, rate),
        empty=empty,
        decimals=decimals,
        height=bars_height_px(len(ranked)),
        x_name=x_name,
        options=BarOptions(first=count_first_bars(ranked, decimals)),
        **parts,
    )


def count_first_bars(ranked: pd.Series, decimals: int = 0) -> int:
    """How many bars of a ranking stand first, never a part of equals; 0 where all of them do."""
    first = end_of_ties(ranked.round(decimals).tolist(), MAX_BARS_FIRST, MAX_BARS_TIED)
    return first if first < len(ranked) else 0


def build_stacked_columns(
    view: View,
    page: str,
    name: str,
    table: pd.DataFrame,
    colors: dict[str, str],
    names: dict[str, str] | None = None,
) -> ChartSpec:
    """Stacked columns by year, each of the table's columns in its own colour, zeros included."""
    columns = list(table.columns)
    names = names or {}
    frame, series = by_year(table, {column: names.get(column, column) for column in columns})
    return spec_of(
        view,
        id=f"{page}_{name}",
        kind="stacked",
        title=view.t(f"{page}.{name}"),
        frame=frame,
        series=series,
        unit=view.t("layout.unit_labs"),
        note=part_year_note(view),
        colors=tuple(colors[column] for column in columns),
        empty="" if table.to_numpy().any() else view.t(f"{page}.no_{name}"),
        x_name=view.t("part.year"),
    )


def name_provinces(values: pd.Series, view: View) -> pd.Series:
    """A series by province code under the short names that are published."""
    return values.rename(index=view.published_names)


def beyond(view: View) -> str:
    """Why the scope holds no number at all, "" where it does: missing is not zero."""
    if not view.provinces:
        return view.t("scope.conflict")
    if not view.domains:
        return view.t("scope.unknown_domain", names=join_words(view, list(view.scope.domains)))
    if not view.has("labs"):
        return view.t("overview.no_register", sheet=view.catalog.registers["labs"].sheet)
    return ""


def source_of(view: View, column: str, year: int) -> str:
    """Source of a statistic in a year."""
    stats = view.published.registers["province_stats"]
    return stats.loc[(stats["year"] == year) & stats[column].notna(), "source"].iloc[0]


def label_wrap(categories: int) -> int:
    """Chinese characters in a line of a label, one where many columns leave little width."""
    return 1 if categories > CROWDED_COLUMNS else 4


def part_year_note(view: View) -> str:
    """Says that the last year is not over, when the period reaches into it."""
    as_of = view.published.as_of
    if view.scope.end != as_of.year or view.year_complete:
        return ""
    return view.t("part.part_year", year=as_of.year, as_of=as_of.isoformat())


def join_words(view: View, words: list[str], most: int = 8) -> str:
    """Words joined; a long list is cut and says so."""
    if len(words) <= most:
        return view.t.join(words)
    first = view.t("scope.joint").join(view.t.names_of(words[:most]))
    return view.t("part.more", words=first)


def sentences(view: View, *texts: str) -> str:
    """What a note says, one sentence after another; empty ones are left out."""
    return view.t("joint.sentences").join(filter(None, texts))


def absent(view: View, name: str, title: str, sentence: str, **parts) -> ChartSpec:
    """A card that says why there is nothing to draw."""
    return spec_of(
        view,
        id=name,
        kind="column",
        title=title,
        frame=pd.DataFrame({"label": []}),
        series=(),
        unit="",
        empty=sentence,
        **parts,
    )


percent = partial(number, unit="%")
