"""The nouns of the subject with their types: what a catalogue file may say, and nothing else.

Frozen dataclasses whose values pydantic checks when they are made. The attributes bear the names of
the keys in data/catalog; a closed list of words is a Literal, so that a wrong word is refused.
"""

import dataclasses
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import ConfigDict, StrictBool, StrictFloat, StrictInt
from pydantic.dataclasses import dataclass

CLOSED = ConfigDict(extra="forbid")  # a key that is no attribute is refused

Number = StrictInt | StrictFloat
ColumnKind = Literal[
    "id",
    "text",
    "code",
    "codes",
    "domain",
    "domains",
    "province",
    "date",
    "year",
    "number",
    "target",
    "indicator",
    "clause",
    "standard_no",
]
Measure = Literal[
    "stock", "total", "flow", "covered", "covered_share", "share", "mean", "per", "balance"
]
Table = Literal[
    "lab_counts",
    "domain_coverage",
    "breakthroughs",
    "standards_produced",
    "geographic_distribution",
]
# Results could as well have come out a little more or fewer: their yearly counts and shares have an
# interval of chance. What stands in the other tables is a full count (laboratories, provinces) or
# the decisions of an authority (approvals, orders, evaluations, exits): those have none.
OUTPUT_TABLES: frozenset[Table] = frozenset(("breakthroughs", "standards_produced"))
TargetKind = Literal["official_direction", "official_number", "planner_reference"]
DomainList = Literal["goal_2025", "task_4_3"]
Hue = Literal["muted", "blue", "pale_blue", "orange", "plum", "violet"]
EventRole = Literal["entry", "accepted", "order", "answer", "exit"]
# own: against a reference of ours; upward: a direction, never an achievement
Tone = Literal["good", "warn", "bad", "own", "upward", "plain", "muted"]
SceneBuilder = Literal[
    "goals", "closing", "path", "map", "domains", "numbers_and_charts", "lifecycle", "month"
]
ScenePage = Literal["domains", "breakthroughs", "standards", "lifecycle"]
Sign = Literal[
    "ticked_disc",
    "disc",
    "half_disc",
    "ring",
    "arrow_down",
    "ticked_box",
    "crossed_box",
    "dotted_ring",
    "clock",
    "dash",
    "empty_box",
    "seal",
    "arrow_rising",
    "arrow_falling",
    "arrow_level",
    "waves",
    "hill",
    "valley",
    "diamond",
    "ceiling",
]


@dataclass(frozen=True, config=CLOSED)
class Column:
    """One column of a register: canonical name, Chinese heading, kind of value, bounds.

    min and max: of a date YYYY-MM-DD, of a year or number a number; `as_of` is the as-of day.
    typical: a regular expression of words in most of its cells, by which a drafted mapping knows
    the column whatever its heading. decimals: of a number as readers see it.
    """

    name: str
    heading: str
    kind: ColumnKind
    required: StrictBool = False
    aliases: tuple[str, ...] = ()
    codes: str | None = None
    references: str | None = None
    min: Number | str | None = None
    max: Number | str | None = None
    unit: str = ""
    decimals: StrictInt = 0
    typical: str = ""

    @property
    def beside(self) -> str:
        """The column published beside this one: how exact a day is, how a number was written."""
        suffix = {"date": "_precision", "standard_no": "_received"}.get(self.kind)
        return f"{self.name}{suffix}" if suffix else ""


@dataclass(frozen=True, config=CLOSED)
class UnitWord:
    """One word for a unit: what it measures and how many of the quantity's own unit it is.

    size: a whole number or a fraction such as 1/60; None where it cannot be converted.
    """

    quantity: str
    size: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, config=CLOSED)
class UnitsFile:
    """data/catalog/units.toml: words for units, and what may multiply them."""

    multipliers: dict[str, StrictInt]
    words: dict[str, UnitWord]


@dataclass(frozen=True, config=CLOSED)
class NumberSeries:
    """Numbers of standards that begin alike, as data/catalog/standard_numbers.toml explains.

    aliases: other spellings of a code; places: a place's digits follow the code; branches: a
    branch or place in brackets may follow it; own_suffix: any name follows it after a slash.
    Of form "own" alone, serial: a regular expression of what follows the code, in capitals without
    blanks; joint: what stands between both; mark: what stands before the year; dated: without a
    year it is no whole number.
    """

    form: Literal["chinese", "colon", "hyphen", "own"]
    codes: tuple[str, ...]
    kinds: tuple[str, ...]
    suffixes: tuple[str, ...] = ()
    by_suffix: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    aliases: dict[str, str] = dataclasses.field(default_factory=dict)
    places: StrictBool = False
    branches: StrictBool = False
    own_suffix: StrictBool = False
    serial: str = ""
    joint: Literal["", " ", "-"] = " "
    mark: Literal["-", ":"] = "-"
    dated: StrictBool = True


