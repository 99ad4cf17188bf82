"""Words broken into lines without a browser."""

from hypothesis import given
from hypothesis import strategies as st

from briefings.pictures.text_metrics import lines, width


def test_nothing_makes_no_line():
    assert lines("", 12, 100) == []


def test_a_mark_never_begins_a_line():
    assert lines("甲乙丙丁，戊", 10, 40) == ["甲乙丙", "丁，戊"]


def test_a_word_without_a_break_is_cut():
    assert lines("x" * 10, 10, 40) == ["xxxxxx", "xxxx"]


@given(st.text(max_size=60), st.integers(30, 400))
def test_no_line_is_wider_than_the_room_and_no_sign_is_lost(text, room):
    result = lines(text, 10, room)
    assert all(width(line, 10) <= room for line in result)
    assert "".join("".join(result).split()) == "".join(text.split())
