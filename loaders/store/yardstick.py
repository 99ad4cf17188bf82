"""The last publication as the yardstick of a build: what a person must confirm before it goes out.

A clock set back makes every later day a day to come, and rows are refused for it; a file left out
halves a register. Neither is wrong row by row, so only the whole can show it.
"""

from datetime import date, datetime
from pathlib import Path

import pandas as pd

from catalog.clock import day_of
from catalog.definitions import catalog, words
from loaders.load import Loaded
from loaders.problems import Problem
from loaders.report.province_of_row import kept_rows
from loaders.store.history import MIN_KEPT_SHARE, known_history, last
from loaders.store.pointer import NothingPublished, read_pointer

MIN_ROWS = 20  # rows of a register; of fewer, a few slips are already a large share
# of the rows read: slips of the pen cost a few in a hundred, more is a mistake of a whole kind
MAX_REJECTED_SHARE = 0.2


def objections(out: Path, loaded: Loaded, declared: date | None, today: date) -> list[Problem]:
    """What speaks against publishing this under `out`; empty where nothing does.

    declared: the as-of day that somebody set, so that it does not come from the clock.
    """
    try:
        named = read_pointer(out)["histories"]
    except NothingPublished:
        named = []
    history, _ = known_history(out, named)
    publications = last(history, "publications")
    problems = rejection_objections(loaded)
    if len(publications):
        publication = publications.iloc[0]
        problems = _clock_objections(publication, declared, today) + problems
        # the invented registers are no yardstick for the real ones
        if bool(publication["fictional"]) == loaded.fictional:
            problems += _fall_objections(last(history, "counts"), kept_rows(loaded))
    return problems


def rejection_objections(loaded: Loaded) -> list[Problem]:
    """One problem per register of which too large a share was rejected."""
    return [
        Problem(
            "many_rejected",
            column=catalog().registers[name].sheet,
            value=str(entry.rejected),
            detail=str(entry.read),
        )
        for name, entry in loaded.ledger.entries.items()
        if entry.read >= MIN_ROWS and entry.rejected > MAX_REJECTED_SHARE * entry.read
    ]


def _clock_objections(publication: pd.Series, declared: date | None, today: date) -> list[Problem]:
    """A problem where today is before the day of the last publication or its as-of day.

    A declared as-of day may lie ahead, and stays the same from one build to the next.
    """
    built = day_of(datetime.fromisoformat(publication["built_at"]))
    as_of = date.fromisoformat(publication["as_of"])
    if today < built or (declared is None and today < as_of):
        detail = words()("terminal.last_publication", built=built, as_of=as_of)
        return [Problem("clock_behind", value=today.isoformat(), detail=detail)]
    return []


def _fall_objections(before: pd.DataFrame, counts: pd.DataFrame) -> list[Problem]:
    """One problem per register that has far fewer rows than in the last publication."""
    old, new = (table.groupby("register")["rows"].sum() for table in (before, counts))
    return [
        Problem(
            "register_fell",
            column=catalog().registers[name].sheet,
            value=str(int(new.get(name, 0))),
            detail=str(int(rows)),
        )
        for name, rows in old.items()
        if rows >= MIN_ROWS and new.get(name, 0) < MIN_KEPT_SHARE * rows
    ]
