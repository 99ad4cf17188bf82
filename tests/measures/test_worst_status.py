"""The state of a clause from those of its indicators."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.statuses import BY_GRAVITY
from measures.worst_status import worst

ALL = st.sampled_from(BY_GRAVITY)


def test_a_clause_without_an_indicator():
    assert worst([]) == "no_indicator"


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (["achieved", "reversing"], "reversing"),
        (["on_track", "stale"], "stale"),  # old data block a good state
        (["achieved", "insufficient_data"], "insufficient_data"),
        (["closed_met", "closed_missed"], "closed_missed"),
        (["no_numeric_target", "on_track"], "on_track"),  # what can be judged, is
        (["no_data", "no_numeric_target"], "no_numeric_target"),
    ],
)
def test_the_worst_judged_state_counts(statuses, status):
    assert worst(statuses) == worst(statuses[::-1]) == status


def test_an_unknown_state_does_not_slip_through():
    with pytest.raises(ValueError, match="not in tuple"):
        worst(["wonderful"])


@given(st.lists(ALL, min_size=1), st.lists(ALL))
def test_more_indicators_never_make_it_better(few, more):
    assert BY_GRAVITY.index(worst(few + more)) <= BY_GRAVITY.index(worst(few))
    assert worst(few + more) in few + more
