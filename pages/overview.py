"""总览: every clause of the guideline at a glance."""

from content.guideline import overview
from content.view import View
from widgets.page import heading, show


def draw(view: View) -> None:
    """The page."""
    heading(view, "overview")
    show(view, "overview", overview.build_cards)