@dataclass(frozen=True, config=CLOSED)
class StandardNumbersFile:
    """data/catalog/standard_numbers.toml: the series, words of drafts, kinds of free numbers."""

    drafts: tuple[str, ...]
    free_kinds: tuple[str, ...]
    series: tuple[NumberSeries, ...]


@dataclass(frozen=True, config=CLOSED)
class ClassGroup:
    """A group of a classification under its name in both languages."""

    name: str
    name_en: str


@dataclass(frozen=True, config=CLOSED)
class Classification:
    """The first level of a classification of standards, the groups by code.

    source: who publishes it; length: how many signs of a code name its group.
    """

    source: str
    length: StrictInt
    groups: dict[str, ClassGroup]


@dataclass(frozen=True, config=CLOSED)
class Register:
    """One register: what a row is, its key and its columns in order.

    tells_reach: its days say how far the data reach; those of targets and of official assessments
    do not. expected: that nobody has sent it is worth a word.
    """

    name: str
    sheet: str
    grain: str
    key: tuple[str, ...]
    columns: dict[str, Column]
    update_period_days: StrictInt
    aliases: tuple[str, ...] = ()
    tells_reach: StrictBool = True
    expected: StrictBool = True


@dataclass(frozen=True, config=CLOSED)
class CodeWord:
    """One word of a list: published name, received aliases.

    role: what an event does to a laboratory. flow: under which stored flow rows of this kind count.
    hue: its colour in charts, where the words of its list are told apart by colour.
    """

    name: str
    aliases: tuple[str, ...] = ()
    role: EventRole | None = None
    flow: str | None = None
    hue: Hue | None = None


