"""The change note as a file for cron: a Word document or Markdown."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from briefings.exhibit import Briefing, Passage
from catalog.definitions import Words, catalog
from catalog.translated import translate_catalog
from content.changes.note_text import NoteText
from content.changes.published_notes import read_note
from content.closing.published_judgement import view_whole
from content.exports.from_cards import bind_parts
from content.public_detail import PublicDetail
from loaders.store.published import open_published

MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>#|])")


def make_digest(
    tables: Path,
    since: str,
    suffix: str,
    t: Words,
    detail: PublicDetail,
    make: Callable[..., bytes],
) -> bytes | None:
    """The file of what changed since a version; None where nothing has.

    suffix: "docx" or "md"; make: briefings.formats.make. Raises UnknownVersion, NothingPublished.
    """
    note = read_note(tables, since, t, detail)
    if note.is_empty:
        return None
    if suffix == "md":
        return write_markdown(note, t).encode()
    return make(bind_note(note, tables, t, detail), "docx", t)


def bind_note(note: NoteText, tables: Path, t: Words, detail: PublicDetail) -> Briefing:
    """The note as a file to be made: a heading and its lines for each kind of change."""
    view = view_whole(open_published(tables))
    view = replace(view, catalog=translate_catalog(catalog(), t), t=t, detail=detail)
    parts = tuple(Passage(section.title, notes=section.lines) for section in note.sections)
    return bind_parts(t("note.title"), view, parts, lead=note.headline)


def write_markdown(note: NoteText, t: Words) -> str:
    """The note as Markdown; what stands in the registers is text, never markup."""
    lines = [f"# {t('app.title')} · {t('note.title')}", ""]
    if note.mark:
        lines += [f"**{escape(note.mark)}**", ""]
    lines += [escape(note.headline), ""]
    for section in note.sections:
        lines += [f"## {escape(section.title)}", ""]
        lines += [f"- {escape(line)}" for line in section.lines] + [""]
    version = t("note.publication", version=note.version, as_of=note.as_of)
    return "\n".join([*lines, escape(version), ""])


def escape(text: str) -> str:
    """Text as Markdown shows it literally.

    >>> escape("a*b <c>")
    'a\\\\*b \\\\<c\\\\>'
    """
    return MARKDOWN_SIGNS.sub(r"\\\1", " ".join(text.split()))
