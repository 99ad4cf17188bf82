"""What a session keeps is asked of Streamlit once a run, and is its own."""

import threading

import pytest

from widgets import session_values
from widgets.session_values import keep_for_session


@pytest.fixture
def sessions(monkeypatch):
    """The session of each run to come; `asked` has one for each question to Streamlit."""
    held: list[dict] = []
    asked: list[dict] = []

    def look_up() -> dict:
        asked.append(held[0])
        return held[0]

    monkeypatch.setattr(session_values, "_of_session", look_up)
    return held, asked


@keep_for_session
def marks() -> list[str]:
    """Marks of this session."""
    return []


@keep_for_session
def words() -> list[str]:
    """Words of this session."""
    return ["word"]


def run(mark: str) -> list[str]:
    """What the session has after a run, which has a thread of its own."""
    result: list[str] = []

    def draw() -> None:
        marks().append(mark)
        result.extend(marks() + words())

    thread = threading.Thread(target=draw)
    thread.start()
    thread.join()
    return result


def test_a_run_asks_once_and_the_next_one_has_the_same(sessions):
    held, asked = sessions
    held.append({})
    assert run("a") == ["a", "word"]
    assert run("b") == ["a", "b", "word"]
    assert len(asked) == 2


def test_another_session_has_its_own(sessions):
    held, _ = sessions
    held.append({})
    run("a")
    held[0] = {}
    assert run("b") == ["b", "word"]
