"""How many pages run at the same moment: the others wait for a slot of their own.

Python computes one thing at a time. A hundred pages that run at once all end as late as the last
of them, and so does the answer to who only asks for figures: it waits behind every one of them for
its turn of a millisecond. Two at a time end one after another, and the figures come between.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

MOST_RUNS = 2
LONGEST_WAIT_S = 3.0  # a run goes on without a slot where others keep theirs for longer

_slots = threading.BoundedSemaphore(MOST_RUNS)


@contextmanager
def run_slot(longest_wait_s: float = LONGEST_WAIT_S) -> Iterator[None]:
    """Let this run of a page begin when fewer than MOST_RUNS are on their way."""
    has_slot = _slots.acquire(timeout=longest_wait_s)
    try:
        yield
    finally:
        if has_slot:
            _slots.release()
