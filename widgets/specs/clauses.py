"""What each clause of the guideline has come to: numbers, reference targets, judgement."""

from dataclasses import dataclass

import pandas as pd

from charts.theme import number
from measures.indicators import change, latest, uncovered, yearly
from measures.progress import Assessment, assess
from widgets.view import View

PROVINCES = "provinces"


@dataclass(frozen=True)
class Reading:
    """One indicator in scope: its definition, its values by year, its reference target if any."""

    definition: dict
    series: pd.Series
    target: dict | None = None
    assessment: Assessment | None = None

    @property
    def official(self) -> bool:
        """The target is an official number, not a reference of our own."""
        return self.target is not None and self.target["official"]

    @property
    def known(self) -> bool:
        """Is there any value at all?"""
        return self.series.notna().any()

    @property
    def value(self) -> str:
        """The latest value as readers write it, without its unit unless that is percent."""
        return written(latest(self.series), self.definition)

    @property
    def unit(self) -> str:
        """The unit to print after the value."""
        return "" if self.definition["unit"] == "%" else self.definition["unit"]

    @property
    def status(self) -> str:
        """A key of the catalogue's status words."""
        if not self.known:
            return "no_data"
        return self.assessment.status if self.assessment else "no_numeric_target"


def written(value: float, definition: dict) -> str:
    """A value of an indicator as readers write it."""
    percent = definition["unit"] == "%"
    return number(value, 1 if percent else 0, definition["unit"])


def read(view: View, indicator: str) -> Reading:
    """An indicator in this view. Without rows in its register it is missing, not zero."""
    definition = view.catalog.indicators[indicator]
    if not view.has(definition["registers"][0], definition.get("needs")):
        return Reading(definition, pd.Series(dtype=float))
    rows = view.rows(definition["table"])
    series = yearly(rows, definition, view.years, counted(view, definition))
    target = reference(view, indicator)
    return Reading(definition, series, target, judged(view, definition, series, target))


def counted(view: View, definition: dict) -> list[str]:
    """The words an indicator counts over, within the scope."""
    group = definition.get("among") or definition.get("numerator") or []
    if group == PROVINCES:
        return view.provinces
    if isinstance(group, str):
        return [d for d in view.catalog.domains_in(group) if d in view.domains]
    return group


def reference(view: View, indicator: str) -> dict | None:
    """The next target after the as-of day; national, so none in a narrower scope."""
    if view.narrowed:
        return None
    targets = view.published.registers["targets"]
    ahead = targets[
        (targets["indicator"] == indicator) & (targets["year"] > view.published.as_of.year)
    ]
    if ahead.empty:
        return None
    target = ahead.sort_values("year").iloc[0].to_dict()
    official, _ = view.catalog.codes["target_kind"].names
    return {**target, "official": target["kind"] == official}


def judged(view: View, definition: dict, series: pd.Series, target: dict | None):
    """The assessment against a reference target, on complete years only; None without one."""
    if target is None:
        return None
    complete = series[series.index <= view.last_complete_year]
    return assess(
        complete.dropna(), float(target["value"]), int(target["year"]),
        direction=definition["direction"] or 1,
        as_of_year=view.today.year if view.stale_days("labs") is not None else None,
    )  # fmt: skip


def gap_words(view: View, reading: Reading) -> str:
    """What a covered indicator still lacks, named; empty for other indicators."""
    definition = reading.definition
    if definition["measure"] != "covered" or not reading.known:
        return ""
    words = counted(view, definition)
    lacking = uncovered(view.rows(definition["table"]), definition, view.scope, words)
    names = [view.names.get(word, word) for word in lacking]
    if not names:
        return view.t("overview.none_missing", count=len(words))
    return view.t("overview.missing_words", words=view.t("scope.joint").join(names))


def change_words(view: View, reading: Reading) -> str:
    """The change against the end of the year before, in words."""
    step = change(reading.series)
    if step != step or reading.definition["measure"] == "share":
        return ""
    if step == 0:
        return view.t("overview.no_change")
    sign = "+" if step > 0 else "−"
    return view.t("overview.change", change=f"{sign}{number(abs(step))}")


def absent_words(view: View, reading: Reading) -> str:
    """Why there is no value: a register or a column not sent, or nothing within the scope."""
    definition = reading.definition
    register = view.catalog.registers[definition["registers"][0]]
    if not view.has(register.name):
        return view.t("overview.no_register", sheet=register.sheet)
    needs = definition.get("needs")
    if needs and not view.has(register.name, needs):
        heading = register.columns[needs].heading
        return view.t("overview.no_column", sheet=register.sheet, heading=heading)
    return view.t("overview.nothing_in_scope")
