"""A saved briefing: what was chosen, in which scope, with which sentences, as a small TOML file.

It holds no numbers: the next publication makes the same briefing of its own. Of every chart with a
sentence written by hand it keeps the digest of its numbers, so that a later reader is told when
the sentence may speak of numbers that are no more.
"""

import dataclasses
import json
from dataclasses import dataclass, replace
from typing import Annotated, Literal
from urllib.parse import parse_qs, urlencode

from pydantic import AfterValidator, Field, StrictInt, StringConstraints
from pydantic.dataclasses import dataclass as checked_dataclass
from pydantic_core import PydanticCustomError

from catalog.definitions import Catalog, Words
from catalog.nouns import CLOSED
from catalog.typed_toml import Refusal, TomlDocument, parse_toml, shorten_text
from content.chapters import CHAPTERS
from content.scope_url import read_query, write_query
from loaders.store.published import Published
from measures.scope import Scope

AUTO = "auto"
MAX_FILE_BYTES = 200_000
MAX_PARTS = 60
MAX_SENTENCE_CHARS = 500  # of a title, a name or a sentence

ChapterName = Literal[tuple(CHAPTERS)]
Sentence = Annotated[str, StringConstraints(max_length=MAX_SENTENCE_CHARS)]
Name = Annotated[str, StringConstraints(max_length=MAX_SENTENCE_CHARS, pattern=r"\S")]


def _check_years(years: tuple[int, ...]) -> tuple[int, ...]:
    """Two years, or none for all of them."""
    if len(years) not in (0, 2):
        raise PydanticCustomError("two_years", "a first and a last year")
    return years


def _check_any(parts: tuple) -> tuple:
    if not parts:
        raise PydanticCustomError("too_short", "at least one part")
    return parts


@checked_dataclass(frozen=True, config=CLOSED)
class ScopeTable:
    """[scope] of the file: names as the filters show them; nothing restricts nothing."""

    domain: tuple[Sentence, ...] = ()
    region: tuple[Sentence, ...] = ()
    province: tuple[Sentence, ...] = ()
    period: Annotated[tuple[StrictInt, ...], AfterValidator(_check_years)] = ()


@checked_dataclass(frozen=True, config=CLOSED)
class PartTable:
    """One [[part]] of the file. takeaway: a sentence, or AUTO; numbers: what it was written for."""

    chapter: ChapterName
    id: Name
    takeaway: Sentence = AUTO
    numbers: Sentence = ""


@checked_dataclass(frozen=True, config=CLOSED, kw_only=True)
class BriefingFile:
    """The whole of a saved briefing's file."""

    title: Name
    author: Sentence = ""
    scope: ScopeTable = dataclasses.field(default_factory=ScopeTable)
    part: Annotated[tuple[PartTable, ...], Field(max_length=MAX_PARTS), AfterValidator(_check_any)]


class Refused(Exception):
    """A file that is no briefing; reasons: a Chinese sentence for each fault."""

    def __init__(self, reasons: list[str]):
        super().__init__("\n".join(reasons))
        self.reasons = reasons


class Unreadable(Refused):
    """A file that is no text within bounds, or no TOML."""


@dataclass(frozen=True)
class SavedPart:
    """One part: its chapter and id, the sentence written for it, the digest it was written for.

    takeaway "" leaves the sentence to the numbers of the day; numbers is "" then. Behind a ? the id
    bears what a reader chose on the page: outlook_labs?entries=10&horizon=2035&hold=120.
    """

    chapter: str
    id: str
    takeaway: str = ""
    numbers: str = ""

    @property
    def ref(self) -> str:
        """Chapter and id in one word, as in the page's address."""
        return f"{self.chapter}/{self.id}"

    @property
    def item_id(self) -> str:
        """The id of the item in its chapter."""
        return self.id.partition("?")[0]

    @property
    def state(self) -> str:
        """What a reader chose on the page, as the query of an address; "" as the page opens."""
        return self.id.partition("?")[2]


