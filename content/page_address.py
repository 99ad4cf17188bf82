"""The address of a page: what its controls know stays, all else is left out and named.

Streamlit hands a bound control whatever the address says and may break on it; so an address is read
here before any control is drawn. Words are those of the reader's language, as controls write them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from catalog.sentences import LANGUAGES
from content.briefing.saved_file import MAX_PARTS, MAX_SENTENCE_CHARS
from content.guideline.direction_steps import list_explained
from content.guideline.outlook import HORIZONS, MAX_ENTRIES, MAX_HOLD
from content.guideline.overview import GROUPS, list_clauses
from content.lab.story import LAB_ID
from content.layout.map_and_ranking import MEASURES
from content.lifecycle import careers
from content.lists.offered_words import (
    list_held_groups,
    list_held_words,
    name_labs,
    spell_groups,
)
from content.lists.register_lists import LISTS, ROWS_PER_PAGE, RegisterList
from content.order import list_orders
from content.paging import count_pages
from content.provinces.compare import MAX_PROVINCES as MOST_COMPARED
from content.provinces.opening import COLUMNS as OPENING_COLUMNS
from content.scope_url import LANGUAGE, list_spellings
from content.search.answer import MAX_QUERY_LETTERS, QUERY
from content.siting.trial import MAX_STEPS, NAMES, WEIGHTS
from content.view import View

STANDING = "state"  # of laboratories, on the page of exits
SINCE = "since"  # an earlier version, on the overview
EVIDENCE = "evidence"  # the figure whose rows are open, on any page; the page knows its figures
EVIDENCE_OF = "evidence_of"  # the indicator chosen where the figure has several
EVIDENCE_SEARCH = "evidence_q"  # a search among those rows
EVIDENCE_PAGE = "evidence_page"  # the page of those rows
TABLE = "table"  # charts that stand as tables, on any page; the page knows its charts
LAYOUT_TABS = ("place", "time", "curves", "domains", "space")
SWITCH = ("true", "false")
MOST_SEARCH_LETTERS = 40
MOST_TABLES = 40  # charts of a page
MOST_EVIDENCE_PAGES = 2000
MOST_SCENARIO_LETTERS = 4000  # every province and domain once, under their names

Address = Mapping[str, list[str]]  # all values of each parameter


@dataclass(frozen=True)
class Offer:
    """What one control takes from an address.

    words: those it knows, None where it takes any text of `longest` letters at most.
    most: how many of them, each once; further ones are left out.
    spellings: the word by another way to write it: a code, or another language.
    """

    words: Collection[str] | None
    most: int = 1
    longest: int = MAX_SENTENCE_CHARS
    spellings: Mapping[str, str] = field(default_factory=dict)

    def read(self, word: str) -> str:
        """The word as the control writes it."""
        return self.spellings.get(word, word)

    def takes(self, word: str) -> bool:
        """Whether the control knows the word."""
        return len(word) <= self.longest if self.words is None else word in self.words


Offers = Callable[[View, Address], dict[str, Offer]]


def clean(
    page: str, address: Address, scoped: Callable[[Address], View]
) -> tuple[dict[str, list[str]], list[str]]:
    """The address as the controls of a page can take it, and what was left out ("k=inf").

    scoped: the view of an address whose filters are clean. What is empty is the default and leaves
    the address without a word.
    """
    everywhere = scoped({})
    filters, period = offer_filters(everywhere), address.get("period", [])
    result = {key: _keep(offer, address.get(key, [])) for key, offer in filters.items()}
    result["period"] = _keep_period(period, everywhere.years)
    offers = PAGES.get(page, offer_nothing)(scoped(result), address)
    result |= {key: _keep(offer, address.get(key, [])) for key, offer in offers.items()}
    unknown = [
        f"{key}={word}"
        for key, words in address.items()
        for word in _list_missing(offers.get(key), words, result.get(key, []))
    ]
    return {key: words for key, words in result.items() if words}, unknown


def _keep(offer: Offer, words: list[str]) -> list[str]:
    spelled = dict.fromkeys(offer.read(word) for word in words)
    known = [word for word in spelled if word and offer.takes(word)]
    return known[: offer.most]


def _keep_period(words: list[str], years: range) -> list[str]:
    """First and last year in order; both must be years of the data."""
    spelled = [str(year) for year in years]
    known = sorted(word for word in words if word in spelled)
    return known if len(known) == len(words) == 2 else []


def _list_missing(offer: Offer | None, words: list[str], kept: list[str]) -> list[str]:
    """Words that were left out, empty ones aside, each once."""
    if offer is not None:
        kept = [word for word in words if offer.read(word) in kept]
    return [word for word in dict.fromkeys(words) if word and word not in kept]


def offer_filters(view: View) -> dict[str, Offer]:
    """The filters of the frame but the period, the language switch, the search box, the rows that
    are open and the charts that stand as tables."""
    t, mainland = view.t, view.catalog.mainland
    domains, regions = t.names_of(view.catalog.domains), t.names_of(view.catalog.regions)
    provinces = t.names_of(list(mainland.short))
    return {
        LANGUAGE: Offer(LANGUAGES),
        QUERY: Offer(None, longest=MAX_QUERY_LETTERS),
        EVIDENCE: Offer(None),
        EVIDENCE_OF: Offer([indicator.name for indicator in view.catalog.indicators.values()]),
        EVIDENCE_SEARCH: Offer(None, longest=MOST_SEARCH_LETTERS),
        EVIDENCE_PAGE: Offer([str(page) for page in range(1, MOST_EVIDENCE_PAGES + 1)]),
        TABLE: Offer(None, MOST_TABLES),
        "domain": Offer(domains, len(domains)),
        "region": Offer(regions, len(regions)),
        "province": Offer(provinces, len(provinces)),
    }


def offer_nothing(_view: View, _address: Address) -> dict[str, Offer]:
    """A page without controls of its own."""
    return {}


def offer_overview(view: View, _address: Address) -> dict[str, Offer]:
    """An earlier version, since which the changes are told."""
    return {SINCE: Offer(set(view.published.history["publications"]["version"]))}


def offer_methods(view: View, _address: Address) -> dict[str, Offer]:
    """The indicator whose direction is computed step by step."""
    return {"toward": Offer(list_explained(view))}


def offer_milestones(view: View, address: Address) -> dict[str, Offer]:
    """A group, and a clause of it; without a group any clause, which brings its own. What 情景推演
    assumes, whatever the group."""
    titles = {
        view.t(f"overview.group_{group}"): [clause.title for clause in list_clauses(view, group)]
        for group in GROUPS
    }
    titles[view.t("outlook.tab")] = []
    group = _keep(Offer(titles), address.get("group", []))
    clauses = titles[group[0]] if group else [title for part in titles.values() for title in part]
    return {
        "group": Offer(titles),
        "clause": Offer(clauses),
        "entries": Offer([str(entries) for entries in range(MAX_ENTRIES + 1)]),
        "horizon": Offer([view.t("outlook.year", year=year) for year in HORIZONS]),
        "hold": Offer([str(hold) for hold in range(MAX_HOLD + 1)]),
    }


def offer_layout(view: View, _address: Address) -> dict[str, Offer]:
    """Tab, year and the choices of the map."""
    t = view.t
    return {
        "tab": Offer([t(f"layout.tab_{name}") for name in LAYOUT_TABS]),
        "year": Offer([str(year) for year in view.years]),
        "measure": Offer([t(f"layout.measure_{name}") for name in MEASURES]),
        "quotient": Offer(t.names_of(view.domains)),
        "dots": Offer(SWITCH),
        "place": Offer([view.names[code] for code in view.provinces]),
    }


def offer_lifecycle(view: View, address: Address) -> dict[str, Offer]:
    """A search and a standing, and a page of what they choose."""
    search, standing = Offer(None, longest=MOST_SEARCH_LETTERS), Offer(careers.STANDINGS)
    words = _keep(search, address.get("lab", []))
    standings = _keep(standing, address.get(STANDING, []))
    pages = 1
    if view.has("lab_events"):
        pages = careers.pages(view, words[0] if words else "", standings[0] if standings else "")
    return {
        "lab": search,
        STANDING: standing,
        "lab_page": Offer([str(page) for page in range(1, pages + 1)]),
    }


def offer_standards(view: View, _address: Address) -> dict[str, Offer]:
    """The list of standards."""
    return _offer_list(view, LISTS["standards"])


def offer_breakthroughs(view: View, _address: Address) -> dict[str, Offer]:
    """The list of results."""
    return _offer_list(view, LISTS["breakthroughs"])


def _offer_list(view: View, listing: RegisterList) -> dict[str, Offer]:
    """A text, words, groups and a laboratory to choose, an order and a page."""
    search = Offer(None, longest=MOST_SEARCH_LETTERS)
    if not view.has(listing.register):
        return {"q": search}
    labs = name_labs(view)
    by_number = dict(zip(labs["lab_id"], labs["lab_name"], strict=True))
    rows = view.published.registers.count_rows(listing.register)
    pages = [str(page) for page in range(1, count_pages(rows, ROWS_PER_PAGE) + 1)]
    offers = {"q": search, "lab": Offer(by_number.values(), spellings=by_number)}
    for column, _ in listing.vocabularies:
        published = list_spellings(list_held_words(view, listing, column))
        spellings = {spelling: view.t.name(word) for spelling, word in published.items()}
        offers[column] = Offer(spellings.values(), spellings=spellings)
    for column in listing.classifications:
        groups = list_held_groups(view, listing, column)
        spellings = spell_groups(view.t, view.catalog.classifications[column], groups)
        offers[column] = Offer(spellings.values(), spellings=spellings)
    return offers | {"sort": Offer(list_orders(listing.columns)), "row_page": Offer(pages)}


def offer_siting(view: View, _address: Address) -> dict[str, Offer]:
    """The proposal; both scenarios, whose parts the page reads and names itself."""
    t, places = view.t, [view.names[code] for code in view.provinces]
    scenario = Offer(None, longest=MOST_SCENARIO_LETTERS)
    return {
        "weight": Offer([t(f"siting.weight_{weight}") for weight in WEIGHTS]),
        "k": Offer([str(k) for k in range(1, MAX_STEPS + 1)]),
        "only": Offer(places, len(places)),
        "without": Offer(places, len(places)),
        "a": scenario,
        "b": scenario,
        "edited": Offer([t("siting.scenario", name=name) for name in NAMES]),
    }


def offer_province(view: View, _address: Address) -> dict[str, Offer]:
    """One province, and the order of the table to pick it from."""
    return {"of": Offer(view.names.values()), "sort": Offer(list_orders(OPENING_COLUMNS))}


def offer_compare(view: View, _address: Address) -> dict[str, Offer]:
    """Some provinces, and the order of the table to pick them from."""
    provinces = Offer(view.names.values(), MOST_COMPARED)
    return {"with": provinces, "sort": Offer(list_orders(OPENING_COLUMNS))}


def offer_lab(view: View, _address: Address) -> dict[str, Offer]:
    """One laboratory, by its number."""
    return {LAB_ID: Offer(set(view.published.registers["labs"]["lab_id"]))}


def offer_briefing(_view: View, _address: Address) -> dict[str, Offer]:
    """Parts, which the page reads and names itself, and a title."""
    return {"part": Offer(None, MAX_PARTS), "title": Offer(None)}


PAGES: dict[str, Offers] = {
    "overview": offer_overview,
    "milestones": offer_milestones,
    "breakthroughs": offer_breakthroughs,
    "standards": offer_standards,
    "layout": offer_layout,
    "lifecycle": offer_lifecycle,
    "siting": offer_siting,
    "province": offer_province,
    "compare": offer_compare,
    "lab": offer_lab,
    "briefing": offer_briefing,
    "data_and_methods": offer_methods,
    "how_to_read": offer_nothing,
}
