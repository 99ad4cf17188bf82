"""技术突破: technologies and instruments by kind, level, domain and province."""

from content.outputs.results import build_breakthrough_charts
from content.view import View
from widgets.page import heading, show
from widgets.register_list import draw_list


def draw(view: View) -> None:
    """The page."""
    heading(view, "breakthroughs")
    show(view, "breakthroughs", build_breakthrough_charts)
    draw_list(view, "breakthroughs")
