"""Streamlit's page with our scripts, which run before its own or speak in its place."""

import gzip
import re
import tomllib
from pathlib import Path

from starlette.applications import Starlette
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse
from starlette.routing import Route

from server.assets import ASSETS
from server.headers import STREAMLIT_PAGE, middleware
from server.index_page import ENGINE_FLOOR
from server.routes import routes
from tests.server import asgi

ROOT = Path(__file__).parent.parent.parent
PAGE = STREAMLIT_PAGE.read_bytes()
APP = Starlette(
    routes=[
        Route("/board/layout", lambda _request: FileResponse(STREAMLIT_PAGE)),
        Route("/board/layout/map", lambda _request: FileResponse(STREAMLIT_PAGE)),
        Route("/wall", lambda _request: FileResponse(STREAMLIT_PAGE)),
        Route("/gone", lambda _request: HTMLResponse("<head></head>", status_code=404)),
        Route("/text", lambda _request: PlainTextResponse("</head>")),
    ],
    middleware=middleware("/board", "127.0.0.1"),
)
NAVIGATION = "text/html,application/xhtml+xml"


def cut(page: str, start: str, end: str) -> tuple[str, str]:
    """The part of a page from one text to the end of another, and the page without it."""
    first = page.index(start)
    last = page.index(end, first) + len(end)
    return page[first:last], page[:first] + page[last:]


def test_a_page_bears_our_scripts_and_sentences_and_is_otherwise_as_it_was():
    status, headers, body = asgi.get(APP, "/wall", accept=NAVIGATION)
    assert (status, int(headers["content-length"])) == (200, len(body))
    page = body.decode()
    assets = "/board/assets"
    paint, page = cut(page, f'<link rel="stylesheet" href="{assets}/first_paint/', "</script>")
    supply, page = cut(page, f'<script defer src="{assets}/old_engines/supply.js"', "</script>")
    floor, page = cut(page, f'<script defer src="{assets}/old_engines/floor.js"', "</script>")
    held, page = cut(page, f'<script defer src="{assets}/shared/held_messages.js"', "</script>")
    watch, page = cut(page, f'<script async src="{assets}/shared/socket_watch.js"', "</script>")
    paper, page = cut(page, '<link rel="stylesheet" media="print"', "</style>")
    ours = f'<link rel="modulepreload" [^>]*href="{assets}/.*?>'
    early = re.findall(ours, page)
    page = re.sub(ours, "", page)
    assert f'{assets}/wall/wall.js"' in early[0] and not any("board.js" in link for link in early)
    assert f'href="{assets}/shared/print.css"' in paper
    frame, page = cut(page, f'<link rel="stylesheet" href="{assets}/wall/', ">")
    noscript, page = cut(page, "<noscript>", "</noscript>")
    assert page == cut(PAGE.decode(), "<noscript>", "</noscript>")[1]
    # in this order before Streamlit's module
    parts = (paint, supply, floor, held, '<script type="module"', watch, "</head>", frame)
    places = [body.decode().index(text) for text in parts]
    assert places == sorted(places)
    for word in ("WebSocket", "Upgrade", "Host", "server.baseUrlPath"):
        assert word in watch
    assert f"Chromium {ENGINE_FLOOR} " in floor and 'data-lang="zh"' in floor
    assert "JavaScript" in noscript
    assert "正在读取" in paint


def test_the_frame_has_its_style_sheet_behind_the_styles_of_streamlit():
    for address, sheet in (("/wall", "wall/frame.css"), ("/board/layout", "shared/frame.css")):
        page = asgi.get(APP, address, accept=NAVIGATION)[2].decode()
        sheets = re.findall('<link rel="stylesheet" href="(.*?)">', page.partition("</head>")[2])
        assert sheets == [f"/board/assets/{sheet}"]
        assert (ASSETS / sheet).is_file()


def test_the_first_paint_has_the_ground_of_the_theme():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))[
        "theme"
    ]
    sheet = ROOT / "widgets" / "components" / "first_paint" / "first_paint.css"
    wall = ROOT / "widgets" / "components" / "wall" / "frame.css"
    grounds = re.findall(r"  ?background: (#\w+)", sheet.read_text(encoding="utf-8"))
    wall_ground = re.findall(r"background: (#\w+)", wall.read_text(encoding="utf-8"))
    desk = [theme[look]["backgroundColor"] for look in ("light", "dark")]
    assert grounds == desk + wall_ground


def test_the_page_is_whole_whatever_the_browser_has_kept_and_takes():
    etag = asgi.get(APP, "/wall")[1]["etag"]
    request = {"if_none_match": etag, "range": "bytes=0-9", "accept_encoding": "gzip, br"}
    status, headers, body = asgi.get(APP, "/wall", accept=NAVIGATION, **request)
    assert status == 200 and "etag" not in headers
    assert headers["content-encoding"] == "gzip"
    assert b"socket_watch.js" in gzip.decompress(body)


def test_what_is_no_page_is_left_alone():
    assert asgi.get(APP, "/wall")[2] == PAGE
    assert asgi.get(APP, "/gone", accept=NAVIGATION)[2] == b"<head></head>"
    assert asgi.get(APP, "/text", accept=NAVIGATION)[2] == b"</head>"


def test_an_address_below_a_page_is_answered_with_the_way_home_and_not_with_a_white_page():
    assert asgi.get(APP, "/board/layout", accept=NAVIGATION)[0] == 200
    status, headers, body = asgi.get(APP, "/board/layout/map", "lang=en", accept=NAVIGATION)
    assert (status, int(headers["content-length"])) == (404, len(body))
    page = body.decode()
    assert "Page not found" in page and 'href="/board/?lang=en"' in page and "<script" not in page


def test_the_overview_under_its_name_leads_to_the_root_with_its_filters():
    app = Starlette(routes=routes("/board"))
    for address in ("/board/overview", "/board/overview/"):
        status, headers, _ = asgi.get(app, address, query="province=%E6%B9%96%E5%8C%97&lang=en")
        assert status == 307
        assert headers["location"] == "/board/?province=%E6%B9%96%E5%8C%97&lang=en"
