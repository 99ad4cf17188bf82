"""A progress bar on a terminal; silence where nobody watches."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from catalog.definitions import words
from loaders.files.paths import readable
from loaders.text import show_codes
from loaders.work_progress import Step, watching

Item = TypeVar("Item")
_WIDTH, _LINE_WIDTH, _NAME_CHARS = 24, 100, 20
_CLEAR = f"\r{'':{_LINE_WIDTH}}\r"
LARGE_MEGABYTES = 20  # a file of this size takes half a minute or more


def progress_bar(items: list[Item]) -> Iterator[Item]:
    """Yield the items, showing how far along they are, with which, and with how many rows of it,
    if stderr is a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    for done, item in enumerate(items):
        filled = _WIDTH * done // len(items)
        bar = "█" * filled + "░" * (_WIDTH - filled)
        parts = {"bar": bar, "done": done, "count": len(items)}
        _show(words()("terminal.progress", **parts, item=_describe(item)))
        line = words()("terminal.progress", **parts, item=_name(item))
        with watching(partial(_show_rows, line)):
            yield item
    print(_CLEAR, end="", file=sys.stderr, flush=True)


def _show(line: str) -> None:
    print(f"{_CLEAR}{line}", end="", file=sys.stderr, flush=True)


def _show_rows(line: str, step: Step, rows: int) -> None:
    """The line with the rows of the file that have been gone through."""
    _show(words()(f"terminal.progress_{step}", line=line, rows=f"{rows:,}"))


def _name(item: object) -> str:
    """The file that is being read; of an address nothing, for it may hold a password."""
    if not isinstance(item, Path) or not item.is_file():
        return ""
    return show_codes(readable(item.name))[:_NAME_CHARS]


def _describe(item: object) -> str:
    """The file that is being read, and that it takes long."""
    name = _name(item)
    if not name or item.stat().st_size >> 20 < LARGE_MEGABYTES:
        return name
    megabytes = item.stat().st_size >> 20
    return words()("terminal.progress_large", name=name, megabytes=megabytes)
