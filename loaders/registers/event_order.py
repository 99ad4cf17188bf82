"""What cannot be in time: events before a laboratory's approval, events after it has left."""

import pandas as pd

from catalog.definitions import catalog
from loaders.problems import Problem

APPROVAL = "批准建设"
EXITS = ("取消资格", "主动退出")


def in_order(
    registers: dict[str, pd.DataFrame],
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Registers without events that precede their laboratory's entry, and the problems.

    An event after the exit is kept and told: the laboratory stays out.
    """
    events = registers["lab_events"]
    if events.empty:
        return registers, []
    entered = _entries(registers["labs"], events)
    entry = events["lab_id"].map(entered)
    early = _latest(events) < entry
    kept = events[~early]
    problems = [_problem("impossible_order", row, day) for row, day in _rows(events, entry, early)]
    left = kept["lab_id"].map(_exits(kept))
    late = kept["event_date"] > left.where(left.notna(), kept["event_date"])
    problems += [_problem("event_after_exit", row, day) for row, day in _rows(kept, left, late)]
    return {**registers, "lab_events": kept}, problems


def _entries(labs: pd.DataFrame, events: pd.DataFrame) -> dict:
    """Day each laboratory entered: its first approval, else the day in the register of labs."""
    approved = events[events["event"] == APPROVAL].groupby("lab_id")["event_date"].min()
    return {**dict(zip(labs["lab_id"], labs["approved_on"], strict=True)), **approved}


def _exits(events: pd.DataFrame) -> dict:
    """Last day on which each laboratory that left may still be in."""
    leaving = events[events["event"].isin(EXITS)]
    return _latest(leaving).groupby(leaving["lab_id"]).min().to_dict()


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
