"""The change note of two publications, from a history drawn by hand."""

import numpy as np
import pandas as pd
import pytest

from measures.change_note import compose_note
from measures.row_changes import compare_labs, compare_rows

REGISTERS = {"gap": ("technologies",), "labs": ("labs",)}


def drawn_history(**changes) -> dict[str, pd.DataFrame]:
    """Three publications of which nothing differs but what is drawn.

    changes: tables by name, in place of the empty ones; `facts` of publications by column.
    """
    facts = {
        "counter": [1, 2, 3],
        "version": ["a", "b", "c"],
        "content": ["x", "x", "x"],
        "as_of": ["2026-01-31"] * 3,
        "method": ["m", "m", "m"],
        **changes.pop("facts", {}),
    }
    statuses = pd.DataFrame({"counter": [1, 2, 3], "clause": "c", "indicator": "gap"}).assign(
        status="on_track", value=3.0, year=2026, target=9.0, target_year=2035, target_kind="内部"
    )
    row_columns = ["counter", "register", "key", "name", "change", "columns", "before", "now"]
    tables = {
        "publications": pd.DataFrame(facts),
        "statuses": statuses,
        "verdicts": pd.DataFrame(columns=["counter", "year", "revision"]),
        "counts": pd.DataFrame(columns=["counter", "register", "province", "rows"]),
        "reach": pd.DataFrame(columns=["counter", "register", "latest", "stale"]),
        "lab_changes": pd.DataFrame(
            columns=["counter", "lab_id", "lab_name", "province", "before", "state"]
        ),
        "row_counts": pd.DataFrame(
            {"counter": [2, 3], "register": "technologies", "added": 0, "removed": 0, "changed": 0}
        ),
        "row_changes": pd.DataFrame(columns=row_columns),
    }
    return {**tables, **changes}


def judged(**columns) -> pd.DataFrame:
    """The statuses of three publications with some columns drawn anew."""
    return drawn_history()["statuses"].assign(**columns)


def changed_rows(*rows) -> dict[str, pd.DataFrame]:
    """Rows of technologies (counter, key, change, before, now), all of them listed."""
    listed = pd.DataFrame(
        [
            [counter, "technologies", [key], "", change, columns, before, now]
            for counter, key, change, columns, before, now in rows
        ],
        columns=["counter", "register", "key", "name", "change", "columns", "before", "now"],
    )
    counts = drawn_history()["row_counts"]
    for change in ("added", "removed", "changed"):
        counts[change] = [
            int(((listed["counter"] == at) & (listed["change"] == change)).sum()) for at in (2, 3)
        ]
    return {"row_changes": listed, "row_counts": counts}


def test_whole_rows_of_several_publications_are_joined_with_their_cells():
    """An assessment that came with "a" and was corrected to "b" came with "b"."""
    parts = {
        "came": [[2, "added", [""], ["a"]], [3, "changed", ["a"], ["b"]]],
        "went": [[2, "changed", ["a"], ["b"]], [3, "removed", ["b"], [""]]],
        "back": [[2, "removed", ["a"], [""]], [3, "added", [""], ["a"]]],
    }
    rows = [[at, "assessments", [key], "", change, ["conclusion"], before, now]
            for key, records in parts.items() for at, change, before, now in records]  # fmt: skip
    columns = drawn_history()["row_changes"].columns
    note = compose_note(drawn_history(row_changes=pd.DataFrame(rows, columns=columns)), 1, 3, {})
    joined = note.assessments[["key", "change", "before", "now"]].values.tolist()
    assert joined == [[["came"], "added", [""], ["b"]], [["went"], "removed", ["a"], [""]]]


def test_nothing_changed_is_an_empty_note():
    assert compose_note(drawn_history(), 1, 3, REGISTERS).is_empty


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"facts": {"method": ["m", "n", "n"]}}, ("method",)),
        ({"facts": {"as_of": ["2025-12-31", "2026-01-31", "2026-01-31"]}}, ("as_of",)),
        (changed_rows([3, "T1", "added", [], [], []]), ("data",)),
        (
            {"facts": {"method": ["m", "n", "n"]}}
            | changed_rows([3, "T1", "added", [], [], []])
            | {"target": [9.0, 9.0, 8.0]},
            ("reference", "method", "data"),
        ),
    ],
    ids=["method", "as-of day", "rows", "all at once"],
)
def test_a_status_changes_for_a_reason(changes, because):
    target = changes.pop("target", 9.0)
    statuses = judged(status=["on_track", "on_track", "lagging"], target=target)
    note = compose_note(drawn_history(statuses=statuses, **changes), 1, 3, REGISTERS)
    [row] = note.clauses.itertuples()
    assert (row.status_before, row.status, row.moved) == ("on_track", "lagging", "status")
    assert row.because == because


