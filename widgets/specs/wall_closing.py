"""How a goal of 2025 closed against a reference of our own, as the history has sealed it."""

from measures.closing import standing
from widgets.specs import verdict
from widgets.specs.standing import GREEN, state_of
from widgets.view import View


def against(view: View, clause: str) -> dict | None:
    """The first reference of the clause's year with its state, never in an official colour.

    None where nobody set one, and in a narrower scope: the closing is national.
    """
    if view.narrowed:
        return None
    rows = standing(view.published.history["verdicts"], verdict.YEAR)
    if rows.empty:
        return None
    rows = rows[(rows["clause"] == clause) & rows["target"].notna()]
    for row in rows.itertuples():
        state = state_of(view, row.status)
        words = view.t("wall.closing", year=verdict.YEAR, status=state["status"],
                       value=verdict.value(view, row.indicator, row.target))  # fmt: skip
        return state | {"status": words, "tone": "reference" if row.status in GREEN else row.status}
    return None
