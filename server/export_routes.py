"""The routes at which kept recipes become files."""

import asyncio
import logging
from functools import partial
from html import escape
from urllib.parse import quote, urlencode

from anyio import to_thread
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from briefings.abandonment import Cancelled
from briefings.formats import FORMATS
from briefings.pictures import NoPictures
from briefings.pictures.availability import refusals
from briefings.shared.free_memory import return_freed_memory
from briefings.stored_content import StoredContent
from catalog.clock import now
from catalog.sentences import LANGUAGES, Words, read_language
from content.downloads import making_queues
from content.downloads.file_making import FileQueue, Key, MadeFile, Make, Making, QueueFull
from content.downloads.making_queues import PACK, NotOffered, find_queue, make_file, make_pack
from content.downloads.rebuilding import NotRebuilt, VersionGone, rebuild
from content.exports.registry import WRITTEN, digest, digest_words, recipe
from content.exports.registry import Make as Contents
from content.public_detail import PublicDetail
from content.scope_url import LANGUAGE
from content.scope_url import PARAMETERS as SCOPE_PARAMETERS
from server.index_page import asks_for_page

log = logging.getLogger(__name__)
# A full queue may be full of readers whose hanging up is noticed only now: how long one who comes
# then waits for a place before it is refused, and how often it looks
PLACE_TIMEOUT_S = 1.0
PLACE_POLL_S = 0.05
# of an address that is too long for a request's first line and comes as its body: a saved briefing
MAX_ADDRESS_BYTES = 300_000
UNCACHED = {"Cache-Control": "no-store"}


def routes(base_path: str, detail: PublicDetail) -> list[BaseRoute]:
    """The routes of the files themselves and of why some pictures are not offered."""
    send = partial(send_file, base_path=base_path, detail=detail)
    return [
        Route(f"{base_path}/exports/pictures", list_refusals),
        Route(f"{base_path}/exports/{{key}}/{{name}}", send, methods=["GET", "POST"]),
    ]


def _request_words(request: Request) -> Words:
    """The sentences of the language that the asking page is read in."""
    return read_language(request.query_params.get("lang"))


async def list_refusals(request: Request) -> Response:
    """By format that a browser on the server must draw: why it is not offered, "" where it is."""
    reasons = await to_thread.run_sync(refusals, _request_words(request))
    return JSONResponse(reasons, headers=UNCACHED)


async def send_file(
    request: Request, base_path: str = "", detail: PublicDetail = "names"
) -> Response:
    """The file of a key in a format; where there is none to be had, why, in a sentence.

    Where no page keeps it at this very address, as after a restart, the file is rebuilt from the
    query, or from the body of a POST that says the same; it must come to the key.
    """
    t = _request_words(request)
    refuse = partial(_refuse, request, t, base_path)
    key, name = request.path_params["key"], request.path_params["name"]
    if name not in (PACK, WRITTEN) and name not in FORMATS:
        return refuse(404, t("download.unknown", name=name))
    address = await _read_address(request)
    file_key, make_contents = Key(key, name, t.language), _find_recipe(request, key, address)
    if make_contents is None:
        if "version=" not in address:
            return refuse(404, t("download.gone"))
        host = request.headers.get("host", "")
        make_contents = partial(rebuild, key, address, t, base_path, detail, host)
        file_key = file_key._replace(asked=digest(address.encode()))
    file = making_queues.find_made(file_key)
    if file:
        return _answer(file)
    queue = find_queue(name)
    write = make_pack if name == PACK else make_file
    try:
        file = await _take(request, queue, file_key, partial(write, make_contents, file_key, t))
    except QueueFull:
        return refuse(503, t("download.busy"), {"Retry-After": str(queue.retry_after_s)})
    except Cancelled:
        return refuse(499, t("download.offline"))
    except VersionGone:
        return refuse(410, t("download.version_gone"))
    except NotRebuilt:
        return refuse(404, t("download.gone"))
    except NotOffered as reason:
        return refuse(503, str(reason))
    except NoPictures as fault:
        return refuse(503, t(f"download.{fault.reason}"))
    except Exception:
        log.exception("no %s of %s", name, key)
        return refuse(500, t("download.failed", time=now().strftime("%H:%M:%S")))
    return _answer(file)


def _find_recipe(request: Request, key: str, address: str) -> Contents | None:
    """What a page keeps at this very address, None where none does."""
    language = request.query_params.get(LANGUAGE, LANGUAGES[0])
    try:
        return recipe(key, digest_words(address, language))
    except ValueError:
        return None


async def _read_address(request: Request) -> str:
    """What the request says beside the key of what it asks for."""
    if request.method == "GET":
        return str(request.query_params)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_ADDRESS_BYTES:
            return ""
    return body.decode(errors="replace")


async def _take(request: Request, queue: FileQueue, key: Key, make: Make) -> MadeFile:
    """The file, made for all who ask; Cancelled where this reader hangs up first."""
    hanging_up = asyncio.create_task(_wait_for_hangup(request))
    try:
        making = await _join(queue, key, make, hanging_up)
        file = asyncio.wrap_future(making.future)
        file.add_done_callback(_note_outcome)
        try:
            await asyncio.wait({file, hanging_up}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            queue.leave(making)
        if not file.done() or file.cancelled():
            raise Cancelled
        return file.result()
    finally:
        hanging_up.cancel()


async def _join(queue: FileQueue, key: Key, make: Make, hanging_up: asyncio.Task) -> Making:
    """A place in the queue; QueueFull where none becomes free soon, Cancelled where the reader
    hangs up before."""
    until = asyncio.get_running_loop().time() + PLACE_TIMEOUT_S
    while True:
        try:
            return queue.join(key, make)
        except QueueFull:
            if asyncio.get_running_loop().time() >= until:
                raise
        await asyncio.wait({hanging_up}, timeout=PLACE_POLL_S)
        if hanging_up.done():
            raise Cancelled


def _note_outcome(file: asyncio.Future) -> None:
    """A failure after the reader hung up is nobody's to hear: asyncio need not warn of it."""
    if not file.cancelled():
        file.exception()


async def _wait_for_hangup(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _answer(file: MadeFile) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    headers = {**UNCACHED, "Content-Disposition": disposition}
    if isinstance(file.content, StoredContent):
        headers["Content-Length"] = str(len(file.content))
        parts = file.content.read_parts()
        # its making and itself refer to each other: until they are collected the disk is not free
        let_go = BackgroundTask(return_freed_memory, whole=True)
        return StreamingResponse(
            parts, media_type=file.media_type, headers=headers, background=let_go
        )
    return Response(file.content, media_type=file.media_type, headers=headers)


def _refuse(
    request: Request,
    t: Words,
    base_path: str,
    status: int,
    sentence: str,
    headers: dict[str, str] | None = None,
) -> Response:
    """No file, and why: as JSON for the menu of a page, as a page where a browser opens the address
    itself, with a link to the application in the same scope."""
    headers = {**UNCACHED, **(headers or {})}
    if not asks_for_page(request.scope):
        return JSONResponse({"reason": sentence}, status_code=status, headers=headers)
    asked = request.query_params.multi_items()
    scope = urlencode([(key, word) for key, word in asked if key in SCOPE_PARAMETERS])
    address = f"{base_path}/?{scope}" if scope else f"{base_path}/"
    link = f'<a href="{escape(address)}">{escape(t("download.open_pages"))}</a>'
    page = f"<!DOCTYPE html><title>{escape(sentence)}</title><h1>{escape(sentence)}</h1><p>{link}"
    return HTMLResponse(page, status_code=status, headers=headers)
