"""What happens once when the server starts."""

import gc
import logging
from contextlib import asynccontextmanager

from anyio import to_thread

from briefings.memory import frugal
from loaders.catalog import catalog, words
from widgets.pictures import close, prepare


@asynccontextmanager
async def lifespan(_app):
    """Read the catalogue, then leave what is loaded out of every later garbage collection.

    Streamlit collects after each script run; walking the imported modules would cost more than
    drawing the page.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    catalog(), words()
    gc.collect()
    gc.freeze()
    frugal()
    trial = prepare()
    yield {}
    trial.cancel()
    await to_thread.run_sync(close)
