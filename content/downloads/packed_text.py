"""A text as one word of an address: compressed, in letters that need no escape."""

import base64
import zlib


def pack_text(text: str) -> str:
    """The word of a text.

    >>> unpack_text(pack_text("标题"), 100).decode()
    '标题'
    """
    return base64.urlsafe_b64encode(zlib.compress(text.encode())).decode()


def unpack_text(word: str, max_bytes: int) -> bytes:
    """The text of a word, one byte more than max_bytes at most; ValueError where it is none."""
    try:
        return zlib.decompressobj().decompress(base64.urlsafe_b64decode(word), max_bytes + 1)
    except zlib.error as fault:
        raise ValueError from fault
