"""Tiles of 总览: every clause of the guideline with its number, trend and what is missing."""

from widgets.cards import section, tile
from widgets.specs.clauses import absent_words, change_words, gap_words, read
from widgets.view import View

GROUPS = ("2025", "2035", "mechanism", "task")


def specs(view: View) -> list[dict]:
    """Sections in the guideline's order, each followed by its clauses."""
    parts = []
    for group in GROUPS:
        text = view.t(f"overview.group_{group}_text")
        parts.append(section(f"group_{group}", view.t(f"overview.group_{group}"), text))
        parts += [clause_tile(view, clause) for clause in clauses_of(view, group)]
    return parts


def clauses_of(view: View, group: str) -> list[dict]:
    """Clauses of one group: by target year, else the six focuses, else the mechanism."""

    def belongs(clause: dict) -> bool:
        if clause["target_year"]:
            return str(clause["target_year"]) == group
        return group == ("task" if clause["id"].startswith("task_focus") else "mechanism")

    return [clause for clause in view.catalog.clauses if belongs(clause)]


def clause_tile(view: View, clause: dict) -> dict:
    """One clause; without an indicator or without data it says so and why."""
    t = view.t
    readings = [read(view, indicator) for indicator in clause["indicators"]]
    words = {"title": clause["title"], "quote": clause["quote"], "article": clause["article"]}
    if not readings:
        return tile(
            clause["id"], view, status=t("status.no_indicator"), shape=t("shape.no_indicator"),
            tone="no_indicator", missing=clause["missing"], **words,
        )  # fmt: skip
    first = readings[0]
    state = first.status
    status, tone = t(f"status.{state}"), state
    if first.assessment and first.known:
        # a reference of our own never turns green: its tone says that it is not official
        tone = "reference"
        status = t("overview.reference_status", status=status, year=int(first.target["year"]))
    if not first.known:
        return tile(clause["id"], view, status=status, shape=t(f"shape.{state}"), tone=state,
                    missing=absent_words(view, first), **words)  # fmt: skip
    gaps = [gap for reading in readings if (gap := gap_words(view, reading))]
    more = [
        t("overview.also", name=r.definition["name"], value=f"{r.value} {r.unit}".strip())
        for r in readings[1:] if r.known
    ]  # fmt: skip
    return tile(
        clause["id"], view, value=first.value, unit=first.unit, label=first.definition["name"],
        change=change_words(view, first), spark=first.series.tolist(), more=more, status=status,
        shape=t(f"shape.{state}"), tone=tone, missing="　".join(gaps), **words,
    )  # fmt: skip
