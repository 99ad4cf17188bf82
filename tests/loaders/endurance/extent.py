"""How long the endurance tests go on: a taste in `make test`, the whole in `make endurance`."""

import os

FULL = os.environ.get("ENDURANCE") == "full"


def rounds(taste: int, whole: int) -> int:
    """How often something is tried."""
    return whole if FULL else taste
