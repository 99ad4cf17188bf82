"""The route of the search box: /search.json, a few searches at a time."""

from collections.abc import Callable
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from catalog.clock import today
from catalog.definitions import Words, catalog
from catalog.sentences import read_language
from catalog.translated import translate_catalog
from content.public_detail import PublicDetail
from content.scope_url import LANGUAGE, read_query
from content.search.answer import ADDRESS, GROUP, QUERY, write_answer
from content.view import View
from loaders.store.pointer import NothingPublished
from loaders.store.published import Published

# Python computes one at a time; a search among a million standards takes some tenths of a second
MAX_SEARCHES_AT_ONCE = 2
UNCACHED = {"Cache-Control": "no-store"}

ReadTables = Callable[[], tuple[Published, str]]


def routes(base_path: str, detail: PublicDetail, read_tables: ReadTables) -> list[BaseRoute]:
    """The route; read_tables: the tables that the pages show, so that both hold the same ones."""
    limiter = CapacityLimiter(MAX_SEARCHES_AT_ONCE)

    async def send_answer(request: Request) -> JSONResponse:
        """The answer to `find`, all groups or the one of `group`; links keep the query's scope."""
        t = read_language(request.query_params.get(LANGUAGE))
        answer = partial(_answer, request, t, base_path, detail, read_tables)
        try:
            content = await to_thread.run_sync(answer, limiter=limiter)
        except NothingPublished as why:
            return JSONResponse({"message": str(why)}, status_code=503, headers=UNCACHED)
        return JSONResponse(content, headers=UNCACHED)

    return [Route(f"{base_path}{ADDRESS}", send_answer)]


def _answer(
    request: Request, t: Words, base_path: str, detail: PublicDetail, read_tables: ReadTables
) -> dict:
    tables, _ = read_tables()
    scope, _ = read_query(request.url.query, tables, catalog())
    spoken_catalog = translate_catalog(catalog(), t)
    view = View(tables, spoken_catalog, scope, t, today(), base_path=base_path, detail=detail)
    query = request.query_params
    return write_answer(view, query.get(QUERY, ""), query.get(GROUP, ""))
