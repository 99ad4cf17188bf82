"""The route of the board: a section for the filters of an address, while its page still runs."""

import gzip
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from catalog.clock import today
from catalog.definitions import Words, catalog
from catalog.sentences import read_language
from catalog.translated import translate_catalog
from content.board.ready_section import ADDRESS, ready_section
from content.downloads.rebuilding import NotRebuilt, read_section
from content.public_detail import PublicDetail
from content.scope_url import LANGUAGE, read_query
from content.view import View
from loaders.store.pointer import NothingPublished
from server.search_routes import ReadTables

MAX_SECTIONS_AT_ONCE = 2  # Python computes one at a time
HEADERS = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}


def routes(base_path: str, detail: PublicDetail, read_tables: ReadTables) -> list[BaseRoute]:
    """The route; read_tables: the tables that the pages show, so that both build a section once."""
    limiter = CapacityLimiter(MAX_SECTIONS_AT_ONCE)

    async def send_section(request: Request) -> Response:
        """The section that the query names; 204 where only the page can tell what there is."""
        t = read_language(request.query_params.get(LANGUAGE))
        answer = partial(write_answer, request.url.query, t, base_path, detail, read_tables)
        try:
            content = await to_thread.run_sync(answer, limiter=limiter)
        except (NotRebuilt, NothingPublished):
            return Response(status_code=204, headers=HEADERS)
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(gzip.decompress(content), 200, HEADERS, "application/json")
        headers = HEADERS | {"Content-Encoding": "gzip"}
        return Response(content, 200, headers, "application/json")

    return [Route(f"{base_path}{ADDRESS}", send_section)]


def write_answer(
    query: str, t: Words, base_path: str, detail: PublicDetail, read_tables: ReadTables
) -> bytes:
    """The section compressed; NotRebuilt or NothingPublished where there is none."""
    tables, _ = read_tables()
    whole, _ = read_query("", tables, catalog())
    translated = translate_catalog(catalog(), t)
    view = View(tables, translated, whole, t, today(), base_path=base_path, detail=detail)
    return ready_section(read_section(query, view)).answer
