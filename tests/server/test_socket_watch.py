"""Streamlit's page with the script that speaks where its WebSocket never opens."""

import gzip

from starlette.applications import Starlette
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse
from starlette.routing import Route

from server.headers import STREAMLIT_PAGE, middleware
from tests.server import asgi

PAGE = STREAMLIT_PAGE.read_bytes()
APP = Starlette(
    routes=[
        Route("/wall", lambda _request: FileResponse(STREAMLIT_PAGE)),
        Route("/gone", lambda _request: HTMLResponse("<head></head>", status_code=404)),
        Route("/text", lambda _request: PlainTextResponse("</head>")),
    ],
    middleware=middleware("/board", "127.0.0.1"),
)
NAVIGATION = "text/html,application/xhtml+xml"


def test_a_page_bears_the_script_and_a_sentence_and_is_otherwise_as_it_was():
    status, headers, body = asgi.get(APP, "/wall", accept=NAVIGATION)
    assert (status, int(headers["content-length"])) == (200, len(body))
    start = body.index(b'<script async src="/board/assets/shared/socket_watch.js" data-lang="zh"')
    end = body.index(b"</script>", start) + len(b"</script>")
    assert body[:start] + body[end:] == PAGE
    assert body[end:].startswith(b"</head>")
    for word in ("WebSocket", "Upgrade", "Host", "server.baseUrlPath"):
        assert word in body[start:end].decode()


def test_the_page_is_whole_whatever_the_browser_has_kept_and_takes():
    etag = asgi.get(APP, "/wall")[1]["etag"]
    asked = {"if_none_match": etag, "range": "bytes=0-9", "accept_encoding": "gzip, br"}
    status, headers, body = asgi.get(APP, "/wall", accept=NAVIGATION, **asked)
    assert status == 200 and "etag" not in headers
    assert headers["content-encoding"] == "gzip"
    assert b"socket_watch.js" in gzip.decompress(body)


def test_what_is_no_page_is_left_alone():
    assert asgi.get(APP, "/wall")[2] == PAGE
    assert asgi.get(APP, "/gone", accept=NAVIGATION)[2] == b"<head></head>"
    assert asgi.get(APP, "/text", accept=NAVIGATION)[2] == b"</head>"
