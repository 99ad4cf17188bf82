"""领域覆盖: domains against research focuses and provinces, gaps named."""

from content.outputs import domains
from content.view import View
from widgets.page import heading, show


def draw(view: View) -> None:
    """The page."""
    heading(view, "domains")
    show(view, "domains", domains.build_charts)
