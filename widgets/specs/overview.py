"""Tiles of 总览: every clause of the guideline with its number, trend and what is missing."""

from widgets.cards import section, tile
from widgets.specs.clauses import Reading, absent_words, change_words, gap_words, read, written
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
    standing = stand(view, clause, first)
    if not first.known:
        return tile(clause["id"], view, missing=absent_words(view, first), **standing, **words)
    return tile(
        clause["id"], view, value=first.value, unit=first.unit, label=first.definition["name"],
        change=change_words(view, first), spark=first.series.tolist(),
        more=besides(view, clause, readings),
        missing="　".join(gap for r in readings if (gap := gap_words(view, r))),
        **standing, **words,
    )  # fmt: skip


def stand(view: View, clause: dict, reading: Reading) -> dict:
    """Status word, shape and tone. A clause whose year is over is not held to a later reference."""
    t, state = view.t, reading.status
    if state not in ("no_data", "no_numeric_target") and over(view, clause):
        state = "no_numeric_target"
    word = t(f"status.{state}")
    standing = {"status": word, "shape": t(f"shape.{state}"), "tone": state}
    if over(view, clause) and reading.known:
        standing["status"] = t("overview.over_status", year=clause["target_year"], status=word)
    elif reading.assessment and reading.known:
        kind = "official" if reading.official else "reference"
        year = int(reading.target["year"])
        standing["status"] = t(f"overview.{kind}_status", status=word, year=year)
        if not reading.official:
            # a reference of our own never turns green: its tone says that it is not official
            standing["tone"] = "reference"
    return standing


def over(view: View, clause: dict) -> bool:
    """The clause's target year has ended by the as-of day."""
    year, as_of = clause["target_year"], view.published.as_of
    return year is not None and (as_of.year > year or (as_of.year == year and view.year_complete))


def besides(view: View, clause: dict, readings: list[Reading]) -> list[str]:
    """What else the tile says: the value when the target year ended, the other indicators."""
    t, first, year = view.t, readings[0], clause["target_year"]
    more = []
    if over(view, clause) and year in first.series.dropna().index and year < view.scope.end:
        value = written(first.series[year], first.definition)
        more.append(t("overview.at_end", year=year, value=f"{value} {first.unit}".strip()))
    for reading in readings[1:]:
        if reading.known:
            value = f"{reading.value} {reading.unit}".strip()
            more.append(t("overview.also", name=reading.definition["name"], value=value))
    return more
