"""Events of the policy: the table of them, and their years as marks on a chart."""

import pandas as pd

from catalog.policy_events import policy_events
from charts.spec import Mark
from content.items import Table
from content.view import View

UNBROKEN = "\u2011"  # a hyphen at which a narrow column does not break a day


def build_events(view: View) -> Table:
    """One row per event, numbered in order of date."""
    t, events = view.t, policy_events()
    confidence = [t(f"policy.{level.replace('-', '_')}") for level in events["confidence"]]
    frame = pd.DataFrame(
        {
            "number": range(1, len(events) + 1),
            "date": [format_day(view, event) for event in events.itertuples()],
            "event": t.names_of(list(events["event"])),
            "document": events["document_no"].replace("", t("policy.none")),
            "source": [describe_source(view, event) for event in events.itertuples()],
            "confidence": confidence,
        }
    )
    headings = {column: t(f"policy.{column}") for column in frame.columns}
    title, note = t("milestones.events"), t("milestones.events_text")
    return Table("policy_events", title, frame, note, headings)


def format_day(view: View, event) -> str:
    """The day of an event, or the end of its year where only that is meant."""
    if event.date_precision == "day":
        return event.date.replace("-", UNBROKEN)
    return view.t("policy.year_end", year=event.date[:4])


def describe_source(view: View, event) -> str:
    """Who published it, under which title and when."""
    publisher = view.t.join(event.source_publisher.split("; "))
    title = view.t("policy.titled", title=event.source_title) if event.source_title else ""
    return view.t("policy.source_words", publisher=publisher, title=title, date=event.source_date)


def build_marks(view: View) -> list[Mark]:
    """One mark per year with events by the as-of day: their numbers, and each event in detail."""
    events = policy_events()
    past = events[events["date"] <= view.published.as_of.isoformat()]
    by_year: dict[str, list] = {}
    for number, event in enumerate(past.itertuples(), start=1):
        by_year.setdefault(event.date[:4], []).append((number, event))
    marks = []
    for year, entries in by_year.items():
        lines = [
            f"{number}. {format_day(view, event)} {view.t.name(event.event)}"
            for number, event in entries
        ]
        numbers = format_numbers([number for number, _ in entries])
        marks.append(Mark(year, numbers, "event", "\n".join(lines)))
    return marks


def format_numbers(numbers: list[int]) -> str:
    """Consecutive numbers, shortened.

    >>> format_numbers([3, 4, 5]), format_numbers([6])
    ('3–5', '6')
    """
    return f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])
