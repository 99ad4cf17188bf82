"""Which provinces a page is about: chosen on the page, else by the filters; in the address."""

import streamlit as st

from content.provinces.compare import MAX_PROVINCES
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
        placeholder=_name_filtered(view, 1),
        width=320,
    )
    if name is None:
        return view.scope.provinces[0] if len(view.scope.provinces) == 1 else ""
    return codes[name]


def choose_several(view: View) -> tuple[str, ...]:
    """Codes of the provinces chosen here, else of those of the filters, however many."""
    t, codes = view.t, {name: code for code, name in view.names.items()}
    names = st.multiselect(
        t("compare.choose"),
        list(codes),
        key="with",
        bind="query-params",
        max_selections=MAX_PROVINCES,
        placeholder=_name_filtered(view, MAX_PROVINCES),
        select_all=False,
    )
    return tuple(codes[name] for name in names) or view.scope.provinces


def _name_filtered(view: View, most: int) -> str:
    """What the empty box says: the provinces of the filters where it follows them."""
    names = [view.names[code] for code in view.scope.provinces]
    if not 0 < len(names) <= most:
        return view.t("province.placeholder")
    return view.t("province.by_filter", names=view.t.join(names))
