"""What stands before every answer: security headers, who may ask, how many, compression."""

import re
from base64 import b64encode
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.host_guard import HostGuard
from server.socket_watch import SocketWatch
from server.uploads import UploadLimit
from server.viewers import ViewerLimit

# Streamlit's own page; the package is located, not imported: only widgets and pages know it
STREAMLIT_PAGE = Path(find_spec("streamlit").origin).parent / "static" / "index.html"


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
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


class SecurityHeaders:
    """Puts HEADERS on every answer; a plain ASGI class, so streams and websockets just pass."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def middleware(base_path: str, listening_address: str) -> list[Middleware]:
    """Middleware to hand to st.App, the outermost first."""
    return [
        Middleware(SecurityHeaders),
        Middleware(HostGuard, listening_address=listening_address),
        Middleware(ViewerLimit),
        Middleware(UploadLimit, base_path=base_path),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        Middleware(SocketWatch, base_path=base_path),
    ]
