"""The one clock of the project, so that tests can set it."""

from datetime import date


def today() -> date:
    """The day of this run."""
    return date.today()
