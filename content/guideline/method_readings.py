"""An indicator under every method of the panel, in the words that readers see."""

from dataclasses import dataclass

from catalog.nouns import Indicator
from charts.theme import number
from content.guideline.readings import Reading, format_value, read_indicator
from content.view import View
from measures.method_panel import UNDEFINED as NO_COMMON
from measures.method_panel import Comparison, agreement, compare
from measures.published import UNDEFINED, Verdict


@dataclass(frozen=True)
class JudgedIndicator:
    """An indicator with its next target, and what every method says of the same two values."""

    reading: Reading
    comparison: Comparison

    @property
    def definition(self) -> Indicator:
        """The indicator in the catalogue."""
        return self.reading.definition


def judge_indicators(view: View) -> list[JudgedIndicator]:
    """The indicators that have a target in this view, in the catalogue's order."""
    targets = set(view.published.registers["targets"]["indicator"])
    readings = [read_indicator(view, name) for name in view.catalog.indicators if name in targets]
    return [
        JudgedIndicator(reading, _compare(view, reading)) for reading in readings if reading.target
    ]


def _compare(view: View, reading: Reading) -> Comparison:
    """On complete years only, as the house's own judgement."""
    series, target = reading.series, reading.target
    complete = series[series.index <= view.last_complete_year]
    return compare(
        complete,
        float(target["value"]),
        int(target["year"]),
        reading.definition.direction or 1,
        reading.assessment,
    )


@dataclass(frozen=True)
class ClassWords:
    """A method's class as readers see it: name, the publisher's word, place on the common scale."""

    name: str
    english: str
    common: str


def find_class(view: View, verdict: Verdict) -> ClassWords:
    """A class as the catalogue names it; one that is none of the method's own is undefined."""
    for class_ in view.catalog.methods[verdict.method].classes:
        if class_.id == verdict.class_:
            return ClassWords(class_.name, class_.english, class_.common)
    of_the_house = verdict.class_ != UNDEFINED
    name = view.t(f"status.{verdict.class_}" if of_the_house else "methods.not_available")
    return ClassWords(name, "", NO_COMMON)


def find_agreement(view: View, item: JudgedIndicator) -> str:
    """Whether the methods agree on the common scale: agree, differ or too_few."""
    return agreement([find_class(view, verdict).common for verdict in item.comparison.verdicts])


def describe_ends(view: View, item: JudgedIndicator) -> str:
    """The two values all methods are given."""
    ends = (item.comparison.baseline, item.comparison.latest)
    if None in ends[0]:
        return view.t("map.no_data")
    (first, start), (last, end) = ends
    start, end = (format_value(value, item.definition) for value in (start, end))
    return view.t("methods.ends", first=first, start=start, last=last, end=end)


def describe_target(view: View, item: JudgedIndicator) -> str:
    """The target with its year, and whether it is official."""
    target = item.reading.target
    kind = "official_number" if item.reading.official else "planner_reference"
    value = format_value(float(target["value"]), item.definition)
    return view.t(
        "methods.aim", kind=view.t(f"target.{kind}"), year=int(target["year"]), value=value
    )


def describe_ratio(view: View, verdict: Verdict) -> str:
    """The method's own ratio under its own sign, nothing where there is none."""
    if verdict.ratio != verdict.ratio:
        return ""
    method = view.catalog.methods[verdict.method]
    value = number(verdict.ratio, method.decimals)
    return view.t("methods.ratio", symbol=method.symbol, value=value)


def describe_reason(view: View, verdict: Verdict) -> str:
    """Why there is no ratio, or why to be wary of it."""
    return view.t(f"method_reason.{verdict.reason}") if verdict.reason else ""
