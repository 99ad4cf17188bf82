"""Streamlit's page as a browser gets it: with the scripts that run before it or in its place."""

import json
import re
from html import escape
from urllib.parse import urlencode

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catalog.sentences import Words, read_language
from catalog.wall_files import is_wall_only
from content.scope_url import LANGUAGE
from server.module_preloads import PAGE, WALL, write_preloads

ENGINE_FLOOR = 94  # of Chromium: the first that reads the syntax of Streamlit's page
# a page is asked for whole and uncompressed: it is changed here, and compressed further out
LEFT_OUT = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"if-range", b"range"}


class IndexPage:
    """Puts our scripts and their sentences, in the language of the address, into every page."""

    def __init__(self, app: ASGIApp, base_path: str) -> None:
        self.app = app
        self.base_path = base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not asks_for_page(scope):
            await self.app(scope, receive, send)
            return
        t = read_language(QueryParams(scope["query_string"]).get("lang"))
        headers = [(name, value) for name, value in scope["headers"] if name not in LEFT_OUT]
        page: list[bytes] = []
        start: Message | None = None

        async def send_with_scripts(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and is_page(message):
                start = message  # its length is not known yet
                if is_too_deep(scope["path"], self.base_path):
                    start["status"] = 404
                return
            if start is None:
                await send(message)
                return
            page.append(message.get("body", b""))
            if message.get("more_body"):
                return
            if start["status"] == 404:
                body = write_unknown_page(self.base_path, t).encode()
            else:
                whole, on_wall = b"".join(page).decode(), shows_wall(scope["path"])
                body = complete_page(whole, self.base_path, t, on_wall).encode()
            changed = MutableHeaders(scope=start)
            changed["content-length"] = str(len(body))
            for name in ("etag", "last-modified"):  # they name Streamlit's file, not this page
                if name in changed:
                    del changed[name]
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self.app(scope | {"headers": headers}, receive, send_with_scripts)


def asks_for_page(scope: Scope) -> bool:
    """Whether a browser opens a page, and does not fetch a part of one."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    return "text/html" in Headers(scope=scope).get("accept", "")


def is_page(start: Message) -> bool:
    """Whether an answer is a whole page of HTML."""
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == 200 and kind.startswith("text/html")


def shows_wall(path: str) -> bool:
    """Whether the wall stands at an address."""
    return is_wall_only() or path.rstrip("/").endswith("/wall")


def is_too_deep(path: str, base_path: str) -> bool:
    """Whether an address lies below that of a page: none of ours does, and Streamlit would send a
    page whose scripts are not there, which stays white."""
    return "/" in path.removeprefix(base_path).strip("/")


def write_unknown_page(base_path: str, t: Words) -> str:
    """What stands at such an address: that nothing is there, and the way to the overview."""
    title, sentence = escape(t("front.unknown_page_title")), escape(t("front.unknown_page"))
    language = escape(urlencode({LANGUAGE: t.language}))
    link = f'<a href="{escape(base_path)}/?{language}">{escape(t("download.open_pages"))}</a>'
    head = f'<!DOCTYPE html><html lang="{t.language}"><meta charset="utf-8"><title>{title}</title>'
    return f"{head}<h1>{title}</h1><p>{sentence}</p><p>{link}</p></html>"


def complete_page(page: str, base_path: str, t: Words, on_wall: bool) -> str:
    """Streamlit's page with our scripts and the style sheet of its frame, and with our sentence for
    a browser without scripts.

    Deferred scripts run in their order, and module scripts among them: what an old engine lacks is
    there before Streamlit's module runs, and nobody waits for it longer than for the module.
    """
    assets = f"{base_path}/assets"
    supply = f'<script defer src="{escape(assets)}/old_engines/supply.js"></script>'
    held = f'<script defer src="{escape(assets)}/shared/held_messages.js"></script>'
    floor = script_tag(
        "defer",
        f"{assets}/old_engines/floor.js",
        t("front.old_engine_title"),
        t("front.old_engine", floor=ENGINE_FLOOR),
        t,
    )
    # async: it must run where the page's own script cannot
    watch = script_tag(
        "async",
        f"{assets}/shared/socket_watch.js",
        t("front.no_socket_title"),
        t("front.no_socket"),
        t,
    )
    paint = f"{escape(assets)}/first_paint/first_paint"
    # it blocks: what it says must be there at the first paint
    first = f'<link rel="stylesheet" href="{paint}.css">'
    first += f'<script src="{paint}.js" data-word="{escape(t("front.reading"))}"></script>'
    page = page.replace("<title>", f"{first}<title>", 1)
    page = page.replace('<script type="module"', f'{supply}{floor}{held}<script type="module"', 1)
    preloads = write_preloads(escape(assets), WALL if on_wall else PAGE)
    page = page.replace("</head>", f"{paper_links(assets, t)}{watch}{preloads}</head>", 1)
    frame = f"{escape(assets)}/{'wall' if on_wall else 'shared'}/frame.css"
    # behind the head, where Streamlit writes its own styles: of two equal rules the later counts
    page = page.replace("</body>", f'<link rel="stylesheet" href="{frame}"></body>', 1)
    sentence = f"<noscript><p>{escape(t('front.no_script'))}</p></noscript>"
    return re.sub("<noscript>.*?</noscript>", lambda _: sentence, page, count=1, flags=re.DOTALL)


def script_tag(timing: str, address: str, title: str, text: str, t: Words) -> str:
    """A script with the sentence it says when need be; timing: `async` or `defer`."""
    texts = {"lang": t.language, "title": title, "text": text}
    data = "".join(f' data-{name}="{escape(words)}"' for name, words in texts.items())
    return f'<script {timing} src="{escape(address)}"{data}></script>'


def paper_links(assets: str, t: Words) -> str:
    """The style of printed pages, and what it says under a list, which is never printed whole."""
    sentence = json.dumps(t("front.paper_list"), ensure_ascii=False)  # a string of CSS is such too
    list_end = f'[data-testid="stDataFrame"]::after {{ content: {sentence} }}'
    sheet = f'<link rel="stylesheet" media="print" href="{escape(assets)}/shared/print.css">'
    return f'{sheet}<style media="print">{list_end}</style>'
