"""A saved briefing made into files on what is published now, without a page: for cron."""

from collections.abc import Callable
from pathlib import Path

from briefings.exhibit import Briefing
from catalog.clock import today
from catalog.definitions import catalog, words
from content.briefing.parts import KnownPart, assemble, describe_lack, find_part
from content.briefing.saved_file import Refused, SavedBriefing, read_scope, read_toml
from content.exports.registry import file_name
from content.public_detail import read_public_detail
from content.view import View
from loaders.store.published import open_published

MARK_CHARS = 8  # signs of the version in a file's name


def build_briefing(content: bytes, tables: Path, name: str = "") -> tuple[Briefing, list[str]]:
    """The briefing of a saved file on the current version, and a warning for each old sentence.

    name: of the file, for the sentences. Refused where the file or one of its parts is not to be
    had; NothingPublished without data.
    """
    t, published = words(), open_published(tables)
    saved = read_toml(content, t, name)
    scope = read_scope(saved, published, catalog(), t)
    view = View(published, catalog(), scope, t, today(), detail=read_public_detail())
    results = find_parts(saved, view)
    old = [
        t(
            "briefing.old_sentence",
            number=at,
            title=result.part.title,
            sentence=result.chosen.takeaway,
        )
        for at, result in enumerate(results, start=1)
        if result.outdated
    ]
    return assemble(saved, results, view), old


def find_parts(saved: SavedBriefing, view: View) -> list[KnownPart]:
    """Every chosen part; Refused with a sentence for each that is not there."""
    results = [find_part(chosen, view) for chosen in saved.parts]
    missing = [
        view.t("briefing.part", number=at) + describe_lack(chosen, view)
        for at, (chosen, result) in enumerate(zip(saved.parts, results, strict=True), start=1)
        if result is None
    ]
    if missing:
        raise Refused(missing)
    return results


def make_files(
    briefing: Briefing, formats: list[str], write: Callable[..., bytes], templates: dict[str, bytes]
) -> dict[str, bytes]:
    """The files by name; `write` is briefings.formats.make, templates the ministry's by format."""
    t, mark = words(), briefing.provenance.version[:MARK_CHARS]
    return {
        file_name(briefing, mark, name, t): write(briefing, name, t, templates.get(name))
        for name in formats
    }
