"""What a run reports reaches the event loop together, in its order, and no later than it must."""

import asyncio
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import websocket_session_manager
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache

from widgets.frame import run_reports
from widgets.frame.run_reports import Session, take_reports_together

MESSAGES = 40
RUNNER = SimpleNamespace(on_event=None)  # whose reports a session takes
DUE_S = 30


def open_session(kind: type[AppSession]) -> AppSession:
    """A session as Streamlit opens it, with a run on its way."""
    session = kind(ScriptData("frame.py", False), None, ScriptCache(), None, {})
    session._scriptrunner = RUNNER
    session.shutdown = lambda: None  # it has no server whose files it would clear
    return session


def report(session: AppSession, number: int) -> None:
    """A message, as the thread of a run reports it."""
    message = ForwardMsg()
    message.page_config_changed.title = str(number)
    session._on_scriptrunner_event(
        RUNNER, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, forward_msg=message
    )


def run(session: AppSession) -> None:
    """A run that reports messages and ends."""
    for number in range(MESSAGES):
        report(session, number)
        time.sleep(0.0002)  # a page draws its next element
    session._on_scriptrunner_event(RUNNER, ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS)
    session._on_scriptrunner_event(RUNNER, ScriptRunnerEvent.SHUTDOWN)


def run_apart(coroutine: Coroutine):
    """What a coroutine returns, run in a thread of its own: in the main one a loop may be running
    already, that of the browser of tests before."""
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(asyncio.run, coroutine).result()


async def wait_for(condition) -> float:
    """Seconds until something holds."""
    begun = time.monotonic()
    while not condition():
        await asyncio.sleep(0.001)
        assert time.monotonic() - begun < DUE_S
    return time.monotonic() - begun


def read_messages(session: AppSession) -> list[str]:
    """What the browser is sent: titles, and what else by its kind."""
    messages = session.flush_browser_queue()
    kinds = [message.WhichOneof("type") for message in messages]
    return [
        message.page_config_changed.title if kind == "page_config_changed" else kind
        for kind, message in zip(kinds, messages, strict=True)
    ]


@pytest.mark.parametrize(("kind", "count"), [(AppSession, MESSAGES + 2), (Session, 2)])
def test_a_run_wakes_the_event_loop_when_it_begins_to_report_and_when_it_has_ended(
    monkeypatch, kind, count
):
    """Streamlit wakes it for each message: where it no longer does, nothing need be replaced."""
    monkeypatch.setattr(run_reports, "LONGEST_WAIT_S", DUE_S)

    async def count_wakes() -> tuple[int, list[str]]:
        session, loop = open_session(kind), asyncio.get_running_loop()
        wakes, wake = [], loop.call_soon_threadsafe
        loop.call_soon_threadsafe = lambda *call: (wakes.append(1), wake(*call))
        thread = threading.Thread(target=run, args=(session,))
        thread.start()
        await wait_for(lambda: session._scriptrunner is None)
        thread.join()
        return len(wakes), read_messages(session)

    wakes, messages = run_apart(count_wakes())
    assert wakes == count
    assert messages == [*map(str, range(MESSAGES)), "script_finished"]


def test_what_a_run_that_goes_on_has_reported_is_sent_after_a_wait():
    async def report_and_go_on() -> tuple[float, list[str]]:
        session = open_session(Session)
        report(session, 0)
        report(session, 1)
        waited = await wait_for(lambda: len(session._browser_queue) == 2)
        report(session, 2)
        await wait_for(lambda: len(session._browser_queue) == 3)
        return waited, read_messages(session)

    waited, messages = run_apart(report_and_go_on())
    assert waited > run_reports.LONGEST_WAIT_S / 2
    assert messages == ["0", "1", "2"]


def test_what_a_session_says_itself_keeps_its_place_among_the_reports():
    """After a failure it ends the run before it shows what failed (handle_backmsg_exception)."""

    async def fail() -> list[str]:
        session = open_session(Session)
        report(session, 0)
        session._call_soon_on_event_loop(
            lambda: session._enqueue_forward_msg(session._create_file_change_message())
        )
        report(session, 1)
        await wait_for(lambda: len(session._browser_queue) == 3)
        return read_messages(session)

    assert run_apart(fail()) == ["0", "session_event", "1"]


def test_the_server_opens_sessions_of_this_kind(monkeypatch):
    monkeypatch.setattr(websocket_session_manager, "AppSession", AppSession)
    take_reports_together()
    assert websocket_session_manager.AppSession is Session
