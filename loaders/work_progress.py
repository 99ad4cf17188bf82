"""What loading is at, and how many rows of a file it has gone through, for whoever watches.

Loading does one thing after the other in one thread; the command line watches where a person does.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Literal, TypeVar

Row = TypeVar("Row")
Step = Literal[
    "read",
    "checked",
    "inspecting",
    "converting",
    "joining",
    "matching",
    "references",
    "sorting",
    "counting",
    "adding_up",
    "writing",
    "digesting",
    "judging",
    "comparing",
]
# what is done from now on, and the counts and names that go with it
Watcher = Callable[[Step, dict[str, int | str]], None]

REPORT_EVERY_S = 2.0
ROWS_PER_LOOK = 1000  # rows between two looks at the clock

_watchers: list[Watcher] = []


@contextmanager
def watching(watcher: Watcher) -> Iterator[None]:
    """Tell this watcher, and no other, of the steps within, and of rows every REPORT_EVERY_S."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)


def report_step(step: Step, **parts: int | str) -> None:
    """Tell whoever watches what is done from now on."""
    if _watchers:
        _watchers[-1](step, parts)


def count_rows(
    rows: Iterable[Row], step: Step, length: Callable[[Row], int] = lambda _row: 1
) -> Iterable[Row]:
    """The rows as they are, counted where somebody watches; length: of what is several rows."""
    return _count(rows, step, length) if _watchers else rows


def _count(rows: Iterable[Row], step: Step, length: Callable[[Row], int]) -> Iterator[Row]:
    due = time.monotonic() + REPORT_EVERY_S
    count = looked = 0
    for row in rows:
        count += length(row)
        if count - looked >= ROWS_PER_LOOK:
            looked = count
            if time.monotonic() >= due:
                report_step(step, rows=count)
                due = time.monotonic() + REPORT_EVERY_S
        yield row
