"""The routes at which kept recipes become files."""

import asyncio
import logging
import threading
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from briefings.exhibit import Briefing
from briefings.formats import FORMATS, make
from briefings.pictures import DRAWN_FORMATS, NoPictures
from briefings.pictures.availability import refusals
from briefings.zip_pack import Cancelled, pack
from catalog.sentences import Words, words_asked
from content.exports.registry import file_name, recipe
from server.assets_and_headers import below

log = logging.getLogger(__name__)
# Files at once; more would only share the processor with the pages that people are looking at
_room = CapacityLimiter(3)
# Packs take their turn one by one; this many may wait without taking a place from single files
_packs = CapacityLimiter(4)
PACK = "zip"
FRESH = {"Cache-Control": "no-store"}


def routes() -> list[BaseRoute]:
    """Routes to hand to st.App."""
    return [
        Route(below("/exports/pictures"), pictures),
        Route(below("/exports/{key}/{name}"), download),
    ]


def _spoken(request: Request) -> Words:
    """The sentences of the language that the asking page is read in."""
    return words_asked(request.query_params.get("lang"))


async def pictures(request: Request) -> Response:
    """By format that a browser on the server must draw: why it is not offered, "" where it is."""
    return JSONResponse(await to_thread.run_sync(refusals, _spoken(request)), headers=FRESH)


async def download(request: Request) -> Response:
    """The file of a key in a format; a sentence as JSON where there is none to be had."""
    t, key, name = _spoken(request), request.path_params["key"], request.path_params["name"]
    make_briefing = recipe(key)
    if make_briefing is None:
        return refused(404, t("download.gone"))
    if name != PACK and name not in FORMATS:
        return refused(404, t("download.unknown", name=name))
    try:
        made = await _working(request, make_briefing, name, t)
    except Cancelled:
        return refused(499, t("download.offline"))
    except NoPictures as fault:
        return refused(503, t(f"download.{fault.reason}"))
    except Exception:
        log.exception("no %s of %s", name, key)
        return refused(500, t("download.failed", time=datetime.now().strftime("%H:%M:%S")))
    if isinstance(made, str):
        return refused(503, made)
    briefing, content = made
    return _file(content, file_name(briefing, key, name, t), name)


async def _working(request: Request, make_briefing: Callable[[], Briefing], name: str, t):
    """The file, made in another thread; a pack stops when whoever asked has gone."""
    if name != PACK:
        return await to_thread.run_sync(_made, make_briefing, name, t, limiter=_room)
    gone = threading.Event()

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        gone.set()

    watching = asyncio.create_task(watch())
    try:
        return await to_thread.run_sync(_packed, make_briefing, t, gone.is_set, limiter=_packs)
    finally:
        watching.cancel()


def _made(make_briefing: Callable[[], Briefing], name: str, t) -> tuple[Briefing, bytes] | str:
    """The briefing with its file, or the sentence why this server cannot make it."""
    if name in DRAWN_FORMATS and (reason := refusals(t)[name]):
        return reason
    briefing = make_briefing()
    return briefing, make(briefing, name, t)


def _packed(make_briefing: Callable[[], Briefing], t, gone: Callable[[], bool]):
    """The briefing in every form that this server can make."""
    lacking = {name for name, reason in refusals(t).items() if reason}
    briefing = make_briefing()
    formats = tuple(name for name in FORMATS if name not in lacking)
    return briefing, pack(briefing, formats, t, lambda _share, _sentence: None, gone)


def _file(content: bytes, called: str, name: str) -> Response:
    said = f"attachment; filename*=UTF-8''{quote(called, safe='')}"
    kind = FORMATS[name].media_type if name in FORMATS else "application/zip"
    return Response(content, media_type=kind, headers={**FRESH, "Content-Disposition": said})


def refused(status: int, sentence: str) -> JSONResponse:
    """No file, and why, in words for the reader."""
    return JSONResponse({"reason": sentence}, status_code=status, headers=FRESH)
