"""大屏: every scene on one screen without a frame; nobody clicks here."""

from loaders.catalog import Words
from widgets.wall import wall


def draw(t: Words) -> None:
    """The whole screen."""
    wall(t)
