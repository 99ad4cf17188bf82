"""Saved briefings that come with the catalogue, to begin with."""

import functools

from catalog.definitions import CATALOG


@functools.cache
def examples() -> dict[str, bytes]:
    """The files of data/catalog/briefings by name, as they lie there."""
    paths = sorted((CATALOG / "briefings").glob("*.toml"))
    return {path.stem: path.read_bytes() for path in paths}
