"""Two scenarios of 布局推演, kept in the address alone: placed by hand, read, taken away."""

import streamlit as st

from content.downloads.data_files import TRIAL
from content.downloads.rebuilding import DataFile
from content.siting.scenario_tables import place_words
from content.siting.trial import NAMES, Trial
from content.view import View
from measures.scenario import Fault, Placement, Scenario, change_scenario, parse, write_scenario
from widgets.components.downloads.page_download import offer_file
from widgets.controls.page_link import write_address
from widgets.literal import literal


def read_scenarios(view: View, trial: Trial) -> tuple[Trial, dict[str, tuple[Fault, ...]]]:
    """The trial with the scenarios of the address, and the parts of it that could not be read."""
    table = view.catalog.provinces
    spellings = {
        form: code
        for code, short, full in zip(table.code, table.short, table.full, strict=True)
        for form in (code, short, full, view.names[code])
    }
    outside = set(table.code) - set(view.region_of)
    choices = {
        name: parse(st.query_params.get(name.lower(), ""), spellings, view.catalog.domains, outside)
        for name in NAMES
    }
    scenarios = {name.lower(): scenario for name, (scenario, _) in choices.items()}
    return trial._replace(**scenarios), {name: faults for name, (_, faults) in choices.items()}


def keep(name: str, scenario: Scenario) -> None:
    """Write a scenario into the address; an empty one leaves it."""
    if scenario:
        st.query_params[name.lower()] = write_scenario(scenario)
    elif name.lower() in st.query_params:
        del st.query_params[name.lower()]


def domain_of(view: View) -> str | None:
    """Domain of labs to add: the one in scope, "" where none is chosen, None where several are."""
    chosen = view.scope.domains
    return None if len(chosen) > 1 else "".join(chosen)


def add(view: View, trial: Trial, code: str, change: int = 1, domain: str | None = None) -> None:
    """One lab more (or fewer) in the scenario at hand, as the address now has it.

    Not as this run read it: of two quick clicks the second may come before the page ran anew.
    """
    domain = domain_of(view) if domain is None else domain
    if domain is None or code not in view.region_of:
        return
    scenario = read_scenarios(view, trial)[0].scenarios[trial.edited]
    keep(trial.edited, change_scenario(scenario, code, domain, change, view.catalog.domains))


def add_lab_at_click(view: View, trial: Trial, click: dict | None) -> None:
    """A click on a province of the map adds a lab there; the page then runs anew."""
    if click and click["figure"] == "siting_map":
        add(view, trial, str(click["key"]))
        st.rerun()


def choose_scenario(view: View) -> str:
    """The scenario that clicks and buttons change."""
    t = view.t
    st.header(t("siting.scenarios"), anchor=False)
    words = {t("siting.scenario", name=name): name for name in NAMES}
    return words[
        st.segmented_control(
            t("siting.edited"),
            list(words),
            default=next(iter(words)),
            required=True,
            key="edited",
            bind="query-params",
            format_func=literal,
        )
    ]


def panel(view: View, trial: Trial) -> None:
    """Placements of the scenario at hand, each with one more and one fewer; a province to add."""
    t, domain = view.t, domain_of(view)
    key = "domain_many" if domain is None else "domain_one" if domain else "domain_none"
    st.caption(literal(t(f"siting.{key}", domain=domain or "")))
    codes = {view.names[code]: code for code in view.provinces}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            t("siting.place_here"),
            list(codes),
            index=None,
            key="place",
            placeholder=t("siting.choose"),
        )
        st.button(
            t("siting.add"),
            key="add",
            disabled=chosen is None or domain is None,
            on_click=add,
            args=(view, trial, codes.get(chosen, "")),
        )
    scenario = trial.scenarios[trial.edited]
    if not scenario:
        st.text(t("siting.nothing_placed", name=trial.edited))
        return
    with st.container(height=250 if len(scenario) > 5 else "content", border=False):
        for placement in scenario:
            _row(view, trial, placement)
    st.button(
        literal(t("siting.clear", name=trial.edited)),
        key="clear",
        type="tertiary",
        on_click=keep,
        args=(trial.edited, ()),
    )


def _row(view: View, trial: Trial, placement: Placement) -> None:
    t, place = view.t, place_words(view, placement)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for key, change in (("fewer", -1), ("more", 1)):
            st.button(
                t(f"siting.{key}"),
                help=literal(t(f"siting.{key}_help", place=place)),
                key=f"{key}_{placement.province}_{placement.domain}",
                on_click=add,
                args=(view, trial, placement.province, change, placement.domain),
            )
        st.text(t("siting.placed", place=place, labs=placement.labs))


def take_away(view: View, trial: Trial) -> None:
    """Both scenarios as a link and as a file, made when it is asked for.

    The address is all there is of a scenario, and a change of page does not keep it: hence a link
    to copy.
    """
    link = write_address()
    if any(trial.scenarios.values()):
        st.caption(view.t("siting.keep"))
        st.code(link, language=None, wrap_lines=True)
    offer_file(DataFile(view, TRIAL, (trial,), (link,)), view.t("siting.export"))
