"""A few pages run at a time; nobody waits for ever."""

import threading

import pytest

from widgets.frame import run_slots
from widgets.frame.run_slots import MOST_RUNS, run_slot


@pytest.fixture(autouse=True)
def slots(monkeypatch):
    """Slots that no page of another test holds."""
    slots = threading.BoundedSemaphore(MOST_RUNS)
    monkeypatch.setattr(run_slots, "_slots", slots)
    return slots


def count_free(slots) -> int:
    """How many pages could begin now; none of them can afterwards."""
    return sum(slots.acquire(blocking=False) for _ in range(MOST_RUNS + 1))


def test_as_many_pages_run_at_a_time_as_there_are_slots(slots):
    arrived, ended = threading.Semaphore(0), threading.Event()

    def run():
        with run_slot():
            arrived.release()
            ended.wait(60)

    runs = [threading.Thread(target=run) for _ in range(3 * MOST_RUNS)]
    for thread in runs:
        thread.start()
    assert all(arrived.acquire(timeout=30) for _ in range(MOST_RUNS))
    assert not arrived.acquire(timeout=0.5)  # of those that run on, no other has a slot
    ended.set()
    assert all(arrived.acquire(timeout=30) for _ in range(2 * MOST_RUNS))
    for thread in runs:
        thread.join(30)
    assert count_free(slots) == MOST_RUNS


def test_a_page_goes_on_where_others_keep_their_slots(slots):
    count_free(slots)
    with run_slot(longest_wait_s=0.01):
        pass  # without a slot, hence with none to give back
    assert count_free(slots) == 0


def test_a_page_that_fails_gives_its_slot_back(slots):
    with pytest.raises(RuntimeError), run_slot():
        raise RuntimeError("a page")
    assert count_free(slots) == MOST_RUNS
