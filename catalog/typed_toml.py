"""A TOML file as typed nouns; what is wrong in it is refused in one sentence with file and line.

`read_typed(path, Noun)` reads a whole file. A file that needs more (defaults to merge, keys that
name the noun) is opened with `open_toml` and its tables are typed one by one.
"""

import dataclasses
import functools
import re
import tomllib
import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, TypeAdapter, ValidationError

from catalog.files import ROOT, NotAFile, read_file
from catalog.sentences import Words, words
from catalog.text_bounds import MAX_TEXT_BYTES, find_excess

Noun = TypeVar("Noun")
Place = tuple[str | int, ...]  # keys and positions that lead to a value

MAX_REFUSALS = 100  # of one file; who mends these is told the next
MAX_VALUE_SIGNS = 40  # of a refused value in the sentence
UNKNOWN_KEYS = ("extra_forbidden", "unexpected_keyword_argument")
TYPE_WORDS = {
    str: "text",
    int: "whole_number",
    float: "number",
    bool: "yes_no",
    date: "day",
    dict: "table",
    tuple: "list",
    list: "list",
}
# what pydantic calls a broken bound: our problem, and where its context has the figure
BOUNDS = {
    "string_too_long": ("too_long", "max_length"),
    "too_long": ("too_many", "max_length"),
    "too_short": ("empty", ""),
    "string_pattern_mismatch": ("empty", ""),
    "greater_than_equal": ("too_small", "ge"),
    "less_than_equal": ("too_great", "le"),
    "two_years": ("two_years", ""),
}
_PART = r"""(?:"[^"]*"|'[^']*'|[\w\-]+)"""
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=\s*(.*)")
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_PART}(?:\s*\.\s*{_PART})*)\s*\]")
_LINE = re.compile(r"at line (\d+)")
_ELEMENT = re.compile(r"\s*[{\"'\[\d]")


class Refusal(ValueError):  # noqa: N818 - a verdict in the subject's own words
    """A file says what it may not say.

    file: as readers know it; line: from 1; key: dotted; problem: a key of the section `refusal` of
    the sentences; value: as written; allowed: the words or keys that may stand there; detail: what
    more there is to say. Its text is the Chinese sentence.
    """

    def __init__(
        self,
        problem: str,
        file: str,
        line: int,
        key: str = "",
        value: str = "",
        allowed: tuple[str, ...] = (),
        detail: str = "",
    ):
        self.problem, self.file, self.line, self.key = problem, file, line, key
        self.value, self.allowed, self.detail = value, allowed, detail
        super().__init__(self.sentence(words()))

    def sentence(self, t: Words) -> str:
        """What is wrong and where, in the reader's language."""
        if self.problem == "wrong_type":
            names = [t(f"refusal.{word}") for word in self.allowed]
            expected = t("refusal.or").join(names)
        else:
            expected = t.join(self.allowed)
        return t(
            f"refusal.{self.problem}",
            file=self.file,
            line=self.line,
            key=self.key,
            value=self.value,
            allowed=expected,
            detail=self.detail,
        )


