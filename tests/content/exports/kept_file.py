"""A file kept for taking away, as a page keeps it."""

from content.exports import registry
from content.exports.registry import NO_WORDS, Make, Recipe, digest


def keep(make: Make, signature: bytes, reader: str) -> str:
    """Keep how a file is made for a reader; the key at which it is found."""
    key = digest(signature)
    registry.keep(reader, (key, NO_WORDS), Recipe(make, len(signature)))
    return key
