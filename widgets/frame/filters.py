"""The filters, drawn once in the frame: bound to the URL, so they survive pages and reloads."""

import streamlit as st

from catalog.definitions import Catalog, Words
from content.scope_url import find_years
from loaders.store.published import Published
from measures.scope import Scope
from widgets.literal import literal


def draw_filters(published: Published, catalog: Catalog, t: Words) -> Scope:
    """Draw the four filters and return the scope they say."""
    mainland = catalog.mainland
    code_of = dict(zip(mainland.short, mainland.code, strict=True))
    everything = t("filter.all")
    # the address says what is shown; frame/address.py reads a link in another language
    domains = st.multiselect(
        t("filter.domain"),
        catalog.domains,
        key="domain",
        bind="query-params",
        placeholder=everything,
        select_all=False,
        format_func=t.name,
    )
    regions = st.pills(
        t("filter.region"),
        catalog.regions,
        selection_mode="multi",
        key="region",
        bind="query-params",
        format_func=lambda name: literal(t.name(name)),
    )
    provinces = st.multiselect(
        t("filter.province"),
        list(code_of),
        key="province",
        bind="query-params",
        placeholder=everything,
        select_all=False,
        format_func=t.name,
    )
    start, end = _period(*find_years(published, catalog), t)
    codes = tuple(code_of[name] for name in provinces)
    return Scope(tuple(domains), codes, tuple(regions or ()), start, end)


def _period(first: int, last: int, t: Words) -> tuple[int, int]:
    if first == last:
        return first, last
    return st.select_slider(
        t("filter.period"),
        list(range(first, last + 1)),
        (first, last),
        key="period",
        bind="query-params",
    )
