"""The search box of every page: the browser asks the server for results, no page runs for it."""

from catalog.definitions import Words
from content.scope_url import PARAMETERS
from content.search.answer import ADDRESS, GROUP, MAX_QUERY_LETTERS, QUERY
from widgets.addresses import below

WORDS = ("label", "placeholder", "key", "all", "list", "back", "results", "failed", "waiting")


def describe_search_box(t: Words) -> dict:
    """What search.js is told of the box, which stands above the navigation."""
    return {
        "url": below(ADDRESS),
        "language": t.language,
        "query": QUERY,
        "group": GROUP,
        "kept": list(PARAMETERS),
        "most": MAX_QUERY_LETTERS,
        "words": {name: t(f"search.{name}") for name in WORDS},
    }
