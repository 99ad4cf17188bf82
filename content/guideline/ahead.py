"""What lies ahead of an indicator: its path through the targets, and where named paces would lead.

Results start from the as-of value at two paces; laboratories follow approvals and the observed rate
of exit. Shares, indices, means and coverage are not carried on.
"""

from dataclasses import dataclass, field, replace

import pandas as pd

from catalog.nouns import OUTPUT_TABLES, Clause, Indicator
from charts.spec import Series
from charts.theme import number
from content.builders import percent
from content.guideline.clause_status import has_ended
from content.guideline.readings import Reading, format_value
from content.view import View
from measures.indicators import flows
from measures.lab_stock import ExitRate, exit_rate, extend_stock
from measures.paces import (
    YEARS_OF_MEAN_PACE,
    Pace,
    count_last_years,
    count_recent,
    extend_at_pace,
    extend_band,
    needed_per_year,
    pace_of,
    path_through,
)
from measures.targets import meets_target

PACES = ("recent", "three_years")  # keys of their words
PACE_DECIMALS = 1
NO_YEARS = pd.Series(dtype=float)


@dataclass(frozen=True, eq=False)
class Ahead:
    """Path and assumptions of one indicator up to a year; each may be empty.

    paces: additions per year by their names; lines: what each leads to, by year; low, high: the
    band around them; rate: of exit, for laboratories only. reason: a key of the sentence that says
    why nothing is carried on, "" where none is needed.
    """

    path: pd.Series = field(default_factory=lambda: NO_YEARS)
    until: int = 0
    paces: dict[str, Pace] = field(default_factory=dict)
    lines: dict[str, pd.Series] = field(default_factory=dict)
    low: pd.Series = field(default_factory=lambda: NO_YEARS)
    high: pd.Series = field(default_factory=lambda: NO_YEARS)
    rate: ExitRate | None = None
    reason: str = ""

    @property
    def drawn(self) -> bool:
        """Is there any year ahead to draw?"""
        return any(len(values) for values in self.lines.values())


def look_ahead(view: View, clause: Clause, reading: Reading) -> Ahead:
    """Path and assumptions up to the clause's target year or the last reference target.

    A clause whose year is over, or without any year to go to, has nothing ahead.
    """
    if has_ended(view, clause) or not reading.known:
        return Ahead()
    complete = reading.series[reading.series.index <= view.last_complete_year].dropna()
    targets = list_targets(view, reading)
    path = NO_YEARS
    if len(targets) and len(complete):
        path = path_through(int(complete.index[0]), float(complete.iloc[0]), targets)
    until = max([clause.target_year or 0, *targets.index])
    if not until:
        return Ahead(path)
    if is_output(reading.definition):
        return _carry_on_results(view, reading, path, until)
    if reading.definition.measure == "stock":
        return _carry_on_labs(view, reading, path, until)
    return Ahead(path, until, reason="unprojected")


def is_output(definition: Indicator) -> bool:
    """Results that only add up: what laboratories achieve, not what an authority decides."""
    return definition.measure == "total" and definition.table in OUTPUT_TABLES


def _carry_on_results(view: View, reading: Reading, path: pd.Series, until: int) -> Ahead:
    now, paces = reading.latest, read_paces(view, reading.definition)
    lines = {
        name: extend_at_pace(now, pace.per_year, view.until, until)
        for name, pace in paces.items()
        if pace.known
    }
    low, high = extend_band(now, paces.values(), view.until, until)
    return Ahead(path, until, paces, lines, low, high)


def _carry_on_labs(view: View, reading: Reading, path: pd.Series, until: int) -> Ahead:
    now, paces = reading.latest, read_paces(view, reading.definition)
    rate = read_exit_rate(view, reading.definition)
    known = {name: pace.per_year for name, pace in paces.items() if pace.known}
    if not rate.known:
        return Ahead(path, until)
    lines = {
        name: extend_stock(now, entries, rate.observed, view.until, until)
        for name, entries in known.items()
    }
    low = extend_stock(now, min(known.values()), rate.high, view.until, until)
    high = extend_stock(now, max(known.values()), rate.low, view.until, until)
    return Ahead(path, until, paces, lines, low, high, rate)


def read_paces(view: View, definition: Indicator, net: bool = False) -> dict[str, Pace]:
    """Additions per year of the last twelve months and of the last three complete years, by name.

    net: less what left. The second is not known where the period holds fewer complete years.
    """
    months = read_months(view, definition, definition.plus)
    if net:
        left = read_months(view, definition, definition.minus)
        months = months.sub(left, fill_value=0.0)
    last_year = min(view.last_complete_year, view.scope.end)
    years = months.groupby(months.index.year).sum().reindex(view.years, fill_value=0.0)
    counts = {"recent": (count_recent(months, view.until), 1)}
    counts["three_years"] = (count_last_years(years, last_year), YEARS_OF_MEAN_PACE)
    return {name: pace_of(*count) for name, count in counts.items()}


def read_exit_rate(view: View, definition: Indicator) -> ExitRate:
    """Observed rate of exit over all complete years up to the period's end."""
    entries = read_months(view, definition, definition.plus)
    exits = read_months(view, definition, definition.minus)
    last_year = min(view.last_complete_year, view.scope.end)
    first = min([*entries.index.year, last_year + 1])
    years = range(first, last_year + 1)
    by_year = [
        months.groupby(months.index.year).sum().reindex(years, fill_value=0.0)
        for months in (entries, exits)
    ]
    return exit_rate(*by_year)


