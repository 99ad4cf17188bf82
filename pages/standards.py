"""标准产出: standards, certification methods and reference materials."""

from widgets.page import heading, show
from widgets.specs.results import standard_specs
from widgets.view import View


def draw(view: View) -> None:
    """The page."""
    heading(view, "standards")
    show(view, "standards", standard_specs)
