"""A page of a register as a real table: heads that sort, cells that link.

st.dataframe draws on a canvas, which sorts only what it was sent, prints badly and links in a new
tab alone; st.table has no heads to click.
"""

from collections.abc import Mapping
from functools import partial

import orjson
import streamlit as st

from content.items import Table
from content.order import Order, read_order
from widgets.bound_controls import read_trigger
from widgets.components.loader import loader

_FAILED = """
    const { words } = JSON.parse(new TextDecoder().decode(component.data))
    component.parentElement.textContent = words.failed
"""

_mount = st.components.v2.component(
    "register_table", js=loader("register_table", _FAILED), isolate_styles=False
)


ORDER = "sort"  # in the address


def current_order() -> Order:
    """The order that the address says."""
    return read_order(st.query_params.get(ORDER, ""))


def register_table(
    table: Table, links: Mapping[str, list[str]], words: Mapping[str, str], key: str
) -> None:
    """Draw rows that stand in the order of the address; a click on a head puts another one there.

    links: by column the address of each cell, "" for none. words: missing and failed.
    """
    order = current_order()
    printed = table.frame.astype(object)
    cells = printed.where(printed.notna(), None)
    content = {
        "title": table.title,
        "columns": [
            {"key": column, "heading": table.headings[column]} for column in table.frame.columns
        ],
        "rows": cells.to_numpy().tolist(),
        "links": dict(links),
        "order": {"column": order.column, "descending": order.descending},
        "words": dict(words),
    }
    data = orjson.dumps(content, option=orjson.OPT_SERIALIZE_NUMPY)
    _mount(key=key, data=data, on_sort_change=partial(_sort, key))


def _sort(key: str) -> None:
    """Put the order after a click into the address."""
    order = current_order().turn(read_trigger(key, "sort"))
    if order.word:
        st.query_params[ORDER] = order.word
    elif ORDER in st.query_params:
        del st.query_params[ORDER]
