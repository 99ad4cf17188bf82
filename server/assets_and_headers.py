"""The front door's web parts: routes of the browser's own files, and what every answer carries."""

import gzip
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from os import PathLike, stat_result
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catalog.sentences import LANGUAGES

WIDGETS = Path(__file__).parent.parent / "widgets"
ASSETS = WIDGETS / "components"
SERVED = {".js", ".css"}  # of what lies there; the rest is Python
ICON = str(WIDGETS / "frame" / "icon.svg")
# by the language it speaks
LOGO = {name: str(WIDGETS / "frame" / f"logo.{name}.svg") for name in LANGUAGES}
# The package is found, not imported: the front door needs its file, not its quarter of a second.
PLOTLY = Path(find_spec("plotly").origin).parent / "package_data" / "plotly.min.js"
PLOTLY_NAME = f"plotly-{version('plotly')}.min.js"


def below(path: str) -> str:
    """A path under the one Streamlit is served at, so that one setting moves everything."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"/{base}{path}" if base else path


def address(name: str) -> str:
    """The address at which the browser finds an asset; "plotly.js" is the installed library."""
    return below(f"/assets/{PLOTLY_NAME if name == 'plotly.js' else name}")


class _Revalidated(StaticFiles):
    """Our own modules: kept by the browser, but asked for again (ETag) at every page load.

    They import each other by plain name, so their addresses cannot change with their contents.
    """

    def lookup_path(self, path: str) -> tuple[str, stat_result | None]:
        return super().lookup_path(path) if Path(path).suffix in SERVED else ("", None)

    def file_response(
        self, full_path: PathLike, stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "no-cache"
        return response


@cache
def _packed() -> bytes:
    """plotly.js compressed once; the middleware would spend 0.15 s on it for every new visitor."""
    return gzip.compress(PLOTLY.read_bytes(), compresslevel=6, mtime=0)


def _plotly(request: Request) -> Response:
    """plotly.js of the installed package; its address bears the version, so it never changes."""
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    kind = "text/javascript"
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return FileResponse(PLOTLY, media_type=kind, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(_packed(), media_type=kind, headers=headers)


def routes() -> list[BaseRoute]:
    """Routes to hand to st.App; an unknown asset is a 404, not Streamlit's page."""
    return [
        Route(address("plotly.js"), _plotly),
        Mount(below("/assets"), _Revalidated(directory=ASSETS)),
    ]


def _inline_hashes() -> str:
    """Hashes of the scripts Streamlit itself writes into its page, the only inline ones allowed.

    Read once, at import, from the installed package: an upgrade brings its own hashes.
    """
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = (b64encode(sha256(script.encode()).digest()).decode() for script in scripts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


# blob: in script-src: Streamlit runs the loader string of a component (board.py) from a blob:
# address. Only script that already runs on the page can make one, so it opens no way in.
# style-src 'unsafe-inline': Streamlit's emotion and Plotly write style elements and attributes.
# No 'wasm-unsafe-eval': Streamlit's protobuf tries WebAssembly at start, is refused without a word
# in the console and goes on in JavaScript. Of all elements tried only st.graphviz_chart needs it.
POLICY = "; ".join(
    (
        "default-src 'self'",
        f"script-src 'self' blob: {_inline_hashes()}",
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
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, guarded)


def middleware() -> list[Middleware]:
    """Middleware to hand to st.App."""
    return [
        Middleware(SecurityHeaders),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
    ]
