"""自上次以来 on the overview: the card that the browser fills with what is new to it."""

from urllib.parse import urlencode

from content.scope_url import LANGUAGE
from content.view import View

ADDRESS = "/changes.json"


def build_strip(view: View, since: str = "") -> dict:
    """The strip's card; since: the version that the address names, "" where the browser knows."""
    t = view.t
    query = urlencode({LANGUAGE: t.language})
    return {
        "id": "changes",
        "kind": "changes",
        "title": t("note.title"),
        "url": f"{view.address(ADDRESS)}?{query}",
        "version": view.published.version,
        "since": since,
        "stamps": list(view.provenance.marks),
        "close": t("note.close"),
        "failed": t("note.failed"),
    }
