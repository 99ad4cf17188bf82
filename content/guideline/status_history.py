"""Tables of 判定的变化: how every clause was judged at each publication, and why it moved."""

import pandas as pd

from content.guideline.readings import written
from content.view import View
from measures.status_changes import by_publication, changes

SHOWN = 12  # publications side by side


def grid(view: View) -> pd.DataFrame:
    """One row per clause and indicator, one column per publication: the status then."""
    told = view.published.history
    statuses = told["statuses"]
    pairs = zip(statuses.status, statuses.target_kind, strict=True)
    words = [status_words(view, *pair) for pair in pairs]
    table = by_publication(told["publications"], statuses.assign(status=words), SHOWN)
    facts = told["publications"].set_index("counter")
    heads = {
        counter: view.t("changes.column", number=counter, as_of=facts.loc[counter, "as_of"])
        for counter in table.columns
    }
    words = table.fillna("").rename(columns=heads)
    names = [named(view, *key) for key in table.index]
    labels = pd.DataFrame(names, columns=[view.t("data.clause"), view.t("data.name")])
    return pd.concat([labels, words.reset_index(drop=True)], axis=1)


def moves(view: View) -> pd.DataFrame:
    """One row per change of a status, the latest first: from what to what, and why."""
    t, told, rows = view.t, view.published.history, []
    for move in changes(told["publications"], told["statuses"]).itertuples():
        definition = view.catalog.indicators.get(move.indicator)
        values = [
            written(v, definition) if definition else "" for v in (move.value_before, move.value)
        ]
        rows.append(
            [
                move.as_of,
                *named(view, move.clause, move.indicator),
                status_words(view, move.before, move.target_kind),
                status_words(view, move.status, move.target_kind),
                t("changes.values", before=values[0], now=values[1]),
                t(f"changes.{move.because}"),
                move.version,
            ]
        )
    heads = (
        "data.as_of",
        "data.clause",
        "data.name",
        "changes.before",
        "changes.now",
        "changes.value",
        "changes.because",
        "data.version_name",
    )
    return pd.DataFrame(rows, columns=[t(head) for head in heads])


def status_words(view: View, status: str, target_kind: str | float) -> str:
    """Shape and word of a status, and against which kind of target it was judged, if any (NaN)."""
    told = f"{view.t(f'shape.{status}')} {view.t(f'status.{status}')}"
    if not isinstance(target_kind, str):
        return told
    return view.t("changes.against", status=told, kind=target_kind)


def named(view: View, clause: str, indicator: str) -> list[str]:
    """Titles of a clause and an indicator; a name no longer in the catalogue stays as it is."""
    titles = {c["id"]: c["title"] for c in view.catalog.clauses}
    definition = view.catalog.indicators.get(indicator)
    return [titles.get(clause, clause), definition["name"] if definition else indicator]
