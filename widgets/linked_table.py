"""A table of the page as a grid: names of laboratories, provinces and domains are links, numbers
of a column are written alike.

Each link is the address of the name's own page and, behind a #, the name that the grid shows: so
any name stays text. Files of the page have the plain names.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from urllib.parse import quote

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from content.items import NumberFormat, Table
from content.links import link_domain, link_lab, link_province
from content.view import View
from widgets.literal import literal

# by the column of a table, what writes the address of a cell from its key
LINKS: dict[str, Callable[[View, str], str]] = {
    "lab_name": link_lab,
    "province": link_province,
    "domain": link_domain,
}
ROWS_IN_SIGHT = 40  # a longer table is scrolled
LONG_CELL_CHARS, LONG_CELL_PX = 80, 280  # a column of longer cells takes that much; all on a click
SHOWN_TEXT = "#(.*)$"  # of an address, what the grid shows


def draw_table(view: View, table: Table, rows_in_sight: int = ROWS_IN_SIGHT, **options) -> None:
    """The table under its headings; links keep the scope of the view.

    rows_in_sight: a table of more is as high as the screen lets it be (frame.css), and scrolled.
    options: of st.dataframe, in place of those that a table has of itself.
    """
    frame = table.frame.assign(
        **{
            column: link_cells(view, column, table.frame[column], keys)
            for column, keys in table.keys.items()
        }
    )
    columns = format_numbers(table)
    for column in table.keys:
        heading = table.headings.get(column, column)
        columns[heading] = st.column_config.LinkColumn(display_text=SHOWN_TEXT)
    for column in table.numbers:
        heading = table.headings.get(column, column)
        columns[heading] = st.column_config.Column(alignment="right")
    for column, changes in _fit_columns(table).items():
        heading = table.headings.get(column, column)
        columns[heading] = columns.get(heading, st.column_config.Column()) | changes
    own = {"hide_index": True, "column_config": columns, "alt": table.title, "height": "content"}
    own["placeholder"] = view.t("map.no_data")
    room = nullcontext()
    if len(frame) > rows_in_sight:
        room, own["height"] = st.container(key=f"long_{table.id}"), "stretch"
    with room:
        st.dataframe(frame.rename(columns=table.headings), **(own | options))


def _fit_columns(table: Table) -> dict[str, ColumnConfig]:
    """By column a brief heading and a narrow column, where these leave room for the others."""
    changes = {
        column: {"label": label, "help": literal(table.headings[column])}
        for column, label in table.brief.items()
    }
    for column in table.frame.columns.difference(table.frame.select_dtypes("number").columns):
        if table.frame[column].astype(str).str.len().max() > LONG_CELL_CHARS:
            changes.setdefault(column, {})["width"] = LONG_CELL_PX
    return changes


def format_numbers(table: Table) -> dict[str, ColumnConfig]:
    """By heading how the grid writes the numbers of a column: thousands separated, with equal
    decimals, percentages with their sign. Its cells stay numbers, which sort as such."""
    columns = {}
    for column in table.frame.select_dtypes("number"):
        decimals, unit = table.formats.get(column, NumberFormat())
        sign = "%%" if unit == "%" else ""
        heading = table.headings.get(column, column)
        columns[heading] = st.column_config.NumberColumn(format=f"%,.{decimals}f{sign}")
    return columns


def link_cells(view: View, column: str, cells: pd.Series, keys: Sequence[str]) -> list[str | None]:
    """The cells as addresses that end on their texts; a cell without a key leads nowhere."""
    write = LINKS[column]
    addresses: Mapping[str, str] = {key: write(view, key) for key in set(keys) if key}
    return [
        None if pd.isna(text) else f"{addresses.get(key, '')}#{quote(str(text), safe='')}"
        for text, key in zip(cells, keys, strict=True)
    ]
