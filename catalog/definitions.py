"""The catalogue: every definition of data/catalog, read once and shared by all rooms."""

import functools
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from catalog.files import CATALOG, REFERENCE, ROOT, read_csv_text, read_toml
from catalog.sentences import Words, phrases, words

__all__ = [
    "CATALOG",
    "NATIONWIDE",
    "REFERENCE",
    "ROOT",
    "UNSTATED",
    "Catalog",
    "CodeList",
    "Column",
    "Register",
    "Words",
    "catalog",
    "phrases",
    "read_csv_text",
    "read_toml",
    "words",
]
NATIONWIDE = "000000"  # GB/T 2260 code of the whole country: belongs to no province
UNSTATED = "未填"  # category of what a register leaves empty


@dataclass(frozen=True)
class CodeList:
    """One list of enumerated words: published names, received aliases, fallback word."""

    names: tuple[str, ...]
    aliases: dict[str, tuple[str, ...]]
    fallback: str | None = None


@dataclass(frozen=True)
class Column:
    """One column of a register: canonical name, Chinese heading, kind of value, bounds."""

    name: str
    heading: str
    kind: str
    required: bool = False
    aliases: tuple[str, ...] = ()
    codes: str | None = None
    references: str | None = None
    min: Any = None
    max: Any = None
    unit: str = ""


@dataclass(frozen=True)
class Register:
    """One register: what a row is, its key and its columns in order."""

    name: str
    sheet: str
    grain: str
    key: tuple[str, ...]
    columns: dict[str, Column]
    aliases: tuple[str, ...] = ()
    update_period_days: int = 365


@dataclass(frozen=True, eq=False)
class Catalog:
    """All definitions. `domains` in catalogue order; `provinces` one row per province."""

    registers: dict[str, Register]
    codes: dict[str, CodeList]
    domain_table: tuple[dict, ...]
    domain_fallback: str
    provinces: pd.DataFrame
    clauses: tuple[dict, ...]
    indicators: dict[str, dict]
    problems: dict[str, dict]
    methods: dict[str, dict]
    fictional_prefix: str
    guideline_day: Any = None
    regions: tuple[str, ...] = field(default=())

    @property
    def domains(self) -> list[str]:
        """Names of the domains in catalogue order, the fallback last."""
        return [d["name"] for d in self.domain_table]

    def domains_in(self, group: str) -> list[str]:
        """Domains of an official list: `goal_2025` (four) or `task_4_3` (five)."""
        return [d["name"] for d in self.domain_table if d[group]]

    @property
    def mainland(self) -> pd.DataFrame:
        """The 31 provinces with a statistical region; 港澳台 have no denominators."""
        return self.provinces[self.provinces.region != ""]


def _registers(raw: dict) -> dict[str, Register]:
    registers = {}
    for name, table in raw.items():
        if not isinstance(table, dict):
            continue
        columns = {}
        for column, spec in table["columns"].items():
            spec = {**spec, "aliases": tuple(spec.get("aliases", ()))}
            if isinstance(spec.get("min"), str) and spec["min"] in raw:
                spec["min"] = raw[spec["min"]].isoformat()
            columns[column] = Column(name=column, **spec)
        registers[name] = Register(
            name,
            table["sheet"],
            table["grain"],
            tuple(table["key"]),
            columns,
            tuple(table.get("aliases", ())),
            table["update_period_days"],
        )
    return registers


def _codes(raw: dict) -> dict[str, CodeList]:
    lists = {}
    for name, table in raw.items():
        names = tuple(v["name"] for v in table["values"])
        aliases = {v["name"]: tuple(v.get("aliases", ())) for v in table["values"]}
        lists[name] = CodeList(names, aliases, table.get("fallback"))
    return lists


def _indicators(raw: dict) -> dict[str, dict]:
    defaults, whole = raw.pop("defaults", {}), {}
    for name, spec in raw.items():
        entry = {"minus": [], "caveat": "", **defaults.get(spec.get("like"), {}), **spec}
        whole[name] = {"id": name, "decimals": int(entry["unit"] == "%"), **entry}
    return whole


def _clauses(raw: dict) -> tuple[dict, ...]:
    blanks = {"target_year": None, "rest": "", "missing": "", "partly": ""}
    return tuple({**blanks, **clause} for clause in raw["clause"])


@functools.cache
def catalog(folder: Path = CATALOG) -> Catalog:
    """The catalogue of `folder`, read once per process."""
    registers = read_toml(folder / "registers.toml")
    domains = read_toml(folder / "domains.toml")
    provinces = read_csv_text(folder / "provinces.csv")
    return Catalog(
        registers=_registers(registers),
        codes=_codes(read_toml(folder / "codes.toml")),
        domain_table=tuple(domains["domain"]),
        domain_fallback=domains["fallback"],
        provinces=provinces,
        clauses=_clauses(read_toml(folder / "clauses.toml")),
        indicators=_indicators(read_toml(folder / "indicators.toml")),
        problems=read_toml(folder / "problems.toml"),
        methods=read_toml(folder / "methods.toml"),
        fictional_prefix=registers["fictional_prefix"],
        guideline_day=registers["guideline_day"],
        regions=tuple(r for r in dict.fromkeys(provinces.region) if r),
    )
