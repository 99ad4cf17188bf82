"""What a reader of the wall asks next, answered in a sentence: who has none, how even, how many."""

import math
from datetime import date

from charts.theme import number
from content.builders import join_words
from content.guideline.readings import Reading, format_value
from content.layout.weights import counts_at_end, counts_by_year, denominator
from content.lifecycle.careers import labs
from content.view import View
from measures.chance_bands import verdict
from measures.indicators import latest
from measures.layout_indices import indices
from measures.rectifications import rectifications, still_open
from measures.targets import meets_target

DAYS_PER_YEAR = 365.25
MEASURES_WITH_PACE = ("stock", "total")  # counts, of which so many a year can be asked for


def name_provinces_without(view: View) -> str:
    """Which provinces in scope have no laboratory, all of them named; or that each has one."""
    counts = counts_at_end(view)
    names = [view.names[code] for code in counts.index if not counts[code] > 0]
    if not names:
        return view.t("layout.ranking_full")
    words = join_words(view, names, len(names))
    return view.t("layout.ranking_takeaway", count=len(names), names=words)


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


def describe_need(view: View, reading: Reading) -> str:
    """How many a year are needed from the as-of day on to the next target; "" without one.

    Only of counts that stand or add up; a share has no number a year.
    """
    target, definition = reading.target, reading.definition
    if target is None or not reading.known or definition.measure not in MEASURES_WITH_PACE:
        return ""
    t, year, goal = view.t, int(target["year"]), float(target["value"])
    kind = t("wall.official" if reading.official else "wall.reference")
    now, goal_words = latest(reading.series), format_value(goal, definition)
    if meets_target(now, goal, definition.direction or 1):
        return t("wall.need_met", year=year, kind=kind, target=goal_words)
    key = "wall.need_net" if definition.measure == "stock" else "wall.need"
    return t(
        key,
        year=year,
        kind=kind,
        target=goal_words,
        gap=format_value(abs(goal - now), definition),
        pace=number(needed_per_year(now, goal, view.until, year), 1),
        unit=reading.unit,
    )


def needed_per_year(now: float, goal: float, day: date, year: int) -> float:
    """(goal − now) / years left from the day to the end of the year, per year of 365.25 days.

    >>> round(needed_per_year(50, 190, date(2026, 10, 29), 2030), 1)
    33.6
    """
    return (goal - now) / ((date(year, 12, 31) - day).days / DAYS_PER_YEAR)


def list_provinces(view: View) -> list[list[str]]:
    """Name and number of every province with a laboratory, most first."""
    counts = counts_at_end(view)
    held = counts[counts > 0].sort_values(ascending=False, kind="stable")
    return [[view.names[code], number(value)] for code, value in held.items()]
