"""A limit of viewers well before the system's own, with a sentence and a figure."""

import json
import resource
import subprocess
import sys

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route, WebSocketRoute
from uvicorn.protocols.http.auto import AutoHTTPProtocol
from uvicorn.protocols.http.h11_impl import H11Protocol

from server import viewers as room
from server.client_limit import ClientLimit, name_client
from server.headers import middleware
from server.routes import report_health
from tests.server import asgi

SOCKET = {
    "type": "websocket",
    "path": "/socket",
    "query_string": b"",
    "headers": [(b"host", b"localhost")],
}


async def _socket(websocket):
    await websocket.accept()
    await websocket.send_json(json.loads(report_health(None).body)["viewers"])
    await websocket.close()


APP = Starlette(
    routes=[
        Route("/", lambda _request: HTMLResponse("page")),
        WebSocketRoute("/socket", _socket),
    ],
    middleware=middleware("", "127.0.0.1"),
)


def test_a_viewer_is_counted_while_there(monkeypatch, tmp_path):
    monkeypatch.setenv("TABLES_DIR", str(tmp_path))
    sent = asgi.messages(APP, SOCKET)[1]
    assert json.loads(sent["text"])["now"] == 1
    assert room.viewers.now == 0


def test_one_too_many_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(room.viewers, "now", 3)
    monkeypatch.setattr(room.viewers, "limit", 3)
    assert [message["type"] for message in asgi.messages(APP, SOCKET)] == ["websocket.close"]
    start, text = asgi.messages(APP, SOCKET | {"extensions": {"websocket.http.response": {}}})
    assert start["status"] == 503 and "已达上限（3 位）" in text["body"].decode()
    status, headers, body = asgi.get(APP, "/", accept="text/html")
    assert (status, headers["refresh"]) == (503, "15")
    assert "已达上限（3 位）" in body.decode()
    monkeypatch.setattr(room.viewers, "now", 2)
    assert asgi.get(APP, "/", accept="text/html")[0] == 200


def test_the_limit_leaves_descriptors_for_everything_else(monkeypatch):
    cases = [(20_000, "", 200), (20_000, "300", 300), (1504, "", 200), (1024, "", 80), (9, "", 1)]
    for descriptors, setting, expected in cases:
        monkeypatch.setenv("MAX_VIEWERS", setting)
        assert room.viewer_limit(descriptors) == expected


def test_a_setting_that_is_no_number_is_named(monkeypatch):
    monkeypatch.setenv("MAX_VIEWERS", "many")
    with pytest.raises(SystemExit, match="MAX_VIEWERS 应是一个正整数，现在是“many”"):
        room.viewer_limit(20_000)


def test_the_server_takes_the_descriptors_it_may_have():
    """In a process of its own: a limit that is lowered for good concerns no other test."""
    program = (
        "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (256, 700))\n"
        "from server.viewers import raise_descriptor_limit\n"
        "print(raise_descriptor_limit(), *resource.getrlimit(resource.RLIMIT_NOFILE))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["700", "700", "700"]
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[1] >= 700


def test_uvicorn_holds_connections_in_the_class_that_has_deadlines():
    assert AutoHTTPProtocol is H11Protocol


def test_a_client_that_holds_too_many_connections_is_refused_and_no_other(monkeypatch):
    monkeypatch.setenv("MAX_CONNECTIONS_PER_CLIENT", "2")
    answers: list[str] = []

    async def nest(scope, receive, send):
        """Asks again while the first request is still under way."""
        answers.append(scope["client"][0])
        if len(answers) < 9:
            await limit(scope, receive, send)

    limit = ClientLimit(nest)
    request = {"type": "http", "query_string": b"", "headers": [(b"accept", b"text/html")],
               "method": "GET", "path": "/"}  # fmt: skip
    start, body = asgi.messages(limit, request | {"client": ("10.0.0.7", 1)})
    assert answers == ["10.0.0.7"] * 2 and start["status"] == 429
    assert "已达上限（2 个）" in body["body"].decode()
    socket = SOCKET | {"client": ("10.0.0.7", 1)}
    assert asgi.messages(limit, socket)[-1]["type"] == "websocket.close"
    assert not limit.open  # whoever has left holds none
    names = {"10.1.2.3": "10.1.2.3", "::ffff:10.1.2.3": "10.1.2.3", "127.0.0.1": "",
             "2001:db8::1:2:3:4": "2001:db8::/64"}  # fmt: skip
    assert {a: name_client(request | {"client": (a, 1)}) for a in names} == names
    answers.clear()
    asgi.messages(limit, request | {"client": ("127.0.0.1", 1)})
    assert len(answers) == 9
    for setting in ("many", "-1", "²"):
        monkeypatch.setenv("MAX_CONNECTIONS_PER_CLIENT", setting)
        with pytest.raises(SystemExit, match="MAX_CONNECTIONS_PER_CLIENT"):
            ClientLimit(nest)
