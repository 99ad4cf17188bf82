"""情景推演 of 目标进展: laboratories ahead at approvals a reader chooses, and how many it takes.

At the observed rate of exit and the bounds of its interval. Nothing here is a target.
"""

from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

import pandas as pd

from briefings.csv_table import csv_file
from briefings.stored_content import Content
from charts.spec import ChartSpec, Mark, Series
from charts.theme import number
from content.builders import beyond, sentences, spec_of
from content.guideline.ahead import describe_rate, format_pace, read_exit_rate, read_paces
from content.guideline.readings import read_indicator
from content.items import Table
from content.siting.trial import trial_provenance
from content.view import View, write_source
from measures.indicators import latest
from measures.lab_stock import entries_to_reach, extend_stock

OUTLOOK = "outlook"  # beside the groups of clauses
INDICATOR = "labs_in_operation"
HORIZONS = (2030, 2035)  # ends of the 15th five-year plan and of the guideline's second goal
MAX_ENTRIES = 200  # laboratories approved a year: a slip of the finger must not make thousands
MAX_HOLD = 2000  # laboratories to have
ASSUMPTIONS = ("batches", "exits", "target")


class Outlook(NamedTuple):
    """What a reader assumes: approvals a year, up to which year, laboratories to have then."""

    entries: int
    horizon: int
    hold: int


def write_state(outlook: Outlook) -> str:
    """What is assumed as the query of an address: entries=10&horizon=2035&hold=120."""
    return urlencode(outlook._asdict())


def read_state(state: str) -> Outlook | None:
    """What `write_state` wrote; None where it is anything else, or more than may be assumed."""
    words = dict(parse_qsl(state))
    if words.keys() != set(Outlook._fields):
        return None
    offered = {
        "entries": range(MAX_ENTRIES + 1),
        "horizon": HORIZONS,
        "hold": range(MAX_HOLD + 1),
    }
    if any(word not in map(str, offered[name]) for name, word in words.items()):
        return None
    return Outlook(**{name: int(word) for name, word in words.items()})


def find_lack(view: View) -> str:
    """Why nothing can be carried on in this scope, "" where it can."""
    if reason := beyond(view):
        return reason
    if not read_exit_rate(view, view.catalog.indicators[INDICATOR]).known:
        return view.t("outlook.no_rate")
    return ""


def build_default(view: View) -> Outlook:
    """As the part opens: approvals of the last twelve months, to 2035, as many as today."""
    reading = read_indicator(view, INDICATOR)
    entries = read_paces(view, reading.definition)["recent"].per_year
    hold = reading.latest
    return Outlook(min(MAX_ENTRIES, round(entries)), HORIZONS[-1], min(MAX_HOLD, round(hold)))


def describe_observed(view: View) -> str:
    """What was observed: approvals of both paces, the rate of exit and what it rests on."""
    definition = view.catalog.indicators[INDICATOR]
    paces = read_paces(view, definition)
    rate = describe_rate(view, read_exit_rate(view, definition))
    recent = view.t("outlook.recent", pace=format_pace(paces["recent"].per_year))
    mean = ""
    if paces["three_years"].known:
        mean = view.t("outlook.three_years", pace=format_pace(paces["three_years"].per_year))
    return sentences(view, recent, mean, view.t("outlook.rate", **rate))


def describe_assumptions(view: View) -> str:
    """What is assumed, a sentence each."""
    return sentences(view, *(view.t(f"outlook.assumed_{name}") for name in ASSUMPTIONS))


def list_rates(view: View) -> dict[str, float]:
    """The observed rate of exit and its bounds by name."""
    rate = read_exit_rate(view, view.catalog.indicators[INDICATOR])
    return {"low": rate.low, "observed": rate.observed, "high": rate.high}


def carry_on(view: View, outlook: Outlook) -> pd.DataFrame:
    """Laboratories by year (rows, to the horizon) at each rate of exit (columns)."""
    now, day = latest(read_indicator(view, INDICATOR).series), view.until
    columns = {
        name: extend_stock(now, outlook.entries, rate, day, outlook.horizon)
        for name, rate in list_rates(view).items()
    }
    return pd.DataFrame(columns)


def find_needs(view: View, outlook: Outlook) -> pd.DataFrame:
    """Approvals a year to have so many at each horizon (rows) and rate of exit (columns)."""
    now, day = latest(read_indicator(view, INDICATOR).series), view.until
    columns = {
        name: [entries_to_reach(now, outlook.hold, rate, day, year) for year in HORIZONS]
        for name, rate in list_rates(view).items()
    }
    return pd.DataFrame(columns, index=list(HORIZONS))


