"""The picture of the house in the guides is that of the code."""

from docs.draw_house import drawing

from .source import text


def test_the_picture_is_drawn_from_the_imports_as_they_are():
    assert text("docs/house.svg") == drawing(), "python docs/draw_house.py"
