"""标准产出: standards, certification methods and reference materials."""

from content.outputs.results import build_standard_charts
from content.view import View
from widgets.page import heading, show
from widgets.register_list import draw_list


def draw(view: View) -> None:
    """The page."""
    heading(view, "standards")
    show(view, "standards", build_standard_charts)
    draw_list(view, "standards")
