"""--mapping FILE.toml: how a register that nobody here designed becomes one of ours.

See docs/mapping.md for every key, with an example.
"""

import dataclasses
import fnmatch
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from loaders.catalog import Column, Register, catalog, read_toml
from loaders.dates import YearColumn
from loaders.headings import SEARCHED_ROWS, Layout
from loaders.problems import FileRejected
from loaders.text import folded, is_blank


class MappingError(ValueError):
    """A mapping file that cannot be used; the sentence says which key and why."""


@dataclass(frozen=True)
class RegisterMapping:
    """How one register is found in and read from foreign files."""

    register: Register
    files: str
    sheet: str = ""
    headings: dict[str, str] = field(default_factory=dict)
    constants: dict[str, object] = field(default_factory=dict)
    defaults: dict[str, object] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    templates: dict[str, str] = field(default_factory=dict)
    join: tuple[str, ...] = ()

    @property
    def template_headings(self) -> set[str]:
        """Headings that id templates take their parts from."""
        return {part for text in self.templates.values() for part in re.findall(r"{([^}]+)}", text)}


@dataclass(frozen=True)
class Mapping:
    """A whole mapping file: what the registers are called and one entry per register."""

    title: str = ""
    note: str = ""
    as_of: date | None = None
    registers: tuple[RegisterMapping, ...] = ()

    def for_file(self, path: Path) -> list[RegisterMapping]:
        """The entries whose file pattern fits the file's name."""
        return [m for m in self.registers if fnmatch.fnmatch(path.name, m.files)]


def read_mapping(path: str | None) -> Mapping:
    """The mapping of a file, or one that maps nothing. Raises MappingError."""
    if path is None:
        return Mapping()
    try:
        raw = read_toml(Path(path))
    except (OSError, ValueError) as failure:
        raise MappingError(f"映射文件《{path}》无法读取：{failure}") from failure
    head = {key: raw.pop(key, default) for key, default in
            (("title", ""), ("note", ""), ("as_of", None))}  # fmt: skip
    unknown = [key for key in raw if key not in catalog().registers]
    if unknown:
        names = "、".join(catalog().registers)
        raise MappingError(f"映射文件《{path}》中的“{unknown[0]}”不是登记册；可用：{names}")
    return Mapping(**head, registers=tuple(_register(name, raw[name], path) for name in raw))


_KEYS = ("files", "sheet", "headings", "constants", "defaults", "values", "templates", "join",
         "precision", "bounds")  # fmt: skip


def _register(name: str, table: dict, path: str) -> RegisterMapping:
    for key in table:
        if key not in _KEYS:
            raise MappingError(
                f"映射文件《{path}》[{name}] 中的“{key}”不是可用的键；可用：{'、'.join(_KEYS)}"
            )
    register = catalog().registers[name]
    used = {
        *table.get("headings", {}).values(), *table.get("join", ()),
        *(c for key in ("constants", "defaults", "values", "templates", "precision", "bounds")
          for c in table.get(key, {})),
    }  # fmt: skip
    for column in sorted(used - set(register.columns)):
        raise MappingError(f"映射文件《{path}》[{name}] 中的“{column}”不是该登记册的列")
    columns = {c.name: _column(c, table) for c in register.columns.values()}
    return RegisterMapping(
        register=dataclasses.replace(register, columns=columns),
        files=table.get("files", "*"),
        join=tuple(table.get("join", ())),
        **{k: table[k] for k in ("sheet", "headings", "constants", "defaults", "values",
                                 "templates") if k in table},
    )  # fmt: skip


def _column(column: Column, table: dict) -> Column:
    bounds = table.get("bounds", {}).get(column.name, {})
    changed = {k: v.isoformat() if isinstance(v, date) else v for k, v in bounds.items()}
    column = dataclasses.replace(column, **changed)
    if table.get("precision", {}).get(column.name) == "year":
        return YearColumn(**{f.name: getattr(column, f.name) for f in dataclasses.fields(column)})
    return column


def mapped_layout(mapping: RegisterMapping, rows: list[list]) -> Layout:
    """The layout a mapping describes: the first row that bears all its headings."""
    wanted = {folded(h): h for h in (*mapping.headings, *mapping.template_headings)}
    best: dict[str, int] = {}
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        present = {folded(str(cell)): place for place, cell in enumerate(row) if not is_blank(cell)}
        if wanted.keys() <= present.keys():
            return _layout(mapping, index, row, present)
        best = max(best, present, key=lambda p: len(wanted.keys() & p.keys()))
    missing = next(heading for form, heading in wanted.items() if form not in best)
    raise FileRejected("missing_column", mapping.register.sheet, column=missing)


def _layout(mapping: RegisterMapping, index: int, row: list, present: dict) -> Layout:
    places = {column: present[folded(h)] for h, column in mapping.headings.items()}
    headings = {heading: present[folded(heading)] for heading in mapping.template_headings}
    used = set(places.values()) | set(headings.values())
    extras = [str(c) for place, c in enumerate(row) if not is_blank(c) and place not in used]
    given = {*places, *mapping.constants, *mapping.templates}
    for column in mapping.register.columns.values():
        if column.required and column.name not in given:
            raise FileRejected("missing_column", mapping.register.sheet, column=column.heading)
    return Layout(mapping.register, index, places, headings, extras)
