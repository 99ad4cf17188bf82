"""How judgements changed: what, when and why, on drawn publications."""

import pandas as pd

from measures.status_changes import JUDGED, KEY, by_publication, changes


def history_of(*rows):
    """Publications: (content, as-of, method), counted from 1; the version follows from all."""
    names = ["content", "as_of", "method"]
    frame = pd.DataFrame(rows, columns=names)
    versions = ["".join(row) for row in rows]
    return frame.assign(version=versions, counter=range(1, len(frame) + 1))


def judged(**clauses):
    """Statuses by clause, one word per publication, "-" where the clause was not judged then; after
    a slash the direction."""
    rows = [
        {
            "counter": counter,
            "clause": clause,
            "indicator": "i",
            "status": word,
            "value": 1.0,
            "target": 9.0,
            "target_year": 2035,
            "target_kind": "reference",
            "direction": direction or None,
        }
        for clause, words in clauses.items()
        for counter, judgement in enumerate(words.split(), 1)
        for word, _, direction in [judgement.partition("/")]
        if word != "-"
    ]
    return pd.DataFrame(rows, columns=["counter"] + KEY + JUDGED)


def test_nothing_judged_nothing_changed():
    assert changes(history_of(), judged()).empty
    assert by_publication(history_of(), judged(), 3).empty


def test_what_is_judged_for_the_first_time_is_no_change():
    publications = history_of(("x", "2025", "1"), ("y", "2026", "1"))
    assert changes(publications, judged(a="on_track on_track", b="- lagging")).empty


def test_changes_stand_with_the_publication_before_the_latest_first():
    publications = history_of(("x", "2025", "1"), ("y", "2025", "1"), ("y", "2026", "1"),
                        ("y", "2026", "2"), ("z", "2026", "3"))  # fmt: skip
    result = changes(publications, judged(a="on_track lagging on_track lagging achieved"))
    assert result["counter_before"].tolist() == [4, 3, 2, 1]
    assert result["status_before"].tolist() == ["lagging", "on_track", "lagging", "on_track"]
    assert result["as_of"].tolist() == ["2026", "2026", "2026", "2025"]


def test_the_grid_shows_the_last_publications_and_gaps_stay_gaps():
    publications = history_of(("x", "2025", "1"), ("y", "2025", "1"), ("z", "2026", "1"))
    grid = by_publication(publications, judged(a="on_track lagging lagging", b="- - achieved"), 2)
    assert list(grid.columns) == [2, 3]
    assert grid.loc[("a", "i")].tolist() == ["lagging", "lagging"]
    assert pd.isna(grid.loc[("b", "i"), 2]) and grid.loc[("b", "i"), 3] == "achieved"


def test_a_direction_changes_too_but_not_when_first_published():
    publications = history_of(("x", "2025", "1"), ("x", "2025", "2"), ("y", "2026", "2"))
    history = judged(a="lagging lagging/improving lagging/worsening", b="lagging lagging/steady -")
    [move] = changes(publications, history).itertuples()
    assert (move.clause, move.direction_before, move.direction) == ("a", "improving", "worsening")
    assert (move.status_before, move.status) == ("lagging", "lagging")
