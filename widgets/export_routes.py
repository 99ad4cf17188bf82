"""The routes at which kept recipes become files."""

import logging
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from briefings.exhibit import Briefing
from briefings.formats import FORMATS, make
from loaders.catalog import words
from widgets.exports import file_name, recipe
from widgets.front_door import below

log = logging.getLogger(__name__)
# Files at once; more would only share the processor with the pages that people are looking at
_room = CapacityLimiter(3)
FRESH = {"Cache-Control": "no-store"}


def routes() -> list[BaseRoute]:
    """Routes to hand to st.App."""
    return [Route(below("/exports/{key}/{name}"), download)]


async def download(request: Request) -> Response:
    """The file of a key in a format; a Chinese sentence as JSON where there is none to be had."""
    t, name = words(), request.path_params["name"]
    make_briefing = recipe(request.path_params["key"])
    if make_briefing is None:
        return refused(404, t("download.gone"))
    if name not in FORMATS:
        return refused(404, t("download.unknown", name=name))
    try:
        briefing, content = await to_thread.run_sync(_made, make_briefing, name, t, limiter=_room)
    except Exception:
        log.exception("no %s of %s", name, request.path_params["key"])
        return refused(500, t("download.failed", time=datetime.now().strftime("%H:%M:%S")))
    return _file(content, file_name(briefing, request.path_params["key"], name, t), name)


def _made(make_briefing: Callable[[], Briefing], name: str, t) -> tuple[Briefing, bytes]:
    briefing = make_briefing()
    return briefing, make(briefing, name, t)


def _file(content: bytes, called: str, name: str) -> Response:
    said = f"attachment; filename*=UTF-8''{quote(called, safe='')}"
    return Response(content, media_type=FORMATS[name].media_type,
                    headers={**FRESH, "Content-Disposition": said})  # fmt: skip


def refused(status: int, sentence: str) -> JSONResponse:
    """No file, and why, in words for the reader."""
    return JSONResponse({"reason": sentence}, status_code=status, headers=FRESH)
