"""How many viewers there may be at a time, and the open files and connections they need."""

import math
import os
import sys
import time
from dataclasses import dataclass

from starlette.datastructures import QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catalog.sentences import read_language, words
from server.connections import MAX_WAITING
from server.index_page import asks_for_page
from server.refusal import refuse, refuse_page

MAX_VIEWERS = 200  # unless the setting of this name says otherwise
DESCRIPTORS_PER_VIEWER = 4
# what does not grow with the viewers: those 128 whom Streamlit remembers after they left (3 each),
# connections that wait in either state, files and pictures being made
OTHER_DESCRIPTORS = 128 * 3 + 2 * MAX_WAITING + 64
RETRY_S = 15  # after which the page of those who wait asks again


@dataclass
class Viewers:
    """Viewers of this process, each with a WebSocket open, how many there may be, and when (of the
    monotonic clock) one of them last did anything."""

    now: int = 0
    limit: int = MAX_VIEWERS
    heard_at: float = -math.inf

    @property
    def full(self) -> bool:
        """Whether another one would be too many."""
        return self.now >= self.limit


viewers = Viewers()


class ViewerLimit:
    """Lets a viewer in while there is room, and answers 503 with a sentence where there is none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._let_in(scope, receive, send)
        elif viewers.full and asks_for_page(scope):
            t = read_language(QueryParams(scope["query_string"]).get("lang"))
            sentence = t("front.full", limit=viewers.limit)
            await refuse_page(503, sentence, RETRY_S, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        if viewers.full:
            t = read_language(QueryParams(scope["query_string"]).get("lang"))
            await refuse(503, t("front.full", limit=viewers.limit), scope, receive, send)
            return

        async def receive_and_note() -> Message:
            message = await receive()
            viewers.heard_at = time.monotonic()
            return message

        viewers.now += 1
        try:
            await self.app(scope, receive_and_note, send)
        finally:
            viewers.now -= 1


def raise_descriptor_limit() -> int:
    """Open as many files and connections as the system lets this process; how many that is.

    Windows has no such limit to raise: there the setting alone counts.
    """
    if sys.platform == "win32":
        return sys.maxsize
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return sys.maxsize if hard == resource.RLIM_INFINITY else hard


def viewer_limit(descriptors: int) -> int:
    """MAX_VIEWERS, or fewer where there are not descriptors enough; at least one viewer."""
    setting = os.environ.get("MAX_VIEWERS") or str(MAX_VIEWERS)
    if not setting.isdecimal() or int(setting) == 0:
        sys.exit(words()("front.bad_max_viewers", value=setting[:20]))
    room = (descriptors - OTHER_DESCRIPTORS) // DESCRIPTORS_PER_VIEWER
    return max(1, min(int(setting), room))
