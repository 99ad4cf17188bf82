"""What a build is at, in the last line of a terminal; silence where nobody watches."""

import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from catalog.definitions import words
from loaders.cli.terminal import say
from loaders.files.paths import readable
from loaders.text import show_codes
from loaders.work_progress import Step, watching

Item = TypeVar("Item")
_WIDTH, _NAME_CHARS = 24, 20
_USUAL_COLUMNS = 80  # of a terminal that does not tell its own
LARGE_MEGABYTES = 20  # a file of this size takes half a minute or more


def progress_bar(items: list[Item]) -> Iterator[Item]:
    """Yield the items, showing how far along they are, with which, and what is done with it, if
    stderr is a terminal."""
    if not _is_watched():
        yield from items
        return
    for done, item in enumerate(items):
        filled = _WIDTH * done // len(items)
        bar = "█" * filled + "░" * (_WIDTH - filled)
        parts = {"bar": bar, "done": done, "count": len(items)}
        _show(words()("terminal.progress", **parts, item=_describe(item)))
        line = words()("terminal.progress", **parts, item=_name(item))
        with watching(partial(_show_step_of, line)):
            yield item
    _clear()


@contextmanager
def step_line() -> Iterator[None]:
    """Show the steps of the work within if stderr is a terminal; nothing of them stays there."""
    if not _is_watched():
        yield
        return
    try:
        with watching(_show_step):
            yield
    finally:
        _clear()


def say_above_steps(line: str) -> None:
    """Write a line about what is going on to stdout, in the place of the step that is shown."""
    if _is_watched():
        _clear()
    say(line)


def _is_watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _clear() -> None:
    _print(" " * (_columns() - 1) + "\r")


def _show(line: str) -> None:
    """The line in the place of the one before it, without its end where the terminal is narrow."""
    _clear()
    _print(_cut(line, _columns() - 1))


def _print(text: str) -> None:
    print(f"\r{text}", end="", file=sys.stderr, flush=True)


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL_COLUMNS
    except OSError:
        return _USUAL_COLUMNS


def _cut(line: str, columns: int) -> str:
    """As much of a line as the columns hold; a Chinese sign takes two.

    >>> _cut("读取 a", 4), _cut("读取 a", 6)
    ('读取', '读取 a')
    """
    used = 0
    for place, sign in enumerate(line):
        used += 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if used > columns:
            return line[:place].rstrip()
    return line


def _show_step(step: Step, parts: dict[str, int | str]) -> None:
    _show(_step_in_words(step, parts))


def _show_step_of(line: str, step: Step, parts: dict[str, int | str]) -> None:
    """The line of a file with what is done with it."""
    _show(words()("terminal.progress_of", line=line, step=_step_in_words(step, parts)))


def _step_in_words(step: Step, parts: dict[str, int | str]) -> str:
    counts = {name: f"{n:,}" if isinstance(n, int) else n for name, n in parts.items()}
    return words()(f"terminal.step_{step}", **counts)


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
