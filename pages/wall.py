"""大屏: every scene on one screen without a frame; nobody clicks here."""

from widgets.wall import wall


def draw() -> None:
    """The whole screen."""
    wall()
