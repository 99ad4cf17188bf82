"""Published tables opened once for all pages of a test run, as a server opens a version once."""

import functools
from pathlib import Path

from loaders.store.published import Published, open_published


@functools.cache
def open_once(folder: str) -> Published:
    """For tables that no test changes: what pages keep of a version is kept from test to test."""
    return open_published(Path(folder))
