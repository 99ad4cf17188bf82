"""技术突破: technologies and instruments by kind, level, domain and province."""

from widgets.page import heading, show
from widgets.specs.results import breakthrough_specs
from widgets.view import View


def draw(view: View) -> None:
    """The page."""
    heading(view, "breakthroughs")
    show(view, "breakthroughs", breakthrough_specs)
