"""Who the laboratories belong to: the guideline wants large firms, institutes and universities."""

import pandas as pd

from catalog.definitions import UNSTATED
from charts.spec import ChartSpec
from charts.spec_frames import one_series
from charts.theme import number
from content.builders import percent, spec_of
from content.layout.weights import when
from content.view import View
from measures.indicators import end_total, share, total_of
from measures.rates import LABS_IN_OPERATION


def build_host_types(view: View) -> ChartSpec:
    """A ring of the labs in operation by type of host unit, those who did not state it last."""
    t, types = view.t, [*view.catalog.codes["host_type"].names, UNSTATED]
    counts = end_total(view.rows("lab_counts"), LABS_IN_OPERATION, view.scope, "category", types)
    counted = counts[counts > 0]
    frame, series = one_series(counted, t("lifecycle.labs"))
    return spec_of(
        view,
        id="lifecycle_hosts",
        kind="donut",
        frame=frame,
        series=series,
        height=340,
        title=t("lifecycle.hosts_title", when=when(view)),
        unit=t("layout.unit_labs"),
        takeaway=_describe_largest(view, counted),
        x_name=t("lifecycle.host_type"),
        empty="" if len(counted) else t("scope.empty", scope=view.scope_words),
    )


def _describe_largest(view: View, counted: pd.Series) -> str:
    if counted.empty:
        return ""
    largest, whole = counted.max(), total_of(counted)
    return view.t(
        "lifecycle.hosts_takeaway",
        name=counted.idxmax(),
        part=number(largest),
        whole=number(whole),
        share=percent(share(largest, whole)),
    )
