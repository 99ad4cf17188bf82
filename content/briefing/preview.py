"""The right side of 简报: the chosen parts as they will stand, a page of them at a time."""

from content.briefing.parts import find_item
from content.briefing.saved_file import SavedPart
from content.cards import make_section
from content.exports.from_spec import exhibit
from content.exports.registry import digest
from content.items import Item, Table
from content.takeaways import write_takeaway
from content.view import View

HEIGHT = 260  # of a chart in the preview; the map keeps its own


def build_preview(view: View, before: int, parts: tuple[SavedPart, ...]) -> list:
    """Cards of some parts of a briefing; before: how many come before them."""
    cards = []
    for number, chosen in enumerate(parts, start=before + 1):
        if item := find_item(chosen, view):
            cards += _cards(view, number, chosen, item)
    return cards


def _cards(view: View, number: int, chosen: SavedPart, item: Item) -> list:
    """One part: a chart under its sentence; a clause in full; of a table what it lists."""
    t, part, name = view.t, item.parts[0], f"part_{digest(chosen.ref.encode())}"
    title = t("briefing.numbered", number=number, name=item.title)
    if item.kind == "chart":
        takeaway = chosen.takeaway or write_takeaway(exhibit(part, view), t)
        height = part.height if part.kind == "map" else min(part.height, HEIGHT)
        return [part.but(id=name, title=title, takeaway=takeaway, span=12, height=height)]
    if isinstance(part, Table):
        size = t("briefing.table_size", rows=len(part.frame), columns=len(part.frame.columns))
        return [make_section(name, title, size, notes=[part.note])]
    if item.kind == "table":
        rows = len(part["items"]) if part["kind"] == "tally" else len(item.parts) - 1
        return [make_section(name, title, t("briefing.table_rows", rows=rows))]
    return [part | {"id": name, "title": title, "span": 12}]
