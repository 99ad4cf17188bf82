"""判定的变化: how every clause was judged at each publication, why that changed, and what the last
publication changed of it."""

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from catalog.definitions import Words
from catalog.nouns import Indicator
from content.guideline.direction import describe_published
from content.guideline.readings import format_value
from content.items import Table, make_table
from content.scope_url import find_years
from content.view import View
from measures.change_note import compare_judgements, compare_publications, list_reasons
from measures.status_changes import by_publication, changes

MOST_PUBLICATIONS = 12  # side by side
# the columns of the moves and the word that stands over each
MOVES = {
    "as_of": "data.as_of",
    "clause": "data.clause",
    "indicator": "data.name",
    "before": "changes.before",
    "now": "changes.now",
    "value": "changes.value",
    "because": "changes.because",
    "version": "data.version_name",
}


def build_grid(view: View) -> Table:
    """One row per clause and indicator, one column per publication: status and direction then."""
    t, history = view.t, view.published.history
    statuses = history["statuses"]
    words = [
        describe_judgement(view, row.indicator, row.status, row.target_kind, row.direction)
        for row in statuses.itertuples()
    ]
    statuses = statuses.assign(status=words)
    table = by_publication(history["publications"], statuses, MOST_PUBLICATIONS).fillna("")
    titles = [find_titles(view, *key) for key in table.index]
    labels = pd.DataFrame(titles, columns=["clause", "indicator"])
    as_of = history["publications"].set_index("counter")["as_of"]
    headings = {"clause": t("data.clause"), "indicator": t("data.name")}
    for counter in table.columns:
        headings[counter] = t("changes.column", number=counter, as_of=as_of[counter])
    frame = pd.concat([labels, table.reset_index(drop=True)], axis=1)
    return make_table(view, "changes", "grid", frame, headings)


def build_moves(view: View) -> Table:
    """The changes of a status under their headings."""
    headings = {column: view.t(word) for column, word in MOVES.items()}
    return replace(make_table(view, "changes", "moves", list_moves(view), headings), wraps=True)


def list_moves(view: View) -> pd.DataFrame:
    """One row per change of a status or a direction, the latest first: from what to what, and why.

    The columns are those of MOVES, the cells in words except the version.
    """
    t, history, rows = view.t, view.published.history, []
    registers_of = {name: entry.registers for name, entry in view.catalog.indicators.items()}
    moves = changes(history["publications"], history["statuses"])
    counters = moves[["counter_before", "counter"]].drop_duplicates()
    comparisons = {
        (since, until): compare_publications(history, since, until)
        for since, until in counters.itertuples(index=False)
    }
    for move in moves.itertuples():
        comparison = comparisons[move.counter_before, move.counter]
        codes = list_reasons(move, comparison, registers_of)
        definition = view.catalog.indicators.get(move.indicator)
        before, now = "", ""
        if definition:
            before = _write_value(t, move.value_before, definition)
            now = _write_value(t, move.value, definition)
        rows.append(
            [
                move.as_of,
                *find_titles(view, move.clause, move.indicator),
                describe_judgement(
                    view,
                    move.indicator,
                    move.status_before,
                    move.target_kind_before,
                    move.direction_before,
                ),
                describe_judgement(
                    view, move.indicator, move.status, move.target_kind, move.direction
                ),
                t("changes.values", before=before, now=now),
                describe_reasons(t, move, codes, definition),
                move.version,
            ]
        )
    return pd.DataFrame(rows, columns=list(MOVES))


def _write_value(t: Words, value: float, definition: Indicator) -> str:
    """A value as readers write it; in words where none was known."""
    return t("map.no_data") if pd.isna(value) else format_value(value, definition)


def describe_judgement(
    view: View, indicator: str, status: str, target_kind: str | float, direction: str | None
) -> str:
    """A status as `describe_status`, then where the indicator was going, if that was published."""
    words = describe_status(view, status, target_kind)
    definition = view.catalog.indicators.get(indicator)
    going = describe_published(view.t, view.catalog, direction, definition)
    return view.t("changes.with_direction", status=words, direction=going) if going else words


