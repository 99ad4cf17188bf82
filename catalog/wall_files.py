"""The settings of a wall: a small file each, read anew whenever asked, as operators edit it."""

import os
import re
from dataclasses import field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt
from pydantic.dataclasses import dataclass

from catalog.definitions import CATALOG, catalog
from catalog.nouns import CLOSED
from catalog.sentences import LANGUAGES
from catalog.typed_toml import Refusal, TomlDocument, open_toml

WALLS = CATALOG / "walls"
DEFAULT = "default"
NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
MIN_DWELL_S, MAX_DWELL_S = 2, 3600

SceneName = Literal[tuple(catalog().scenes)]
Seconds = Annotated[StrictInt, Field(ge=MIN_DWELL_S, le=MAX_DWELL_S)]


@dataclass(frozen=True, config=CLOSED)
class WallScope:
    """[scope] of a wall's file: names as the filters show them; nothing restricts nothing."""

    domain: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    period: tuple[StrictInt, ...] = ()


@dataclass(frozen=True, config=CLOSED)
class WallFile:
    """What the file of a wall may say; data/catalog/walls/default.toml explains each key."""

    name: str = ""
    title: str = ""
    lang: Literal[LANGUAGES] = LANGUAGES[0]
    scenes: tuple[SceneName, ...] = ()
    dwell: Seconds = 20
    dwell_of: dict[SceneName, Seconds] = field(default_factory=dict)
    pin: SceneName | Literal[""] = ""
    look: Literal["dark", "light"] = "dark"
    motion: StrictBool = True
    scope: WallScope = field(default_factory=WallScope)


def is_wall_only() -> bool:
    """Whether this server shows the wall and nothing else: WALL_ONLY=1, for a wall that stands
    outside the login of the pages."""
    return os.environ.get("WALL_ONLY", "") not in ("", "0")


class WallUnreadable(Exception):
    """The file of a wall's settings cannot be used. why: the key of the sentence that says so, of
    the section `wall`, as the reader's language is not known here; name: of the wall or file."""

    def __init__(self, why: str, name: str):
        super().__init__(f"{why}: {name}")
        self.why, self.name = why, name


def open_wall_file(name: str) -> TomlDocument:
    """The settings of a wall by name: WALL_FILE for the one without a name, else its own file.

    Raises WallUnreadable where there is no TOML to be had; what a file says that it may not say is
    found by `document.refusals(WallFile)`.
    """
    if name and not NAME.fullmatch(name):
        raise WallUnreadable("no_file", name[:20])
    chosen = "" if name else os.environ.get("WALL_FILE", "")
    path = Path(chosen) if chosen else WALLS / f"{name or DEFAULT}.toml"
    try:
        return open_toml(path)
    except FileNotFoundError:
        raise WallUnreadable("no_file", name or path.name) from None
    except (OSError, Refusal) as failure:
        raise WallUnreadable("bad_file", name or path.name) from failure
