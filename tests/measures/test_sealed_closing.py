"""The closing of a goal's year on drawn revisions."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from measures.sealed_closing import corrections, seal, standing

COLUMNS = ["revision", "counter", "year", "clause", "indicator", "value", "evidence"]
NONE = float("nan")


def history_of(*rows):
    return pd.DataFrame(rows, columns=COLUMNS)


def test_nothing_closed_nothing_stands():
    assert standing(history_of(), 2025).empty and corrections(history_of(), 2025).empty


def test_the_latest_revision_stands():
    rows = history_of(
        [1, 3, 2025, "c", "i", 2.0, ["a", "b"]], [2, 7, 2025, "c", "i", 3.0, ["a", "b", "d"]]
    )
    assert standing(rows, 2025)["value"].tolist() == [3.0]
    assert standing(rows, 2035).empty


def test_what_each_revision_changed():
    """
    revision  labs        standards   what changed
    1         2: a b      5: s
    2         2: a d      5: s        one piece of evidence is another
    3         3: a d e    - (gone)    one more laboratory; standards no longer told
    """
    rows = history_of(
        [1, 3, 2025, "c", "labs", 2.0, ["a", "b"]], [1, 3, 2025, "c", "standards", 5.0, ["s"]],
        [2, 7, 2025, "c", "labs", 2.0, ["a", "d"]], [2, 7, 2025, "c", "standards", 5.0, ["s"]],
        [3, 9, 2025, "c", "labs", 3.0, ["a", "d", "e"]],
    )  # fmt: skip
    columns = ["revision", "counter", "clause", "indicator", "value_before", "value", "added",
               "removed"]  # fmt: skip
    result = corrections(rows, 2025)[columns].fillna(-1).values.tolist()
    assert result == [
        [3, 9, "c", "standards", 5.0, -1, 0, 1],
        [3, 9, "c", "labs", 2.0, 3.0, 1, 0],
        [2, 7, "c", "labs", 2.0, 2.0, 1, 1],
    ]


def test_a_direction_is_a_fact_but_none_where_a_closing_had_none_yet():
    """
    revision  labs  direction  what changed
    1         2     -
    2         2     steady     nothing: the first to say where it was going
    3         2     worsening  an earlier year was corrected
    """
    rows = history_of(
        [1, 3, 2025, "c", "labs", 2.0, ["a"]], [2, 7, 2025, "c", "labs", 2.0, ["a"]],
        [3, 9, 2025, "c", "labs", 2.0, ["a"]],
    ).assign(direction=[None, "steady", "worsening"])  # fmt: skip
    [row] = corrections(rows, 2025).itertuples()
    assert (row.revision, row.direction_before, row.direction) == (3, "steady", "worsening")
    fact = {"clause": "c", "value": 2.0}
    assert seal([fact | {"direction": None}]) == seal([fact])
    assert seal([fact | {"direction": "steady"}]) != seal([fact])


def test_too_many_pieces_are_compared_by_their_digest():
    """
    revision  pieces  digest  what changed
    1         9       d1
    2         9       d1      nothing
    3         9       d2      a piece is another, nobody knows which
    4         2: a b  -       far fewer
    """
    rows = history_of(
        [1, 1, 2025, "c", "i", 9.0, []], [2, 2, 2025, "c", "i", 9.0, []],
        [3, 3, 2025, "c", "i", 9.0, []], [4, 4, 2025, "c", "i", 2.0, ["a", "b"]],
    ).assign(evidence_rows=[9, 9, 9, NONE], evidence_digest=["d1", "d1", "d2", None])  # fmt: skip
    columns = ["revision", "evidence_before", "evidence", "added", "removed"]
    assert corrections(rows, 2025)[columns].fillna(-1).values.tolist() == [
        [4, 9, 2, -1, -1], [3, 9, 9, -1, -1],
    ]  # fmt: skip
    fact = {"clause": "c", "evidence": []}
    assert seal([fact | {"evidence_digest": None, "evidence_rows": NONE}]) == seal([fact])
    assert seal([fact | {"evidence_digest": "d1"}]) != seal([fact | {"evidence_digest": "d2"}])


def test_a_value_that_is_missing_twice_did_not_change():
    rows = history_of([1, 1, 2025, "c", "i", NONE, []], [2, 2, 2025, "c", "i", NONE, []])
    assert corrections(rows, 2025).empty


def test_the_seal_knows_every_fact_and_no_order():
    row = {"clause": "c", "value": 2.0, "evidence": ["a", "b"], "target": NONE}
    same = {"evidence": ["b", "a"], "target": NONE, "value": 2.0, "clause": "c"}
    assert seal([row]) == seal([same]) and len(seal([])) == 64
    for name, value in (("value", 3.0), ("evidence", ["a"]), ("target", 2.0), ("clause", "d")):
        assert seal([{**row, name: value}]) != seal([row])


ROWS = st.lists(st.fixed_dictionaries({"value": st.floats(allow_infinity=False),
                                       "evidence": st.lists(st.text(max_size=3))}))  # fmt: skip


@given(ROWS, st.randoms())
def test_the_seal_is_the_same_in_any_order(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    assert seal(mixed) == seal(rows)