@dataclass(frozen=True)
class TomlDocument:
    """One TOML file: its name for readers, its text and what the text says."""

    name: str
    text: str
    data: Mapping[str, object]

    def read(
        self,
        noun: type[Noun],
        value: object = None,
        at: Place = (),
        implied: Mapping[str, object] | None = None,
        inherited_at: Place | None = None,
    ) -> Noun:
        """The value at a place of the file as `noun` (any type pydantic knows).

        value: the whole file unless given. implied: attributes that the place itself says, such as
        the name of a table. inherited_at: where keys stand that the place itself does not have.
        Raises Refusal, the first of `refusals`.
        """
        checked = self.data if value is None else value
        if implied:
            checked = {**checked, **implied}
        try:
            return _adapter(noun).validate_python(checked)
        except ValidationError as error:
            raise self._refusals(noun, error, at, implied or {}, inherited_at)[0] from None

    def refusals(self, noun: type, value: object = None) -> list[Refusal]:
        """What is wrong in the file, or in `value`, by line; empty where nothing is.

        At most MAX_REFUSALS of them.
        """
        try:
            _adapter(noun).validate_python(self.data if value is None else value)
        except ValidationError as error:
            return self._refusals(noun, error, (), {}, None)
        return []

    def refuse(
        self, problem: str, at: Place, value: str, allowed: tuple[str, ...], detail: str = ""
    ) -> Refusal:
        """A refusal of the value at a place, for a rule that spans several files."""
        return Refusal(problem, self.name, self.line(at), _join_place(at), value, allowed, detail)

    def line(self, at: Place) -> int:
        """The line where a place stands, or the deepest table around it that can be found."""
        lines = lines_of(self.text)
        for depth in range(len(at), 0, -1):
            place = at[:depth]
            first = (*place, 0)  # an array of tables has no line but those of its tables
            if place in lines or first in lines:
                return lines.get(place) or lines[first]
        return 1

    def _refusals(
        self,
        noun: type,
        error: ValidationError,
        at: Place,
        implied: Mapping[str, object],
        inherited_at: Place | None,
    ) -> list[Refusal]:
        lines, refusals = lines_of(self.text), {}
        for fault in error.errors(include_url=False)[:MAX_REFUSALS]:
            place, expected = _find_expected(noun, fault["loc"])
            full = at + place
            if inherited_at is not None and full not in lines:
                inherited = inherited_at + place
                full = inherited if inherited in lines else full
            refusals.setdefault(full, self._refusal(fault, full, expected, implied))
        return sorted(refusals.values(), key=lambda refusal: refusal.line)

    def _refusal(
        self, fault: Mapping, at: Place, expected: object, implied: Mapping[str, object]
    ) -> Refusal:
        kind, value = fault["type"], _describe_value(fault["input"])
        if kind in UNKNOWN_KEYS:
            allowed = tuple(key for key in _fields(expected) if key not in implied)
            return self.refuse("unknown_key", at, value, allowed)
        if kind.startswith("missing"):
            return self.refuse("missing_key", at, "", ())
        literals = _literals(expected)
        if kind == "literal_error" or literals:
            return self.refuse("unknown_word", at, value, literals)
        if kind.endswith(("_type", "_parsing", "_from_float")):
            return self.refuse("wrong_type", at, value, _type_words(expected))
        if kind in BOUNDS:
            problem, figure = BOUNDS[kind]
            limit = fault.get("ctx", {}).get(figure, "")
            return self.refuse(problem, at, value, (), str(limit))
        detail = str(fault.get("ctx", {}).get("error", ""))
        bounds = [str(bound) for bound in fault.get("ctx", {}).values()]
        return self.refuse("bad_value", at, value, (), detail or " ".join(bounds))


def read_typed(path: Path, noun: type[Noun]) -> Noun:
    """The whole of a TOML file as `noun`. Raises Refusal with file, line, key and allowed words."""
    return open_toml(path).read(noun)


def open_toml(path: Path) -> TomlDocument:
    """A TOML file, named from the project's folder where it lies inside it. Raises Refusal where
    it is no TOML or out of bounds, OSError where it cannot be read."""
    inside = path.is_relative_to(ROOT.parent)
    name = str(path.relative_to(ROOT.parent).as_posix()) if inside else path.name
    try:
        content = read_file(path, MAX_TEXT_BYTES)
    except NotAFile:
        raise Refusal("not_a_file", name, 1) from None
    return parse_toml(content, name)


