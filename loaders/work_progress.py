"""How many rows of the file at hand have been gone through, for whoever watches a large one.

Loading reads one file after the other in one thread; the command line watches where a person does.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Literal, TypeVar

Row = TypeVar("Row")
Step = Literal["read", "checked"]
Watcher = Callable[[Step, int], None]  # what is done with the rows, and with how many so far

REPORT_EVERY_S = 2.0
ROWS_PER_LOOK = 1000  # rows between two looks at the clock

_watchers: list[Watcher] = []


@contextmanager
def watching(watcher: Watcher) -> Iterator[None]:
    """Tell the watcher, every REPORT_EVERY_S, of the rows of whatever is read within."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)


def count_rows(rows: Iterable[Row], step: Step) -> Iterable[Row]:
    """The rows as they are, counted where somebody watches."""
    return _count(rows, step) if _watchers else rows


def _count(rows: Iterable[Row], step: Step) -> Iterator[Row]:
    due = time.monotonic() + REPORT_EVERY_S
    for number, row in enumerate(rows, 1):
        if number % ROWS_PER_LOOK == 0 and time.monotonic() >= due:
            for watcher in _watchers:
                watcher(step, number)
            due = time.monotonic() + REPORT_EVERY_S
        yield row
