"""The reader's language: a switch in the sidebar, and addresses written in another one."""

import streamlit as st

from catalog.definitions import Words, catalog, words
from catalog.sentences import LANGUAGES, words_asked
from content.wall.settings import language_of
from widgets.literal import literal

KEY = "lang"  # in the address; Chinese, the default, leaves it
# sentences that controls write into the address, as (key, parts)
CONTROLS = (
    *((f"overview.group_{group}", {}) for group in ("2025", "2035", "mechanism", "task")),
    *((f"layout.tab_{tab}", {}) for tab in ("place", "time", "curves", "domains", "space")),
    *((f"layout.measure_{m}", {}) for m in ("count", "industry", "population", "quotient")),
    *((f"siting.weight_{w}", {}) for w in ("industry", "population", "gdp", "rd", "equal")),
    *(("siting.scenario", {"name": name}) for name in ("A", "B")),
)


def language() -> Words:
    """The words of the language chosen, by the switch or by ?lang= in the address."""
    switch = st.sidebar.segmented_control(
        words()("app.language"),
        LANGUAGES,
        default=LANGUAGES[0],
        required=True,
        key=KEY,
        bind="query-params",
        label_visibility="collapsed",
        format_func=literal,
    )
    return words(switch)


def of_address() -> Words:
    """The words of the language in the address, for what is said where no switch is drawn."""
    return words_asked(st.query_params.get(KEY))


def of_wall() -> Words:
    """The words of the wall: in the language of the address, else in that of the wall's file."""
    return words_asked(language_of({key: st.query_params.get_all(key) for key in st.query_params}))


@st.cache_resource(scope="session", show_spinner=False)
def _sessions() -> list[str]:
    """The languages in which this session was opened: one, once its address has been read."""
    return []


def read_address(t: Words) -> None:
    """Put what the address of a new session says in another language into this one's words.

    The bound controls know only the words they show. Runs after st.navigation, which knows the
    page to run anew, and before the controls: once one is bound, its part of the address is its
    own.
    """
    opened = _sessions()
    if opened:
        return
    opened.append(t.language)
    parameters = {key: st.query_params.get_all(key) for key in st.query_params if key != KEY}
    translated = {key: [put(word, t) for word in asked] for key, asked in parameters.items()}
    if translated != parameters:
        for key in translated:
            st.query_params[key] = translated[key]
        st.rerun()


def put(word: str, t: Words) -> str:
    """A word of an address in the language of `t`; a word of no language stays as it is."""
    return _spellings(t).get(word, word)


def _spellings(t: Words) -> dict[str, str]:
    """The word of `t` by the word of every language, for all that controls write."""
    source = catalog()
    published = [
        *source.domains,
        *source.regions,
        *source.provinces["short"],
        *(clause.title for clause in source.clauses),
    ]
    phrases_by_word = {}
    for other in map(words, LANGUAGES):
        phrases_by_word |= {other.name(word): t.name(word) for word in published}
        phrases_by_word |= {other(key, **parts): t(key, **parts) for key, parts in CONTROLS}
    return phrases_by_word
