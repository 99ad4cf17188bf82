"""The address that a session is opened with: in any language, with words that nothing knows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from catalog.clock import today
from catalog.definitions import Words, catalog, words
from catalog.sentences import LANGUAGES
from catalog.translated import translate_catalog
from content.guideline.overview import GROUPS
from content.layout.map_and_ranking import MEASURES
from content.page_address import EVIDENCE, LAYOUT_TABS, TABLE, Address, clean
from content.public_detail import read_public_detail
from content.scope_url import LANGUAGE, find_province, read_query
from content.siting.trial import NAMES, WEIGHTS
from content.view import View
from loaders.store.pointer import NothingPublished
from loaders.store.published import Published
from widgets.addresses import listening_address
from widgets.literal import literal
from widgets.published_tables import load_published
from widgets.session_values import keep_for_session

# sentences that controls write into the address, as (key, parts)
CONTROLS = (
    *((f"overview.group_{group}", {}) for group in GROUPS),
    *((f"layout.tab_{tab}", {}) for tab in LAYOUT_TABS),
    *((f"layout.measure_{measure}", {}) for measure in MEASURES),
    *((f"siting.weight_{weight}", {}) for weight in WEIGHTS),
    *(("siting.scenario", {"name": name}) for name in NAMES),
)
# controls whose words are provinces, which a link may write in any form
PROVINCE_CONTROLS = {"province", "of", "with", "place", "only", "without"}
MOST_NAMED, MOST_LETTERS = 5, 40  # words left out that are named, letters of each


@dataclass(frozen=True)
class OpenedAddress:
    """The page that a session was opened with, and what of its address was left out there.

    settled: its first run has found out which charts it has.
    """

    page: str
    unknown: tuple[str, ...]
    settled: bool = False


@keep_for_session
def _sessions() -> list[OpenedAddress]:
    """The address this session was opened with, once it has been read."""
    return []


def is_unread() -> bool:
    """Whether the address of this session is still as somebody wrote it."""
    return not _sessions()


def read_address(page: str, t: Words) -> None:
    """Put the address of a new session into the words of this language that its controls know.

    The bound controls know only the words they show and break on some others. Runs after
    st.navigation, which knows the page to run anew, and before any control: once one is bound, its
    part of the address is its own.
    """
    written = {key: st.query_params.get_all(key) for key in st.query_params}
    spellings = _spellings(t)
    address = {
        key: asked if key == LANGUAGE else [spellings.get(word, word) for word in asked]
        for key, asked in written.items()
    }
    for key in PROVINCE_CONTROLS & address.keys():
        names = {word: find_province(word, catalog()) for word in address[key]}
        address[key] = [t.name(name) if name else word for word, name in names.items()]
    unknown: list[str] = []
    try:
        tables, _ = load_published()
    except NothingPublished:  # no control is drawn but that of the language
        pass
    else:
        address, unknown = clean(page, address, partial(_view_of, tables, t))
    _sessions().append(OpenedAddress(page, tuple(unknown)))
    if address != written:
        for key in written.keys() - address.keys():
            del st.query_params[key]
        for key, asked in address.items():
            st.query_params[key] = asked
        st.rerun()


def name_unknown(page: str, t: Words) -> None:
    """Name what was left out of the address, on the page that it was written for."""
    for opened in _sessions():
        if opened.page == page and opened.unknown:
            warn_unknown(opened.unknown, t)


def settle_tables(charts: Collection[str], t: Words) -> None:
    """Leave out and name what the address of a new session wants as tables beside the charts drawn.

    Later the board keeps its part of the address itself (widgets/components/board/tabled.js).
    """
    sessions = _sessions()
    if not sessions or sessions[0].settled:
        return
    wanted = st.query_params.get_all(TABLE)
    missing = tuple(f"{TABLE}={chart}" for chart in wanted if chart not in charts)
    if missing:
        st.query_params[TABLE] = [chart for chart in wanted if chart in charts]
        _leave_out(missing, t)
    sessions[0] = replace(sessions[0], settled=True)


def settle_evidence(figures: Collection[str], t: Words) -> None:
    """Leave out and name a figure of the address beside those drawn whose rows can be opened."""
    figure = st.query_params.get(EVIDENCE)
    if figure and figure not in figures:
        del st.query_params[EVIDENCE]
        _leave_out((f"{EVIDENCE}={figure}",), t)


def _leave_out(unknown: tuple[str, ...], t: Words) -> None:
    """Name what has left the address; of a new session's address in later runs too."""
    sessions = _sessions()
    if sessions and not sessions[0].settled:
        sessions[0] = replace(sessions[0], unknown=sessions[0].unknown + unknown)
    warn_unknown(unknown, t)


def warn_unknown(unknown: Sequence[str], t: Words) -> None:
    """That some parts of the address ("k=inf") are not known to the page."""
    named = [word[:MOST_LETTERS] for word in unknown[:MOST_NAMED]]
    if len(unknown) > MOST_NAMED:
        named.append("…")
    sentence = t("app.unknown_address", words=t.join(named))
    st.warning(literal(sentence))


def _view_of(tables: Published, t: Words, address: Address) -> View:
    scope, _ = read_query(urlencode(address, doseq=True), tables, catalog())
    detail = read_public_detail(listening_address())
    return View(tables, translate_catalog(catalog(), t), scope, t, today(), detail=detail)


def _spellings(t: Words) -> dict[str, str]:
    """The word of `t` by the word of every language, for all that controls write."""
    source = catalog()
    published_words = [
        *source.domains,
        *source.regions,
        *source.provinces["short"],
        *(clause.title for clause in source.clauses),
        *(indicator.name for indicator in source.indicators.values()),
    ]
    phrases_by_word = {}
    for other in map(words, LANGUAGES):
        phrases_by_word |= {other.name(word): t.name(word) for word in published_words}
        phrases_by_word |= {other(key, **parts): t(key, **parts) for key, parts in CONTROLS}
    return phrases_by_word
