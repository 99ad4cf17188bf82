"""Small registers drawn as rows, and tables told back as words."""

import pandas as pd

from loaders.aggregate import lab_lifetimes


def listed(**approved):
    """Labs by id and day of approval; a year alone stands on 1 January."""
    rows = [(lab, day, "year" if len(day) == 4 else "day") for lab, day in approved.items()]
    named = ["lab_id", "approved_on", "approved_on_precision"]
    frame = pd.DataFrame(rows, columns=named, dtype="str")
    return frame.assign(approved_on=pd.to_datetime(frame["approved_on"], format="ISO8601"))


def happened(*rows):
    """Events from (lab, event, day), documents numbered in the order drawn."""
    named = ["lab_id", "event", "event_date", "event_date_precision", "document_no"]
    drawn = [
        (lab, event, day, "year" if len(day) == 4 else "day", f"示例{i + 1}号")
        for i, (lab, event, day) in enumerate(rows)
    ]
    frame = pd.DataFrame(drawn, columns=named, dtype="str")
    return frame.assign(event_date=pd.to_datetime(frame["event_date"], format="ISO8601"))


def careers_of(labs, events):
    """The careers published for drawn labs and events."""
    entered = lab_lifetimes.entries(labs, events)
    return lab_lifetimes.careers(entered, lab_lifetimes.not_before_entry(events, entered))


def orders_of(labs, events, as_of):
    """The rectifications published for drawn labs and events, 365 days to each order."""
    return lab_lifetimes.rectifications(careers_of(labs, events), events, 365, as_of)


def list_cells(table, *columns):
    """A table as rows of words, days as ISO dates."""
    days = table.copy()
    for column in days.select_dtypes("datetime").columns:
        days[column] = days[column].dt.strftime("%Y-%m-%d")
    return days[list(columns)].to_numpy().tolist()
