"""Colours that mean something: one home for charts, files, style sheets and scripts."""

import re
from typing import Literal

from pydantic.dataclasses import dataclass

from catalog.nouns import CLOSED, Hue, Tone
from catalog.typed_toml import Place, TomlDocument

COLOUR = re.compile(r"#[0-9a-f]{6}")
Ramp = Literal["level", "matrix", "turning", "map"]
Ground = Literal["light", "dark", "wall_light", "wall_dark"]


@dataclass(frozen=True, config=CLOSED)
class Ink:
    """One colour on each ground, as "#rrggbb".

    paper: light pages, sheets and files; dark: dark pages and dark walls; wall: light walls.
    """

    paper: str
    dark: str
    wall: str


@dataclass(frozen=True, config=CLOSED)
class Colours:
    """The whole of colours.toml, whose head explains each table. hue: an ink, or "@" and a colour
    of the surface. letters: by an ink the one of what is written beside it."""

    series: tuple[str, ...]
    hue: dict[Hue, str]
    letters: dict[str, str]
    ramp: dict[Ramp, tuple[str, ...]]
    ink: dict[str, Ink]
    tone: dict[Tone, Ink]
    surface: dict[Ground, dict[str, str]]

    def on_paper(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The colours of inks on a light page."""
        return tuple(self.ink[name].paper for name in names)


def read_colours(document: TomlDocument) -> Colours:
    """The colours; every name is an ink, every value a colour, and no two inks are one on paper:
    that is what a figure knows them by."""
    colours = document.read(Colours)
    for at, value in _list_values(colours):
        if not COLOUR.fullmatch(value):
            raise document.refuse("bad_value", at, value, (), "#rrggbb")
    for at, name in _list_names(colours):
        if name not in colours.ink:
            raise document.refuse("unknown_word", at, name, tuple(colours.ink))
    return _refuse_twins(document, colours)


def _refuse_twins(document: TomlDocument, colours: Colours) -> Colours:
    known: set[str] = set()
    for name, ink in colours.ink.items():
        if ink.paper in known:
            raise document.refuse("repeated", ("ink", name), ink.paper, ())
        known.add(ink.paper)
    return colours


def _list_values(colours: Colours) -> list[tuple[Place, str]]:
    inks = [
        ((table, name), value)
        for table, entries in (("ink", colours.ink), ("tone", colours.tone))
        for name, ink in entries.items()
        for value in (ink.paper, ink.dark, ink.wall)
    ]
    grounds = [
        (("surface", ground, name), value)
        for ground, entries in colours.surface.items()
        for name, value in entries.items()
    ]
    return inks + grounds


def _list_names(colours: Colours) -> list[tuple[Place, str]]:
    hues = [(("hue", hue), name) for hue, name in colours.hue.items() if name[:1] != "@"]
    letters = [
        (("letters", line), name) for line, ink in colours.letters.items() for name in (line, ink)
    ]
    ramps = [(("ramp", ramp), name) for ramp, names in colours.ramp.items() for name in names]
    return [*((("series",), name) for name in colours.series), *hues, *letters, *ramps]
