"""A factual sentence proposed for a chart: what its numbers say, never what to think of them."""

from collections.abc import Callable

import pandas as pd

from briefings.exhibit import Exhibit
from catalog.definitions import Words
from charts.chance_marks import interval_text
from charts.theme import number
from content.chance_marks import write_share_interval
from content.winners import MAX_TIES_NAMED, find_first, name_first
from measures.indicators import change, largest, latest, share, total_of

LARGEST_NAMED = 3  # of the largest
YEAR_DIGITS = 4


def write_takeaway(exhibit: Exhibit, t: Words) -> str:
    """A sentence from the numbers of an exhibit; its own takeaway where this knows none better.

    "" where there is nothing to draw.
    """
    if exhibit.empty:
        return ""
    if t("stamp.trial") in exhibit.provenance.marks:  # its own speaks of what was assumed
        return exhibit.takeaway
    table = _select_values(exhibit)
    describe = SENTENCES.get(exhibit.kind) if table.notna().any(axis=None) else None
    return (describe(exhibit, table, t) if describe else "") or exhibit.takeaway


def _select_values(exhibit: Exhibit) -> pd.DataFrame:
    """The drawn quantities by category; targets, references and projections left out."""
    columns = {line.name: line.values for line in exhibit.lines if line.role == "value"}
    return pd.DataFrame(columns, index=list(exhibit.categories), dtype=float)


def _describe_years(exhibit: Exhibit, table: pd.DataFrame, t: Words) -> str:
    """One line: its latest value and the change over the last complete year; several: each last."""
    if not _is_by_year(table):
        return ""
    if len(table.columns) == 1:
        return _describe_line(exhibit, table.iloc[:, 0].dropna(), t)
    last = table.dropna(how="all").iloc[-1].dropna()
    parts = [
        t("takeaway.part", name=name, value=_format_observed(exhibit, name, last.name, value, t))
        for name, value in last.items()
    ]
    return t(
        "takeaway.each",
        when=_describe_time(exhibit, last.name, t),
        parts=t.join(parts),
    )


def _describe_line(exhibit: Exhibit, series: pd.Series, t: Words) -> str:
    sentences, whole = [], series
    if _is_open_year(exhibit, series.index[-1]):
        whole, value = series[:-1], _format_last(exhibit, series, t)
        sentences.append(t("takeaway.so_far", as_of=exhibit.provenance.as_of, value=value))
    if len(whole):
        value, compared = _format_last(exhibit, whole, t), _describe_change(exhibit, whole, t)
        sentences.append(t("takeaway.value", year=whole.index[-1], value=value, change=compared))
    return t("takeaway.then").join(sentences)


def _describe_change(exhibit: Exhibit, series: pd.Series, t: Words) -> str:
    """The change of a complete year against the one before, "" where one of them is missing."""
    years = [int(year) for year in series.index[-2:]]
    if years != list(range(years[-1] - len(years) + 1, years[-1] + 1)) or len(years) < 2:
        return ""
    step, before = change(series), series.index[-2]
    if step == 0:
        return t("takeaway.same", year=before)
    key = "takeaway.more" if step > 0 else "takeaway.less"
    return t(key, year=before, change=_format_difference(exhibit, abs(step), t))


def _describe_stack(exhibit: Exhibit, table: pd.DataFrame, t: Words) -> str:
    """The whole of the last year and its largest part; of other categories the largest."""
    if exhibit.decimals or exhibit.unit == "%":
        return ""
    if not _is_by_year(table):
        return _describe_largest(exhibit, table.sum(axis=1), t)
    last = table.dropna(how="all").iloc[-1]
    when = _describe_time(exhibit, last.name, t, "takeaway.of_which")
    return _describe_part(exhibit, last, t, when)


def _describe_bars(exhibit: Exhibit, table: pd.DataFrame, t: Words) -> str:
    """The largest of many, where the bars stand in their order."""
    values = table.iloc[:, 0]
    ordered = len(values) >= LARGEST_NAMED and values.dropna().is_monotonic_decreasing
    describe = ordered and exhibit.unit and len(table.columns) == 1
    return _describe_largest(exhibit, values, t) if describe else ""


def _describe_map(exhibit: Exhibit, table: pd.DataFrame, t: Words) -> str:
    """The largest; where places are counted the whole and the places without any, too."""
    values = table.iloc[:, 0]
    sentences = _describe_largest(exhibit, values, t) if len(table.columns) == 1 else ""
    if exhibit.decimals or exhibit.unit == "%" or not sentences:
        return sentences
    without = int((values == 0).sum())
    key = "takeaway.map" if without else "takeaway.map_full"
    return t(
        key, whole=_format_value(exhibit, total_of(values)), leading=sentences, without=without
    )


