"""What happens once when the server starts."""

import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from anyio import to_thread

from briefings.pictures.availability import close, prepare
from briefings.shared.free_memory import limit_arenas
from catalog.definitions import catalog, words
from content.downloads import making_queues
from content.public_detail import PublicDetail
from server import preparation
from server.change_notes import schedule as note_schedule
from server.connections import bound_connections
from server.search_routes import ReadTables
from server.viewers import raise_descriptor_limit, viewer_limit, viewers

log = logging.getLogger(__name__)


def lifespan(
    address: str,
    detail: PublicDetail,
    base_path: str,
    read_tables: ReadTables,
    prepare_run: Callable[[], None],
) -> Callable[[object], AbstractAsyncContextManager[dict]]:
    """What st.App does at start and at the end.

    address: where a browser finds the pages; detail: whether laboratories are named; base_path:
    what Streamlit is served at; read_tables: the tables that the pages hold; prepare_run: makes
    what the first run of a page would make.
    """

    @asynccontextmanager
    async def run(_app: object) -> AsyncIterator[dict]:
        """Read the catalogue, then leave what is loaded out of every later garbage collection.

        Streamlit collects after each script run; walking the imported modules would cost more than
        drawing the page.
        """
        logging.basicConfig(
            level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s"
        )
        catalog()
        bound_connections()
        viewers.limit = viewer_limit(raise_descriptor_limit())
        log.info(words()("front.ready", address=address, limit=viewers.limit))
        gc.freeze()  # not collected before: a sixth of a second, for a hundred objects
        limit_arenas()
        trial = prepare()
        note_schedule.start(address, detail)
        preparation.start(read_tables, base_path, detail, prepare_run)
        yield {}
        note_schedule.stop()
        preparation.stop()
        trial.cancel()
        making_queues.close()
        await to_thread.run_sync(close)

    return run
