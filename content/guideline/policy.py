"""Events of the policy: the table of them, and their years as marks on a chart."""

import pandas as pd

from catalog.policy_events import policy_events
from charts.spec import Mark
from content.view import View

UNBROKEN = "\u2011"  # a hyphen at which a narrow column does not break a day


def events(view: View) -> pd.DataFrame:
    """One row per event under Chinese headings, numbered in order of date."""
    t, found = view.t, policy_events()
    return pd.DataFrame(
        {
            t("policy.number"): range(1, len(found) + 1),
            t("policy.date"): [day(view, event) for event in found.itertuples()],
            t("policy.event"): t.names_of(list(found["event"])),
            t("policy.document"): found["document_no"].replace("", t("policy.none")),
            t("policy.source"): [source(view, event) for event in found.itertuples()],
            t("policy.confidence"): [
                t(f"policy.{word.replace('-', '_')}") for word in found["confidence"]
            ],
        }
    )


def day(view: View, event) -> str:
    """The day of an event, or the end of its year where only that is meant."""
    if event.date_precision == "day":
        return event.date.replace("-", UNBROKEN)
    return view.t("policy.year_end", year=event.date[:4])


def source(view: View, event) -> str:
    """Who said it, where and when."""
    publisher = view.t("scope.joint").join(event.source_publisher.split("; "))
    title = view.t("policy.titled", title=event.source_title) if event.source_title else ""
    return view.t("policy.source_words", publisher=publisher, title=title, date=event.source_date)


def marks(view: View) -> list[Mark]:
    """One mark per year that saw events by the as-of day: their numbers, themselves in detail."""
    found = policy_events()
    past = found[found["date"] <= view.published.as_of.isoformat()]
    by_year: dict[str, list] = {}
    for number, event in enumerate(past.itertuples(), start=1):
        by_year.setdefault(event.date[:4], []).append((number, event))
    return [
        Mark(
            year,
            numbered([number for number, _ in told]),
            "event",
            "\n".join(f"{n}. {day(view, event)} {view.t.name(event.event)}" for n, event in told),
        )
        for year, told in by_year.items()
    ]


def numbered(numbers: list[int]) -> str:
    """Numbers in a row, as short as can be.

    >>> numbered([3, 4, 5]), numbered([6])
    ('3–5', '6')
    """
    return f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])
