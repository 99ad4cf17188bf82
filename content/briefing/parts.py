"""A saved briefing on one published version: its parts with today's numbers and sentences."""

from dataclasses import dataclass

from briefings.exhibit import Briefing, Exhibit, Part
from briefings.stamp import digest
from catalog.definitions import Words
from catalog.typed_toml import shorten_text
from content.briefing.saved_file import SavedBriefing, SavedPart
from content.chapters import LAB, OUTLOOK, chapter
from content.exports.from_cards import bind_parts, part_of
from content.guideline.outlook import HORIZONS, MAX_ENTRIES, MAX_HOLD
from content.items import Item
from content.takeaways import write_takeaway
from content.view import View


@dataclass(frozen=True)
class KnownPart:
    """One chosen part under a view: what was chosen, the item, whether its sentence is of before.

    outdated: the sentence was written by hand for numbers that have changed since.
    """

    chosen: SavedPart
    item: Item
    part: Part
    outdated: bool = False


def find_item(chosen: SavedPart, view: View) -> Item | None:
    """The item that is chosen; None where the chapter does not show it under this view."""
    items = chapter(view, chosen.chapter, chosen.state)
    return next((item for item in items if item.id == chosen.item_id), None)


def find_part(chosen: SavedPart, view: View) -> KnownPart | None:
    """The chosen part with its numbers and its sentence; None where it is not shown."""
    item = find_item(chosen, view)
    if item is None:
        return None
    part = part_of(item, view)
    if not isinstance(part, Exhibit):
        return KnownPart(chosen, item, part)
    sentence = chosen.takeaway or write_takeaway(part, view.t)
    outdated = bool(chosen.takeaway and chosen.numbers) and chosen.numbers != digest(part)
    alt = view.t("board.alt", title=part.title, takeaway=sentence)
    return KnownPart(chosen, item, part.but(takeaway=sentence, alt=alt), outdated)


def describe_lack(chosen: SavedPart, view: View) -> str:
    """Why a part is not there: nothing of its chapter in this scope, or a name unknown to it."""
    t, name = view.t, view.t(f"chapter.{chosen.chapter}")
    if not chapter(view, chosen.chapter):
        needs = chosen.chapter if chosen.chapter in ("province", "compare") else "scope"
        return t(f"briefing.needs_{needs}", chapter=name)
    items = chapter(view, chosen.chapter, chosen.state)
    if not items:
        return describe_state(chosen, view)
    known, item_id = t.join(item.id for item in items), shorten_text(chosen.item_id)
    if chosen.chapter == LAB and not chosen.state:
        return t("briefing.needs_lab", chapter=name, id=item_id, known=known)
    return t("briefing.no_id", chapter=name, id=item_id, known=known)


def describe_state(chosen: SavedPart, view: View) -> str:
    """What may stand behind the ? of an id of this chapter."""
    name, state = view.t(f"chapter.{chosen.chapter}"), shorten_text(chosen.state)
    if chosen.chapter == LAB:
        return view.t("briefing.lab_state", chapter=name, state=state)
    if chosen.chapter != OUTLOOK:
        return view.t("briefing.without_state", chapter=name, id=chosen.item_id, state=state)
    horizons = view.t.join(str(year) for year in HORIZONS)
    bounds = {"entries": MAX_ENTRIES, "horizons": horizons, "hold": MAX_HOLD}
    return view.t("briefing.outlook_state", chapter=name, state=state, **bounds)


def assemble(saved: SavedBriefing, results: list[KnownPart], view: View) -> Briefing:
    """The briefing to be made of the parts found."""
    title = saved.title.strip() or view.t("briefing.untitled")
    parts = tuple(result.part for result in results)
    return bind_parts(title, view, parts, author=saved.author.strip())


def assemble_known(saved: SavedBriefing, view: View) -> Briefing:
    """The briefing of those parts that this view shows; the others are left out."""
    parts = [find_part(chosen, view) for chosen in saved.parts]
    return assemble(saved, [part for part in parts if part is not None], view)


def stamp(saved: SavedBriefing, results: list[KnownPart]) -> SavedBriefing:
    """The briefing to keep: beside each sentence of our own the digest of the numbers it is for."""
    marks = {
        result.chosen.ref: digest(result.part)
        for result in results
        if isinstance(result.part, Exhibit)
    }
    return saved.but(
        parts=tuple(
            SavedPart(
                part.chapter,
                part.id,
                part.takeaway,
                marks.get(part.ref, "") if part.takeaway else "",
            )
            for part in saved.parts
        )
    )


def name_part(chosen: SavedPart, item: Item, t: Words) -> str:
    """Chapter, clause and title: how the list of parts calls one."""
    words = [t(f"chapter.{chosen.chapter}"), item.under, item.title]
    return t("briefing.label_joint").join(word for word in words if word)
