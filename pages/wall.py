"""大屏: every scene on one screen without a frame; nobody clicks here."""

from widgets.components.wall.wall import wall


def draw() -> None:
    """The whole screen."""
    wall()