@dataclass(frozen=True)
class SavedBriefing:
    """A briefing as it is kept: title, author, scope as the query of an address, parts in order."""

    title: str = ""
    author: str = ""
    scope: str = ""
    parts: tuple[SavedPart, ...] = ()

    def but(self, **changes) -> "SavedBriefing":
        """A copy with some parts replaced."""
        return replace(self, **changes)


def parse_part(ref: str) -> SavedPart | None:
    """The part that a word of an address names; None where there is no such chapter."""
    name, _, part = ref.partition("/")
    return SavedPart(name, part) if name in CHAPTERS and part else None


def write_toml(saved: SavedBriefing, t: Words) -> str:
    """The TOML text. Equal briefings give equal text."""
    lines = [f"# {line}" for line in t("briefing.file_head").splitlines()]
    lines += [f"title = {_quote(saved.title)}", f"author = {_quote(saved.author)}", ""]
    asked = parse_qs(saved.scope)
    if asked:
        lines.append("[scope]")
        for name in ("domain", "region", "province"):
            if name in asked:
                lines.append(f"{name} = [{', '.join(map(_quote, asked[name]))}]")
        if "period" in asked:
            lines.append(f"period = [{', '.join(asked['period'])}]")
        lines.append("")
    for part in saved.parts:
        lines += [
            "[[part]]",
            f"chapter = {_quote(part.chapter)}",
            f"id = {_quote(part.id)}",
            f"takeaway = {_quote(part.takeaway or AUTO)}",
        ]
        lines += [f"numbers = {_quote(part.numbers)}"] if part.takeaway and part.numbers else []
        lines.append("")
    return "\n".join(lines)


def read_toml(content: bytes, t: Words, name: str = "") -> SavedBriefing:
    """The briefing of a TOML file; Refused with every fault, its place and the way out.

    name: of the file, for the sentences.
    """
    try:
        document = parse_toml(content, name or t("briefing.file"), MAX_FILE_BYTES)
    except Refusal as refusal:
        raise Unreadable([refusal.sentence(t)]) from None
    faults = document.refusals(BriefingFile)
    if not faults:
        file = document.read(BriefingFile)
        faults = _find_repeats(document, file)
    if faults:
        raise Refused([refusal.sentence(t) for refusal in faults])
    scope = dataclasses.asdict(file.scope)
    pairs = [(key, str(word)) for key, words in scope.items() for word in words]
    return SavedBriefing(
        file.title, file.author, urlencode(pairs), tuple(map(_build_part, file.part))
    )


def _build_part(table: PartTable) -> SavedPart:
    takeaway = "" if table.takeaway == AUTO else table.takeaway
    return SavedPart(table.chapter, table.id, takeaway, table.numbers)


def _find_repeats(document: TomlDocument, file: BriefingFile) -> list[Refusal]:
    """A refusal of each part that an earlier one already is, with the lines of both."""
    lines: dict[tuple[str, str], int] = {}
    repeats = []
    for number, part in enumerate(file.part):
        name, place = (part.chapter, part.id), ("part", number)
        if name in lines:
            ref = shorten_text("/".join(name))
            repeats.append(document.refuse("repeated_part", place, ref, (), str(lines[name])))
        else:
            lines[name] = document.line(place)
    return repeats


def read_scope(saved: SavedBriefing, published: Published, catalog: Catalog, t: Words) -> Scope:
    """The scope of a briefing on what is published now; Refused where it names what is unknown."""
    scope, strange = read_query(saved.scope, published, catalog)
    if strange:
        raise Refused([t("briefing.scope_word", word=shorten_text(word)) for word in strange])
    return scope


def write_scope(scope: Scope, published: Published, catalog: Catalog) -> str:
    """The scope as a briefing keeps it: all years stand for those of the day."""
    return write_query(scope, published, catalog)


def _quote(words: str) -> str:
    """A TOML basic string; JSON's is one, but for the delete sign."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
