"""What a wall shows and how: its file, overruled by its address; what is wrong in them is said."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from catalog.definitions import Words
from catalog.sentences import LANGUAGES
from catalog.wall_files import WallUnreadable, wall_file

log = logging.getLogger(__name__)

SCENES = (
    "goals",
    "closing",
    "path",
    "map",
    "domains",
    "breakthroughs",
    "standards",
    "lifecycle",
    "month",
)
SCOPE = ("domain", "region", "province", "period")
LOOKS = ("dark", "light")
ON = {"on": True, "off": False, True: True, False: False}
DWELL = (2, 3600)  # seconds a scene may stand
LONGEST = 40  # signs of a title or a name


@dataclass(frozen=True)
class Settings:
    """One wall: its scenes in order, seconds for each, pinned scene, look, title, scope."""

    name: str = "wall"
    scenes: tuple[str, ...] = SCENES
    dwell: tuple[int, ...] = (20,) * len(SCENES)
    pin: str = ""
    motion: bool = True
    look: str = "dark"
    title: str = ""
    query: str = ""
    said: tuple[str, ...] = ()


def settings(asked: Mapping[str, Sequence[str]], t: Words) -> Settings:
    """The settings of the address `asked` (each word with all its values), over those of the file.

    What neither can mean is left at its default and told in `said`.
    """
    said: list[str] = []
    given = {**_from_file(_first(asked, "wall"), t, said), **_from_address(asked)}
    scenes = _scenes(given, t, said)
    if given.get("lang") and given["lang"] not in LANGUAGES:
        said.append(t("wall.no_language", name=str(given["lang"])[:LONGEST]))
    pin = given.get("pin") or ""
    if pin and pin not in SCENES:
        said.append(t("wall.unknown_scene", names=str(pin)[:LONGEST]))
    return Settings(
        name=str(given.get("name") or _first(asked, "wall") or "wall")[:LONGEST],
        scenes=scenes,
        dwell=_dwell(given, scenes, t, said),
        pin=pin if pin in SCENES else "",
        motion=_one_of(given, "motion", ON, True, t, said),
        look=_one_of(given, "look", dict(zip(LOOKS, LOOKS, strict=True)), "dark", t, said),
        title=str(given.get("title") or "")[:LONGEST],
        query=urlencode(given.get("scope", {}), doseq=True),
        said=tuple(said),
    )


def language_of(asked: Mapping[str, Sequence[str]]):
    """The language that the address `asked` or else the wall's file names, whatever it may be; None
    where neither does. A file that cannot be used names none: `settings` says so."""
    if lang := _first(asked, "lang"):
        return lang
    try:
        return wall_file(_first(asked, "wall")).get("lang")
    except WallUnreadable:
        return None


def _first(asked: Mapping[str, Sequence[str]], key: str) -> str:
    return next(iter(asked.get(key, ())), "")


def _from_file(name: str, t: Words, said: list[str]) -> dict:
    """The settings of the file; of one that cannot be used those of the default wall."""
    try:
        found = wall_file(name)
    except WallUnreadable as why:
        log.error("wall: %s", why)
        said.append(t(f"wall.{why.why}", name=why.name))
        return {}
    if not all(isinstance(found.get(table, {}), dict) for table in ("scope", "dwell_of")):
        said.append(t("wall.bad_file", name=name))
        return {}
    return found


def _from_address(asked: Mapping[str, Sequence[str]]) -> dict:
    """What the address says; a dwell of its own holds for every scene, a scope replaces all."""
    found = {
        key: _first(asked, key)
        for key in ("title", "name", "lang", "pin", "look", "motion")
        if asked.get(key)
    }
    if asked.get("scenes"):
        found["scenes"] = [name for part in asked["scenes"] for name in part.split(",") if name]
    if asked.get("dwell"):
        found |= {"dwell": _first(asked, "dwell"), "dwell_of": {}}
    scope = {key: list(asked[key]) for key in SCOPE if asked.get(key)}
    return found | ({"scope": scope} if scope else {})


def _scenes(given: dict, t: Words, said: list[str]) -> tuple[str, ...]:
    names = given.get("scenes", SCENES)
    names = [str(name) for name in names] if isinstance(names, list | tuple) else []
    strange = [name[:LONGEST] for name in names if name not in SCENES]
    if strange:
        said.append(t("wall.unknown_scene", names=t("scope.joint").join(strange[:5])))
    return tuple(dict.fromkeys(name for name in names if name in SCENES)) or SCENES


def _dwell(given: dict, scenes: tuple[str, ...], t: Words, said: list[str]) -> tuple[int, ...]:
    """Seconds by scene, in their order."""
    least, most = DWELL
    found = []
    for scene in scenes:
        value = given.get("dwell_of", {}).get(scene, given.get("dwell", 20))
        seconds = int(value) if str(value).isdecimal() and len(str(value)) < 6 else 0
        if not least <= seconds <= most:
            said.append(t("wall.bad_dwell", value=str(value)[:LONGEST], least=least, most=most))
        found.append(seconds if least <= seconds <= most else 20)
    said[:] = list(dict.fromkeys(said))
    return tuple(found)


def _one_of(given: dict, key: str, known: dict, default, t: Words, said: list[str]):
    value = given.get(key, default)
    if value in known:
        return known[value]
    said.append(t("wall.bad_value", name=key, value=str(value)[:LONGEST]))
    return default
