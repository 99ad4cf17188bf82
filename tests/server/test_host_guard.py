"""Only what calls the server by its own name is let in, and no page of another site."""

import socket

import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from streamlit import net_util
from streamlit.web.server.starlette.starlette_websocket import _is_origin_allowed

from server.host_guard import HostGuard, is_own_origin
from tests.server import asgi

MACHINE = "board.example.cn"
LISTENING = {"loopback": "127.0.0.1", "all": "0.0.0.0", "all six": "::", "own": "10.1.2.3"}

# listening at, arrived at, Host, Origin, answer
ASKED = """
loopback  127.0.0.1         127.0.0.1:8501            -                                200
loopback  127.0.0.1         localhost                 -                                200
loopback  127.0.0.1         LOCALHOST.:8501           -                                200
loopback  ::1               [::1]:8501                http://[::1]:8501                200
loopback  127.0.0.1         127.0.0.1:8501            http://127.0.0.1:8501            200
loopback  127.0.0.1         localhost:8501            https://localhost:8501           200
loopback  127.0.0.1         dash.gov.cn               https://dash.gov.cn              200
loopback  127.0.0.1         dash.gov.cn:8443          https://dash.gov.cn:8443         200
loopback  127.0.0.1         [fd00::7]                 -                                200
loopback  127.0.0.1         evil.example              -                                403
loopback  127.0.0.1         evil.example:8501         http://evil.example:8501         403
loopback  127.0.0.1         board:8501                -                                403
loopback  127.0.0.1         10.1.2.3:8501             -                                403
loopback  127.0.0.1         127.0.0.1.evil.example    -                                403
loopback  127.0.0.1         localhost:port            -                                403
loopback  127.0.0.1         localhost:99999           -                                403
loopback  127.0.0.1         localhost/x               -                                403
loopback  127.0.0.1         evil@localhost            -                                403
loopback  127.0.0.1         [::1                      -                                403
loopback  127.0.0.1         -                         -                                403
loopback  127.0.0.1         localhost:8501            http://evil.example              403
loopback  127.0.0.1         localhost:8501            http://localhost:9000            403
loopback  127.0.0.1         localhost:8501            http://127.0.0.1:8501            403
loopback  127.0.0.1         dash.gov.cn               https://dash.gov.cn:8443         403
loopback  127.0.0.1         localhost:8501            null                             403
loopback  127.0.0.1         localhost:8501            http://[localhost:8501           403
all       10.1.2.3          10.1.2.3:8501             http://10.1.2.3:8501             200
all       10.1.2.3          board:8501                -                                200
all       10.1.2.3          board.example.cn:8501     -                                200
all       10.1.2.3          10.9.9.9:8501             -                                403
all       10.1.2.3          evil.example              -                                403
all six   ::ffff:10.1.2.3   10.1.2.3:8501             -                                200
all six   fe80::1%eth0      [fe80::1]:8501            -                                200
own       127.0.0.1         10.1.2.3:8501             -                                200
own       10.1.2.3          board:8501                -                                200
own       10.1.2.3          evil.example              -                                403
"""


@pytest.fixture
def guards(monkeypatch):
    """Guards by where the server listens, before an application that says hello."""
    monkeypatch.setenv("ALLOWED_HOSTS", "Dash.gov.cn, [fd00::7],")
    monkeypatch.setattr(socket, "gethostname", lambda: MACHINE)

    def resolve(*_):
        raise AssertionError("a name was looked up")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    inner = PlainTextResponse("hello")
    return {name: HostGuard(inner, address) for name, address in LISTENING.items()}


def rows() -> list[list[str]]:
    table = ASKED.replace("all six", "all_six").strip().splitlines()
    return [[cell.replace("all_six", "all six") for cell in row.split()] for row in table]


def scope(kind: str, arrived: str, host: str, origin: str) -> dict:
    named = {"host": host, "origin": origin}
    headers = [(name.encode(), text.encode()) for name, text in named.items() if text != "-"]
    return {
        "type": kind,
        "method": "GET",
        "path": "/_stcore/stream",
        "query_string": b"",
        "server": (arrived, 8501),
        "headers": headers,
        "extensions": {"websocket.http.response": {}},
    }


def test_only_own_names_and_own_pages_are_let_in(guards):
    for listening, arrived, host, origin, expected in rows():
        request = scope("http", arrived, host, origin)
        start, body = asgi.messages(guards[listening], request)
        assert start["status"] == int(expected), (listening, arrived, host, origin)
        assert body["body"].decode().startswith("拒绝访问：" if expected == "403" else "hello")
        request = scope("websocket", arrived, host, origin)
        answer = asgi.messages(guards[listening], request)
        kinds = ["websocket.http.response.start", "websocket.http.response.body"]
        assert [message["type"] for message in answer] == kinds
        assert answer[0]["status"] == int(expected) and answer[1]["body"] == body["body"]
        request["extensions"] = {}
        if expected == "403":  # no more can be said
            assert asgi.messages(guards[listening], request)[0]["type"] == "websocket.close"


def test_streamlit_never_looks_up_an_address_to_judge_what_is_let_in(monkeypatch):
    """What the guard lets in, Streamlit's own check lets in before it asks for outside help."""

    def look_up():
        raise AssertionError("an outside address was asked")

    monkeypatch.setattr(net_util, "get_external_ip", look_up)
    for *_, host, origin, expected in rows():
        if expected == "200" and origin != "-":
            headers = Headers({"host": host, "origin": origin})
            assert is_own_origin(headers) and _is_origin_allowed(origin, host)


def test_several_hosts_or_origins_are_foreign(guards):
    for name in ("host", "origin"):
        request = scope("http", "127.0.0.1", "localhost", "http://localhost")
        request["headers"] += [pair for pair in request["headers"] if pair[0] == name.encode()]
        assert asgi.messages(guards["loopback"], request)[0]["status"] == 403


def test_the_sentence_is_in_the_language_of_the_address(guards):
    request = scope("http", "127.0.0.1", "evil.example", "-") | {"query_string": b"lang=en"}
    assert asgi.messages(guards["loopback"], request)[1]["body"].startswith(b"Refused")
