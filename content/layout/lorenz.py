"""Lorenz curves and the three weights side by side."""

import numpy as np
import pandas as pd

from charts.options import CurveOptions
from charts.spec import ChartSpec, Series
from charts.theme import number
from content.builders import percent, spec_of
from content.items import Table
from content.layout.labs_and_industry import against_industry
from content.layout.weights import (
    Weight,
    counts_at_end,
    describe_basis,
    not_applicable,
    regions_of,
    weights,
    when,
)
from content.view import View
from measures import balance
from measures.chance_bands import verdict
from measures.indicators import total_of
from measures.layout_indices import indices
from measures.rates import concentration
from measures.whole_lab_floor import hhi_floor

_OF_INDEX = ("{}", "{}_share", "{}_floor", "{}_band", "{}_verdict")
ROWS = (
    "labs",
    "units",
    *(part.format(index) for index in ("gini", "theil") for part in _OF_INDEX),
    "between",
    "within",
)


def build_charts(view: View) -> list[ChartSpec]:
    """One Lorenz curve per weight, then every province by its labs and its industry."""
    counts = counts_at_end(view)
    return [*(lorenz(view, counts, w) for w in weights(view)), against_industry(view, counts)]


def lorenz(view: View, counts: pd.Series, weight: Weight) -> ChartSpec:
    """The curve under one weight, provinces named where they are added, equality dotted."""
    t, curve = view.t, balance.lorenz(counts, weight.values)
    summary = indices(counts, weight.values)
    frame = curve.rename(columns={"weight_share": "label"})
    frame["name"] = [view.names.get(code, "") for code in curve.index]
    frame["even"] = frame["label"]
    takeaway = ""
    if len(curve):
        takeaway = t("layout.lorenz_takeaway", when=when(view), value=number(summary["gini"], 3))
    return spec_of(
        view,
        id=f"layout_lorenz_{weight.key}",
        kind="curve",
        frame=frame.reset_index(drop=True),
        title=t("layout.lorenz_title", weight=weight.name),
        unit="%",
        decimals=1,
        span=4,
        series=(
            Series(t("layout.lab_share"), "value_share"),
            Series(t("layout.even"), "even", "target"),
        ),
        takeaway=takeaway,
        height=330,
        note=describe_basis(view, summary["labs"], summary["units"], weight),
        empty="" if len(curve) else not_applicable(view, summary["labs"], summary["units"], weight),
        x_name=t("layout.weight_share"),
        names={
            share: f"{name} {percent(share, 1)}".strip()
            for name, share in zip(frame["name"], frame["label"], strict=True)
        },
        tight=True,
        options=CurveOptions(point_names="name"),
    )


def build_side_by_side(view: View) -> Table:
    """Every index under the three weights, one column each, as readers write them."""
    t, counts, regions = view.t, counts_at_end(view), regions_of(view)
    columns = {"row": [t(f"layout.row_{row}") for row in ("weight", *ROWS)]}
    headings = {"row": t("siting.row")}
    for weight in weights(view):
        summary = indices(counts, weight.values, regions)
        columns[weight.key] = [weight.words, *(_cell(view, summary, row) for row in ROWS)]
        headings[weight.key] = weight.name
    note = "　".join([describe_concentration(view), t("layout.side_note")])
    title = t("layout.side_title")
    frame, numbers = pd.DataFrame(columns), tuple(weight.key for weight in weights(view))
    return Table("layout_side_by_side", title, frame, note, headings, numbers=numbers)


def _cell(view: View, summary: dict, row: str) -> str:
    t, (index, _, part) = view.t, row.partition("_")
    if row in ("labs", "units"):
        return number(summary[row])
    if part == "band":
        low, high = summary[f"{index}_p5"], summary[f"{index}_p95"]
        return (
            t("layout.no_value")
            if np.isnan(low)
            else t("joint.range", low=number(low, 3), high=number(high, 3))
        )
    if part == "verdict":
        verdict_word = verdict(summary[index], {m: summary[f"{index}_{m}"] for m in ("p5", "p95")})
        return t(f"layout.{verdict_word}_band") if verdict_word else t("layout.no_value")
    if np.isnan(summary[row]):
        return t("layout.no_value")
    return percent(summary[row], 0) if part == "share" else number(summary[row], 3)


def describe_concentration(view: View) -> str:
    """HHI, the effective number of provinces and the share of the first three, in words."""
    counts = counts_at_end(view)
    labs = total_of(counts)
    if fault := not_applicable(view, labs, len(counts)):
        return fault
    return view.t(
        "layout.concentrated",
        when=when(view),
        labs=number(labs),
        units=len(counts),
        hhi=number(balance.hhi(counts), 3),
        floor=number(hhi_floor(labs, len(counts)), 3),
        effective=number(balance.effective_number(counts), 1),
        share=percent(concentration(counts, 3)),
    )
