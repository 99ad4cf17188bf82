"""The proposal of 布局推演: labs added one by one, as a table and as a line."""

import pandas as pd

from charts.spec import ChartSpec, Series
from charts.theme import number
from content.builders import join_words, sentences, spec_of
from content.items import Table
from content.layout.weights import counts_at_end
from content.siting.trial import (
    Trial,
    index_words,
    not_applicable,
    proposal,
    trial_provenance,
    weight_words,
    weights_of,
)
from content.view import View
from measures.siting import balance_path


def build_steps(view: View, trial: Trial) -> Table:
    """One row per step of the proposal: number, province, labs today, index before and after."""
    steps, t, today = proposal(view, *trial.proposed), view.t, counts_at_end(view)
    frame = pd.DataFrame(
        {
            "step": steps["step"],
            "province": steps["province"].map(view.names),
            "labs_today": steps["province"].map(today).map(number),
            "before": [index_words(view, value) for value in steps["theil_before"]],
            "after": [index_words(view, value) for value in steps["theil_after"]],
        }
    )
    headings = {column: t(f"siting.{column}") for column in frame.columns if column != "province"}
    headings["province"] = t("filter.province")
    keys = {"province": list(steps["province"])}
    title, mark = t("siting.steps_table"), t("stamp.trial")
    numbers = ("labs_today", "before", "after")
    return Table("siting_table", title, frame, mark, headings, keys, numbers=numbers, marks=(mark,))


def build_steps_chart(view: View, trial: Trial) -> list[ChartSpec]:
    """Line of the index from today through every step, and what the weights alone would allot."""
    t, steps = view.t, proposal(view, *trial.proposed)
    empty = not_applicable(view, trial.weight) or (t("siting.no_candidates") if steps.empty else "")
    path = balance_path(counts_at_end(view), weights_of(view, trial.weight)[0], steps["province"])
    return [
        spec_of(
            view,
            id="siting_steps",
            kind="line",
            title=t("siting.steps"),
            frame=path.rename(columns={"added": "label"}),
            series=(
                Series(t("siting.theil_short"), "theil"),
                Series(t("siting.reference_short"), "reference"),
            ),
            unit="",
            decimals=3,
            span=12,
            height=300,
            empty=empty,
            takeaway="" if empty else _steps_words(view, steps),
            note=sentences(view, t("siting.steps_note"), weight_words(view, trial.weight)),
            x_name=t("siting.added"),
        ).but(provenance=trial_provenance(view))
    ]


def _steps_words(view: View, steps: pd.DataFrame) -> str:
    names = join_words(view, [view.names[code] for code in steps["province"]], 30)
    before, after = steps["theil_before"].iloc[0], steps["theil_after"].iloc[-1]
    words = view.t(
        "siting.steps_takeaway",
        names=names,
        before=index_words(view, before),
        after=index_words(view, after),
    )
    rising = steps[steps["theil_after"] > steps["theil_before"]]
    if len(rising):
        words += view.t("siting.rising", step=rising["step"].iloc[0])
    return words
