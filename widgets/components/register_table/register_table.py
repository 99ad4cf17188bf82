"""A page of a register as a real table: heads that sort, cells that link.

st.dataframe draws on a canvas, which sorts only what it was sent, prints badly and links in a new
tab alone; st.table has no heads to click.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import orjson
import streamlit as st

from content.items import Table
from widgets.components.loader import loader

_FAILED = """
    const { words } = JSON.parse(new TextDecoder().decode(component.data))
    component.parentElement.textContent = words.failed
"""

_mount = st.components.v2.component(
    "register_table", js=loader("register_table", _FAILED), isolate_styles=False
)


@dataclass(frozen=True)
class Order:
    """What a table is sorted by: a column, "" for its own order, and whether it runs down."""

    column: str
    descending: bool


def register_table(
    table: Table,
    links: Mapping[str, list[str]],
    order: Order,
    words: Mapping[str, str],
    key: str,
    on_sort: Callable[[], None],
) -> None:
    """Draw a page of rows; a click on a head runs `on_sort`, which finds the column by `key`.

    links: by column the address of each cell, "" for none. words: missing and failed.
    """
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
    _mount(key=key, data=data, on_sort_change=on_sort)
