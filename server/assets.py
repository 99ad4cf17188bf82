"""The browser's own files: our modules and style sheets, the colours of the catalogue as a module,
and plotly.js of the installed package."""

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from catalog.definitions import catalog
from charts import plotly_js

ASSETS = Path(__file__).parent.parent / "widgets" / "components"
SERVED_KINDS = {".js": "text/javascript", ".css": "text/css"}  # what lies there beside Python
MODULES = {
    path.relative_to(ASSETS).as_posix(): path
    for path in ASSETS.rglob("*")
    if path.suffix in SERVED_KINDS
}


@dataclass(frozen=True)
class Module:
    """A file of ours as it is answered."""

    content: bytes
    media_type: str

    @cached_property
    def compressed(self) -> bytes:
        """The content compressed, once for all visitors."""
        return gzip.compress(self.content, mtime=0)

    @cached_property
    def tag(self) -> str:
        """Of its content, by which a browser asks for it again."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:32]}"'


@lru_cache(maxsize=256)
def _read_module(path: Path, _changed_ns: int) -> Module:
    return Module(path.read_bytes(), SERVED_KINDS[path.suffix])


async def send_module(request: Request) -> Response:
    """One of our own files, kept here and by the browser, but asked for again at every page load.

    They import each other by plain name, so their addresses cannot change with their contents. In
    the event loop: a thread for each of forty small files would cost more than they do.
    """
    path = MODULES.get(request.path_params["name"])
    if path is None:
        return Response(status_code=404)
    return answer_module(request, _read_module(path, path.stat().st_mtime_ns))


def answer_module(request: Request, module: Module) -> Response:
    """The module; nothing where the browser has it already."""
    headers = {"Cache-Control": "no-cache", "ETag": module.tag, "Vary": "Accept-Encoding"}
    if module.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(module.content, 200, headers, module.media_type)
    headers["Content-Encoding"] = "gzip"
    return Response(module.compressed, 200, headers, module.media_type)


@cache
def write_inks() -> str:
    """The colours of data/catalog/colours.toml as a module of the browser.

    DARK_INKS: by the colour of a figure the one on a dark page; NUMBER_INKS: what is written there
    on fills; TONES: those of statuses on a light and on a dark page.
    """
    colours = catalog().colours
    dark_inks = {ink.paper: ink.dark for ink in colours.ink.values()}
    tones = {
        "light": {name: ink.paper for name, ink in colours.tone.items()},
        "dark": {name: ink.dark for name, ink in colours.tone.items()},
    }
    # what is pale on paper is deep in the dark, and is written on as what is deep on paper
    numbers = {"onPale": colours.ink["on_deep"].dark, "onDeep": colours.ink["on_pale"].dark}
    lines = (("DARK_INKS", dark_inks), ("NUMBER_INKS", numbers), ("TONES", tones))
    return "".join(f"export const {name} = {json.dumps(table)};\n" for name, table in lines)


@cache
def _inks() -> Module:
    return Module(write_inks().encode(), SERVED_KINDS[".js"])


async def send_inks(request: Request) -> Response:
    """The module of colours, as our other modules."""
    return answer_module(request, _inks())


@cache
def _compress_plotly() -> bytes:
    """plotly.js compressed once, where `make tables` did not (compressed_scripts.py)."""
    return gzip.compress(plotly_js.FILE.read_bytes(), compresslevel=6, mtime=0)


def send_plotly(request: Request) -> Response:
    """plotly.js of the installed package; its address bears the version, so it never changes."""
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    media_type = "text/javascript"
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return FileResponse(plotly_js.FILE, media_type=media_type, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(_compress_plotly(), media_type=media_type, headers=headers)


def routes(base_path: str) -> list[BaseRoute]:
    """Routes below the path Streamlit is served at; an unknown asset is a 404, not a page."""
    return [
        Route(f"{base_path}/assets/{plotly_js.NAME}", send_plotly),
        Route(f"{base_path}/assets/shared/inks.js", send_inks),
        Route(f"{base_path}/assets/{{name:path}}", send_module),
    ]