def _describe_ring(exhibit: Exhibit, table: pd.DataFrame, t: Words) -> str:
    return _describe_part(exhibit, table.iloc[:, 0], t)


def _describe_part(exhibit: Exhibit, values: pd.Series, t: Words, when: str = "") -> str:
    """The whole and its largest part, or the parts that are equally large; of one part the whole.

    "" where nothing is above zero.
    """
    whole = total_of(values)
    if not whole > 0:
        return ""
    written = _format_value(exhibit, whole)
    sentence = t("takeaway.whole", whole=written)
    if when:
        sentence = t("takeaway.whole_when", when=when, whole=written)
    first = find_first(values, exhibit.decimals)
    if first.empty:
        return sentence
    key = "takeaway.largest_part" if len(first) == 1 else "takeaway.largest_parts"
    written_share = number(share(float(first.iloc[0]), whole), 1, "%")
    if _is_by_chance(exhibit, first.index[0], t):
        interval = write_share_interval(t, float(first.iloc[0]), whole)
        written_share = t("chance.after", value=written_share, interval=interval)
    part = t(
        key,
        name=name_first(t, first),
        value=_format_value(exhibit, first.iloc[0]),
        share=written_share,
    )
    return t("projection.joint").join([sentence, part])


def _describe_largest(exhibit: Exhibit, values: pd.Series, t: Words) -> str:
    """The largest by name, in order. Of equals all are named or none: so many at the top."""
    ranked = largest(values.dropna(), len(values))
    top = ranked[ranked >= ranked.iloc[:LARGEST_NAMED].min()] if len(ranked) else ranked
    if len(top) > MAX_TIES_NAMED:
        top = ranked[ranked > top.min()]
    if len(ranked) and top.empty:
        first = ranked[ranked == ranked.max()]
        return t("takeaway.level", count=len(first), value=_format_value(exhibit, ranked.max()))
    parts = [
        t("takeaway.part", name=name, value=_format_value(exhibit, value))
        for name, value in top.items()
    ]
    return t("takeaway.leading", parts=t.join(parts)) if parts else ""


def _is_by_year(table: pd.DataFrame) -> bool:
    return all(len(name) == YEAR_DIGITS and name.isdecimal() for name in table.index)


def _is_open_year(exhibit: Exhibit, year: str) -> bool:
    """The data end within this year."""
    as_of = exhibit.provenance.as_of
    return as_of.startswith(year) and not as_of.endswith("-12-31")


def _describe_time(exhibit: Exhibit, year: str, t: Words, open_key: str = "takeaway.as_of") -> str:
    key = open_key if _is_open_year(exhibit, year) else "takeaway.year"
    return t(key, year=year, as_of=exhibit.provenance.as_of)


def _format_value(exhibit: Exhibit, value: float) -> str:
    unit = "" if exhibit.unit == "%" else exhibit.unit
    return f"{number(value, exhibit.decimals, exhibit.unit)} {unit}".strip()


def _format_last(exhibit: Exhibit, series: pd.Series, t: Words) -> str:
    """The last value of a line, a share with its interval."""
    return _format_observed(exhibit, series.name, series.index[-1], latest(series), t)


def _format_observed(exhibit: Exhibit, name: str, category: str, value: float, t: Words) -> str:
    """A value of a line; behind a share that has one stands its interval of chance."""
    written = _format_value(exhibit, value)
    line = next(line for line in exhibit.lines if line.name == name)
    if exhibit.unit != "%" or not line.low:
        return written
    place = exhibit.categories.index(category)
    low, high = line.low[place], line.high[place]
    if low is None or high is None:
        return written
    interval = interval_text(t, low, high, exhibit.decimals, exhibit.unit)
    return t("chance.beside", value=written, interval=interval)


def _is_by_chance(exhibit: Exhibit, name: str, t: Words) -> bool:
    """The counts of that name have an interval among the columns of bounds, as results have."""
    bounds = exhibit.columns[len(exhibit.columns) - exhibit.bounds :]
    return any(column.startswith(t("chance.low", name=name)) for column in bounds)


def _format_difference(exhibit: Exhibit, step: float, t: Words) -> str:
    """A difference with its unit; that of two shares is in percentage points."""
    if exhibit.unit == "%":
        return t("takeaway.points", value=number(step, exhibit.decimals, "%").removesuffix("%"))
    return _format_value(exhibit, step)


SENTENCES: dict[str, Callable[[Exhibit, pd.DataFrame, Words], str]] = {
    "line": _describe_years,
    "combo": _describe_years,
    "multiples": _describe_years,
    "stacked": _describe_stack,
    "bar": _describe_bars,
    "column": _describe_bars,
    "map": _describe_map,
    "donut": _describe_ring,
}
