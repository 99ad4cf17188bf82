"""What every answer carries, and how it is compressed."""

import gzip

import pytest
from starlette.applications import Starlette
from starlette.responses import FileResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Mount, Route, WebSocketRoute

from server import assets
from server.headers import HEADERS, POLICY, middleware
from tests.server import asgi


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
    Route("/file", lambda _request: FileResponse(assets.ASSETS / "board" / "board.js")),
    WebSocketRoute("/socket", _socket),
]
APP = Starlette(routes=assets.routes("") + EXTRA, middleware=middleware("", "127.0.0.1"))


@pytest.mark.parametrize("path", ["/assets/board/board.js", "/stream", "/assets/nothing.js"])
def test_every_answer_carries_the_headers(path):
    _, headers, _ = asgi.get(APP, path)
    for name, value in HEADERS.items():
        assert headers[name] == value


def test_a_page_may_use_no_power_of_the_browser_and_meets_no_other_site():
    _, headers, _ = asgi.get(APP, "/stream")
    assert "camera=(), " in headers["permissions-policy"]
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_what_nothing_of_ours_uses_is_closed():
    everything = [Mount("/", lambda *call: PlainTextResponse("open")(*call))]
    for base_path in ("", "/board"):
        app = Starlette(routes=everything, middleware=middleware(base_path, "127.0.0.1"))
        for path, status in (("metrics", 404), ("agent", 404), ("agent/mcp", 404), ("health", 200)):
            assert asgi.get(app, f"{base_path}/_stcore/{path}")[0] == status


def test_the_policy_allows_no_foreign_host_no_eval_and_no_framing():
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert "http" not in POLICY
    assert rules["frame-ancestors"] == rules["object-src"] == "'none'"
    assert "unsafe" not in rules["script-src"]
    assert "blob:" in rules["script-src"]
    assert "'sha256-" in rules["script-src"]


def test_streams_are_compressed_piece_by_piece_and_whole():
    _, headers, body = asgi.get(APP, "/stream", accept_encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == b"first " * 400 + b"second"


def test_plotly_that_is_compressed_already_is_not_compressed_again():
    _, headers, body = asgi.get(APP, f"/assets/{assets.plotly_js.NAME}", accept_encoding="gzip, br")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == assets.plotly_js.FILE.read_bytes()


def test_pictures_and_parts_of_files_are_left_alone():
    _, headers, body = asgi.get(APP, "/image", accept_encoding="gzip")
    assert "content-encoding" not in headers
    assert body == b"x" * 5000
    status, headers, body = asgi.get(APP, "/file", accept_encoding="gzip", range="bytes=0-1999")
    assert status == 206
    assert "content-encoding" not in headers
    assert body == (assets.ASSETS / "board" / "board.js").read_bytes()[:2000]


def test_websockets_pass():
    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0"},
        "path": "/socket",
        "raw_path": b"/socket",
        "root_path": "",
        "scheme": "ws",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
        "subprotocols": [],
    }
    assert [message["type"] for message in asgi.messages(APP, scope)] == [
        "websocket.accept",
        "websocket.send",
        "websocket.close",
    ]
