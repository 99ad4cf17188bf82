"""What readers can take away: how to make each file, kept by a digest of what it shows.

A page keeps a recipe for everything it offers; the file itself is made only when somebody asks for
it, by a route of the front door. Neither a rerun of the page nor another reader's can change what
an address gives: equal content has an equal key, other content another one. A recipe is kept for
the whole address that the page offers: under other words the key alone finds nothing.
"""

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import parse_qsl

from briefings.exhibit import Briefing
from briefings.file_names import clean_title
from briefings.stored_content import Content
from catalog.sentences import LANGUAGES, Words
from content.scope_url import LANGUAGE

MAX_READER_BYTES = 4 << 20  # of signatures: dozens of pages of one reader
MAX_BYTES = 256 << 20  # of all readers; whoever drew a page longest ago is forgotten first
MAX_TITLE_BYTES = 150  # in a file's name, of the 255 that file systems take
MAX_PAIRS = 2000  # of an address: eight sections, each in a scope of every province and domain


WRITTEN = "file"  # in an address, in place of a format: a file that is of one format only


@dataclass(frozen=True)
class WrittenFile:
    """A file that is no briefing, such as rows as CSV: its name, its content and of what kind."""

    name: str
    content: Content
    media_type: str


Make = Callable[[], Briefing | WrittenFile]
Address = tuple[str, str]


@dataclass(frozen=True)
class Recipe:
    """How to make what an address stands for, and the size of its signature in bytes."""

    make: Make
    size: int


class Registry:
    """Recipes by reader, the latest last: one reader's clicking forgets none of another's.

    A recipe is known by its address: its key and a digest of the other words (digest_words).
    """

    def __init__(self, max_reader_bytes: int, max_bytes: int):
        self.max_reader_bytes, self.max_bytes = max_reader_bytes, max_bytes
        self._readers: OrderedDict[str, OrderedDict[Address, Recipe]] = OrderedDict()
        self._bytes: Counter[str] = Counter()  # of the signatures of each reader
        self._lock = threading.Lock()

    def keep(self, reader: str, address: Address, recipe: Recipe) -> None:
        """Keep a recipe for a reader; the newest one stays whatever its size."""
        with self._lock:
            recipes = self._readers.setdefault(reader, OrderedDict())
            self._readers.move_to_end(reader)
            if address not in recipes:
                self._bytes[reader] += recipe.size  # equal keys have equal signatures
            recipes[address] = recipe
            recipes.move_to_end(address)
            while len(recipes) > 1 and self._bytes[reader] > self.max_reader_bytes:
                _, forgotten = recipes.popitem(last=False)
                self._bytes[reader] -= forgotten.size
            while len(self._readers) > 1 and self._bytes.total() > self.max_bytes:
                name, _ = self._readers.popitem(last=False)
                del self._bytes[name]

    def find(self, address: Address) -> Make | None:
        """The recipe of an address, whichever reader it is kept for."""
        with self._lock:
            for recipes in self._readers.values():
                if address in recipes:
                    return recipes[address].make
        return None


_registry = Registry(MAX_READER_BYTES, MAX_BYTES)


def digest(signature: bytes) -> str:
    """The key of what a signature stands for."""
    return blake2b(signature, digest_size=16).hexdigest()


def digest_words(query: str, language: str) -> str:
    """A digest of what an address says beside its key, however it is spelled, and of its language.

    Raises ValueError where it says more than any address of ours.
    """
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MAX_PAIRS)
    return digest(repr(([p for p in pairs if p[0] != LANGUAGE], language)).encode())


NO_WORDS = digest_words("", LANGUAGES[0])


def keep(reader: str, address: Address, recipe: Recipe) -> None:
    """Keep a recipe under its address: its files are found at /exports/<key>/<format>.

    reader: whose page shows it. recipe: it runs later, in another thread and outside any session;
    handed in as an object that readers share, for a hundred of them look at the same figures. Call
    it at every run of the page, so that what is on a screen is not forgotten.
    """
    _registry.keep(reader, address, recipe)


def recipe(key: str, words: str = NO_WORDS) -> Make | None:
    """The recipe kept for an address, None where there is none (any more)."""
    return _registry.find((key, words))


def file_name(briefing: Briefing, key: str, suffix: str, t: Words) -> str:
    """Title, as-of day and a mark of the content: no two different files share a name.

    What a file system refuses, or what would turn the name around on a screen, becomes "_".
    """
    title = clean_title(briefing.title).encode()[:MAX_TITLE_BYTES].decode(errors="ignore")
    return (
        f"{t('download.file', title=title, as_of=briefing.provenance.as_of, mark=key[:8])}.{suffix}"
    )
