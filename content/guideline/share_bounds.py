"""Shares among the indicators: their parts by year, what blank cells and chance leave open."""

import functools

import pandas as pd

from catalog.nouns import Indicator
from charts.spec import Series
from content.chance_marks import (
    SHARE_DECIMALS,
    ShareParts,
    describe_share,
    mark_series,
    write_share_interval,
)
from content.guideline.definitions import explain_lack, list_counted_words
from content.view import View
from measures.chance_intervals import intervals_of_shares
from measures.yearly import count_blanks, denominator, numerator

SHARES_KEPT = 16  # as many as a page has; a tile asks for those of its indicator several times


@functools.lru_cache(maxsize=SHARES_KEPT)
def count_share_parts(view: View, definition: Indicator) -> dict[int, ShareParts]:
    """The parts of a share by year; no year for any other indicator or without data.

    Shared by all who ask for it: never edit it.
    """
    if definition.measure != "share" or explain_lack(view, definition):
        return {}
    rows, years = view.rows(definition.table), view.years
    counts = (
        numerator(rows, definition, years, list_counted_words(view, definition)),
        denominator(rows, definition, years),
        count_blanks(rows, definition, years),
    )
    by_year = zip(*(count.tolist() for count in counts), strict=True)
    return {year: ShareParts(*parts) for year, parts in zip(years, by_year, strict=True)}


def describe_share_bounds(
    view: View, definition: Indicator, year: int | None = None, brief: bool = False
) -> str:
    """Between what a share of a year lies, whatever its blank cells hold and by chance.

    year: the last one with a value unless another is named; brief: in few words. "" where neither
    leaves anything open, and for any other indicator.
    """
    if definition.measure != "share":
        return ""
    counted = list_counted_years(view, definition)
    if year is None and counted:
        year = counted[-1]
    if year not in counted:
        return ""
    beginning = view.t(f"chance.by_{definition.kind}", year=year)
    column = ""
    if definition.needs:
        column = view.catalog.registers[definition.registers[0]].columns[definition.needs].heading
    parts = count_share_parts(view, definition)[year]
    by_chance = definition.is_share_by_chance
    name = view.t("chance.this_share")
    return describe_share(view, name, parts, beginning, column, by_chance, brief)


def list_counted_years(view: View, definition: Indicator) -> list[int]:
    """The years of which a share has anything to be a part of."""
    parts = count_share_parts(view, definition)
    return [year for year in parts if parts[year].whole > 0]


def describe_share_interval(view: View, definition: Indicator) -> str:
    """The interval of a share's last value; "" where chance leaves nothing open."""
    if not definition.is_share_by_chance:
        return ""
    counted = list_counted_years(view, definition)
    if not counted:
        return ""
    parts = count_share_parts(view, definition)[counted[-1]]
    return write_share_interval(view.t, parts.part, parts.whole)


def mark_shares(
    view: View, definition: Indicator, frame: pd.DataFrame, series: tuple[Series, ...]
) -> tuple[pd.DataFrame, tuple[Series, ...]]:
    """A chart's frame and series with Wilson's interval beside the observed shares.

    Unchanged for an indicator that is no share of results. frame: years under `label`, values
    under `value`.
    """
    if not definition.is_share_by_chance:
        return frame, series
    parts = count_share_parts(view, definition)
    table = pd.DataFrame(list(parts.values()), list(parts), ShareParts._fields, float)
    bounds = intervals_of_shares(table["part"], table["whole"]).round(SHARE_DECIMALS)
    bounds = bounds.reindex(frame["label"].astype(int))
    return mark_series(frame, series, "value", bounds)
