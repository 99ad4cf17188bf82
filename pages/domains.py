"""领域覆盖: domains against research focuses and provinces, gaps named."""

from widgets.page import heading, show
from widgets.specs import domains
from widgets.view import View


def draw(view: View) -> None:
    """The page."""
    heading(view, "domains")
    show(view, "domains", domains.specs)