def build_charts(view: View, outlook: Outlook) -> list[ChartSpec]:
    """Laboratories up to today and, dotted, at the low, the observed and the high rate of exit."""
    t, reading = view.t, read_indicator(view, INDICATOR)
    rate = describe_rate(view, read_exit_rate(view, reading.definition))
    rates = {"low": rate["rate_low"], "observed": rate["rate"], "high": rate["rate_high"]}
    ahead = carry_on(view, outlook)
    years = range(int(reading.stated.index[0]), outlook.horizon + 1)
    frame = pd.DataFrame({"value": reading.series.reindex(years), **ahead.reindex(years)})
    frame.insert(0, "label", [str(year) for year in years])
    series = [Series(reading.definition.name, "value")]
    for name in ("observed", "low", "high"):  # the observed one in the colour of the values
        words = t(f"outlook.{name}", rate=rates[name]), t("outlook.short", rate=rates[name])
        series.append(Series(words[0], name, "projection", short=words[1]))
    as_of = view.until.isoformat()
    last = ahead.iloc[-1].map(number)
    return [
        spec_of(
            view,
            id="outlook_labs",
            kind="line",
            title=t("outlook.title", year=outlook.horizon),
            frame=frame,
            series=tuple(series),
            unit=t("layout.unit_labs"),
            span=12,
            height=380,
            takeaway=t(
                "outlook.takeaway", entries=outlook.entries, year=outlook.horizon, **last.to_dict()
            ),
            note=sentences(view, describe_observed(view), describe_assumptions(view)),
            marks=(
                Mark(str(view.until.year), t("mark.as_of", as_of=as_of), "part_year"),
                Mark(str(outlook.horizon), t(f"mark.{outlook.horizon}"), "horizon"),
            ),
            x_name=t("part.year"),
        ).but(provenance=trial_provenance(view))
    ]


def build_outlook_tables(view: View, outlook: Outlook) -> list[Table]:
    """Laboratories by year at each rate; approvals a year that it takes to have so many."""
    return [build_years(view, outlook), build_need(view, outlook)]


def build_years(view: View, outlook: Outlook) -> Table:
    """One row for today and for the end of each year to the horizon."""
    title = view.t("outlook.years", entries=outlook.entries)
    return _make_table(view, "outlook_years", title, _from_today(view, outlook))


def build_need(view: View, outlook: Outlook) -> Table:
    """One row per horizon: approvals a year at each rate of exit."""
    title = view.t("outlook.need", hold=outlook.hold)
    return _make_table(view, "outlook_need", title, find_needs(view, outlook))


def _from_today(view: View, outlook: Outlook) -> pd.DataFrame:
    """The years ahead after the as-of day, which has its own words as its label."""
    ahead = carry_on(view, outlook)
    label = view.t("mark.as_of", as_of=view.until.isoformat())
    now = latest(read_indicator(view, INDICATOR).series)
    today = pd.DataFrame(now, index=[label], columns=ahead.columns)
    return pd.concat([today, ahead])


def _make_table(view: View, name: str, title: str, values: pd.DataFrame) -> Table:
    frame = values.map(lambda labs: number(labs, 1))
    numbers = tuple(frame.columns)
    frame.insert(0, "row", [_name_row(view, label) for label in values.index])
    mark = view.t("stamp.trial")
    rows = frame.reset_index(drop=True)
    return Table(name, title, rows, mark, _headings(view), numbers=numbers, marks=(mark,))


def _name_row(view: View, label: int | str) -> str:
    """A year by its end; today by its own words."""
    return label if isinstance(label, str) else view.t("outlook.year_end", year=label)


def _headings(view: View) -> dict[str, str]:
    """Heading of each rate's column, with the rate."""
    rate = describe_rate(view, read_exit_rate(view, view.catalog.indicators[INDICATOR]))
    return {
        "row": view.t("outlook.when"),
        "low": view.t("outlook.low", rate=rate["rate_low"]),
        "observed": view.t("outlook.observed", rate=rate["rate"]),
        "high": view.t("outlook.high", rate=rate["rate_high"]),
    }


def build_file(view: View, outlook: Outlook, address: str) -> Content:
    """Both tables as CSV under the stamps that say what they are."""
    t, origin = view.t, trial_provenance(view)
    source = write_source(t, origin)
    tables = []
    for table, values in zip(
        build_outlook_tables(view, outlook),
        (_from_today(view, outlook), find_needs(view, outlook)),
        strict=True,
    ):
        rows = values.round(1).rename(columns=_headings(view)).reset_index(drop=True)
        rows.insert(0, t("outlook.when"), table.frame["row"])
        rows.insert(0, t("outlook.part"), table.title)
        tables.append(rows)
    marks = t("scope.joint").join(origin.marks)
    link = t("siting.link", address=address)
    observed, assumed = describe_observed(view), describe_assumptions(view)
    return csv_file(tables, [marks, source, observed, assumed, link])
