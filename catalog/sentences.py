"""The reader's language: sentences by key, and names for the words of the catalogue and the data.

Data and what they are matched by stay Chinese whatever the language; only what is shown changes.
"""

import functools
import re
from pathlib import Path

from catalog.files import CATALOG, REFERENCE, read_csv_text, read_toml

LANGUAGES = ("zh", "en")
LISTING = re.compile("(；|、|×)")  # what joins several words in one cell of the registers
JOINTS = {"；": "; ", "、": ", ", "×": " × "}


class Words:
    """The sentences of one language: words("page.overview"), words("scope.year", year=2024).

    names: the Chinese words of the catalogue in this language, empty where it is Chinese.
    """

    def __init__(self, language: str, sentences: dict[str, dict[str, str]], names: dict[str, str]):
        self.language, self._sentences, self._names = language, sentences, names

    def __call__(self, key: str, /, **parts) -> str:
        section, name = key.split(".", 1)
        if self._names:
            parts = {part: self._translate_part(value) for part, value in parts.items()}
        return self._sentences[section][name].format(**parts)

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

    def names_of(self, words: list) -> list:
        """The same for a list; what is not text stays as it is."""
        return [self.name(word) if isinstance(word, str) else word for word in words]

    def _translate_part(self, part):
        """A part of a sentence: a word, or words joined as this language joins them."""
        if not isinstance(part, str):
            return part
        joint = self._sentences["scope"]["joint"]
        return joint.join(self.name(piece) for piece in part.split(joint))


@functools.cache
def words(language: str = "zh", folder: Path = CATALOG) -> Words:
    """The sentences of data/catalog/words.<language>/, one file per surface, each section once."""
    sections: dict[str, dict[str, str]] = {}
    for file in sorted((folder / f"words.{language}").glob("*.toml")):
        added = read_toml(file)
        if twice := sections.keys() & added.keys():
            raise ValueError(f"{file.name} repeats the section {', '.join(sorted(twice))}")
        sections |= added
    return Words(language, sections, {} if language == "zh" else names(folder))


def words_asked(language: str | None) -> Words:
    """The sentences of the language that an address asks for; Chinese where it is none of ours."""
    return words(language if language in LANGUAGES else LANGUAGES[0])


@functools.cache
def names(folder: Path = CATALOG) -> dict[str, str]:
    """English by Chinese word: names.en.toml, and what domains, provinces, methods and the policy's
    events say themselves. Raises ValueError where a word has two names."""
    provinces = read_csv_text(folder / "provinces.csv")
    events = read_csv_text(REFERENCE / "policy_events.csv")
    classes = [c for m in read_toml(folder / "methods.toml").values() for c in m["classes"]]
    sources = [
        *read_toml(folder / "names.en.toml").values(),
        {d["name"]: d["name_en"] for d in read_toml(folder / "domains.toml")["domain"]},
        dict(zip(provinces["short"], provinces["name_en"], strict=True)),
        dict(zip(events["event_zh"], events["event_en"], strict=True)),
        {c["name"]: c["english"].capitalize() for c in classes},
    ]
    english: dict[str, str] = {}
    for source in sources:
        for word, name in source.items():
            if english.setdefault(word, name) != name:
                raise ValueError(f"{word} has two names: {english[word]} and {name}")
    return english


@functools.cache
def phrases(language: str = "zh", folder: Path = CATALOG) -> dict[str, str]:
    """The page frame's fixed English words and what to show instead in a language."""
    return read_toml(folder / f"phrases.{language}.toml")
