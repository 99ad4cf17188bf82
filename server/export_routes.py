"""The routes at which kept recipes become files."""

import asyncio
import logging
import threading
from collections.abc import Callable
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
from catalog.clock import now
from catalog.sentences import Words, words_asked
from content.exports.registry import file_name, recipe

log = logging.getLogger(__name__)
# Files at once; more would only share the processor with the pages that people are looking at
_file_places = CapacityLimiter(3)
# Packs take their turn one by one; this many may wait without taking a place from single files
_pack_places = CapacityLimiter(4)
PACK = "zip"
UNCACHED = {"Cache-Control": "no-store"}


def routes(base_path: str) -> list[BaseRoute]:
    """The routes of the files themselves and of why some pictures are not offered."""
    return [
        Route(f"{base_path}/exports/pictures", list_refusals),
        Route(f"{base_path}/exports/{{key}}/{{name}}", send_file),
    ]


def _request_words(request: Request) -> Words:
    """The sentences of the language that the asking page is read in."""
    return words_asked(request.query_params.get("lang"))


async def list_refusals(request: Request) -> Response:
    """By format that a browser on the server must draw: why it is not offered, "" where it is."""
    reasons = await to_thread.run_sync(refusals, _request_words(request))
    return JSONResponse(reasons, headers=UNCACHED)


async def send_file(request: Request) -> Response:
    """The file of a key in a format; a sentence as JSON where there is none to be had."""
    t = _request_words(request)
    key, name = request.path_params["key"], request.path_params["name"]
    make_briefing = recipe(key)
    if make_briefing is None:
        return _refuse(404, t("download.gone"))
    if name != PACK and name not in FORMATS:
        return _refuse(404, t("download.unknown", name=name))
    try:
        if name == PACK:
            briefing, content = await _make_pack_for(request, make_briefing, t)
        else:
            reason = await to_thread.run_sync(_refusal_of, name, t, limiter=_file_places)
            if reason:
                return _refuse(503, reason)
            briefing, content = await to_thread.run_sync(
                _make_file, make_briefing, name, t, limiter=_file_places
            )
    except Cancelled:
        return _refuse(499, t("download.offline"))
    except NoPictures as fault:
        return _refuse(503, t(f"download.{fault.reason}"))
    except Exception:
        log.exception("no %s of %s", name, key)
        return _refuse(500, t("download.failed", time=now().strftime("%H:%M:%S")))
    return _answer(content, file_name(briefing, key, name, t), name)


def _refusal_of(name: str, t: Words) -> str:
    """Why this server cannot make a format, "" where it can."""
    return refusals(t)[name] if name in DRAWN_FORMATS else ""


def _make_file(
    make_briefing: Callable[[], Briefing], name: str, t: Words
) -> tuple[Briefing, bytes]:
    """The briefing and its file in a format."""
    briefing = make_briefing()
    return briefing, make(briefing, name, t)


async def _make_pack_for(
    request: Request, make_briefing: Callable[[], Briefing], t: Words
) -> tuple[Briefing, bytes]:
    """A pack made in another thread; it stops when whoever asked for it has left."""
    disconnected = threading.Event()

    async def watch_connection() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        disconnected.set()

    watching = asyncio.create_task(watch_connection())
    try:
        return await to_thread.run_sync(
            _make_pack, make_briefing, t, disconnected.is_set, limiter=_pack_places
        )
    finally:
        watching.cancel()


def _make_pack(
    make_briefing: Callable[[], Briefing], t: Words, cancelled: Callable[[], bool]
) -> tuple[Briefing, bytes]:
    """The briefing in every form that this server can make."""
    refused = {name for name, reason in refusals(t).items() if reason}
    briefing = make_briefing()
    formats = tuple(name for name in FORMATS if name not in refused)
    return briefing, pack(briefing, formats, t, lambda _share, _sentence: None, cancelled)


def _answer(content: bytes, download_name: str, name: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(download_name, safe='')}"
    media_type = FORMATS[name].media_type if name in FORMATS else "application/zip"
    headers = {**UNCACHED, "Content-Disposition": disposition}
    return Response(content, media_type=media_type, headers=headers)


def _refuse(status: int, sentence: str) -> JSONResponse:
    """No file, and why, in words for the reader."""
    return JSONResponse({"reason": sentence}, status_code=status, headers=UNCACHED)