def describe_status(view: View, status: str, target_kind: str | float) -> str:
    """Shape and word of a status, and against which kind of target it was judged, if any (NaN)."""
    words = f"{view.catalog.statuses[status].shape} {view.t(f'status.{status}')}"
    if not isinstance(target_kind, str):
        return words
    return view.t("changes.against", status=words, kind=target_kind)


def describe_reasons(t: Words, row, codes: tuple[str, ...], definition: Indicator | None) -> str:
    """Why a judgement changed, in words; another target with the old value and the new one.

    row: target and target_year, now and `…_before`; codes: as measures.change_note.list_reasons.
    """
    phrases = []
    for code in codes:
        if code == "reference":
            before = describe_target(t, row.target_before, row.target_year_before, definition)
            now = describe_target(t, row.target, row.target_year, definition)
            phrases.append(t("note.reason_reference", before=before, now=now))
        else:
            phrases.append(t(f"note.reason_{code}"))
    return t("note.joint").join(phrases)


def describe_target(t: Words, value: float, year: float, definition: Indicator | None) -> str:
    """A target with its year; none says so."""
    if pd.isna(value) or definition is None:
        return t("note.no_target")
    return t("note.of_year", year=int(year), value=format_value(value, definition))


def find_titles(view: View, clause: str, indicator: str) -> list[str]:
    """Titles of a clause and an indicator; a name no longer in the catalogue stays as it is."""
    titles = {c.id: c.title for c in view.catalog.clauses}
    definition = view.catalog.indicators.get(indicator)
    return [titles.get(clause, clause), definition.name if definition else indicator]


def describe_changes(view: View, clause: str) -> str:
    """What of a clause differs from the publication before; "" where nothing does.

    Published judgements are of the whole country and all years: in another scope nothing is said.
    """
    scope = view.scope
    whole = (scope.start, scope.end) == find_years(view.published, view.catalog)
    return _describe_all(view).get(clause, "") if whole and not view.narrowed else ""


@lru_cache(maxsize=16)
def _describe_all(view: View) -> dict[str, str]:
    """A sentence by clause that changed. Do not edit."""
    history = view.published.history
    publications = history["publications"].sort_values("counter")
    places = publications["version"].eq(view.published.version).to_numpy().nonzero()[0]
    if not len(places) or places[-1] == 0:  # nothing was published before
        return {}
    before, now = publications.iloc[places[-1] - 1], publications.iloc[places[-1]]
    moves = compare_judgements(history["statuses"], before["counter"], now["counter"])
    sentences = {}
    for clause, rows in moves.groupby("clause", sort=False):
        parts = [_describe_move(view, row) for row in rows.itertuples()]
        joined = view.t("note.semicolon").join(parts)
        sentences[clause] = view.t("overview.changed", as_of=before["as_of"], parts=joined)
    return sentences


def _describe_move(view: View, row) -> str:
    """One indicator: the number before and now, or that it was judged otherwise."""
    definition = view.catalog.indicators.get(row.indicator)
    if definition is None:  # no longer in the catalogue
        return view.t("overview.changed_judgement", name=row.indicator)
    amounts = [_write_amount(view, definition, value) for value in (row.value_before, row.value)]
    if amounts[0] == amounts[1]:
        return view.t("overview.changed_judgement", name=definition.name)
    before, now = amounts
    return view.t("overview.changed_value", name=definition.name, before=before, now=now)


def _write_amount(view: View, definition: Indicator, value: float) -> str:
    """A value with its unit, or that there is none."""
    if pd.isna(value):
        return view.t("map.no_data")
    unit = "" if definition.unit == "%" else definition.unit
    return f"{format_value(value, definition)} {unit}".strip()