def read_months(view: View, definition: Indicator, names: tuple[str, ...]) -> pd.Series:
    """Stored flows of the named indicators in scope, summed by month up to the period's end."""
    rows = view.rows(definition.table)
    chosen = flows(rows, replace(definition, plus=names, minus=(), by=None))
    months = rows.loc[chosen.index, "month"]
    sums = chosen["value"].groupby(pd.DatetimeIndex(months)).sum()
    return sums[sums.index <= pd.Timestamp(view.until)]


def list_targets(view: View, reading: Reading) -> pd.Series:
    """The targets ahead by year: the one judged by and the later ones of its kind."""
    if reading.target is None:
        return pd.Series(dtype=float)
    rows, first = view.published.registers["targets"], reading.target
    same = (rows["indicator"] == first["indicator"]) & (rows["kind"] == first["kind"])
    rows = rows[same & (rows["year"] >= first["year"])]
    return pd.Series(rows["value"].to_numpy(float), index=rows["year"].astype(int)).sort_index()


def build_frame(view: View, reading: Reading, ahead: Ahead) -> tuple[pd.DataFrame, tuple]:
    """Frame and series of a chart: the values by year, beside them what lies ahead of them."""
    t, known = view.t, reading.stated
    something = len(ahead.path) or ahead.drawn
    last = max(int(known.index[-1]), ahead.until if something else 0)
    years = range(int(known.index[0]), last + 1)
    columns = {"value": reading.series, "path": ahead.path, **ahead.lines}
    columns |= {"low": ahead.low, "high": ahead.high}
    frame = pd.DataFrame({name: values.reindex(years) for name, values in columns.items()})
    series = [Series(reading.definition.name, "value")]
    if reading.official:
        series.append(Series(t("milestones.path"), "path", "target"))
    else:
        series.append(Series(t("target.planner_reference"), "path", "reference"))
    for name in ahead.lines:
        words = t(f"projection.{name}"), t(f"projection.{name}_short")
        series.append(Series(words[0], name, "projection", short=words[1]))
    series.append(Series(t("projection.low"), "low", "low"))
    series.append(Series(t("projection.high"), "high", "high"))
    drawn = tuple(line for line in series if frame[line.column].notna().any())
    frame = frame[[line.column for line in drawn]]
    frame.insert(0, "label", [str(year) for year in years])
    return frame.reset_index(drop=True), drawn


def describe_ahead(view: View, reading: Reading, ahead: Ahead) -> str:
    """Each assumption with its number a year and where it leads; or why nothing is carried on."""
    t, definition = view.t, reading.definition
    if not ahead.drawn:
        return t(f"projection.{ahead.reason}") if ahead.reason else ""
    begin = t(
        "projection.from_now",
        as_of=view.until.isoformat(),
        value=reading.value,
        unit=f" {reading.unit}",
    )
    lines = [
        t(
            "projection.line",
            name=t(f"projection.{name}_inline"),
            pace=format_pace(ahead.paces[name].per_year),
            year=ahead.until,
            value=format_value(values.iloc[-1], definition),
            unit=reading.unit,
        )
        for name, values in ahead.lines.items()
    ]
    words = {
        "begin": begin,
        "lines": t("projection.joint").join(lines),
        "low": format_value(ahead.low.iloc[-1], definition),
        "high": format_value(ahead.high.iloc[-1], definition),
        "year": ahead.until,
        "unit": reading.unit,
    }
    if ahead.rate is None:
        return t("projection.results", **words)
    return t("projection.labs", **words, **describe_rate(view, ahead.rate))


def format_pace(per_year: float) -> str:
    """So many a year, in tenths where it is no whole number."""
    return number(per_year, 0 if per_year.is_integer() else PACE_DECIMALS)


def describe_rate(view: View, rate: ExitRate) -> dict[str, object]:
    """The parts of a sentence that tells a rate of exit: rates, what they were observed on."""
    return {
        "rate": percent(rate.observed, 2),
        "rate_low": percent(rate.low, 2),
        "rate_high": percent(rate.high, 2),
        "last_year": min(view.last_complete_year, view.scope.end),
        "lab_years": number(rate.lab_years, 1),
        "exits": number(rate.exits),
    }


def describe_need(view: View, reading: Reading, ahead: Ahead) -> str:
    """How many a year are needed from the period's end on to the next target; "" without one.

    Only of counts that are carried on; a share has no number a year.
    """
    target, definition = reading.target, reading.definition
    if target is None or not ahead.drawn:
        return ""
    t, year, goal = view.t, int(target["year"]), float(target["value"])
    kind = t(f"projection.{'official' if reading.official else 'reference'}")
    now, goal_words = reading.latest, format_value(goal, definition)
    if meets_target(now, goal, definition.direction or 1):
        return t("projection.need_met", year=year, kind=kind, target=goal_words)
    return t(
        "projection.need_net" if definition.measure == "stock" else "projection.need",
        year=year,
        kind=kind,
        target=goal_words,
        gap=format_value(abs(goal - now), definition),
        pace=format_pace(needed_per_year(now, goal, view.until, year)),
        unit=reading.unit,
    )


def describe_need_beside_paces(view: View, reading: Reading, ahead: Ahead) -> str:
    """What is needed a year and, for comparison, both paces; of a stock less what left."""
    need, t, definition = describe_need(view, reading, ahead), view.t, reading.definition
    if not need:
        return ""
    net = definition.measure == "stock"
    key = "projection.net" if net else "projection.pace"
    paces = [
        t(f"{key}_{name}", pace=format_pace(pace.per_year))
        for name, pace in read_paces(view, definition, net).items()
        if pace.known
    ]
    return t("projection.beside", need=need, paces=t("projection.joint").join(paces))
