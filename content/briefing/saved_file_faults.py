"""What is wrong with the shape of a saved briefing: each fault with its place and the way out."""

from catalog.definitions import Words
from content.chapters import CHAPTERS

MOST_PARTS, LONGEST = 60, 500
FIELDS = ("title", "author", "scope", "part")
PART_FIELDS = ("chapter", "id", "takeaway", "numbers")
SCOPE_FIELDS = ("domain", "region", "province", "period")


def faults_of(table: dict, t: Words):
    """Every fault of the file's shape, in the order of the file."""
    yield from _unknown(table, FIELDS, "", t)
    yield from _not_text(table, {"title": True, "author": False}, "", t)
    yield from _scope_faults(table.get("scope", {}), t)
    parts = table.get("part")
    if not isinstance(parts, list) or not parts:
        yield t("briefing.no_part")
        return
    if len(parts) > MOST_PARTS:
        yield t("briefing.too_many", count=len(parts), most=MOST_PARTS)
    for at, part in enumerate(parts, start=1):
        yield from _part_faults(part, t("briefing.part", number=at), t)


def _part_faults(part, place: str, t: Words):
    if not isinstance(part, dict):
        yield t("briefing.no_part")
        return
    yield from _unknown(part, PART_FIELDS, place, t)
    wanted = {"chapter": True, "id": True, "takeaway": False, "numbers": False}
    yield from _not_text(part, wanted, place, t)
    name = part.get("chapter")
    if isinstance(name, str) and name and name not in CHAPTERS:
        known = t.join(CHAPTERS)
        yield t("briefing.no_chapter", place=place, name=short(name), known=known)


def _scope_faults(scope, t: Words):
    if not isinstance(scope, dict):
        yield t("briefing.scope_shape")
        return
    yield from _unknown(scope, SCOPE_FIELDS, "[scope] ", t)
    for name in SCOPE_FIELDS:
        words, kind = scope.get(name, []), int if name == "period" else str
        if not isinstance(words, list) or not all(type(word) is kind for word in words):
            yield t("briefing.scope_period" if kind is int else "briefing.scope_words", name=name)
        elif kind is int and len(words) not in (0, 2):
            yield t("briefing.scope_period", name=name)


def _unknown(table: dict, known: tuple[str, ...], place: str, t: Words):
    for name in table:
        if name not in known:
            yield t(
                "briefing.no_field",
                place=place,
                name=short(name),
                known=t.join(known),
            )


def _not_text(table: dict, wanted: dict[str, bool], place: str, t: Words):
    """Fields that are no text, too long, or lacking though they must be there."""
    for name, needed in wanted.items():
        word = table.get(name, "")
        if not isinstance(word, str):
            yield t("briefing.not_text", place=place, name=name)
        elif needed and not word.strip():
            yield t("briefing.lacking", place=place, name=name)
        elif len(word) > LONGEST:
            yield t("briefing.too_long", place=place, name=name, most=LONGEST)


def short(word: object) -> str:
    """A word of the file, never endless and without control signs."""
    return "".join(sign for sign in str(word)[:40] if sign.isprintable())
