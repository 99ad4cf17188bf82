"""The notes of what is published now: since any version, and each publication's own."""

import functools
from pathlib import Path

import pandas as pd

from catalog.definitions import Words, words
from content.changes.note_text import NoteText, find_counter, write_note
from content.public_detail import PublicDetail
from loaders.store.pointer import NothingPublished
from loaders.store.published import open_history

MAX_NOTES = 20  # publications of the feed, the latest


def read_note(tables: Path, since: str, t: Words, detail: PublicDetail) -> NoteText:
    """The note since a version; since "" the publication before the last one.

    Raises UnknownVersion where the history knows no such version, NothingPublished without data.
    """
    publications = _open_publications(tables)
    counters = publications["counter"].tolist()
    start = find_counter(publications, since) if since else counters[max(len(counters) - 2, 0)]
    return _read_pair(tables, start, counters[-1], t, detail)


def read_notes(tables: Path, t: Words, detail: PublicDetail) -> list[NoteText]:
    """The notes of the last publications that changed anything, the latest first.

    Raises NothingPublished.
    """
    counters = _open_publications(tables)["counter"].tolist()[-MAX_NOTES - 1 :]
    pairs = list(zip(counters, counters[1:], strict=False))[::-1]
    notes = [_read_pair(tables, since, until, t, detail) for since, until in pairs]
    return [note for note in notes if not note.is_empty]


def read_beginning(tables: Path) -> tuple[str, str]:
    """Version and moment of the first publication of the history. Raises NothingPublished."""
    first = _open_publications(tables).iloc[0]
    return first["version"], first["built_at"]


def _open_publications(tables: Path) -> pd.DataFrame:
    """The publications of the history, at least one."""
    publications = open_history(tables)["publications"]
    if publications.empty:
        raise NothingPublished(words()("published.nothing"))
    return publications.sort_values("counter")


def _read_pair(tables: Path, since: int, until: int, t: Words, detail: PublicDetail) -> NoteText:
    built_at = _open_publications(tables).set_index("counter")["built_at"]
    return _write_once(tables, since, until, (built_at[since], built_at[until]), t, detail)


@functools.lru_cache(maxsize=256)
def _write_once(
    tables: Path, since: int, until: int, _built_at: tuple, t: Words, detail: PublicDetail
) -> NoteText:
    """Written once for the same two publications, which their moments tell from all others."""
    return write_note(open_history(tables), since, until, t, detail)
