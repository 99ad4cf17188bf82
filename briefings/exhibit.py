"""What a file shows, as values: every format draws the same numbers from these, and only these.

The pages make them from a ChartSpec (content/exports/from_spec.py); this room knows neither
Plotly nor Streamlit. Missing is None, never 0. Colours are "#rrggbb", resolved for a white page.
"""

from dataclasses import dataclass, field, replace

from catalog.figure_parts import Cell, Line, Provenance


@dataclass(frozen=True)
class Place:
    """One province of a map: its value in words ("" without one) and its colours.

    border: of its outline; at_sea: how its label stands to its point where that lies beside the
    province on open sea, (left or center, middle or top), () where it stands in the province's
    middle; added: what a trial adds to it, as words with fill and ink.
    """

    code: str
    name: str
    printed: str
    fill: str
    ink: str
    hatched: bool = False
    border: str = "#64809a"
    at_sea: tuple[str, ...] = ()
    added: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class MapDrawing:
    """What a map needs beside its places: key, caption, points and the published outlines.

    key: (label, fill, hatched) from low to high; points: (x, y, name) in the outlines' kilometres;
    outlines: the parsed map.json of the version; sea: the title of the inset, 南海诸岛. lines:
    (name in the outlines, points wide, dash, colour) of dashes, undefined and sea boundaries;
    point_name and point_color: of the points in the key.
    """

    places: tuple[Place, ...]
    key: tuple[tuple[str, str, bool], ...]
    key_title: str = ""
    points: tuple[tuple[float, float, str], ...] = ()
    outlines: dict = field(default_factory=dict, compare=False, repr=False)
    sea: str = ""
    lines: tuple[tuple[str, float, str, str], ...] = ()
    point_name: str = ""
    point_color: str = ""


@dataclass(frozen=True)
class Exhibit:
    """One chart to take away.

    kind is the ChartSpec's; categories and each line's values run in parallel. cells hold the rows
    of kinds drawn as a table (heat, verdicts, timeline), as many per row as there are columns.
    columns and rows are the numbers as a table, whatever the kind: text, numbers or None; the last
    `bounds` columns of it are bounds of 95 % intervals, which have a decimal at least.
    figure is the drawing for pictures: resolved colours, geometry filled in. takeaway may be the
    staff's own; evidence: the indicator's id. x: numbers of the x axis where it is a scale (curve,
    scatter), else empty. settings: what only some kinds need, as plain values: "colors" of a
    donut's parts; "steps", "names" and "colors" of a waterfall; "point_name" and "sides" of a
    scatter (of each name: right, left, top, bottom, "" for unnamed); "heads" of cells that stand
    under other headings than the numbers.
    """

    id: str
    kind: str
    title: str
    provenance: Provenance
    categories: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    unit: str = ""
    decimals: int = 0
    takeaway: str = ""
    note: str = ""
    empty: str = ""
    alt: str = ""
    x_name: str = ""
    x: tuple[float, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple, ...] = ()
    bounds: int = 0
    cells: tuple[tuple[Cell, ...], ...] = ()
    map: MapDrawing | None = None
    figure: dict = field(default_factory=dict, compare=False, repr=False)
    settings: dict = field(default_factory=dict)

    @property
    def heads(self) -> tuple[str, ...]:
        """The headings over `cells`."""
        return self.settings.get("heads", self.columns)

    def but(self, **changes) -> "Exhibit":
        """A copy with some parts replaced."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Passage:
    """Words between exhibits: a heading with its text, a clause with its quote and status."""

    title: str
    text: str = ""
    quote: str = ""
    status: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table of words and numbers under its title; tones colour a cell, "" none.

    tones: (row, column) -> "#rrggbb" of the words in that cell. note stands below. decimals: by
    place of a column how many its numbers have; whole numbers where it is not among them. numbers:
    places of the columns of numbers in words, which stand right like others. marks: 推演, of a
    table of what nobody published.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple, ...]
    note: str = ""
    tones: dict = field(default_factory=dict)
    decimals: dict[int, int] = field(default_factory=dict)
    numbers: frozenset[int] = frozenset()
    marks: tuple[str, ...] = ()


Part = Exhibit | Passage | Grid


@dataclass(frozen=True)
class Briefing:
    """A file to be made: its title, what it is about, where its numbers come from, its parts."""

    title: str
    provenance: Provenance
    parts: tuple[Part, ...]
    lead: str = ""
    author: str = ""

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The charts among the parts, in order."""
        return tuple(part for part in self.parts if isinstance(part, Exhibit))
