"""What stands before every answer: security headers, who may ask, how many, compression."""

import re
from base64 import b64encode
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.client_limit import ClientLimit
from server.compressed_scripts import STREAMLIT_FILES, CompressedScripts
from server.host_guard import HostGuard
from server.index_page import IndexPage
from server.uploads import UploadLimit
from server.viewers import ViewerLimit

STREAMLIT_PAGE = STREAMLIT_FILES / "index.html"


def _inline_script_hashes() -> str:
    """Hashes of the scripts Streamlit itself writes into its page, the only inline ones allowed.

    Read once, at import, from the installed package: an upgrade brings its own hashes.
    """
    page = STREAMLIT_PAGE.read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = [b64encode(sha256(script.encode()).digest()).decode() for script in scripts]
    return " ".join(f"'sha256-{digest}'" for digest in digests)


# blob: in script-src: Streamlit runs the loader string of a component (board.py) from a blob:
# address. Only script that already runs on the page can make one, so it opens no way in.
# style-src 'unsafe-inline': Streamlit's emotion and Plotly write style elements and attributes.
# No 'wasm-unsafe-eval': Streamlit's protobuf tries WebAssembly at start, is refused without a word
# in the console and goes on in JavaScript. Of all elements tried only st.graphviz_chart needs it.
POLICY = "; ".join(
    (
        "default-src 'self'",
        f"script-src 'self' blob: {_inline_script_hashes()}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
# of the browser's powers, those that could tell something of a reader; no page of ours needs one
POWERS = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in POWERS),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Streamlit's doors that nothing of ours uses: figures of the process, and an interface for programs
CLOSED = ("_stcore/metrics", "_stcore/agent")


class SecurityHeaders:
    """Puts HEADERS on every answer; a plain ASGI class, so streams and websockets just pass."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":  # each message of a page would pass through here
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class ClosedPaths:
    """Answers 404 at the addresses of CLOSED and below them."""

    def __init__(self, app: ASGIApp, base_path: str) -> None:
        self.app = app
        self.closed = tuple(f"{base_path}/{path}" for path in CLOSED)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            for closed in self.closed:
                if scope["path"] == closed or scope["path"].startswith(f"{closed}/"):
                    await Response(status_code=404)(scope, receive, send)
                    return
        await self.app(scope, receive, send)


def middleware(base_path: str, listening_address: str) -> list[Middleware]:
    """Middleware to hand to st.App, the outermost first."""
    return [
        Middleware(SecurityHeaders),
        Middleware(HostGuard, listening_address=listening_address),
        Middleware(ClosedPaths, base_path=base_path),
        Middleware(ClientLimit),
        Middleware(ViewerLimit),
        Middleware(UploadLimit, base_path=base_path),
        Middleware(CompressedScripts, base_path=base_path),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        Middleware(IndexPage, base_path=base_path),
    ]
