"""What an authority has published of a clause: it stands above every state computed here."""

import functools

import pandas as pd

from catalog.nouns import Clause
from content.guideline.clause_status import describe_state
from content.view import View
from loaders.store.published import Published

STATE = "officially_assessed"


def find_assessment(view: View, clause: str) -> pd.Series | None:
    """The latest official assessment of a clause, a row of its register; None where there is none.

    Of several on one day the one whose document number comes last.
    """
    return _latest_by_clause(view.published).get(clause)


@functools.lru_cache(maxsize=2)  # a version and the one before it
def _latest_by_clause(published: Published) -> dict[str, pd.Series]:
    rows = published.registers["assessments"]
    in_order = rows.sort_values(["assessed_on", "document_no"], kind="stable")
    return {row["clause"]: row for _, row in in_order.iterrows()}


def describe_assessment(view: View, clause: str) -> str:
    """The conclusion in its own words with day, document number and who issued it; "" without."""
    row = find_assessment(view, clause)
    if row is None:
        return ""
    return view.t(
        "assessment.sentence",
        conclusion=row["conclusion"],
        day=f"{row['assessed_on']:%Y-%m-%d}",
        document=row["document_no"],
        issuer=row["issued_by"],
    )


def quote_assessment(view: View, clause: str) -> str:
    """The conclusion with its day alone, for where there is little room; "" without."""
    row = find_assessment(view, clause)
    if row is None:
        return ""
    day = f"{row['assessed_on']:%Y-%m-%d}"
    return view.t("assessment.quote", conclusion=row["conclusion"], day=day)


def put_above(view: View, clause: Clause, tile: dict) -> dict:
    """The tile with the official assessment in place of its computed state, which becomes a fact.

    The tile as it is where no assessment is published.
    """
    sentence = describe_assessment(view, clause.id)
    if not sentence:
        return tile
    computed = view.t("assessment.computed", status=tile["status"])
    return {
        **tile,
        **describe_state(view, STATE),
        "assessment": sentence,
        "assessed": quote_assessment(view, clause.id),
        "facts": [computed, *tile["facts"]],
    }


def introduce_group(view: View, group: str, clauses: list[Clause]) -> str:
    """The sentence under a group's heading; that of 2025 says whether anything was assessed."""
    assessed = sum(find_assessment(view, clause.id) is not None for clause in clauses)
    if group == "2025" and assessed:
        return view.t("assessment.group_2025_text", count=assessed)
    return view.t(f"overview.group_{group}_text")
