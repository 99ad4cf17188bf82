"""The settings of a wall: a small file each, read anew whenever asked, as operators edit it."""

import os
import re
from pathlib import Path

from catalog.definitions import CATALOG, read_toml

WALLS = CATALOG / "walls"
DEFAULT = "default"
NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")


class WallUnreadable(Exception):
    """The file of a wall's settings cannot be used. why: the key of the sentence that says so, of
    the section `wall`, as the reader's language is not known here; name: of the wall or file."""

    def __init__(self, why: str, name: str):
        super().__init__(f"{why}: {name}")
        self.why, self.name = why, name


def wall_file(name: str) -> dict:
    """The settings of a wall by name: WALL_FILE for the one without a name, else its own file.

    Raises WallUnreadable; whoever asks shows the default wall instead.
    """
    if name and not NAME.fullmatch(name):
        raise WallUnreadable("no_file", name[:20])
    chosen = "" if name else os.environ.get("WALL_FILE", "")
    path = Path(chosen) if chosen else WALLS / f"{name or DEFAULT}.toml"
    try:
        return read_toml(path)
    except FileNotFoundError:
        raise WallUnreadable("no_file", name or path.name) from None
    except (OSError, ValueError) as failure:
        raise WallUnreadable("bad_file", name or path.name) from failure
