"""What 省份画像 and 省份比较 open with while no province is chosen: all of them, to pick from."""

import pandas as pd

from charts.theme import number
from content.builders import join_words
from content.items import Table
from content.layout.weights import UNITS
from content.links import link_page, link_province
from content.order import Order
from content.provinces.compare import MAX_PROVINCES, MIN_PROVINCES
from content.provinces.profile import ROWS, format_figure, measure_provinces
from content.view import View
from measures.profile import RESULTS

# sums of rows of the profile, under the name of the observation table they come from
OUTPUTS = ("breakthroughs", "standards_produced")
COLUMNS = ("name", "labs", "domains", *UNITS, *OUTPUTS)
ORDERED = "labs"  # most first, before a reader sorts


def build_opening(view: View, order: Order) -> Table:
    """One row per province with statistics: its labs, rates and outputs, in an order.

    Its index holds the codes of the provinces; missing cells are None.
    """
    t, figures = view.t, measure_provinces(view)[0].loc[list(view.region_of)]
    values = figures[["labs", "domains", *UNITS]].copy()
    for table in OUTPUTS:
        rows = [name for name, source in RESULTS.items() if source == table]
        values[table] = figures[rows].sum(axis=1, min_count=len(rows))
    values = _sort(values, order)
    cells = {"name": [view.names[code] for code in values.index]}
    for column in values:
        cells[column] = [_write(view, column, value) for value in values[column]]
    headings = {"name": t("filter.province")}
    for column in values:
        key = f"row_{column}" if column in ROWS else column
        headings[column] = t(f"province.{key}", domains=len(view.domains))
    frame = pd.DataFrame(cells, index=values.index)
    return Table("province_opening", t("province.opening"), frame, "", headings)


def _sort(values: pd.DataFrame, order: Order) -> pd.DataFrame:
    """The rows in an order, provinces of equal values in that of the catalogue, missing last."""
    column = order.column or ORDERED
    if column == "name":
        return values.iloc[::-1] if order.descending else values
    ascending = bool(order.column) and not order.descending
    return values.sort_values(column, ascending=ascending, kind="stable", na_position="last")


def _write(view: View, column: str, value: float) -> str | None:
    if pd.isna(value):
        return None
    return format_figure(view, column, value) if column in ROWS else number(value)


def list_profile_links(view: View, table: Table) -> list[str]:
    """The address of the profile of each province of the table."""
    return [link_province(view, code) for code in table.frame.index]


def list_comparison_links(view: View, table: Table, chosen: tuple[str, ...]) -> list[str]:
    """The address of the comparison of what is chosen with each province of the table; "" for one
    that is chosen already."""
    return [
        "" if code in chosen else link_comparison(view, (*chosen, code))
        for code in table.frame.index
    ]


def link_comparison(view: View, codes: tuple[str, ...]) -> str:
    """The address of 省份比较 of some provinces, whatever the filters choose."""
    names = [("with", view.published_names[code]) for code in codes]
    return link_page(view, "compare", *names)


def explain_comparison(view: View, codes: tuple[str, ...]) -> str:
    """What is still to be done before so many provinces can be compared."""
    names = join_words(view, [view.names[code] for code in codes], len(codes))
    if len(codes) > MAX_PROVINCES:
        more = len(codes) - MAX_PROVINCES
        return view.t(
            "compare.too_many", count=len(codes), names=names, most=MAX_PROVINCES, more=more
        )
    if codes:
        return view.t("compare.too_few", names=names, least=MIN_PROVINCES - len(codes))
    return view.t("compare.choose_first")


def list_drops(view: View, codes: tuple[str, ...]) -> list[tuple[str, str]]:
    """Where one province is too many: which to drop, and the address of comparing the others."""
    if len(codes) != MAX_PROVINCES + 1:
        return []
    return [
        (
            view.t("scope.drop", name=view.names[code]),
            link_comparison(view, tuple(other for other in codes if other != code)),
        )
        for code in codes
    ]
