"""The whole application at an address, as the browser of a new session asks for it."""

import functools
from pathlib import Path

from streamlit.testing.v1 import AppTest

from content.links import HOME

FRAME = Path(__file__).parent.parent.parent / "pages" / "frame.py"
TIMEOUT_S = 300  # every scene of the wall anew, on a busy machine


@functools.cache
def first_run() -> AppTest:
    """A run that knows the pages."""
    return AppTest.from_file(FRAME).run(timeout=TIMEOUT_S)


def opened(page: str, address: dict[str, list[str]]) -> AppTest:
    """A page of the application after the first run of a session at its address.

    TABLES_DIR says what is published. AppTest knows pages by their file alone and gives every
    session one name: the page is asked for by its digest, and what sessions hold is the test's.
    """
    known = first_run()
    digests = {info.get("url_pathname"): key for key, info in known._registered_pages.items()}
    at = AppTest.from_file(FRAME, default_timeout=TIMEOUT_S)
    at._page_hash = digests["" if page == HOME else page]
    at.context["url"] = f"http://localhost/{page}"
    at.query_params.update(address)
    return at.run()
