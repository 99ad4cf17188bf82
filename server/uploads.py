"""What a viewer may hand over: a few small files, as 简报 takes them."""

from collections import OrderedDict

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catalog.sentences import words
from content.briefing.saved_file import MAX_FILE_BYTES

MAX_FILES_PER_VIEWER = 4  # at a time; a file that is taken back makes room
# a saved briefing and what a form writes around it
MAX_UPLOAD_BYTES = MAX_FILE_BYTES + 16_384
# server.maxUploadSize of 1 MB, which the browser heeds, and what a form writes around it
MAX_BYTES_THROWN_AWAY = 1_100_000
# counted at a time, those who left included: more than Streamlit knows; the oldest is forgotten
MAX_VIEWERS_COUNTED = 2000


class TooBig(Exception):
    """More bytes arrived than a file may have."""


class UploadLimit:
    """Bounds the files that Streamlit keeps in memory for its viewers.

    Streamlit itself forgets them when it forgets the viewer, two minutes after the last connection.
    """

    def __init__(self, app: ASGIApp, base_path: str) -> None:
        self.app = app
        self.prefix = f"{base_path}/_stcore/upload_file/"
        self.files: OrderedDict[str, set[str]] = OrderedDict()  # names of files by viewer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(self.prefix):
            await self.app(scope, receive, send)
            return
        viewer, _, file = scope["path"].removeprefix(self.prefix).partition("/")
        if scope["method"] == "PUT":
            await self._take(viewer, file, scope, receive, send)
            return
        if scope["method"] == "DELETE":
            self._forget(viewer, file)
        await self.app(scope, receive, send)

    async def _take(
        self, viewer: str, file: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Hand a file on to Streamlit, or refuse it; one that Streamlit refuses does not count."""
        length = Headers(scope=scope).get("content-length", "")
        if length.isdecimal() and int(length) > MAX_UPLOAD_BYTES:
            await refuse(413, "front.file_too_big", scope, receive, send)
            return
        files = self.files.setdefault(viewer, set())
        if file not in files and len(files) >= MAX_FILES_PER_VIEWER:
            await refuse(429, "front.too_many_files", scope, receive, send)
            return
        files.add(file)
        self.files.move_to_end(viewer)
        if len(self.files) > MAX_VIEWERS_COUNTED:
            self.files.popitem(last=False)
        received, status = 0, 0

        async def receive_limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MAX_UPLOAD_BYTES:
                raise TooBig
            return message

        async def send_and_count(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive_limited, send_and_count)
        except TooBig:
            await refuse(413, "front.file_too_big", scope, receive, send)
        finally:
            if not 200 <= status < 300:
                self._forget(viewer, file)

    def _forget(self, viewer: str, file: str) -> None:
        files = self.files.get(viewer, set())
        files.discard(file)
        if not files:
            self.files.pop(viewer, None)


async def refuse(status: int, key: str, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one sentence, in Chinese: the address of an upload names no language.

    What the browser lets through is read to its end first, and thrown away: a browser that is still
    sending when the connection closes never reads the answer.
    """
    rest = MAX_BYTES_THROWN_AWAY
    while rest > 0:
        message = await receive()
        rest -= len(message.get("body", b""))
        if not message.get("more_body"):
            break
    text = words()(key, kb=MAX_FILE_BYTES // 1000, files=MAX_FILES_PER_VIEWER)
    headers = {} if rest > 0 else {"Connection": "close"}
    await PlainTextResponse(text, status_code=status, headers=headers)(scope, receive, send)
