"""The routes of what changed: /changes.json for the pages and programs, /feed.atom for readers."""

from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from catalog.sentences import read_language
from content.changes.atom_feed import write_feed
from content.changes.note_text import UnknownVersion
from content.changes.published_notes import read_beginning, read_note, read_notes
from content.changes.strip import ADDRESS
from content.page_address import LANGUAGE, SINCE
from content.public_detail import PublicDetail
from loaders.store.pointer import NothingPublished, tables_folder

FEED = "/feed.atom"
MAX_VERSION_LETTERS = 40  # of an unknown version, as it is repeated
UNCACHED = {"Cache-Control": "no-store"}


def routes(base_path: str, detail: PublicDetail) -> list[BaseRoute]:
    """Both routes; detail: whether laboratories are named."""
    return [
        Route(f"{base_path}{ADDRESS}", partial(send_changes, detail=detail)),
        Route(f"{base_path}{FEED}", partial(send_feed, base_path=base_path, detail=detail)),
    ]


def send_changes(request: Request, detail: PublicDetail) -> JSONResponse:
    """The note since the version of the query, or since the publication before the last one."""
    t = read_language(request.query_params.get(LANGUAGE))
    since = request.query_params.get(SINCE, "")
    try:
        note = read_note(tables_folder(), since, t, detail)
    except UnknownVersion:
        reason = t("note.unknown", version=since[:MAX_VERSION_LETTERS])
        return JSONResponse({"reason": reason}, status_code=404, headers=UNCACHED)
    except NothingPublished as why:
        return JSONResponse({"reason": str(why)}, status_code=503, headers=UNCACHED)
    return JSONResponse(note.as_record(), headers=UNCACHED)


def send_feed(request: Request, base_path: str, detail: PublicDetail) -> Response:
    """The notes of the last publications as Atom."""
    t = read_language(request.query_params.get(LANGUAGE))
    tables = tables_folder()
    try:
        notes, beginning = read_notes(tables, t, detail), read_beginning(tables)
    except NothingPublished as why:
        return PlainTextResponse(str(why), status_code=503, headers=UNCACHED)
    site = f"{str(request.base_url).rstrip('/')}{base_path}"
    feed = write_feed(notes, beginning, site, f"{site}{FEED}?{LANGUAGE}={t.language}", t)
    return Response(feed, media_type="application/atom+xml", headers=UNCACHED)
