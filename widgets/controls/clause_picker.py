"""Which clauses a reader looks at, a group of them or one, or what may lie ahead; in the URL."""

import streamlit as st

from content.guideline.outlook import OUTLOOK
from content.guideline.overview import GROUPS, list_clauses
from content.view import View
from widgets.literal import literal


def choose_clause(view: View) -> tuple[str, str]:
    """The chosen group's key and the chosen clause's title, "" for all of the group; OUTLOOK, which
    has no clauses, for 情景推演.

    A link that names a clause (?clause=布局合理) needs no group: its own is the one shown.
    """
    titles = {group: [clause.title for clause in list_clauses(view, group)] for group in GROUPS}
    linked = st.query_params.get("clause", "")
    first = next((group for group in GROUPS if linked in titles[group]), GROUPS[0])
    names = {view.t(f"overview.group_{group}"): group for group in GROUPS}
    names[view.t("outlook.tab")] = OUTLOOK
    label = next(name for name, group in names.items() if group == first)
    chosen = st.segmented_control(
        view.t("milestones.group"),
        list(names),
        default=label,
        required=True,
        key="group",
        bind="query-params",
        label_visibility="collapsed",
        format_func=literal,
    )
    group = names[chosen]
    if group == OUTLOOK:
        return group, ""
    clause = st.pills(
        view.t("milestones.clause"),
        titles[group],
        key="clause",
        bind="query-params",
        label_visibility="collapsed",
        format_func=literal,
    )
    return group, clause or ""
