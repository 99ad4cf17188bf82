"""The filters in one row above the page: bound to the URL, so they survive pages and reloads."""

import streamlit as st

from catalog.definitions import Catalog, Words
from content.scope_url import compose_scope, find_province, find_years
from loaders.store.published import Published
from measures.scope import Scope
from widgets.bound_controls import read_choice, read_words, write_control
from widgets.components.frame_phrases.frame_phrases import speak_and_draw_copy_button
from widgets.literal import literal

MAX_TYPED_LETTERS = 40  # of a word that is named because no province is meant by it
PRESET = "preset"  # key of the menu; a choice leaves its provinces in the address, not its name


def draw_filters(published: Published, catalog: Catalog, t: Words) -> Scope:
    """Draw the row of filters and return the scope they say."""
    code_of = catalog.mainland_codes
    years = find_years(published, catalog)
    with st.container(key="filters", horizontal=True, gap="xsmall", vertical_alignment="center"):
        # the address says what is shown; frame/address.py reads a link in another language
        domains = st.multiselect(
            t("filter.domain"),
            catalog.domains,
            key="domain",
            bind="query-params",
            placeholder=t("filter.all_domains"),
            select_all=False,
            format_func=t.name,
            label_visibility="collapsed",
        )
        regions = st.pills(
            t("filter.region"),
            catalog.regions,
            selection_mode="multi",
            key="region",
            bind="query-params",
            format_func=lambda name: literal(t.name(name)),
            label_visibility="collapsed",
        )
        provinces = st.multiselect(
            t("filter.province"),
            list(code_of),
            key="province",
            bind="query-params",
            placeholder=t("filter.all_provinces"),
            select_all=False,
            accept_new_options=True,  # pinyin, initials, long names: read before the run
            on_change=_read_provinces,
            args=(catalog, t),
            format_func=t.name,
            label_visibility="collapsed",
        )
        start, end = _choose_period(*years, t)
        codes = tuple(code_of[name] for name in provinces if name in code_of)
        scope = compose_scope(domains, codes, regions or (), (start, end), catalog)
        _draw_presets(catalog, t)
        st.button(
            t("filter.clear"),
            key="clear_filters",
            type="tertiary",
            disabled=scope == Scope((), (), (), *years),
            on_click=_clear_filters,
            args=(years,),
        )
        speak_and_draw_copy_button(t)
    return scope


def _read_provinces(catalog: Catalog, t: Words) -> None:
    """What was typed as the province that it means; what means none, or several, is named."""
    typed = {word: find_province(word, catalog) for word in read_words("province")}
    mainland = catalog.mainland_codes
    names = [name for name in typed.values() if name in mainland]
    write_control("province", list(dict.fromkeys(names)))
    unread = [word[:MAX_TYPED_LETTERS] for word, name in typed.items() if name not in mainland]
    if unread:
        st.toast(literal(t("filter.unread", words=t.join(unread))))


def _choose_period(first: int, last: int, t: Words) -> tuple[int, int]:
    if first == last:
        return first, last
    return st.select_slider(
        t("filter.period"),
        list(range(first, last + 1)),
        (first, last),
        key="period",
        bind="query-params",
        label_visibility="collapsed",
    )


def _draw_presets(catalog: Catalog, t: Words) -> None:
    """The menu of ranges that have a name; its provinces stand beside each."""
    presets = {preset.name: preset for preset in catalog.presets}

    def describe(name: str) -> str:
        provinces = t.join(presets[name].provinces)
        return literal(t("filter.preset", name=t.name(name), provinces=provinces))

    st.menu_button(
        t("filter.presets"),
        list(presets),
        key=PRESET,
        format_func=describe,
        on_click=_choose_preset,
        args=({name: preset.provinces for name, preset in presets.items()},),
    )


def _choose_preset(provinces_of: dict[str, tuple[str, ...]]) -> None:
    """The provinces of the preset instead of those chosen, and of any region."""
    write_control("province", list(provinces_of[read_choice(PRESET)]))
    write_control("region", [])


def _clear_filters(years: tuple[int, int]) -> None:
    for key in ("domain", "region", "province"):
        write_control(key, [])
    write_control("period", years)