def test_a_note_over_several_publications_tells_what_is_left_of_them():
    """
    what                       at 1      at 2      at 3        told
    status                     on_track  lagging   on_track    nothing
    laboratory L1              -         building  accepted    from nothing to accepted
    laboratory L2              accepted  rectif.   accepted    nothing
    row T1, level              a         b         a           nothing
    row T2, level              a         b         c           a to c
    row T3                     -         added     removed     nothing
    """
    moves = [
        [2, "L1", "L1", "42", "", "building"],
        [2, "L2", "L2", "42", "accepted", "rectifying"],
        [3, "L1", "L1", "42", "building", "accepted"],
        [3, "L2", "L2", "42", "rectifying", "accepted"],
    ]
    rows = changed_rows(
        [2, "T1", "changed", ["level"], ["a"], ["b"]],
        [2, "T2", "changed", ["level"], ["a"], ["b"]],
        [2, "T3", "added", [], [], []],
        [3, "T1", "changed", ["level"], ["b"], ["a"]],
        [3, "T2", "changed", ["level"], ["b"], ["c"]],
        [3, "T3", "removed", [], [], []],
    )
    history = drawn_history(
        statuses=judged(status=["on_track", "lagging", "on_track"]),
        lab_changes=pd.DataFrame(moves, columns=drawn_history()["lab_changes"].columns),
        **rows,
    )
    note = compose_note(history, 1, 3, REGISTERS)
    assert note.clauses.empty
    assert note.labs[["lab_id", "before", "state"]].values.tolist() == [["L1", "", "accepted"]]
    assert note.rows[["key", "before", "now"]].values.tolist() == [[["T2"], ["a"], ["c"]]]
    assert note.counts.values.tolist() == [["technologies", 0, 0, 1]]
    assert len(compose_note(history, 2, 3, REGISTERS).rows) == 3


def test_rows_beyond_those_listed_are_added_up():
    counts = drawn_history()["row_counts"].assign(added=[70, 80])
    note = compose_note(drawn_history(row_counts=counts), 1, 3, REGISTERS)
    assert note.counts.values.tolist() == [["technologies", 150, 0, 0]]


def test_falls_of_a_fifth_stale_registers_and_revisions_are_told():
    """
    province  before  now  told
    11            10    9  no
    42            10    8  yes: a fifth
    43             3    -  yes: nothing any more
    """
    counts = [[1, "labs", "11", 10], [1, "labs", "42", 10], [1, "labs", "43", 3]]
    counts += [[3, "labs", "11", 9], [3, "labs", "42", 8]]
    reach = [[1, "labs", "", False], [3, "labs", "", True]]
    reach += [[1, "standards", "", True], [3, "standards", "", True]]
    verdicts = [[1, 2025, 1], [3, 2025, 2]]
    history = drawn_history(
        counts=pd.DataFrame(counts, columns=["counter", "register", "province", "rows"]),
        reach=pd.DataFrame(reach, columns=["counter", "register", "latest", "stale"]),
        verdicts=pd.DataFrame(verdicts, columns=["counter", "year", "revision"]),
    )
    note = compose_note(history, 1, 3, REGISTERS)
    assert note.falls[["province", "before", "rows"]].values.tolist() == [
        ["42", 10, 8],
        ["43", 3, 0],
    ]
    assert note.stale == ("labs",)
    assert note.revisions.values.tolist() == [[2025, 2]]


def test_publications_that_were_never_compared_are_told():
    """Those of releases that kept no rows: other tables, and nobody knows which rows."""
    history = drawn_history(facts={"content": ["x", "y", "y"]})
    history["row_counts"] = history["row_counts"].iloc[1:]
    note = compose_note(history, 1, 3, REGISTERS)
    assert not note.is_compared and not note.is_empty
    assert compose_note(history, 2, 3, REGISTERS).is_empty


def test_every_row_is_counted_and_some_are_listed():
    """Of 100 rows one goes, one comes and one changes its level from nothing; two are listed."""
    before = pd.DataFrame({"id": [str(n) for n in range(100)], "level": [None] * 100})
    now = before.assign(id=[str(n) for n in range(1, 101)])
    now.loc[9, "level"] = "a"
    changes = compare_rows(before, now, ["id"], None, 2)
    assert (changes.added, changes.removed, changes.changed) == (1, 1, 1)
    assert changes.rows[["key", "change", "columns", "before", "now"]].values.tolist() == [
        [["10"], "changed", ["level"], [""], ["a"]],
        [["100"], "added", [], [], []],
    ]


def test_a_laboratory_that_is_gone_keeps_its_name():
    columns = ["lab_id", "lab_name", "province", "state"]
    before = pd.DataFrame([["L1", "甲", "42", "accepted"]], columns=columns)
    gone = compare_labs(before, before.iloc[:0])
    assert gone.replace({np.nan: None}).values.tolist() == [["L1", "甲", "42", "accepted", ""]]
