"""The catalogue: every definition of data/catalog, read once and shared by all rooms."""

import functools
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from catalog.colours import Colours, read_colours
from catalog.files import CATALOG, REFERENCE, ROOT, read_csv_text, read_toml
from catalog.nouns import (
    Classification,
    Clause,
    ClausesFile,
    CodeList,
    Column,
    DirectionClass,
    DirectionsFile,
    Domain,
    DomainsFile,
    Event,
    EventRole,
    Indicator,
    Method,
    Preset,
    PresetsFile,
    ProblemRule,
    Register,
    RegistersHead,
    Scene,
    ScenesFile,
    StandardNumbersFile,
    Status,
    StatusesFile,
    StoredFlows,
    UnitsFile,
)
from catalog.sentences import Words, phrases, words
from catalog.typed_toml import TomlDocument, open_toml, read_typed

__all__ = [
    "CATALOG",
    "FURTHER_DOMAIN",
    "MAIN_DOMAIN",
    "NATIONWIDE",
    "REFERENCE",
    "ROOT",
    "UNSTATED",
    "Catalog",
    "Classification",
    "Clause",
    "CodeList",
    "Column",
    "DirectionClass",
    "Domain",
    "Event",
    "Indicator",
    "Method",
    "Preset",
    "ProblemRule",
    "Register",
    "Scene",
    "Status",
    "StoredFlows",
    "Words",
    "catalog",
    "phrases",
    "read_csv_text",
    "read_toml",
    "words",
]
# What is counted and shown is short tables, whose text and headings pandas reaches faster as Python
# strings than through Arrow. Every process reads the definitions before it makes a table.
pd.set_option("mode.string_storage", "python")

NATIONWIDE = "000000"  # GB/T 2260 code of the whole country: belongs to no province
UNSTATED = "未填"  # category of what a register leaves empty
MAIN_DOMAIN, FURTHER_DOMAIN = "主领域", "其他领域"  # how a laboratory covers a domain


@dataclass(frozen=True, eq=False)
class Catalog:
    """All definitions. `domain_table` in catalogue order; `provinces` one row per province;
    `statuses` and `directions` the gravest first; `scenes` in the order in which a wall turns."""

    registers: dict[str, Register]
    codes: dict[str, CodeList]
    domain_table: tuple[Domain, ...]
    domain_fallback: str
    placeholders: tuple[str, ...]
    cities: tuple[tuple[str, str], ...]
    provinces: pd.DataFrame
    clauses: tuple[Clause, ...]
    indicators: dict[str, Indicator]
    problems: dict[str, ProblemRule]
    methods: dict[str, Method]
    statuses: dict[str, Status]
    colours: Colours
    directions: dict[str, DirectionClass]
    scenes: dict[str, Scene]
    units: UnitsFile
    standard_numbers: StandardNumbersFile
    classifications: dict[str, Classification]
    presets: tuple[Preset, ...]
    fictional_prefix: str
    guideline_day: date | None = None
    regions: tuple[str, ...] = field(default=())

    @property
    def domains(self) -> list[str]:
        """Names of the domains in catalogue order, the fallback last."""
        return [domain.name for domain in self.domain_table]

    def domains_in(self, group: str) -> list[str]:
        """Domains of an official list: `goal_2025` (four) or `task_4_3` (five)."""
        lists = {
            "goal_2025": [domain.name for domain in self.domain_table if domain.goal_2025],
            "task_4_3": [domain.name for domain in self.domain_table if domain.task_4_3],
        }
        return lists[group]

    @functools.cached_property
    def mainland(self) -> pd.DataFrame:
        """The 31 provinces with a statistical region; 港澳台 have no denominators.

        Shared by all sessions: never edit it.
        """
        return self.provinces[self.provinces.region != ""]

    # read some twenty times while a page is drawn; shared by all sessions: never edit them
    @functools.cached_property
    def short_names(self) -> dict[str, str]:
        """The short name, as it is published, by the code of the province; all 34."""
        return dict(zip(self.provinces.code, self.provinces.short, strict=True))

    @functools.cached_property
    def mainland_codes(self) -> dict[str, str]:
        """The code by the short name of the province, of those with a statistical region."""
        return dict(zip(self.mainland.short, self.mainland.code, strict=True))

    @functools.cached_property
    def mainland_regions(self) -> dict[str, str]:
        """The statistical region by the code of the province, of those that have one."""
        return dict(zip(self.mainland.code, self.mainland.region, strict=True))

    @property
    def events(self) -> tuple[Event, ...]:
        """What can happen to a laboratory, in the order of codes.toml."""
        return tuple(Event(word.name, word.role) for word in self.codes["event"].values)

    def events_of(self, role: EventRole) -> tuple[str, ...]:
        """The words for events of one role: entry, accepted, order, answer or exit."""
        return tuple(event.name for event in self.events if event.role == role)


def _registers(document: TomlDocument) -> tuple[RegistersHead, dict[str, Register]]:
    """The head of registers.toml and its registers by name."""
    tables = {name: table for name, table in document.data.items() if isinstance(table, dict)}
    head = {name: value for name, value in document.data.items() if name not in tables}
    programme = document.read(RegistersHead, head)
    starts = {"guideline_day": programme.guideline_day.isoformat()}
    registers = {}
    for name, table in tables.items():
        columns = {}
        for column, spec in table.get("columns", {}).items():
            if spec.get("min") in starts:
                spec = {**spec, "min": starts[spec["min"]]}
            at = (name, "columns", column)
            columns[column] = document.read(Column, spec, at, {"name": column})
        whole = {**table, "columns": columns}
        registers[name] = document.read(Register, whole, (name,), {"name": name})
    return programme, registers


