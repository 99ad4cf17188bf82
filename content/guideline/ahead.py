"""What lies ahead of an indicator: its path through the targets and the projection of its pace."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from catalog.nouns import Clause
from charts.spec import Series
from content.guideline.clause_status import has_ended
from content.guideline.readings import Reading, format_value, list_counted_words
from content.view import View
from measures.indicators import latest
from measures.projection import Projection, path_through, project


@dataclass(frozen=True, eq=False)
class Ahead:
    """Path and projection of one indicator up to a year; either may be empty."""

    path: pd.Series
    projection: Projection | None = None
    until: int = 0

    @property
    def table(self) -> pd.DataFrame:
        """The projection by year, no row where there is none."""
        known = self.projection is not None and self.projection.known
        return self.projection.table if known else pd.DataFrame(columns=["value", "low", "high"])


def look_ahead(view: View, clause: Clause, reading: Reading) -> Ahead:
    """Path and projection up to the clause's target year or the last reference target.

    Taken from complete years only: the year that is not over would pass for a slow one. A clause
    whose year is over, or without any year to go to, has nothing ahead.
    """
    if has_ended(view, clause):
        return Ahead(pd.Series(dtype=float))
    complete = reading.series[reading.series.index <= view.last_complete_year].dropna()
    targets = list_targets(view, reading)
    path = pd.Series(dtype=float)
    if len(targets) and len(complete):
        path = path_through(int(complete.index[0]), float(complete.iloc[0]), targets)
    until = max([clause.target_year or 0, *targets.index])
    projection = project(complete, until, *find_bounds(view, reading)) if until else None
    return Ahead(path, projection, until)


def list_targets(view: View, reading: Reading) -> pd.Series:
    """The targets ahead by year: the one judged by and the later ones of its kind."""
    if reading.target is None:
        return pd.Series(dtype=float)
    rows, first = view.published.registers["targets"], reading.target
    same = (rows["indicator"] == first["indicator"]) & (rows["kind"] == first["kind"])
    rows = rows[same & (rows["year"] >= first["year"])]
    return pd.Series(rows["value"].to_numpy(float), index=rows["year"].astype(int)).sort_index()


def find_bounds(view: View, reading: Reading) -> tuple[float, float]:
    """Between which values the indicator can lie: a share or an index from 0 to 1, a running total
    not below what it has reached, a covered count not above what there is to cover, no count below
    zero."""
    definition = reading.definition
    if definition.unit == "%" or definition.measure == "balance":
        return 0.0, 1.0
    if definition.measure == "covered":
        return 0.0, float(len(list_counted_words(view, definition)))
    if definition.measure == "total":
        return latest(reading.series), np.inf
    return 0.0, np.inf


def build_frame(view: View, reading: Reading, ahead: Ahead) -> tuple[pd.DataFrame, tuple]:
    """Frame and series of a chart: the values by year, beside them what lies ahead of them."""
    t, known = view.t, reading.series.dropna()
    something = len(ahead.path) or len(ahead.table)
    last = max(int(known.index[-1]), ahead.until if something else 0)
    years = range(int(known.index[0]), last + 1)
    columns = {
        "value": reading.series,
        "path": ahead.path,
        "projected": ahead.table["value"],
        "low": ahead.table["low"],
        "high": ahead.table["high"],
    }
    frame = pd.DataFrame({name: values.reindex(years) for name, values in columns.items()})
    path = (
        ("target", t("milestones.path"))
        if reading.official
        else ("reference", t("target.planner_reference"))
    )
    series = (
        Series(reading.definition.name, "value"),
        Series(path[1], "path", path[0]),
        Series(t("projection.column"), "projected", "projection"),
        Series(t("projection.low"), "low", "low"),
        Series(t("projection.high"), "high", "high"),
    )
    drawn = tuple(line for line in series if frame[line.column].notna().any())
    frame = frame[[line.column for line in drawn]]
    frame.insert(0, "label", [str(year) for year in years])
    return frame.reset_index(drop=True), drawn


def describe_projection(view: View, reading: Reading, ahead: Ahead) -> str:
    """Where the late pace would lead, with its band, its years and what was cut off; or why not."""
    model = ahead.projection
    if model is None:
        return ""
    if not model.known:
        return view.t(f"projection.{model.reason}") if model.reason else ""
    last = model.table.iloc[-1]
    words = {
        name: format_value(last[name], reading.definition) for name in ("value", "low", "high")
    }
    sentence = view.t(
        f"projection.{'at_bound' if model.reason else 'words'}",
        **words,
        year=int(model.table.index[-1]),
        first=model.first,
        last=model.last,
        unit=reading.unit and f" {reading.unit}",
    )
    return sentence + (view.t("projection.clipped") if model.clipped and not model.reason else "")
