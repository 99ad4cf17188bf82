"""Who the laboratories belong to: the guideline wants large firms, institutes and universities."""

import pandas as pd

from catalog.definitions import UNSTATED
from charts.spec import ChartSpec
from charts.spec_frames import one_series
from charts.theme import number
from content.builders import percent, spec_of
from content.layout.weights import when
from content.view import View
from content.winners import find_first, name_first
from measures.indicators import end_total, share, total_of
from measures.rates import LABS_IN_OPERATION


def build_host_types(view: View) -> ChartSpec:
    """A ring of the labs in operation by type of host unit, those who did not state it last."""
    t, types = view.t, list(view.catalog.codes["host_type"].names)
    counts = end_total(
        view.rows("lab_counts"), LABS_IN_OPERATION, view.scope, "category", [*types, UNSTATED]
    )
    if not counts[UNSTATED]:
        counts = counts[types]
    frame, series = one_series(counts, t("lifecycle.labs"))
    return spec_of(
        view,
        id="lifecycle_hosts",
        kind="donut",
        frame=frame,
        series=series,
        height=340,
        title=t("lifecycle.hosts_title", when=when(view)),
        unit=t("layout.unit_labs"),
        takeaway=_describe_largest(view, counts),
        x_name=t("lifecycle.host_type"),
        empty="" if counts.any() else t("scope.empty", scope=view.scope_words),
    )


def _describe_largest(view: View, counts: pd.Series) -> str:
    first, whole = find_first(counts), total_of(counts)
    if first.empty:
        return ""
    key = "lifecycle.hosts_takeaway" if len(first) == 1 else "lifecycle.hosts_takeaway_tied"
    return view.t(
        key,
        name=name_first(view.t, first),
        part=number(first.iloc[0]),
        whole=number(whole),
        share=percent(share(first.iloc[0], whole)),
    )