@dataclass(frozen=True, config=CLOSED)
class CodeList:
    """One list of enumerated words.

    open_words: received words that leave open which of the list is meant; another cell decides.
    """

    values: tuple[CodeWord, ...]
    open_words: tuple[str, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The published words in order."""
        return tuple(word.name for word in self.values)

    @cached_property
    def aliases(self) -> dict[str, tuple[str, ...]]:
        """The received words by published word."""
        return {word.name: word.aliases for word in self.values}

    @cached_property
    def flows(self) -> dict[str, str]:
        """The stored flow by published word, of those that have one."""
        return {word.name: word.flow for word in self.values if word.flow}


@dataclass(frozen=True, config=CLOSED)
class Event:
    """What can happen to a laboratory, as the registers call it.

    role: entry = from then on in operation, accepted = passed its acceptance, order = must rectify,
    answer = has rectified, exit = no longer in operation.
    """

    name: str
    role: EventRole


@dataclass(frozen=True, config=CLOSED, kw_only=True)
class Status:
    """How an indicator stands; the head of data/catalog/statuses.toml explains each key."""

    name: str
    tally: StrictInt
    tone: Tone
    sign: Sign
    shape: str
    judged: StrictBool
    kept: StrictBool = False


@dataclass(frozen=True, config=CLOSED)
class StatusesFile:
    """The whole of statuses.toml: the gravest first."""

    status: tuple[Status, ...]


@dataclass(frozen=True, config=CLOSED, kw_only=True)
class DirectionClass:
    """Where an indicator is going; the head of data/catalog/directions.toml explains each key."""

    name: str
    tone: Literal["upward", "warn", "plain", "muted"]
    sign: Sign
    shape: str
    judged: StrictBool
    paced: StrictBool = False


@dataclass(frozen=True, config=CLOSED)
class DirectionsFile:
    """The whole of directions.toml: the worst first."""

    direction: tuple[DirectionClass, ...]


@dataclass(frozen=True, config=CLOSED)
class ScenePlaces:
    """Where the cards of a scene stand on each shape of screen, as CSS grid-template."""

    land: str
    wide: str
    tall: str


@dataclass(frozen=True, config=CLOSED)
class Scene:
    """One scene of a wall; the head of data/catalog/scenes.toml explains each key.

    charts: the height in px that each chart is laid out for, by the chart's id.
    """

    name: str
    builder: SceneBuilder
    places: ScenePlaces
    page: ScenePage | None = None
    numbers: tuple[str, ...] = ()
    charts: dict[str, StrictInt] = field(default_factory=dict)


@dataclass(frozen=True, config=CLOSED)
class ScenesFile:
    """The whole of scenes.toml, in the order in which the scenes turn."""

    scene: tuple[Scene, ...]


@dataclass(frozen=True, config=CLOSED)
class Domain:
    """One key domain, and whether the goal of 2025 and task 四·3 of the guideline name it."""

    name: str
    name_en: str
    aliases: tuple[str, ...]
    goal_2025: StrictBool
    task_4_3: StrictBool


@dataclass(frozen=True, config=CLOSED)
class Preset:
    """A range of whole provinces that planners name in one word.

    provinces: short names. source: the document that draws the range; note: what of the choice is
    this system's own, empty where nothing is.
    """

    name: str
    name_en: str
    provinces: tuple[str, ...]
    source: str
    source_en: str
    note: str = ""
    note_en: str = ""


@dataclass(frozen=True, config=CLOSED)
class PresetsFile:
    """The whole of presets.toml, in the order of the menu."""

    preset: tuple[Preset, ...]


@dataclass(frozen=True, config=CLOSED)
class StoredFlows:
    """Which rows of an observation table are counted, as data/catalog/indicators.toml explains.

    plus and minus: stored indicators that add and take away. categories and exclude keep and leave
    out rows by category; labs_only leaves out what no laboratory did. by: a column of the table to
    count by, or several whose words are joined.
    """

    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    labs_only: StrictBool = False
    by: str | tuple[str, ...] | None = None


@dataclass(frozen=True, config=CLOSED, kw_only=True)
class Indicator(StoredFlows):
    """What is counted and how; the head of data/catalog/indicators.toml explains each key."""

    id: str
    name: str
    unit: str
    decimals: StrictInt
    table: Table
    measure: Measure
    kind: Literal["stock", "total", "flow"] | None = None
    over: tuple[str, ...] = ()
    scale: Number = 1
    among: str | tuple[str, ...] | None = None
    numerator: str | tuple[str, ...] | None = None
    weight: str | None = None
    at_least: StrictInt = 0
    needs: str | None = None
    known_by: tuple[str, ...] = ()
    within_days: StrictInt | None = None
    direction: Literal[1, 0, -1]
    update_period_days: StrictInt
    registers: tuple[str, ...]
    formula: str
    caveat: str = ""
    like: str | None = None

    @cached_property
    def of_each_year(self) -> "Indicator":
        """The same, of what happened within each year instead of up to its end."""
        return replace(self, kind="flow")

    @property
    def within_year(self) -> bool:
        """The value is of what happened within a year, not of what there was at its end."""
        return "flow" in (self.measure, self.kind)

    @property
    def is_share_by_chance(self) -> bool:
        """A share of counted results, which has an interval of chance."""
        return self.measure == "share" and self.kind != "stock" and self.table in OUTPUT_TABLES

    def as_defined(self) -> dict[str, object]:
        """What the file says of it: every key but those left at their default."""
        fields = dataclasses.fields(self)
        always = ("minus", "caveat")  # as every definition has always been written down with them
        values = {field.name: getattr(self, field.name) for field in fields}
        defaults = {field.name: field.default for field in fields}
        return {
            name: value
            for name, value in values.items()
            if name in always or value != defaults[name]
        }


@dataclass(frozen=True, config=CLOSED, kw_only=True)
class Clause:
    """One sentence of the guideline that the dashboard follows.

    quote: its official words; rest: what follows them in the passage. indicators speak to it;
    missing: why none can; partly: what they do not show of it. wanted: 1 the clause asks for more,
    -1 for less, 0 for neither; None for what each indicator's own direction says.
    """

    id: str
    title: str
    article: str
    target_year: StrictInt | None = None
    target_kind: TargetKind
    quote: str
    rest: str = ""
    indicators: tuple[str, ...]
    missing: str = ""
    partly: str = ""
    wanted: Literal[1, 0, -1] | None = None

    def wanted_of(self, indicator: Indicator) -> int:
        """What this clause wants of an indicator: 1 more, -1 less, 0 neither."""
        return indicator.direction if self.wanted is None else self.wanted


@dataclass(frozen=True, config=CLOSED)
class ProblemRule:
    """What the loaders do about one problem code, the sentence about it and its remedy."""

    action: Literal["normalised", "row_rejected", "file_rejected", "build_refused"]
    rule: str
    message: str
    remedy: str


@dataclass(frozen=True, config=CLOSED, kw_only=True)
class MethodClass:
    """One class of a published method: its cut, or when it holds before any ratio.

    english: the publisher's word. common: its place on the scale that all methods share.
    """

    id: str
    name: str
    english: str
    at_least: Number | None = None
    at_most: Number | None = None
    when: str | None = None
    common: Literal["good", "medium", "bad"]


@dataclass(frozen=True, config=CLOSED, kw_only=True)
class Method:
    """One published method of judging progress; classes best first."""

    name: str
    original: str
    symbol: str
    decimals: StrictInt
    formula: str
    caution: str
    source: str
    unconfirmed: str
    classes: tuple[MethodClass, ...]


@dataclass(frozen=True, config=CLOSED)
class ClausesFile:
    """The whole of clauses.toml."""

    clause: tuple[Clause, ...]


@dataclass(frozen=True, config=CLOSED)
class DomainsFile:
    """The whole of domains.toml: the fallback takes what belongs to no domain."""

    fallback: str
    domain: tuple[Domain, ...]


@dataclass(frozen=True, config=CLOSED)
class RegistersHead:
    """What registers.toml says before its registers.

    placeholders: words for "not yet known", which fill no required column. Rows whose name begins
    with fictional_prefix are demonstration data; no laboratory of this programme was approved
    before guideline_day.
    """

    fictional_prefix: str
    guideline_day: date
    placeholders: tuple[str, ...]
