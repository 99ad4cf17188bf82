"""The browser's own files: our modules and style sheets, the colours of the catalogue as a module,
and plotly.js of the installed package."""

import gzip
import hashlib
import json
from functools import cache
from os import PathLike, stat_result
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from catalog.definitions import catalog
from charts import plotly_js

ASSETS = Path(__file__).parent.parent / "widgets" / "components"
SERVED_SUFFIXES = {".js", ".css"}  # of what lies there; the rest is Python


class _RevalidatedFiles(StaticFiles):
    """Our own modules: kept by the browser, but asked for again (ETag) at every page load.

    They import each other by plain name, so their addresses cannot change with their contents.
    """

    def lookup_path(self, path: str) -> tuple[str, stat_result | None]:
        if Path(path).suffix not in SERVED_SUFFIXES:
            return "", None
        return super().lookup_path(path)

    def file_response(
        self, full_path: PathLike, stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "no-cache"
        return response


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


def send_inks(request: Request) -> Response:
    """The module of colours: kept by the browser, but asked for again, as our other modules are."""
    content = write_inks()
    tag = f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'
    headers = {"Cache-Control": "no-cache", "ETag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="text/javascript", headers=headers)


@cache
def _compress_plotly() -> bytes:
    """plotly.js compressed once; the middleware would spend 0.15 s on it for every new visitor."""
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
        Mount(f"{base_path}/assets", _RevalidatedFiles(directory=ASSETS)),
    ]
