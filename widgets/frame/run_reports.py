"""What a run of a page reports, handed to the event loop together.

Streamlit hands over each message of a run by itself: some fifty times in a run of ten milliseconds
the loop wakes up and asks the run for the interpreter, which costs more than what it then does.
"""

from collections import deque
from collections.abc import Callable

from streamlit.runtime import websocket_session_manager
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent

LONGEST_WAIT_S = 0.05  # of a message whose run goes on: its reader sees that something comes


class Session(AppSession):
    """A session of Streamlit that takes the reports of a run when it has ended, or after a wait.

    All of them in the order in which they came, those of the session itself among them.
    """

    def __init__(self, *args, **kwargs) -> None:
        self._reports: deque[Callable[[], None]] = deque()
        self._is_waiting = False
        super().__init__(*args, **kwargs)

    def _on_scriptrunner_event(
        self, sender: ScriptRunner | None, event: ScriptRunnerEvent, **details
    ) -> None:
        super()._on_scriptrunner_event(sender, event, **details)
        if event is ScriptRunnerEvent.SHUTDOWN:  # the last one of a run
            super()._call_soon_on_event_loop(self._take_reports)

    def _call_soon_on_event_loop(self, callback: Callable[[], None]) -> None:
        """Called by threads that run pages, and by the event loop."""
        self._reports.append(callback)
        if not self._is_waiting:
            self._is_waiting = True
            super()._call_soon_on_event_loop(self._wait_for_reports)

    def _wait_for_reports(self) -> None:
        self._event_loop.call_later(LONGEST_WAIT_S, self._take_reports)

    def _take_reports(self) -> None:
        self._is_waiting = False  # first: what is appended from now on waits anew, or is taken here
        while self._reports:
            self._event_loop.call_soon(self._reports.popleft())


def take_reports_together() -> None:
    """Let Streamlit make sessions of this kind; it has no setting for how often a run reports."""
    websocket_session_manager.AppSession = Session
