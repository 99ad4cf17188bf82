"""目标进展: each clause in its own words, its indicators over time, the reference path."""

from widgets.page import heading, show
from widgets.specs import milestones
from widgets.view import View


def draw(view: View) -> None:
    """The page."""
    heading(view, "milestones")
    show(view, "milestones", milestones.specs)
