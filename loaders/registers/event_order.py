"""What cannot be in time: events before a laboratory's approval, events after it has left."""

import pandas as pd

from catalog.definitions import catalog
from loaders.aggregate.lab_lifetimes import entries, exits
from loaders.problems import Problem


def in_order(
    registers: dict[str, pd.DataFrame],
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Registers without events that precede their laboratory's entry, and the problems.

    An event after the exit is kept and reported: the laboratory stays out.
    """
    events = registers["lab_events"]
    if events.empty:
        return registers, []
    entered = entries(registers["labs"], events).set_index("lab_id")["entered"]
    entry = events["lab_id"].map(entered)
    early = _latest(events) < entry
    kept = events[~early]
    problems = [_problem("impossible_order", row, day) for row, day in _rows(events, entry, early)]
    exited = exits(kept.assign(event_date=_latest(kept))).set_index("lab_id")["exited"]
    left = kept["lab_id"].map(exited)
    late = kept["event_date"] > left.where(left.notna(), kept["event_date"])
    problems += [_problem("event_after_exit", row, day) for row, day in _rows(kept, left, late)]
    return {**registers, "lab_events": kept}, problems


def _latest(events: pd.DataFrame) -> pd.Series:
    """The day of each event; where only the year is known, the last day of that year."""
    days = [
        day.replace(month=12, day=31) if precision == "year" else day
        for day, precision in zip(events["event_date"], events["event_date_precision"], strict=True)
    ]
    return pd.Series(days, index=events.index, dtype=object)


def _rows(events: pd.DataFrame, days: pd.Series, chosen: pd.Series) -> list[tuple]:
    return list(zip(events[chosen].to_dict("records"), days[chosen], strict=True))


def _problem(code: str, row: dict, day) -> Problem:
    heading = catalog().registers["lab_events"].columns["event_date"].heading
    value = f"{row['event']} {row['event_date']}"
    return Problem(code, row["_file"], row["_sheet"], row["_row"], heading, value, day.isoformat())
