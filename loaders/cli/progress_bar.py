"""A progress bar on a terminal; silence where nobody watches."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from catalog.definitions import words
from loaders.files.paths import readable
from loaders.text import show_codes

Item = TypeVar("Item")
_WIDTH, _LINE_WIDTH, _NAME_CHARS = 24, 100, 20
LARGE_MEGABYTES = 20  # a file of this size takes half a minute or more


def progress_bar(items: list[Item]) -> Iterator[Item]:
    """Yield the items, showing how far along they are, and with which, if stderr is a terminal."""
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    clear = f"\r{'':{_LINE_WIDTH}}\r"
    for done, item in enumerate(items):
        if is_terminal:
            filled = _WIDTH * done // len(items)
            bar = "█" * filled + "░" * (_WIDTH - filled)
            line = words()(
                "terminal.progress", bar=bar, done=done, count=len(items), item=_describe(item)
            )
            print(f"{clear}{line}", end="", file=sys.stderr, flush=True)
        yield item
    if is_terminal:
        print(clear, end="", file=sys.stderr, flush=True)


def _describe(item: object) -> str:
    """The file that is being read, and that it takes long; of an address nothing, for it may hold
    a password."""
    if not isinstance(item, Path) or not item.is_file():
        return ""
    name = show_codes(readable(item.name))[:_NAME_CHARS]
    megabytes = item.stat().st_size >> 20
    if megabytes < LARGE_MEGABYTES:
        return name
    return words()("terminal.progress_large", name=name, megabytes=megabytes)
