"""Which provinces a page is about: chosen on the page, else by the filters; in the address."""

import streamlit as st

from content.provinces.compare import MAX_PROVINCES, MIN_PROVINCES
from content.view import View


def choose_one(view: View) -> str:
    """Code of the chosen province, else of the only one in the filters, else ""."""
    t, codes = view.t, {name: code for code, name in view.names.items()}
    name = st.selectbox(
        t("province.choose"),
        list(codes),
        index=None,
        key="of",
        bind="query-params",
        placeholder=t("province.placeholder"),
        width=320,
    )
    if name is None:
        return view.scope.provinces[0] if len(view.scope.provinces) == 1 else ""
    return codes[name]


def choose_several(view: View) -> tuple[str, ...]:
    """Codes of two to four chosen provinces, else those of the filters if as many, else none."""
    t, codes = view.t, {name: code for code, name in view.names.items()}
    names = st.multiselect(
        t("compare.choose"),
        list(codes),
        key="with",
        bind="query-params",
        max_selections=MAX_PROVINCES,
        placeholder=t("compare.placeholder"),
        select_all=False,
    )
    chosen = tuple(codes[name] for name in names) or view.scope.provinces
    return chosen if MIN_PROVINCES <= len(chosen) <= MAX_PROVINCES else ()
