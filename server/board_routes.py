"""The route of the board: a section for the filters of an address, while its page still runs."""

import gzip
from collections import OrderedDict
from datetime import date
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from catalog.clock import today
from catalog.definitions import Words, catalog
from catalog.sentences import read_language
from catalog.translated import translate_catalog
from content.board.ready_section import ADDRESS, KEPT_SECTIONS, ready_section
from content.downloads.rebuilding import NotRebuilt, read_section
from content.public_detail import PublicDetail
from content.scope_url import LANGUAGE, read_query
from content.view import View
from loaders.store.pointer import NothingPublished, current_version, tables_folder
from server.search_routes import ReadTables

MAX_SECTIONS_AT_ONCE = 2  # Python computes one at a time
HEADERS = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
Edition = tuple[str, date] | None


class KeptAnswers:
    """Answers lately given, compressed, by their query and by what is published on which day: they
    are given again in the event loop, where they need not wait for a page that runs."""

    def __init__(self, most: int = KEPT_SECTIONS) -> None:
        self._most = most
        self._answers: OrderedDict[tuple[Edition, str], bytes] = OrderedDict()

    def find(self, edition: Edition, query: str) -> bytes | None:
        """The answer to a query; None where it is to be written."""
        return self._answers.get((edition, query))

    def keep(self, edition: Edition, query: str, answer: bytes) -> None:
        """Keep an answer in place of the oldest; none while nothing is published."""
        if edition is None:
            return
        self._answers[edition, query] = answer
        if len(self._answers) > self._most:
            self._answers.popitem(last=False)


def read_edition() -> Edition:
    """The version that is published, and the day; None where its pointer cannot be read."""
    try:
        return current_version(tables_folder()), today()
    except NothingPublished:
        return None


def routes(base_path: str, detail: PublicDetail, read_tables: ReadTables) -> list[BaseRoute]:
    """The route; read_tables: the tables that the pages show, so that both build a section once."""
    limiter, answers = CapacityLimiter(MAX_SECTIONS_AT_ONCE), KeptAnswers()

    async def send_section(request: Request) -> Response:
        """The section that the query names; 204 where only the page can tell what there is."""
        query, edition = request.url.query, read_edition()
        content = answers.find(edition, query)
        if content is None:
            t = read_language(request.query_params.get(LANGUAGE))
            answer = partial(write_answer, query, t, base_path, detail, read_tables)
            try:
                content = await to_thread.run_sync(answer, limiter=limiter)
            except (NotRebuilt, NothingPublished):
                return Response(status_code=204, headers=HEADERS)
            answers.keep(edition, query, content)
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
