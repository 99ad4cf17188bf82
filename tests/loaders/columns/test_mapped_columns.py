"""Parts of ids that a mapping puts together: what the engine takes as it stands is unchanged."""

from hypothesis import given
from hypothesis import strategies as st

from loaders.columns.mapped_columns import PLAIN_PART, part_text

IN_PYTHON = PLAIN_PART.replace(r"\z", r"\Z")  # the end of a text


@given(st.from_regex(IN_PYTHON))
def test_a_part_of_plain_form_is_put_in_as_it_stands(text):
    assert part_text(text) == text


def test_of_a_blank_or_a_mark_nothing_is_put_together():
    assert [part_text(raw) for raw in (None, " ", "\u200b", float("nan"), "同上", "〃")] == [
        None
    ] * 6
    assert [part_text(raw) for raw in (3.0, " 甲\u3000", True)] == ["3", "甲", "True"]
