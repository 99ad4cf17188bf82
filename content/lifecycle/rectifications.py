"""Charts of rectifications: what became of them, and which are still open."""

import pandas as pd

from charts.kinds.bars import bars_height_px
from charts.options import BarOptions
from charts.spec import ChartSpec
from charts.spec_frames import one_series
from charts.theme import HUES, PALETTE, number
from content.builders import (
    absent,
    build_stacked_columns,
    count_first_bars,
    percent,
    sentences,
    spec_of,
)
from content.lifecycle.careers import lab_names, labs
from content.links import start_lab_link
from content.view import View
from measures.indicators import share
from measures.rectifications import (
    count_settled_orders,
    fates_by_year,
    median_days,
    rectifications,
    select_orders,
    still_open,
)

FATE_COLORS = {
    "in_time": HUES["blue"],
    "late": HUES["pale_blue"],
    "left": HUES["plum"],
    "undated": PALETTE[5],
    "open": HUES["orange"],
}


def build_charts(view: View) -> list[ChartSpec]:
    """Both charts, as known on the period's last day."""
    orders = view.published.lifetimes["rectifications"]
    table = rectifications(orders, labs(view), view.until)
    return [spec_fates(view, table), spec_open(view, still_open(table))]


def limit_days(view: View) -> int:
    """The yardstick of the catalogue: our own, the guideline sets no number of days."""
    return view.catalog.indicators["rectified_in_time_share"].within_days


def spec_fates(view: View, table: pd.DataFrame) -> ChartSpec:
    """Stacked columns: rectifications by the year of their order and what became of them."""
    t, limit = view.t, limit_days(view)
    names = {fate: t(f"lifecycle.fate_{fate}", limit=limit) for fate in FATE_COLORS}
    years = fates_by_year(table, view.scope)
    spec = build_stacked_columns(view, "lifecycle", "fates", years, FATE_COLORS, names)
    share_in_time = view.catalog.indicators["rectified_in_time_share"]
    in_time, whole = count_settled_orders(view.rows("lab_counts"), share_in_time, view.scope)
    takeaway = ""
    if whole:
        takeaway = t(
            "lifecycle.fates_takeaway",
            limit=limit,
            part=in_time,
            whole=whole,
            share=percent(share(in_time, whole)),
        )
    if (days := median_days(select_orders(table, view.scope))) == days:
        takeaway += t("lifecycle.days_takeaway", days=number(days))
    note = t("lifecycle.fates_note", limit=limit)
    return spec.but(takeaway=takeaway, unit=t("lifecycle.times"), note=note)


def spec_open(view: View, table: pd.DataFrame) -> ChartSpec:
    """Bars: labs in rectification on the last day, by the days since the order.

    A sentence with how many there are where laboratories are not named.
    """
    t, limit, day = view.t, limit_days(view), view.until.isoformat()
    days = pd.Series(table["days"].to_numpy(), index=table["lab_id"].map(lab_names(view)))
    takeaway = t(
        "lifecycle.open_takeaway",
        day=day,
        count=len(days),
        limit=limit,
        over=int((days >= limit).sum()),
    )
    none_open = t("lifecycle.no_open", day=day)
    if not view.names_labs:
        sentence = sentences(view, takeaway if len(days) else none_open, view.detail_words)
        return absent(view, "lifecycle_open", t("lifecycle.open_title"), sentence, span=12)
    frame, series = one_series(days, t("lifecycle.days_since"), list(table["lab_id"]))
    return spec_of(
        view,
        id="lifecycle_open",
        kind="bar",
        title=t("lifecycle.open_title"),
        frame=frame,
        series=series,
        unit=t("lifecycle.days"),
        span=12,
        height=bars_height_px(len(days)),
        takeaway=takeaway if len(days) else "",
        note=t("lifecycle.open_note", limit=limit),
        empty="" if len(days) else none_open,
        colors=(FATE_COLORS["open"],),
        x_name=t("lifecycle.lab"),
        link=start_lab_link(view),
        options=BarOptions(first=count_first_bars(days)),
    )
