"""Which of our modules a page is sure to use: its browser fetches them while it reads Streamlit's
scripts, instead of one import after another once these have run."""

import re
from functools import cache
from posixpath import dirname, normpath

from server.assets import ASSETS

PAGE = (
    "search/search.js",
    "address_bar/address_bar.js",
    "frame_phrases/phrases.js",
    "downloads/page_download.js",
    "board/board.js",
    "register_table/register_table.js",
)
WALL = ("wall/wall.js", "shared/sheets.js", "frame_phrases/phrases.js")
_IMPORT = re.compile(r'^(?:import|export)\s(?:[^;"()]*\sfrom\s)?"(\.{1,2}/[^"]+)"', re.MULTILINE)


@cache
def list_modules(entries: tuple[str, ...]) -> list[str]:
    """The modules below widgets/components that these import, and those that they import, each
    once, those that import before what they import."""
    modules = list(entries)
    for module in modules:  # which grows as it is read
        for imported in _list_imports(module):
            if imported not in modules:
                modules.append(imported)
    return modules


def _list_imports(module: str) -> list[str]:
    path = ASSETS / module
    if not path.is_file():  # written by the server (assets.py)
        return []
    names = _IMPORT.findall(path.read_text(encoding="utf-8"))
    return [normpath(f"{dirname(module)}/{name}") for name in names]


def write_preloads(assets: str, entries: tuple[str, ...]) -> str:
    """The links of a page that ask for the modules, after all that it cannot start without.

    assets: the address below which they lie, escaped.
    """
    return "".join(
        f'<link rel="modulepreload" fetchpriority="low" href="{assets}/{module}">'
        for module in list_modules(entries)
    )
