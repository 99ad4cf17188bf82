"""The state of a clause from those of its indicators."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.definitions import words
from measures.worst_status import _UNJUDGED, _WORST_FIRST, worst

JUDGED = st.sampled_from(_WORST_FIRST)
ALL = st.sampled_from([*_WORST_FIRST, *_UNJUDGED])


def test_a_clause_without_an_indicator():
    assert worst([]) == "no_indicator"


@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        (["achieved", "reversing"], "reversing"),
        (["on_track", "stale"], "stale"),  # old data block a good state
        (["achieved", "insufficient_data"], "insufficient_data"),
        (["closed_met", "closed_missed"], "closed_missed"),
        (["no_numeric_target", "on_track"], "on_track"),  # what can be judged, is
        (["no_data", "no_numeric_target"], "no_numeric_target"),
    ],
)
def test_the_worst_judged_state_counts(statuses, told):
    assert worst(statuses) == worst(statuses[::-1]) == told


def test_an_unknown_state_does_not_slip_through():
    with pytest.raises(ValueError, match="not in tuple"):
        worst(["wonderful"])


def test_every_state_that_readers_see_has_its_place():
    for state in (*_WORST_FIRST, *_UNJUDGED):
        assert words()(f"status.{state}") and words()(f"shape.{state}")


@given(st.lists(JUDGED, min_size=1), st.lists(ALL))
def test_more_indicators_never_make_it_better(few, more):
    order = [*_WORST_FIRST, *_UNJUDGED]
    assert order.index(worst(few + more)) <= order.index(worst(few))
    assert worst(few + more) in few + more
