"""Intervals of chance in a drawing: their words for the hover, and error bars where legible."""

import math

import pandas as pd

from catalog.sentences import Words
from charts.spec import ChartSpec, Series
from charts.theme import escape, number

KINDS_WITH_ERROR_BARS = ("combo", "line")  # on the pieces of a stack they would cross each other
MAX_ERROR_BARS = 24  # marks of a chart, beyond which whiskers hide the marks
MIN_BOUND_DECIMALS = 1  # of a bound: 12.2–30.9 of a count of 20

Bounds = tuple[float | None, ...]


def interval_text(t: Words, low: float, high: float, decimals: int = 0, unit: str = "") -> str:
    """A 95 % interval in words, its bounds with a decimal at least."""
    places = bound_decimals(decimals)
    return t("chance.interval", low=number(low, places, unit), high=number(high, places, unit))


def bound_decimals(decimals: int) -> int:
    """Decimals of a bound of numbers that have so many."""
    return max(MIN_BOUND_DECIMALS, decimals)


def bound_columns(spec: ChartSpec) -> list[str]:
    """Columns of the frame with bounds of intervals, as a table shows them after all values."""
    marked = [series for series in spec.series if series.low]
    return [column for series in marked for column in (series.low, series.high)]


def name_bounds(spec: ChartSpec, t: Words) -> list[str]:
    """The headings of those columns."""
    marked = [series for series in spec.series if series.low]
    return [t(f"chance.{edge}", name=s.name) for s in marked for edge in ("low", "high")]


def bounds_of(spec: ChartSpec, series: Series) -> tuple[Bounds, Bounds]:
    """Lower and upper bounds of a series' values; both empty where it has no interval."""
    if not series.low:
        return (), ()
    return _numbers(spec.frame[series.low]), _numbers(spec.frame[series.high])


def _numbers(column: pd.Series) -> Bounds:
    return tuple(None if math.isnan(value) else float(value) for value in column)


def add_intervals(spec: ChartSpec, texts: list[str], low: Bounds, high: Bounds, t: Words) -> list:
    """The hover texts of a series with the interval of each value behind it."""
    if not low:
        return texts
    unit = "" if spec.unit in ("", "%") else f" {escape(spec.unit)}"
    result = []
    for text, lower, upper in zip(texts, low, high, strict=True):
        if lower is None or upper is None:
            result.append(text)
            continue
        interval = interval_text(t, lower, upper, spec.decimals, spec.unit)
        result.append(t("chance.beside", value=text, interval=interval + unit))
    return result


def has_error_bars(spec: ChartSpec) -> bool:
    """Are the intervals legible as error bars? Hover and tables have them in any case."""
    marks = len(spec.frame) * sum(bool(series.low) for series in spec.series)
    return spec.kind in KINDS_WITH_ERROR_BARS and 0 < marks <= MAX_ERROR_BARS


def error_bars(spec: ChartSpec, values: list[float | None], low: Bounds, high: Bounds) -> dict:
    """A trace's error bars along y; {} where its values have no bounds or they are not legible."""
    if not low or not has_error_bars(spec):
        return {}
    return {
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": _distances(values, high),
            "arrayminus": _distances(low, values),
            "color": "@text",
            "thickness": 1.2,
            "width": 4,
        }
    }


def _distances(lower: list[float | None] | Bounds, upper: list[float | None] | Bounds) -> list:
    """How far the upper numbers lie above the lower ones; None where one is missing.

    >>> _distances([20.0, None], (30.89, 3.0))
    [10.89, None]
    """
    return [
        None if a is None or b is None else round(b - a, 6)
        for a, b in zip(lower, upper, strict=True)
    ]
