"""The answer to a search as the browser draws it: every sentence in the reader's language."""

from content.search.folded_tables import prepare_tables
from content.search.results import ResultGroup, ResultRow
from content.search.search import GROUPS, search, search_group
from content.view import View

ADDRESS = "/search.json"
QUERY, GROUP = "find", "group"  # in the address: the text, and the one group to be listed in full
MAX_QUERY_LETTERS = 40  # no more than the lists of standards and results take


def write_answer(view: View, text: str, group: str) -> dict:
    """The groups of a search, or one of them in full; `group`: its name, "" for all.

    An empty text, as the browser sends it before the first letter, prepares the tables.
    """
    t = view.t
    text = text.strip()
    if len(text) > MAX_QUERY_LETTERS:
        return write_message(t("search.too_long", most=MAX_QUERY_LETTERS))
    if not text:
        prepare_tables(view.published)
        return write_message("")
    groups = [search_group(view, text, group)] if group in GROUPS else search(view, text)
    total = sum(group.total for group in groups)
    if not total:
        return write_message(t("search.none", text=text))
    return {
        "message": t("search.counts", text=text, total=total),
        "stamps": list(view.provenance.marks),
        "groups": [write_group(view, group) for group in groups],
    }


def write_message(message: str) -> dict:
    """An answer without a row: the sentence that says why."""
    return {"message": message, "stamps": [], "groups": []}


def write_group(view: View, group: ResultGroup) -> dict:
    """One group: its title, how many of it are listed and where all of them are."""
    t, listed = view.t, len(group.rows)
    counts = t("search.total", total=group.total)
    if listed < group.total:
        counts = t("search.first", shown=listed, total=group.total)
    return {
        "name": group.name,
        "title": t(f"search.{group.name}"),
        "counts": counts,
        "whole": listed == group.total,
        "list": group.list_href,
        "rows": [write_row(view, row) for row in group.rows],
    }


def write_row(view: View, row: ResultRow) -> dict:
    """One row with its address and, where it has a laboratory, that of the laboratory's page."""
    written = {"title": row.title, "note": row.note, "href": row.href}
    if row.lab is not None:
        title = view.t("search.of_lab", name=row.lab.name)
        written["lab"] = {"title": title, "href": row.lab.href}
    return written
