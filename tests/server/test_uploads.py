"""What a viewer hands over: few files, small ones, and forgotten when the viewer has left."""

import asyncio
import gc

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from server.headers import middleware
from server.uploads import MAX_FILES_PER_VIEWER, MAX_UPLOAD_BYTES
from tests.server.waiting import finished

received_bytes: list[int] = []


async def _take(request: Request) -> Response:
    if "broken" in request.path_params["file"]:
        return Response(status_code=400)
    received_bytes.append(len(await request.body()))
    return Response(status_code=204)


ADDRESS = "/_stcore/upload_file/{viewer}/{file}"
APP = Starlette(
    routes=[Route(ADDRESS, _take, methods=["PUT", "DELETE"])],
    middleware=middleware("", "127.0.0.1"),
)


def send(method: str, viewer: str, file: str, sizes=(10,), named: int | None = None) -> int:
    """The status of the answer to a body in pieces; named: the length its head gives, if any."""
    bodies = [b"x" * size for size in sizes]
    sent = []
    headers = [(b"host", b"localhost")]
    if named is not None:
        headers.append((b"content-length", str(named).encode()))

    async def receive():
        body = bodies.pop(0) if bodies else b""
        return {"type": "http.request", "body": body, "more_body": bool(bodies)}

    async def remember(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": ADDRESS.format(viewer=viewer, file=file),
             "query_string": b"", "headers": headers}  # fmt: skip
    finished(APP(scope, receive, remember))
    return sent[0]["status"]


def test_a_viewer_has_room_for_a_few_files_until_some_are_taken_back():
    names = [f"file {number}" for number in range(MAX_FILES_PER_VIEWER)]
    assert {send("PUT", "first", name) for name in names} == {204}
    assert send("PUT", "first", "one more") == 429
    assert send("PUT", "first", names[0]) == 204, "the same again takes no more room"
    assert send("PUT", "second", "file 0") == 204, "another viewer"
    assert send("DELETE", "first", names[0]) == 204
    assert send("PUT", "first", "one more") == 204


def test_what_streamlit_refuses_takes_no_room():
    for number in range(2 * MAX_FILES_PER_VIEWER):
        assert send("PUT", "third", f"broken {number}") == 400
    assert send("PUT", "third", "whole") == 204


def test_a_big_file_is_refused_whatever_its_head_says():
    received_bytes.clear()
    half = MAX_UPLOAD_BYTES // 2 + 1
    assert send("PUT", "fourth", "big", named=MAX_UPLOAD_BYTES + 1) == 413
    assert send("PUT", "fourth", "big", sizes=(half, half)) == 413
    assert send("PUT", "fourth", "big", sizes=(half, half), named=10) == 413
    assert received_bytes == []
    assert send("PUT", "fourth", "right", sizes=(half, half - 2)) == 204


def test_files_are_forgotten_with_the_viewer():
    """Streamlit's own work, which the figures of the manual rely on."""

    async def leave() -> int:
        files, remembered = MemoryUploadedFileManager("/files"), MemorySessionStorage(1, 0.05)

        def arrive() -> str:
            script = ScriptData(main_script_path="page.py", is_hello=False)
            session = AppSession(script, files, ScriptCache(), None, {})
            files.add_file(session.id, UploadedFileRec("file", "a.toml", "text/plain", b"x"))
            remembered.save(SessionInfo(None, session, 0))
            return session.id

        first = arrive()
        assert len(files.get_files(first, ["file"])) == 1
        await asyncio.sleep(0.1)
        arrive()
        gc.collect()
        return len(files.get_files(first, ["file"]))

    assert finished(leave()) == 0
