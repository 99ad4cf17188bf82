"""A progress bar on a terminal; silence where nobody watches."""

import sys
from collections.abc import Iterator
from typing import TypeVar

from catalog.definitions import words

Item = TypeVar("Item")
_WIDTH = 24


def progress_bar(items: list[Item]) -> Iterator[Item]:
    """Yield the items, showing how far along they are if stderr is a terminal."""
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    for done, item in enumerate(items):
        if is_terminal:
            filled = _WIDTH * done // len(items)
            bar = "█" * filled + "░" * (_WIDTH - filled)
            line = words()("terminal.progress", bar=bar, done=done, count=len(items))
            print(f"\r{line}", end="", file=sys.stderr, flush=True)
        yield item
    if is_terminal:
        print(f"\r{'':60}\r", end="", file=sys.stderr, flush=True)
