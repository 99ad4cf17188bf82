"""The controls of the proposal on 布局推演: what to add where, and which scenario it becomes."""

import streamlit as st

from content.siting.trial import DEFAULT_STEPS, MAX_STEPS, NAMES, WEIGHTS, Trial, proposal
from content.view import View
from measures.scenario import Scenario, change_scenario
from widgets.controls.scenario_editor import domain_of, keep
from widgets.literal import literal


def choose(view: View) -> Trial:
    """Weight, number of labs, provinces allowed and forbidden; all in the address."""
    t = view.t
    codes = {view.names[code]: code for code in view.provinces}
    words = {t(f"siting.weight_{weight}"): weight for weight in WEIGHTS}
    weight = st.segmented_control(
        t("siting.weight"),
        list(words),
        default=next(iter(words)),
        required=True,
        key="weight",
        bind="query-params",
        format_func=literal,
    )
    number, only, without = st.columns([1, 2, 2])
    k = number.number_input(
        t("siting.k"), 1, MAX_STEPS, DEFAULT_STEPS, key="k", bind="query-params"
    )
    allowed, forbidden = (
        place.multiselect(
            t(f"siting.{key}"),
            list(codes),
            key=key,
            bind="query-params",
            placeholder=t("siting.any"),
            select_all=False,
        )
        for place, key in ((only, "only"), (without, "without"))
    )
    names = [name for name in allowed or codes if name not in forbidden]
    return Trial(words[weight], k, tuple(codes[name] for name in names))


def take(view: View, trial: Trial, name: str) -> None:
    """Make the proposal one of the scenarios."""
    scenario: Scenario = ()
    for code in proposal(view, *trial.proposed)["province"]:
        scenario = change_scenario(scenario, code, domain_of(view) or "", 1, view.catalog.domains)
    keep(name, scenario)


def take_buttons(view: View, trial: Trial) -> None:
    """Make the proposal scenario A or B."""
    cannot = domain_of(view) is None or proposal(view, *trial.proposed).empty
    with st.container(horizontal=True):
        for name in NAMES:
            st.button(
                literal(view.t("siting.take", name=name)),
                key=f"take_{name}",
                disabled=cannot,
                on_click=take,
                args=(view, trial, name),
            )
