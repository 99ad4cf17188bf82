"""A script in Streamlit's page that says what is wrong where its WebSocket never opens."""

from html import escape

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catalog.sentences import Words, read_language

SCRIPT = "assets/shared/socket_watch.js"
# a page is asked for whole and uncompressed: it is changed here, and compressed further out
LEFT_OUT = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"if-range", b"range"}


class SocketWatch:
    """Puts the script and its sentence, in the language of the address, into every page."""

    def __init__(self, app: ASGIApp, base_path: str) -> None:
        self.app = app
        self.base_path = base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not asks_for_page(scope):
            await self.app(scope, receive, send)
            return
        t = read_language(QueryParams(scope["query_string"]).get("lang"))
        tag = script_tag(self.base_path, t).encode()
        headers = [(name, value) for name, value in scope["headers"] if name not in LEFT_OUT]
        page: list[bytes] = []
        start: Message | None = None

        async def send_with_script(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and is_page(message):
                start = message  # its length is not known yet
                return
            if start is None:
                await send(message)
                return
            page.append(message.get("body", b""))
            if message.get("more_body"):
                return
            body = b"".join(page).replace(b"</head>", tag + b"</head>", 1)
            changed = MutableHeaders(scope=start)
            changed["content-length"] = str(len(body))
            for name in ("etag", "last-modified"):  # they name Streamlit's file, not this page
                if name in changed:
                    del changed[name]
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self.app(scope | {"headers": headers}, receive, send_with_script)


def asks_for_page(scope: Scope) -> bool:
    """Whether a browser opens a page, and does not fetch a part of one."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    return "text/html" in Headers(scope=scope).get("accept", "")


def is_page(start: Message) -> bool:
    """Whether an answer is a whole page of HTML."""
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == 200 and kind.startswith("text/html")


def script_tag(base_path: str, t: Words) -> str:
    """The script with what it would say; async: it must run where the page's own script cannot."""
    texts = {"lang": t.language, "title": t("front.no_socket_title"), "text": t("front.no_socket")}
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in texts.items())
    return f'<script async src="{escape(base_path)}/{SCRIPT}"{data}></script>'
