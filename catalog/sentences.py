"""The reader's language: sentences by key, and names for the words of the catalogue and the data.

Data and what they are matched by stay Chinese whatever the language; only what is shown changes.
"""

import functools
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from string import Formatter

from babel import Locale
from babel.dates import get_month_names
from babel.lists import format_list

from catalog.files import CATALOG, REFERENCE, read_csv_text, read_toml

LANGUAGES = ("zh", "en")
ENGLISH = Locale("en")
LISTING = re.compile("(；|、|×)")  # what joins several words in one cell of the registers
JOINTS = {"；": "; ", "、": ", ", "×": " × "}


class Words:
    """The sentences of one language: words("page.overview"), words("scope.year", year=2024).

    names: the Chinese words of the catalogue in this language, empty where it is Chinese.
    singulars: the form that a unit has beside the number one, by the form it has otherwise.
    """

    def __init__(
        self,
        language: str,
        sentences: dict[str, dict[str, str]],
        names: dict[str, str],
        singulars: dict[str, str],
    ):
        self.language, self._sentences, self._names = language, sentences, names
        self._singulars = singulars

    def __call__(self, key: str, /, **parts) -> str:
        section, name = key.split(".", 1)
        sentence = self._sentences[section][name]
        if self.language == "zh":
            return sentence.format(**parts)
        return EnglishSentence(self, parts).vformat(sentence, (), parts)

    def join(self, words: Iterable[str]) -> str:
        """Words of the catalogue or of the data as one list, as this language joins them."""
        if self.language == "zh":
            return self("scope.joint").join(words)
        return format_list([self.name(word) for word in words], locale=ENGLISH)

    def name(self, word: str) -> str:
        """A word of the catalogue, or several that the registers join, in the reader's language.

        What has no name there, a laboratory's own say, stays as it is; so do blanks around a word.
        """
        core = word.strip()
        if core in self._names:
            return word.replace(core, self._names[core]) if core else word
        pieces = LISTING.split(core)
        if len(pieces) == 1 or not all(piece in self._names for piece in pieces[::2]):
            return word
        return "".join(JOINTS.get(piece) or self._names[piece] for piece in pieces)

    def unit(self, unit: str, value: object) -> str:
        """A unit beside a value: 1 lab, 2 labs. Where it is Chinese, or has one form, as it is."""
        plural = self.name(unit)
        core = plural.strip()
        if core not in self._singulars:
            return plural
        return plural.replace(core, choose_number(value, self._singulars[core], core))

    def names_of(self, words: list) -> list:
        """The same for a list; what is not text stays as it is."""
        return [self.name(word) if isinstance(word, str) else word for word in words]


class EnglishSentence(Formatter):
    """Fills the parts of an English sentence; what stands after a part's colon says how.

    `{name:word}`: a word of the catalogue, by its English name. `{count:lab|labs}`: the first or
    the second word, by the number. `{unit:of value}`: a unit, by the number of the part `value`.
    `{month:month}`: the month of a number, as Oct of 10.
    """

    def __init__(self, words: Words, parts: Mapping[str, object]):
        self.words, self.parts = words, parts

    def format_field(self, value: object, how: str) -> str:
        """One part as text."""
        if how == "word":
            return self.words.name(value) if isinstance(value, str) else str(value)
        if how == "month":
            return get_month_names("abbreviated", locale=ENGLISH)[int(value)]
        if how.startswith("of "):
            return self.words.unit(str(value), self.parts[how.removeprefix("of ")])
        if "|" in how:
            return choose_number(value, *how.split("|"))
        return super().format_field(value, how)


def choose_number(value: object, singular: str, plural: str) -> str:
    """The singular or the plural, as English has it for a number, which may be written out.

    >>> [choose_number(value, "lab", "labs") for value in (1, "1", "1.0", "1,001", "none")]
    ['lab', 'lab', 'labs', 'labs', 'labs']
    """
    try:
        number = Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return plural
    return singular if ENGLISH.plural_form(number) == "one" else plural


def words(language: str = "zh", folder: Path = CATALOG) -> Words:
    """The sentences of data/catalog/words.<language>/, one file per surface, each section once.

    The same object however it is asked for: what is kept for a reader is kept by it.
    """
    return _read_words(language, folder)


@functools.cache
def _read_words(language: str, folder: Path) -> Words:
    sections: dict[str, dict[str, str]] = {}
    for file in sorted((folder / f"words.{language}").glob("*.toml")):
        added = read_toml(file)
        if twice := sections.keys() & added.keys():
            raise ValueError(f"{file.name} repeats the section {', '.join(sorted(twice))}")
        sections |= added
    if language == "zh":
        return Words(language, sections, {}, {})
    singulars = read_toml(folder / "names.en.toml")["singular"]
    return Words(language, sections, names(folder), singulars)


def read_language(language: str | None) -> Words:
    """The sentences of the language that an address asks for; Chinese where it is none of ours."""
    return words(language if language in LANGUAGES else LANGUAGES[0])


@functools.cache
def names(folder: Path = CATALOG) -> dict[str, str]:
    """English by Chinese word: names.en.toml, and what domains, provinces, presets, methods,
    classifications and the policy's events say themselves. Raises ValueError where a word has two
    names."""
    provinces = read_csv_text(folder / "provinces.csv")
    events = read_csv_text(REFERENCE / "policy_events.csv")
    classes = [c for m in read_toml(folder / "methods.toml").values() for c in m["classes"]]
    classifications = read_toml(folder / "classifications.toml").values()
    groups = [group for entry in classifications for group in entry["groups"].values()]
    listed = read_toml(folder / "names.en.toml")
    sources = [
        *(names for section, names in listed.items() if section != "singular"),
        {d["name"]: d["name_en"] for d in read_toml(folder / "domains.toml")["domain"]},
        dict(zip(provinces["short"], provinces["name_en"], strict=True)),
        dict(zip(events["event_zh"], events["event_en"], strict=True)),
        {c["name"]: c["english"].capitalize() for c in classes},
        {group["name"]: group["name_en"] for group in groups},
        *(_english_of(preset) for preset in read_toml(folder / "presets.toml")["preset"]),
    ]
    english: dict[str, str] = {}
    for source in sources:
        for word, name in source.items():
            if english.setdefault(word, name) != name:
                raise ValueError(f"{word} has two names: {english[word]} and {name}")
    return english


def _english_of(preset: Mapping[str, str]) -> dict[str, str]:
    """English by Chinese text of one table of presets.toml."""
    texts = [key for key in ("name", "source", "note") if preset.get(key)]
    return {preset[key]: preset[f"{key}_en"] for key in texts}


@functools.cache
def phrases(language: str = "zh", folder: Path = CATALOG) -> dict[str, str]:
    """The page frame's fixed English words and what to show instead in a language."""
    return read_toml(folder / f"phrases.{language}.toml")
