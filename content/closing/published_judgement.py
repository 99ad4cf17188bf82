"""The judgement of a version as it is published: every clause and indicator, for the history.

The same readings as on the pages, of the whole country and as of the day the registers reach, so
that what the history says of a version is what the pages said of it.
"""

import hashlib
import json
from dataclasses import asdict

import pandas as pd

from catalog.definitions import catalog, words
from catalog.nouns import Clause
from content.closing.facts import close_goals
from content.guideline.clause_status import judge_reading
from content.guideline.direction import judge_indicator
from content.guideline.readings import Reading, read_indicator
from content.view import View
from loaders.store.published import Published
from measures.direction import METHOD as DIRECTION_METHOD
from measures.progress import METHOD
from measures.scope import Scope


def name_method() -> str:
    """Name of the method: the rules of judging and a digest of the definitions they work on."""
    source = catalog()
    clauses = [asdict(clause) for clause in source.clauses]
    indicators = {name: entry.as_defined() for name, entry in source.indicators.items()}
    text = json.dumps([clauses, indicators], sort_keys=True, ensure_ascii=False)
    return f"{METHOD}.{DIRECTION_METHOD}.{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def view_whole(published: Published) -> View:
    """A version seen whole: every domain and province, every year, on its own as-of day."""
    first = min(
        int(table["month"].dt.year.min()) for table in published.observations.values() if len(table)
    )
    scope = Scope((), (), (), first, published.as_of.year)
    return View(published, catalog(), scope, words(), published.as_of)


def judge_version(published: Published) -> dict[str, pd.DataFrame]:
    """Tables of loaders.store.history, no counter: `statuses` and `verdicts` of this version."""
    view = view_whole(published)
    names = {name for clause in view.catalog.clauses for name in clause.indicators}
    readings = {name: read_indicator(view, name) for name in names}  # many stand in two clauses
    rows = [
        {"clause": clause.id, "indicator": name, **_judge_row(view, clause, readings[name])}
        for clause in view.catalog.clauses
        for name in clause.indicators
    ]
    return {"statuses": pd.DataFrame(rows), "verdicts": close_goals(view)}


def _judge_row(view: View, clause: Clause, reading: Reading) -> dict:
    """The state that the pages show, with the target it was judged against, if it was; and where
    the indicator is going as the clause wants it."""
    state, assessment = judge_reading(view, clause, reading)["state"], reading.assessment
    judged = assessment is not None and state == assessment.status
    target, known = reading.target if judged else {}, reading.stated
    direction = judge_indicator(view, clause, reading)
    return {
        "status": state,
        "reason": assessment.reason if judged else "",
        "value": reading.latest,
        "year": int(known.index[-1]) if len(known) else None,
        "target": target.get("value"),
        "target_year": target.get("year"),
        "target_kind": target.get("kind"),
        "direction": direction.status,
        "direction_reason": direction.reason,
    }
