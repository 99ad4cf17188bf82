"""Markdown as its reader sees it, for tests that look for a sentence in a message or a caption."""

import re

NOT_SHOWN = re.compile(r":red\[\]|\\(?=[!-/:-@\[-`{-~])")


def plain(markdown: str) -> str:
    """The text that widgets/literal.py was handed."""
    return NOT_SHOWN.sub("", markdown)
