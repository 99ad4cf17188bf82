"""The file that a chart offers to take away, and the words of the menu that offers it."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefings.pictures import DRAWN_FORMATS
from catalog.definitions import Words
from charts.spec import ChartSpec
from content.cards import build_chart_card, dumps
from content.downloads.rebuilding import ChartFile, DrawnSection, ExportFile, PageFile
from content.exports.registry import Address, Recipe, digest, digest_words

CHART_FORMATS = ("pptx", "xlsx", "csv", "png", "svg", "pdf")


@dataclass(frozen=True)
class Offer:
    """A file to take away, and what it is known by: kept with the card of a chart, so that a run
    of the page that draws it again need not write its address anew."""

    file: ExportFile
    signature: bytes
    query: str

    @cached_property
    def key(self) -> str:
        """The digest of the signature."""
        return digest(self.signature)

    @cached_property
    def address(self) -> str:
        """Where the file is, below /exports.

        With a query any process makes the same file from the address; without one, only a process
        that keeps the file (content/exports/registry.py).
        """
        return f"{self.key}?{self.query}" if self.query else self.key

    @cached_property
    def kept_as(self) -> Address:
        """The key and a digest of what the address says beside it."""
        return self.key, digest_words(self.query, self.file.view.t.language)

    @cached_property
    def recipe(self) -> Recipe:
        """How the file is made."""
        return Recipe(self.file.make, len(self.signature))


def offer_file(file: ExportFile) -> Offer:
    """The offer of a file that is no chart."""
    return Offer(file, file.signature(), file.query())


@lru_cache(maxsize=64)
def offer_page(file: PageFile) -> Offer:
    """The offer of a page, which each of its runs asks for again."""
    return offer_file(file)


def build_card_and_offer(spec: ChartSpec, section: DrawnSection) -> tuple[dict, Offer | None]:
    """A chart's card and its file; an empty chart has none."""
    card = build_chart_card(spec, section.view)
    if spec.empty:
        return card, None
    file = ChartFile(spec, section)
    offer = Offer(file, dumps(card), file.query())
    return card | {"export": offer.address}, offer


def write_download_words(t: Words, formats: tuple[str, ...], base_path: str) -> dict:
    """What the menu says and where it asks: formats as (name, what it is for, drawn or not)."""
    labels = {name: t(f"download.{name}") for name in ("button", "making", "offline", "own")}
    listed = [[name, t(f"format.{name}"), name in DRAWN_FORMATS] for name in formats]
    address = f"{base_path}/exports"
    return {**labels, "formats": listed, "address": address, "language": t.language}
