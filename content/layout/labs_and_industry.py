"""Every province by its industry and its laboratories: who has more than its share of industry."""

import pandas as pd

from charts.spec import ChartSpec, Series
from charts.theme import number
from content.builders import spec_of
from content.layout.weights import Weight, denominator, when
from content.view import View
from content.winners import find_first, name_first
from measures.rates import at_one_rate


def against_industry(view: View, counts: pd.Series) -> ChartSpec:
    """Named points: labs against industrial value added, and where one rate for all would lie."""
    t, base = view.t, denominator(view, "industry")
    table = at_one_rate(counts, base.values)
    known = table.dropna().sort_values(["base"], kind="stable")
    frame = known.assign(label=[view.names[code] for code in known.index], key=known.index)
    return spec_of(
        view,
        id="layout_against_industry",
        kind="scatter",
        unit="",
        span=12,
        height=420,
        title=t("layout.against_title", when=when(view)),
        frame=frame.reset_index(drop=True),
        series=(
            Series(t("layout.against_base"), "base"),
            Series(t("layout.against_labs"), "count"),
            Series(t("layout.against_even"), "even", "average"),
        ),
        takeaway=_takeaway(view, known),
        note=base.words if base.known else "",
        empty=_empty(view, known, base),
        x_name=t("filter.province"),
    )


def _takeaway(view: View, known: pd.DataFrame) -> str:
    """Who is farthest above and below the line, in labs."""
    if known.empty or not known["count"].any():
        return ""
    beyond = known["beyond"].rename(index=view.names)
    above, below = find_first(beyond, 1), find_first(-beyond, 1)
    if above.empty or below.empty:
        return ""
    return view.t(
        "layout.against_takeaway",
        above=name_first(view.t, above),
        below=name_first(view.t, below),
        more=number(above.iloc[0], 1),
        less=number(below.iloc[0], 1),
    )


def _empty(view: View, known: pd.DataFrame, base: Weight) -> str:
    if not base.known:
        return base.words
    if len(known) < 2:
        return view.t("layout.one_province", count=len(known))
    return "" if known["count"].any() else view.t("layout.no_labs", when=when(view))
