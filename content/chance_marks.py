"""95 % intervals of chance beside numbers: their columns in a frame, their words in a sentence."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from catalog.nouns import OUTPUT_TABLES, Table
from catalog.sentences import Words
from charts.chance_marks import interval_text
from charts.spec import Series
from charts.theme import number
from content.view import View
from measures.chance_intervals import bounds_with_blanks, intervals_of_counts, wilson

# places kept of a bound, so that every surface has the same number
COUNT_DECIMALS, SHARE_DECIMALS = 2, 4


class ShareParts(NamedTuple):
    """Rows that are the part, that are filled in at all, and whose cell is blank."""

    part: float
    whole: float
    blank: float = 0


def mark_yearly_counts(
    frame: pd.DataFrame, series: tuple[Series, ...], table: Table, columns: Iterable[str]
) -> tuple[pd.DataFrame, tuple[Series, ...]]:
    """Frame and series with Byar's interval beside the yearly counts in these columns.

    Unchanged where the observation table holds no results: a full count has no interval.
    """
    if table not in OUTPUT_TABLES:
        return frame, series
    for column in columns:
        bounds = intervals_of_counts(frame[column]).round(COUNT_DECIMALS)
        frame, series = mark_series(frame, series, column, bounds)
    return frame, series


def mark_series(
    frame: pd.DataFrame, series: tuple[Series, ...], column: str, bounds: pd.DataFrame
) -> tuple[pd.DataFrame, tuple[Series, ...]]:
    """Frame and series with the bounds (low and high, row by row) of the series of a column."""
    low, high = f"{column}_low", f"{column}_high"
    frame = frame.assign(**{low: bounds["low"].to_numpy(), high: bounds["high"].to_numpy()})
    marked = [replace(s, low=low, high=high) if s.column == column else s for s in series]
    return frame, tuple(marked)


def write_share_interval(t: Words, part: float, whole: float) -> str:
    """Wilson's 95 % interval of a share in words; the whole is positive."""
    return interval_text(t, *wilson(part, whole), unit="%")


def describe_share(
    view: View,
    name: str,
    parts: ShareParts,
    beginning: str,
    column: str,
    by_chance: bool = True,
    brief: bool = False,
) -> str:
    """What the share of that name leaves open: first its bounds whatever the blank cells hold, then
    those of chance.

    beginning: up to when or in which time the cells were counted; column: their heading;
    by_chance: the share has an interval; brief: in the few words a tile has room for. "" where
    nothing is left open.
    """
    t, sentences = view.t, []
    if parts.blank > 0:
        least, most = bounds_with_blanks(parts.part, parts.whole, parts.blank)
        words = {"name": name, "least": number(least, 1, "%"), "most": number(most, 1, "%")}
        count = number(parts.blank)
        key = "chance.blank_brief" if brief else "chance.blank"
        sentences.append(t(key, beginning=beginning, column=column, count=count, **words))
    if by_chance and parts.whole > 0:
        interval = write_share_interval(t, parts.part, parts.whole)
        sentences.append(interval if brief else t("chance.share", interval=interval))
    return t("joint.clauses").join(sentences)
