"""总览: every clause of the guideline at a glance."""

from widgets.page import heading, show
from widgets.specs import overview
from widgets.view import View


def draw(view: View) -> None:
    """The page."""
    heading(view, "overview")
    show(view, "overview", overview.specs)
