"""One row per event of the policy: date, what happened, by which document, who reported it."""

import functools

import pandas as pd

from catalog.definitions import REFERENCE, read_csv_text

EVENTS = REFERENCE / "policy_events.csv"
COLUMNS = [
    "date",
    "date_precision",
    "event",
    "document_no",
    "source_title",
    "source_publisher",
    "source_date",
    "confidence",
]


@functools.cache
def policy_events() -> pd.DataFrame:
    """The events of data/reference/policy_events.csv in order of date, every cell a string.

    date and source_date are YYYY-MM-DD; date_precision day or year-end; blank means not found.
    Shared: never edited.
    """
    rows = read_csv_text(EVENTS).rename(columns={"event_zh": "event"})
    return rows[COLUMNS].sort_values("date", kind="stable", ignore_index=True)
