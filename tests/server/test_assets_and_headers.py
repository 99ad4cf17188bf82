"""The front door's routes and headers, asked over ASGI itself: no HTTP client is installed."""

import gzip
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route, WebSocketRoute

from server import assets_and_headers
from server.assets_and_headers import ASSETS, PLOTLY, middleware, routes
from tests.server.waiting import finished

FILES = sorted(ASSETS.rglob("*.[jc]s*"))


async def _pieces():
    yield b"first " * 400
    yield b"second"


async def _socket(websocket):
    await websocket.accept()
    await websocket.send_text("here")
    await websocket.close()


EXTRA = [
    Route("/stream", lambda _request: StreamingResponse(_pieces(), media_type="text/plain")),
    Route("/image", lambda _request: PlainTextResponse("x" * 5000, media_type="image/png")),
    WebSocketRoute("/socket", _socket),
]
APP = Starlette(routes=[*routes(), *EXTRA], middleware=middleware())


def messages(scope):
    """Everything the application sends in answer to one request without a body."""
    sent = []
    incoming = ["websocket.connect" if scope["type"] == "websocket" else "http.request"]

    async def receive():
        return {"type": incoming.pop(0) if incoming else "http.disconnect", "body": b""}

    async def send(message):
        sent.append(message)

    finished(APP(scope, receive, send))
    return sent


def get(path, **headers):
    """(status, headers, body) of a GET; headers as keywords, `_` for `-`."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "scheme": "http",
        "query_string": b"",
        "headers": raw,
    }
    start, *rest = messages(scope)
    body = b"".join(message.get("body", b"") for message in rest)
    return start["status"], Headers(raw=start["headers"]), body


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_asset_is_served_with_its_type_and_asked_for_again(path):
    address = assets_and_headers.address(path.relative_to(ASSETS).as_posix())
    status, headers, body = get(address)
    assert status == 200
    kind = "text/css" if path.suffix == ".css" else "javascript"
    assert kind in headers["content-type"]
    assert headers["cache-control"] == "no-cache"
    assert body == path.read_bytes()
    again, _, nothing = get(address, if_none_match=headers["etag"])
    assert (again, nothing) == (304, b"")


def test_modules_import_only_what_is_served():
    for path in FILES:
        for name in re.findall(r'(?:from|url\() ?"([^"]+)"', path.read_text(encoding="utf-8")):
            assert (path.parent / name).resolve() in FILES, f"{path.name} imports {name}"


def test_modules_name_no_foreign_host_and_write_no_html():
    for path in FILES:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|\.innerHTML|insertAdjacentHTML", text), path.name


def test_plotly_comes_from_the_installed_package_and_never_changes():
    status, headers, body = get(assets_and_headers.address("plotly.js"))
    assert (status, body) == (200, PLOTLY.read_bytes())
    assert headers["content-type"].startswith("text/javascript")
    assert "immutable" in headers["cache-control"]


def test_plotly_is_packed_for_those_who_take_it():
    _, headers, body = get(assets_and_headers.address("plotly.js"), accept_encoding="gzip, br")
    assert headers["content-encoding"] == "gzip"
    assert headers["vary"].lower() == "accept-encoding"
    assert int(headers["content-length"]) == len(body) < PLOTLY.stat().st_size / 3
    assert gzip.decompress(body) == PLOTLY.read_bytes()


@pytest.mark.parametrize(
    "name", ["nothing.js", "plotly-0.0.0.min.js", "../page.py", "board/board.py"]
)
def test_an_unknown_asset_is_not_found(name):
    status, headers, _ = get(f"/assets/{name}")
    assert status == 404
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", ["/assets/board/board.js", "/stream", "/assets/nothing.js"])
def test_every_answer_carries_the_headers(path):
    _, headers, _ = get(path)
    for name, value in assets_and_headers.HEADERS.items():
        assert headers[name] == value


def test_the_policy_allows_no_foreign_host_no_eval_and_no_framing():
    rules = dict(rule.split(" ", 1) for rule in assets_and_headers.POLICY.split("; "))
    assert "http" not in assets_and_headers.POLICY
    assert rules["frame-ancestors"] == rules["object-src"] == "'none'"
    assert "unsafe" not in rules["script-src"]
    assert "blob:" in rules["script-src"]
    assert "'sha256-" in rules["script-src"]


def test_streams_are_packed_piece_by_piece_and_whole():
    _, headers, body = get("/stream", accept_encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == b"first " * 400 + b"second"


def test_pictures_and_parts_of_files_are_left_alone():
    _, headers, body = get("/image", accept_encoding="gzip")
    assert "content-encoding" not in headers
    assert body == b"x" * 5000
    status, headers, body = get(
        "/assets/board/board.js", accept_encoding="gzip", range="bytes=0-1999"
    )
    assert status == 206
    assert "content-encoding" not in headers
    assert body == (ASSETS / "board" / "board.js").read_bytes()[:2000]


def test_websockets_pass():
    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0"},
        "path": "/socket",
        "raw_path": b"/socket",
        "root_path": "",
        "scheme": "ws",
        "query_string": b"",
        "headers": [],
        "subprotocols": [],
    }
    assert [message["type"] for message in messages(scope)] == [
        "websocket.accept",
        "websocket.send",
        "websocket.close",
    ]


def test_addresses_follow_the_base_path(monkeypatch):
    monkeypatch.setattr(assets_and_headers.st, "get_option", lambda _name: "/board/")
    assert assets_and_headers.address("board/board.js") == "/board/assets/board/board.js"
    assert Path(assets_and_headers.address("plotly.js")).parent == Path("/board/assets")
