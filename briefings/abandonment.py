"""A file that nobody waits for any more: its making stops before the next part.

Whoever makes a file says how it is known that nobody waits; the writers ask before each part. A
context variable carries it to them, as a file is made in one thread from its first part to its
last.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_nobody_waits: ContextVar[Callable[[], bool] | None] = ContextVar("nobody_waits", default=None)


class Cancelled(Exception):
    """Nobody wants the file any more."""


@contextmanager
def stopping_when(nobody_waits: Callable[[], bool]) -> Iterator[None]:
    """Files made within stop once `nobody_waits` is true."""
    token = _nobody_waits.set(nobody_waits)
    try:
        yield
    finally:
        _nobody_waits.reset(token)


def stop_if_abandoned() -> None:
    """Raises Cancelled where nobody waits for the file being made."""
    nobody_waits = _nobody_waits.get()
    if nobody_waits is not None and nobody_waits():
        raise Cancelled
