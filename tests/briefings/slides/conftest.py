"""One presentation of all that the pages show."""

import pytest

from briefings.slides.deck import write


@pytest.fixture(scope="session")
def deck(everything, words) -> bytes:
    """All that the pages show, as one presentation."""
    return write(everything, words)
