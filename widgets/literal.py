"""Data in Streamlit's Markdown as they are written: no link, picture, colour, formula or markup.

Titles, captions, messages, labels, tool tips and the cells of st.table are Markdown. A sentence
that holds anything but words of the catalogue goes there through `literal`, a table through
`literal_table`; st.text and st.dataframe show what they are handed and need neither.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import pandas as pd

# Markup is told by signs: each loses its meaning after a backslash.
_SIGN = re.compile(r"[\\`*_\[\]<>{}$~|#@]|:(?=[A-Za-z0-9_+/:-])|&(?=#?\w+;)")
# What else makes a list of a line or a heading of the line before: the place of the backslash.
_START = re.compile(r"^(?:\d+(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|=))")
# Streamlit looks for addresses, icons, emoji and arrows once more when no backslash is left: what
# makes one is parted here, after a colon or an at sign, behind www and within an arrow.
_PART = re.compile(
    r"(?<=:)(?=[A-Z0-9_+/:-])|(?<=@)|(?<=www)(?=\.)|(?<=[-<>~])(?=[-<>=])", re.IGNORECASE
)
_NOTHING = ":red[]"  # a directive without content: it shows nothing and ends the text before it
NO_LINKS: Mapping[str, str] = MappingProxyType({})


@lru_cache(maxsize=2048)  # a page writes the same texts at every run
def literal(text: str) -> str:
    """The Markdown that shows this text in one line; its line breaks become blanks.

    >>> literal("*a* [b](c)"), literal("0.28 家"), literal("www.a.example")
    ('\\\\*a\\\\* \\\\[b\\\\](c)', '0.28 家', 'www:red[].a.example')
    >>> literal("1. a"), literal("- a"), literal("-3.5")
    ('1\\\\. a', '\\\\- a', '-3.5')
    """
    line = " ".join(text.splitlines()).strip(" \t")
    parts = [_SIGN.sub(r"\\\g<0>", part) for part in _PART.split(line)]
    return _START.sub(r"\g<0>\\", _NOTHING.join(parts))


def literal_lines(text: str) -> str:
    """The Markdown that shows this text, each of its lines as a paragraph of its own."""
    return "\n\n".join(literal(line) for line in text.splitlines())


def literal_link(text: str, address: str) -> str:
    """The Markdown of a link of this text; the address is one of content/links.py."""
    return f"[{literal(text)}]({address})"


def literal_parts(parts: Iterable[tuple[str, str]]) -> str:
    """The Markdown of a sentence in parts: each with the address that it leads to, or "".

    >>> literal_parts([("*湖北*! ", ""), ("湖南", "/province?of=%E6")])
    '\\\\*湖北\\\\*\\\\! [湖南](/province?of=%E6)'
    >>> literal_parts([("a!", ""), ("b", "/b")])
    'a\\\\![b](/b)'
    """
    texts = []
    for text, address in parts:
        if address:
            texts.append(literal_link(text, address))
            continue
        inner = text.strip(" \t")
        before, _, after = text.partition(inner)
        written = re.sub(r"!$", r"\\!", literal(inner))  # before a link it would make a picture
        texts.append(before + written + after)
    return "".join(texts)


def literal_rows(headings: Sequence[str], *rows: Sequence[str]) -> str:
    """The Markdown of a table of texts, where st.table would be too much.

    >>> print(literal_rows(["a", "b"], ["1|2", "*3*"]))
    | a | b |
    | --- | --- |
    | 1\\|2 | \\*3\\* |
    """
    lines = [[literal(text) for text in row] for row in (headings, *rows)]
    lines.insert(1, ["---"] * len(headings))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def literal_table(table: pd.DataFrame, links: Mapping[str, str] = NO_LINKS) -> pd.DataFrame:
    """The table with its texts, headings and row labels as Markdown that shows them.

    links: by heading the address that it leads to.
    """
    headings = {heading: literal_link(heading, address) for heading, address in links.items()}
    written = table.map(_literal_cell).rename(index=_literal_cell)
    return written.rename(columns=lambda heading: headings.get(heading, _literal_cell(heading)))


def _literal_cell(cell):
    return literal(cell) if isinstance(cell, str) else cell
