"""标准产出: standards, certification methods and reference materials."""

from content.outputs.results import standard_specs
from content.view import View
from widgets.page import heading, show


def draw(view: View) -> None:
    """The page."""
    heading(view, "standards")
    show(view, "standards", standard_specs)