def parse_toml(content: bytes, name: str, max_bytes: int = MAX_TEXT_BYTES) -> TomlDocument:
    """A TOML file received as bytes, under a name for readers.

    Raises Refusal where it is none, or beyond `max_bytes` or a bound of catalog.text_bounds: the
    parser gets only what it reads in little time and memory.
    """
    if len(content) > max_bytes:
        raise Refusal("too_big", name, 1, detail=str(max_bytes // 1000))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refusal("not_utf8", name, line) from None
    if excess := find_excess(text):
        raise Refusal(excess.rule, name, excess.line, detail=str(excess.limit))
    try:
        return TomlDocument(name, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise Refusal("not_toml", name, _line_in(str(error), text)) from None


def _line_in(message: str, text: str) -> int:
    """The line that tomllib names in its message; the last one where it stopped at the end."""
    named = _LINE.search(message)
    return int(named[1]) if named else text.count("\n") + 1


@functools.lru_cache(maxsize=8)
def lines_of(text: str) -> dict[Place, int]:
    """The line of each table, key and listed element of a TOML text, from 1.

    A plain reader for places only, of a text that is known to be right: elements of a list are
    found where each begins a line of its own.

    >>> lines_of('[a]\\nb = 1\\n[[c]]\\nd = [\\n  "x",\\n]')
    {('a',): 1, ('a', 'b'): 2, ('c', 0): 3, ('c', 0, 'd'): 4, ('c', 0, 'd', 0): 5}
    """
    lines: dict[Place, int] = {}
    counts: dict[Place, int] = {}  # how many tables an array of tables has had so far
    table: Place = ()
    listed: Place | None = None  # the key whose list is still open
    quotes = ""  # of a text that is still open
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if quotes:
            quotes = "" if quotes in line else quotes
            continue
        if listed is not None:
            if line.strip().startswith("]"):
                listed = None
            elif _ELEMENT.match(line):
                counts[listed] = counts.get(listed, -1) + 1
                lines[*listed, counts[listed]] = number
            continue
        if header := _HEADER.match(line):
            table = _with_positions(_parts(header[2]), counts)
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            lines[table] = number
        elif key := _KEY.match(line):
            place = table + _parts(key[1])
            lines[place] = number
            value = key[2].strip()
            if value.startswith("[") and value.count("[") > value.count("]"):
                listed = place
            quotes = next((q for q in ('"""', "'''") if value.count(q) == 1), "")
    return lines


def _parts(key: str) -> Place:
    """The parts of a dotted key without their quotes."""
    return tuple(part.strip("\"'") for part in re.findall(_PART, key))


def _with_positions(path: Place, counts: Mapping[Place, int]) -> Place:
    """The path of a table with the position of each array of tables it goes through, the last
    part excepted."""
    place: Place = ()
    for depth, part in enumerate(path):
        place = (*place, part)
        if place in counts and depth < len(path) - 1:
            place = (*place, counts[place])
    return place


@functools.cache
def _adapter(noun: type) -> TypeAdapter:
    return TypeAdapter(noun)


def _find_expected(noun: object, location: Place) -> tuple[Place, object]:
    """The part of pydantic's location that stands in the file, and the type expected there.

    A key that no type knows is answered with the type around it. Names of union members, which
    pydantic adds, are left out.
    """
    place: Place = ()
    for step in location:
        origin, arguments = get_origin(noun), get_args(noun)
        fields = _fields(noun)
        if fields:
            place = (*place, step)
            if step not in fields:
                return place, noun
            noun = fields[step]
        elif origin is dict and arguments:
            place, noun = (*place, step), arguments[1]
        elif origin in (tuple, list) and arguments:
            place, noun = (*place, step), arguments[0]
        elif _members(noun):
            noun = next((m for m in _members(noun) if _fields(m) or get_origin(m)), noun)
            if isinstance(step, int):
                place = (*place, step)
        else:
            break
    return place, noun


def _fields(noun: object) -> dict[str, object]:
    """Attributes with their types of a dataclass or a pydantic model; empty for anything else."""
    if isinstance(noun, type) and (dataclasses.is_dataclass(noun) or issubclass(noun, BaseModel)):
        hints = get_type_hints(noun)
        named = dataclasses.fields(noun) if dataclasses.is_dataclass(noun) else ()
        names = [field.name for field in named] or list(noun.model_fields)
        return {name: hints[name] for name in names}
    return {}


def _members(noun: object) -> tuple:
    """The types of a union, None left out; empty for anything else."""
    if get_origin(noun) not in (Union, types.UnionType):
        return ()
    return tuple(member for member in get_args(noun) if member is not types.NoneType)


def _literals(noun: object) -> tuple[str, ...]:
    """The words of a closed list, as text; empty where there is none."""
    literals = [kind for kind in (noun, *_members(noun)) if get_origin(kind) is Literal]
    return tuple(str(word) for literal in literals for word in get_args(literal))


def _type_words(noun: object) -> tuple[str, ...]:
    """What may stand there as keys of the section `refusal`: text, list, whole_number ..."""
    kinds = [get_origin(kind) or kind for kind in _members(noun) or (noun,)]
    return tuple(dict.fromkeys(TYPE_WORDS.get(kind, "table") for kind in kinds))


def _join_place(at: Place) -> str:
    """A place as one dotted key; positions in a list are left to the line."""
    return ".".join(shorten_text(part) for part in at if isinstance(part, str))


def _describe_value(value: object) -> str:
    """A value as the file might write it, cut to a length fit for a sentence."""
    return shorten_text(str(value).lower() if isinstance(value, bool) else str(value))


def shorten_text(text: str) -> str:
    """A text of a stranger's file as a sentence may quote it: not endless, no control signs.

    >>> shorten_text("a\\x1b[0m" + "b" * 50)
    'a[0mbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb……'
    """
    start = "".join(sign for sign in text[: MAX_VALUE_SIGNS + 1] if sign.isprintable())
    return start if len(text) <= MAX_VALUE_SIGNS else f"{start[:MAX_VALUE_SIGNS]}……"
