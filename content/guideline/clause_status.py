"""How a clause stands: the one judgement that tiles, sections, exports and the history tell."""

from catalog.nouns import Clause, Tone
from content.guideline.readings import Reading, describe_judged
from content.view import View
from measures.worst_status import worst


def find_deciding(view: View, clause: Clause, readings: list[Reading]) -> tuple[Reading, dict]:
    """The reading in the worst state, which stands for the clause, and that state.

    Among equals the one that comes first in the catalogue.
    """
    standings = [judge_reading(view, clause, reading) for reading in readings]
    state = worst(standing["state"] for standing in standings)
    return next(
        (reading, standing)
        for reading, standing in zip(readings, standings, strict=True)
        if standing["state"] == state
    )


def describe_state(view: View, state: str) -> dict:
    """A state as the reader meets it: word, shape, the sign that draws it and its tone."""
    status = view.catalog.statuses[state]
    return {
        "state": state,
        "status": view.t(f"status.{state}"),
        "shape": status.shape,
        "sign": status.sign,
        "tone": status.tone,
    }


def tone_of_reference(view: View, state: str) -> Tone:
    """The tone of a state against a reference of our own: one that is kept has a tone that says
    that it is not official."""
    status = view.catalog.statuses[state]
    return "own" if status.kept else status.tone


def judge_reading(view: View, clause: Clause, reading: Reading) -> dict:
    """The reading's state, and the year and value that a judgement rests on. A clause whose year
    is over is not held to a later reference."""
    state = reading.status
    if state not in ("no_data", "no_numeric_target") and has_ended(view, clause):
        state = "no_numeric_target"
    standing = describe_state(view, state)
    if has_ended(view, clause) or not reading.known or reading.judged_year is None:
        return standing
    standing["judged"] = view.t("overview.judged_by", judged=describe_judged(view, reading))
    if not reading.official:
        standing["status"] = view.t("overview.reference_status", status=standing["status"])
        standing["tone"] = tone_of_reference(view, state)
    return standing


def has_ended(view: View, clause: Clause) -> bool:
    """The clause's target year has ended by the as-of day."""
    year, as_of = clause.target_year, view.published.as_of
    return year is not None and (as_of.year > year or (as_of.year == year and view.year_complete))
