"""Markdown as its reader sees it, for tests that look for a sentence in a message or a caption."""

import re
from urllib.parse import unquote

LINK = re.compile(r"(?<!\\)\[([^\[\]]*)\]\(/[^()\s]*\)")  # to a page of our own
NOT_SHOWN = re.compile(r":red\[\]|\\(?=[!-/:-@\[-`{-~])")


def plain(markdown: str) -> str:
    """The text that widgets/literal.py was handed, of a link its words."""
    return NOT_SHOWN.sub("", LINK.sub(r"\1", markdown))


def names_of_links(cells) -> list[str]:
    """What a grid shows of cells that are links: the names behind their addresses."""
    return [unquote(cell.partition("#")[2]) for cell in cells]
