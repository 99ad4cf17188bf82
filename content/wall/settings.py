"""What a wall shows and how: its file, overruled by its address; what is wrong in them is noted."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from catalog.definitions import Words, catalog
from catalog.sentences import LANGUAGES
from catalog.wall_files import (
    MAX_DWELL_S,
    MIN_DWELL_S,
    WallFile,
    WallUnreadable,
    open_wall_file,
)

log = logging.getLogger(__name__)

SCENES = tuple(catalog().scenes)
SCOPE = ("domain", "region", "province", "period")
LOOKS = {"dark": "dark", "light": "light"}
MOTION = {"on": True, "off": False, True: True, False: False}
DEFAULT_DWELL_S = 20
MOST_LETTERS = 40  # of a title, a name or a faulty word
MOST_NAMED = 5  # parts of an address that mean nothing
SINGLE = ("title", "name", "lang", "pin", "look", "motion", "dwell", "wall")  # one value each
KNOWN = (*SINGLE, "scenes", *SCOPE)

Query = Mapping[str, Sequence[str]]  # an address's words, each with all its values


@dataclass(frozen=True)
class Settings:
    """One wall: its scenes in order, seconds for each, pinned scene, look, title, scope as query.

    notes: sentences about whatever was left at its default because it could not be understood.
    """

    name: str = "wall"
    scenes: tuple[str, ...] = SCENES
    dwell: tuple[int, ...] = (DEFAULT_DWELL_S,) * len(SCENES)
    pin: str = ""
    motion: bool = True
    look: str = "dark"
    title: str = ""
    query: str = ""
    notes: tuple[str, ...] = ()


def read_settings(address: Query, t: Words) -> Settings:
    """The settings of an address, over those of the file that it names.

    What neither can mean is left at its default and noted.
    """
    notes: list[str] = []
    name = _first(address, "wall")
    wanted = {**_read_file(name, t, notes), **_read_address(address)}
    scenes = _choose_scenes(wanted, t, notes)
    language = wanted.get("lang")
    if language and language not in LANGUAGES:
        notes.append(t("wall.no_language", name=str(language)[:MOST_LETTERS]))
    pin = wanted.get("pin") or ""
    if pin and pin not in SCENES:
        notes.append(t("wall.unknown_scene", names=str(pin)[:MOST_LETTERS]))
        pin = ""
    return Settings(
        name=str(wanted.get("name") or name or "wall")[:MOST_LETTERS],
        scenes=scenes,
        dwell=_choose_dwell(wanted, scenes, t, notes),
        pin=pin,
        motion=_choose_word(wanted, "motion", MOTION, True, t, notes),
        look=_choose_word(wanted, "look", LOOKS, "dark", t, notes),
        title=str(wanted.get("title") or "")[:MOST_LETTERS],
        query=urlencode(wanted.get("scope", {}), doseq=True),
        notes=(*notes, *name_unknown(address, t)),
    )


def name_unknown(address: Query, t: Words) -> list[str]:
    """A sentence that names what of an address no setting takes: parameters of other names, and
    whatever follows the first value of a setting that has but one. What is empty says nothing."""
    unknown = []
    for key, values in address.items():
        if key not in KNOWN:
            unknown += [f"{key}={word}" for word in values if word]
        elif key in SINGLE:
            unknown += [f"{key}={word}" for word in values[1:] if word and word != values[0]]
    if not unknown:
        return []
    named = [word[:MOST_LETTERS] for word in dict.fromkeys(unknown)]
    if len(named) > MOST_NAMED:
        named = named[:MOST_NAMED] + ["…"]
    return [t("wall.unknown_address", words=t.join(named))]


def language_of(address: Query):
    """The language that the address or else the wall's file names, whatever it may be; None where
    neither does. A file that cannot be used names none: `read_settings` notes it."""
    if language := _first(address, "lang"):
        return language
    try:
        return open_wall_file(_first(address, "wall")).data.get("lang")
    except WallUnreadable:
        return None


def _first(address: Query, key: str) -> str:
    return next(iter(address.get(key, ())), "")


def _read_file(name: str, t: Words, notes: list[str]) -> dict:
    """What the file says and may say; what it may not say is noted, and its key left out."""
    try:
        document = open_wall_file(name)
    except WallUnreadable as why:
        log.error("wall: %s", why)
        notes.append(t(f"wall.{why.why}", name=why.name))
        return {}
    refusals = document.refusals(WallFile)
    notes += [t("wall.left_out", reason=refusal.sentence(t)) for refusal in refusals]
    faulty = {refusal.key.partition(".")[0] for refusal in refusals}
    return {key: value for key, value in document.data.items() if key not in faulty}


def _read_address(address: Query) -> dict:
    """What the address asks for; its dwell holds for every scene, its scope replaces all."""
    words = ("title", "name", "lang", "pin", "look", "motion")
    settings: dict = {key: _first(address, key) for key in words if address.get(key)}
    if address.get("scenes"):
        lists = [part.split(",") for part in address["scenes"]]
        settings["scenes"] = [name for names in lists for name in names if name]
    if address.get("dwell"):
        settings.update(dwell=_first(address, "dwell"), dwell_of={})
    scope = {key: list(address[key]) for key in SCOPE if address.get(key)}
    if scope:
        settings["scope"] = scope
    return settings


def _choose_scenes(wanted: dict, t: Words, notes: list[str]) -> tuple[str, ...]:
    names = wanted.get("scenes", SCENES)
    names = [str(name) for name in names] if isinstance(names, list | tuple) else []
    unknown = [name[:MOST_LETTERS] for name in names if name not in SCENES]
    if unknown:
        notes.append(t("wall.unknown_scene", names=t.join(unknown[:5])))
    return tuple(dict.fromkeys(name for name in names if name in SCENES)) or SCENES


def _choose_dwell(
    wanted: dict, scenes: tuple[str, ...], t: Words, notes: list[str]
) -> tuple[int, ...]:
    """Seconds by scene, in their order."""
    dwell = []
    for scene in scenes:
        value = wanted.get("dwell_of", {}).get(scene, wanted.get("dwell", DEFAULT_DWELL_S))
        seconds = int(value) if str(value).isdecimal() and len(str(value)) < 6 else 0
        if not MIN_DWELL_S <= seconds <= MAX_DWELL_S:
            seconds = DEFAULT_DWELL_S
            sentence = t(
                "wall.bad_dwell",
                value=str(value)[:MOST_LETTERS],
                least=MIN_DWELL_S,
                most=MAX_DWELL_S,
            )
            if sentence not in notes:
                notes.append(sentence)
        dwell.append(seconds)
    return tuple(dwell)


def _choose_word(wanted: dict, key: str, known: dict, default, t: Words, notes: list[str]):
    value = wanted.get(key, default)
    if value in known:
        return known[value]
    notes.append(t("wall.bad_value", name=key, value=str(value)[:MOST_LETTERS]))
    return default