def _indicators(document: TomlDocument) -> dict[str, Indicator]:
    """Indicators by id, each with the defaults of the group it is like."""
    defaults = document.data.get("defaults", {})
    indicators = {}
    for name, spec in document.data.items():
        if name == "defaults":
            continue
        like = spec.get("like", "")
        if like and like not in defaults:
            raise document.refuse("unknown_word", (name, "like"), like, tuple(defaults))
        entry = {**defaults.get(like, {}), **spec}
        entry.setdefault("decimals", int(entry.get("unit") == "%"))
        at, inherited_at = (name,), ("defaults", like)
        indicators[name] = document.read(Indicator, entry, at, {"id": name}, inherited_at)
    return indicators


def _clauses(document: TomlDocument, indicators: dict[str, Indicator]) -> tuple[Clause, ...]:
    """The clauses in order; each speaks through indicators that exist."""
    clauses = document.read(ClausesFile).clause
    for number, clause in enumerate(clauses):
        for name in clause.indicators:
            if name not in indicators:
                at = ("clause", number, "indicators")
                raise document.refuse("unknown_word", at, name, tuple(indicators))
    return clauses


def _cities(folder: Path) -> tuple[tuple[str, str], ...]:
    """(code of the province, name) of every city of prefecture level."""
    table = read_csv_text(folder / "cities.csv")
    return tuple((row.code, name) for row in table.itertuples() for name in row.cities.split("；"))


def _scenes(document: TomlDocument, indicators: dict[str, Indicator]) -> dict[str, Scene]:
    """Scenes by name in their order; no two have one name, and their numbers are indicators."""
    scenes: dict[str, Scene] = {}
    for number, scene in enumerate(document.read(ScenesFile).scene):
        at = ("scene", number)
        if scene.name in scenes:
            raise document.refuse("repeated", (*at, "name"), scene.name, ())
        for name in scene.numbers:
            if name not in indicators:
                raise document.refuse("unknown_word", (*at, "numbers"), name, tuple(indicators))
        scenes[scene.name] = scene
    return scenes


def _statuses(document: TomlDocument) -> dict[str, Status]:
    """Statuses by name, the gravest first; no two have one name or one place in the tally."""
    statuses: dict[str, Status] = {}
    places: dict[int, str] = {}
    for number, status in enumerate(document.read(StatusesFile).status):
        at = ("status", number)
        if status.name in statuses:
            raise document.refuse("repeated", (*at, "name"), status.name, ())
        if status.tally in places:
            raise document.refuse("repeated", (*at, "tally"), str(status.tally), ())
        statuses[status.name] = status
        places[status.tally] = status.name
    return statuses


def _directions(document: TomlDocument) -> dict[str, DirectionClass]:
    """Directions by name, the worst first; no two have one name."""
    directions: dict[str, DirectionClass] = {}
    for number, direction in enumerate(document.read(DirectionsFile).direction):
        if direction.name in directions:
            at = ("direction", number, "name")
            raise document.refuse("repeated", at, direction.name, ())
        directions[direction.name] = direction
    return directions


def _presets(document: TomlDocument, provinces: pd.DataFrame) -> tuple[Preset, ...]:
    """The presets in order; no two have one name, and their provinces have a region."""
    presets: dict[str, Preset] = {}
    known = tuple(provinces.short[provinces.region != ""])
    for number, preset in enumerate(document.read(PresetsFile).preset):
        at = ("preset", number)
        if preset.name in presets:
            raise document.refuse("repeated", (*at, "name"), preset.name, ())
        for name in preset.provinces:
            if name not in known:
                raise document.refuse("unknown_word", (*at, "provinces"), name, known)
        presets[preset.name] = preset
    return tuple(presets.values())


@functools.cache
def catalog(folder: Path = CATALOG) -> Catalog:
    """The catalogue of `folder`, read once per process.

    Raises catalog.typed_toml.Refusal where a file says what it may not say.
    """
    programme, registers = _registers(open_toml(folder / "registers.toml"))
    domains = read_typed(folder / "domains.toml", DomainsFile)
    provinces = read_csv_text(folder / "provinces.csv")
    indicators = _indicators(open_toml(folder / "indicators.toml"))
    return Catalog(
        registers=registers,
        codes=read_typed(folder / "codes.toml", dict[str, CodeList]),
        domain_table=domains.domain,
        domain_fallback=domains.fallback,
        placeholders=programme.placeholders,
        cities=_cities(folder),
        provinces=provinces,
        clauses=_clauses(open_toml(folder / "clauses.toml"), indicators),
        indicators=indicators,
        problems=read_typed(folder / "problems.toml", dict[str, ProblemRule]),
        methods=read_typed(folder / "methods.toml", dict[str, Method]),
        statuses=_statuses(open_toml(folder / "statuses.toml")),
        colours=read_colours(open_toml(folder / "colours.toml")),
        directions=_directions(open_toml(folder / "directions.toml")),
        scenes=_scenes(open_toml(folder / "scenes.toml"), indicators),
        units=read_typed(folder / "units.toml", UnitsFile),
        standard_numbers=read_typed(folder / "standard_numbers.toml", StandardNumbersFile),
        classifications=read_typed(folder / "classifications.toml", dict[str, Classification]),
        presets=_presets(open_toml(folder / "presets.toml"), provinces),
        fictional_prefix=programme.fictional_prefix,
        guideline_day=programme.guideline_day,
        regions=tuple(region for region in dict.fromkeys(provinces.region) if region),
    )
