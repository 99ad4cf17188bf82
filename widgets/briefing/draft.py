"""The briefing that a reader is putting together: kept with the session, its choice in the address.

The address carries what is chosen, the order and the title, so that a draft can be sent as a link;
sentences are too long for it. They live as long as the session, across pages, and for good in the
saved file. A session's own resource holds them, as a widget forgets its words with its page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b

import streamlit as st

from content.briefing.saved_file import (
    MAX_PARTS,
    MAX_SENTENCE_CHARS,
    SavedBriefing,
    SavedPart,
    parse_part,
)
from widgets.session_values import keep_for_session

PART, TITLE = "part", "title"  # in the address


@dataclass
class Draft:
    """A briefing in the making.

    scope: that of an opened file, None while the filters rule. opened: digest of the file opened
    last. revision: goes up when everything is replaced, so that no widget keeps an old word.
    strange: words of the address that name no chapter.
    """

    saved: SavedBriefing = SavedBriefing()
    scope: str | None = None
    opened: str = ""
    revision: int = 0
    strange: list[str] = field(default_factory=list)

    def refs(self) -> list[str]:
        """What is chosen, in order."""
        return [part.ref for part in self.saved.parts]

    def add(self, refs: Iterable[str]) -> None:
        """Put parts at the end, each once, as many as there is room for."""
        new = [ref for ref in dict.fromkeys(refs) if ref not in self.refs()]
        parts = [*self.saved.parts, *filter(None, map(parse_part, new))]
        self.saved = self.saved.but(parts=tuple(parts[:MAX_PARTS]))

    def move(self, ref: str, step: int) -> None:
        """Move a part up (-1) or down (1); at the end it stays."""
        parts, at = list(self.saved.parts), self.refs().index(ref)
        to = min(max(at + step, 0), len(parts) - 1)
        parts.insert(to, parts.pop(at))
        self.saved = self.saved.but(parts=tuple(parts))

    def remove(self, ref: str) -> None:
        """Leave a part out."""
        self.saved = self.saved.but(parts=tuple(p for p in self.saved.parts if p.ref != ref))

    def write(self, ref: str, sentence: str) -> None:
        """The sentence of a part; "" leaves it to the numbers. A new one is for today's numbers."""
        self.saved = self.saved.but(
            parts=tuple(
                SavedPart(p.chapter, p.id, sentence)
                if p.ref == ref and p.takeaway != sentence
                else p
                for p in self.saved.parts
            )
        )

    def replace(self, saved: SavedBriefing, opened: str = "") -> None:
        """Take a whole briefing in place of this one, its scope too."""
        self.saved, self.scope, self.opened = saved, saved.scope, opened
        self.revision += 1

    def clear(self) -> None:
        """Begin anew."""
        self.replace(SavedBriefing(), self.opened)
        self.scope = None


@keep_for_session
def _drafts() -> list[Draft]:
    return []


def current_draft() -> Draft:
    """The session's draft; the first time what its address says."""
    kept = _drafts()
    if not kept:
        words = st.query_params.get_all(PART)
        fresh = Draft(SavedBriefing(title=st.query_params.get(TITLE, "")[:MAX_SENTENCE_CHARS]))
        fresh.add(word for word in words if parse_part(word))
        fresh.strange = [word for word in words if not parse_part(word)]
        kept.append(fresh)
    return kept[0]


def write_address(draft: Draft) -> None:
    """Write choice and title into the address; what is empty leaves it."""
    for name, words in (
        (PART, draft.refs()),
        (TITLE, [draft.saved.title] if draft.saved.title else []),
    ):
        if words != st.query_params.get_all(name):
            if words:
                st.query_params[name] = words
            else:
                del st.query_params[name]


def hash_words(words: object) -> str:
    """A short digest, for the key of a widget that depends on the words."""
    return blake2b(str(words).encode(), digest_size=4).hexdigest()
