"""What a reader of the wall asks next, answered in a sentence: who has none, how even, how many."""

import math

from charts.theme import number
from content.layout.weights import counts_at_end, counts_by_year, denominator
from content.lifecycle.careers import labs
from content.view import View
from measures.chance_bands import verdict
from measures.layout_indices import indices
from measures.rectifications import rectifications, still_open


def name_unreported(view: View) -> str:
    """Provinces on the map of which the registers say nothing; "" where there is none."""
    known = {*view.provinces, *view.outside}
    names = [name for code, name in view.names.items() if code not in known]
    return view.t("wall.unreported", names=view.t.join(names)) if names else ""


def explain_gini(view: View) -> str:
    """What the Gini coefficient by industrial value added means, beside chance and proportion.

    "" where the index is not applicable.
    """
    weight = denominator(view, "industry")
    if not weight.known:
        return ""
    row = indices(counts_by_year(view).iloc[-1], weight.values)
    band = {mark: row[f"gini_{mark}"] for mark in ("p5", "p95")}
    place = verdict(row["gini"], band)
    if not place:
        return ""
    return view.t(
        f"wall.gini_{place}",
        labs=number(row["labs"]),
        value=number(row["gini"], 3),
        floor=number(row["gini_floor"], 3),
        low=number(band["p5"], 3),
        high=number(band["p95"], 3),
    )


def count_rectifying(view: View) -> dict:
    """Laboratories under rectification on the period's last day, as a large number of the wall."""
    t = view.t
    item = {"label": t("wall.rectifying"), "unit": t("layout.unit_labs"), "facts": []}
    if not view.has("lab_events"):
        return {**item, "value": "", "missing": t("wall.month_no_events")}
    orders = view.published.lifetimes["rectifications"]
    table = still_open(rectifications(orders, labs(view), view.until))
    longest = table["days"].max()
    if not math.isnan(longest):
        item["facts"] = [t("wall.rectifying_longest", days=number(longest))]
    return {**item, "value": number(len(table)), "missing": ""}


def list_provinces(view: View) -> list[list[str]]:
    """Name and number of every province with a laboratory, most first."""
    counts = counts_at_end(view)
    held = counts[counts > 0].sort_values(ascending=False, kind="stable")
    return [[view.names[code], number(value)] for code, value in held.items()]
