"""Every source read into clean registers, with the ledger that proves nothing was lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from catalog.definitions import catalog
from loaders.columns.large_file import find_large_file, read_cluster_address
from loaders.engines.engine import DUCKDB
from loaders.files.paths import (
    is_address,
    is_archive,
    is_cluster_address,
    list_passed_over,
    readable,
    register_files,
)
from loaders.problems import Problem
from loaders.registers.column_store import ColumnStore
from loaders.registers.duplicates import answer_references, settle
from loaders.registers.event_order import in_order
from loaders.registers.official_statistics import official_figures, with_reference
from loaders.registers.plausibility import Trusted, drop_implausible
from loaders.registers.read_file import FileReading, read_archive, read_database, read_file
from loaders.registers.read_sheet import Reading
from loaders.registers.register_rows import RegisterRows
from loaders.registers.resubmitted_rows import drop_closed, find_closed
from loaders.registers.row_ledger import Ledger
from loaders.registers.same_lab import drop_same_labs
from loaders.sheets.mapping import Mapping

if TYPE_CHECKING:  # a build without large registers starts no engine before it counts
    from loaders.registers.plain_rows import PlainRows

# columns in which demonstration data bears its mark
_NAMES = ("lab_name", "technology_name", "title", "issued_by")


@dataclass
class Loaded:
    """All sources: clean registers, files with their problems, ledger, how far they reach.

    registers: the records of each; plain: further rows of those that came in large files, held as
    columns in `store`. passed_over: files that are no registers by their name; they are named and
    not read.
    """

    registers: dict[str, pd.DataFrame]
    files: list[FileReading]
    ledger: Ledger
    as_of: date | None
    mapping: Mapping
    passed_over: list[FileReading] = field(default_factory=list)
    plain: dict[str, list[PlainRows]] = field(default_factory=dict)
    store: ColumnStore | None = None

    def count(self, register: str) -> int:
        """How many rows of a register are kept."""
        return len(self.registers[register]) + sum(rows.count for rows in self.plain_of(register))

    def plain_of(self, register: str) -> list[PlainRows]:
        """The rows of a register that are held as columns."""
        return self.plain.get(register, [])

    @property
    def acceptable(self) -> bool:
        """No file was rejected and there is at least one laboratory to show."""
        return not any(f.rejected for f in self.files) and len(self.registers["labs"]) > 0

    @property
    def fictional(self) -> bool:
        """Any kept row bears the mark of demonstration data in its name."""
        prefix = catalog().fictional_prefix
        in_records = any(
            frame[column].astype(str).str.startswith(prefix).any()
            for frame in self.registers.values()
            for column in _NAMES
            if column in frame
        )
        return in_records or any(
            rows.any_starts_with(prefix, _NAMES) for part in self.plain.values() for rows in part
        )


def load(
    sources: list[str],
    mapping: Mapping,
    as_of: date | None,
    today: date,
    progress: Callable[[list], object] = iter,
    engine: str = DUCKDB,
) -> Loaded:
    """Read every source. Only what is wrong with a source as a whole raises FileRejected."""
    last_day = as_of or mapping.as_of or today
    store = ColumnStore(engine)
    received = read_all(sources, mapping, last_day, progress, store)
    files = [file for file in received if not file.passed_over]
    loaded = assemble_registers(files, mapping, as_of, today)
    if mended := find_closed(loaded.files):
        files = [drop_closed(file, mended) for file in files]
        loaded = assemble_registers(files, mapping, as_of, today)
    loaded.store = store
    loaded.passed_over = _report_passed_over(
        [source for source in sources if not is_address(source)]
    )
    loaded.passed_over += [file for file in received if file.passed_over]
    return loaded


def _report_passed_over(sources: list[str]) -> list[FileReading]:
    """The files that are not read, each with the problem that says so."""
    names = short_names(list_passed_over(sources)).values()
    return [FileReading(name, problems=[Problem("passed_over", name)]) for name in names]


def assemble_registers(
    received: list[FileReading], mapping: Mapping, as_of: date | None, today: date
) -> Loaded:
    """The registers of all files, what holds between their rows checked; the files stay as read."""
    files = [replace(file, problems=list(file.problems)) for file in received]
    read = [f for f in files if not f.rejected]
    ledger, by_register = Ledger(), {}
    ledger.enter(read)
    for name, register in catalog().registers.items():
        readings = [r for f in read for r in f.readings if r.register == name]
        entries = [entry for entry in mapping.registers if entry.register.name == name]
        join = tuple(dict.fromkeys(column for entry in entries for column in entry.join))
        rows = RegisterRows(
            register,
            stack_records(name, readings),
            [reading.plain for reading in readings if reading.plain is not None],
            [file.file for file in read],
        )
        rows.recall_doubled()
        settled = settle(register, rows.records, join)
        rows.records = settled.records
        by_register[name] = rows
        ledger.merge(name, settled.merged)
        _file_problems(files, settled.problems)
    labs, same_labs = drop_same_labs(by_register["labs"].records)
    by_register["labs"].records = labs
    recall_unanswered(by_register)
    registers = {name: rows.records for name, rows in by_register.items()}
    registers, broken = answer_references(registers, catalog().registers)
    registers, disorder = in_order(registers)
    registers, implausible = drop_implausible(
        registers, official_figures(), list_trusted_columns(mapping, read)
    )
    _file_problems(files, [*same_labs, *broken, *disorder, *implausible])
    for name, rows in by_register.items():
        rows.records = registers[name]
    ledger.close(by_register, files)
    plain = {name: rows.plain for name, rows in by_register.items() if rows.plain}
    reached = as_of or mapping.as_of or latest_day(registers, today, plain)
    registers["province_stats"], notes = with_reference(registers["province_stats"])
    _file_problems(files, notes)
    loaded = Loaded(registers, files, ledger, reached, mapping, plain=plain)
    if not len(registers["labs"]) and not any(f.rejected for f in files):
        detail = ledger.entries["labs"].sentence()
        files[0].problems.append(Problem("no_labs", files[0].file, detail=detail))
    return loaded


def recall_unanswered(by_register: dict[str, RegisterRows]) -> None:
    """Make records of the plain rows with a reference that no row answers, for what is said."""
    for rows in by_register.values():
        for column in rows.register.columns.values():
            if column.references:
                target, field_name = column.references.split(".")
                rows.recall_unanswered(column.name, by_register[target].records[field_name])


def list_trusted_columns(mapping: Mapping, files: list[FileReading]) -> list[Trusted]:
    """The columns whose figures the mapping declares right, with the files they stand in."""
    return [
        Trusted(
            entry.register.name,
            frozenset(file.file for file in files if entry.fits(Path(file.file).name)),
            frozenset(entry.plausible),
        )
        for entry in mapping.registers
        if entry.plausible
    ]


def read_all(
    sources: list[str],
    mapping: Mapping,
    last_day: date,
    progress: Callable[[list], object],
    store: ColumnStore,
) -> list[FileReading]:
    """Every file and database of the sources, in the order given; of a ZIP archive, every file."""
    addresses = list(dict.fromkeys(filter(is_address, sources)))
    databases = [address for address in addresses if not is_cluster_address(address)]
    paths = register_files([source for source in sources if source not in addresses])
    names = short_names(paths)
    if databases:
        from loaders.columns.staged_table import hold_table
        from loaders.files.database_url import public_names

        names |= public_names(databases)
    find_large = partial(find_large_file, store=store)
    readings: list[FileReading] = []
    for source in progress([*paths, *addresses]):
        name = names.get(source, source)
        if isinstance(source, str) and is_cluster_address(source):
            readings += read_cluster_address(source, mapping, last_day, store)
        elif isinstance(source, str):
            hold = partial(hold_table, store=store)
            readings.append(read_database(source, name, mapping, last_day, hold))
        elif is_archive(source):
            readings += read_archive(source, name, mapping, last_day, find_large)
        else:
            readings.append(read_file(source, name, mapping, last_day, find_large))
    return readings


def stack_records(name: str, readings: list[Reading]) -> pd.DataFrame:
    """The records of all sheets of one register, numbered through."""
    if readings:
        return pd.concat([r.records for r in readings], ignore_index=True)
    columns = []
    for column in catalog().registers[name].columns.values():
        columns += [column.name, column.beside] if column.beside else [column.name]
    return pd.DataFrame(columns=["_file", "_sheet", "_row", *columns], dtype=object)


def short_names(paths: list[Path]) -> dict[Path, str]:
    """File names, with as many folders in front as it takes to tell them apart."""
    names, parts = {}, 1
    while len(names) < len(paths):
        left = [path for path in paths if path not in names]
        tails = {path: readable("/".join(path.parts[-parts:])) for path in left}
        collected = list(tails.values())
        names |= {p: tail for p, tail in tails.items() if collected.count(tail) == 1}
        parts += 1
    return names


def _file_problems(files: list[FileReading], problems: list[Problem]) -> None:
    by_name = {f.file: f for f in files}
    for problem in problems:
        by_name[problem.file].problems.append(problem)


def latest_day(
    registers: dict[str, pd.DataFrame], today: date, plain: dict[str, list[PlainRows]]
) -> date | None:
    """The latest day in the registers, never after today: how far they reach by themselves."""
    days = [rows.latest_day for name in registers for rows in plain.get(name, [])]
    reached = [day for day in days if day is not None]
    for register, records in registers.items():
        if not catalog().registers[register].tells_reach:
            continue
        for name in (c for c in records.columns if f"{c}_precision" in records):
            whole_year = records[f"{name}_precision"] == "year"
            reached += list(records.loc[~whole_year, name].dropna())
            reached += [date(day.year, 12, 31) for day in records.loc[whole_year, name]]
    return min(max(reached), today) if reached else None


def list_rejected_rows(loaded: Loaded) -> list[tuple[FileReading, str, int, list[Problem]]]:
    """(file, sheet, row, problems) of every row left out, in file and row order."""
    collected: dict[tuple, list[Problem]] = {}
    for file in loaded.files:
        for problem in file.problems:
            if problem.action == "row_rejected":
                collected.setdefault((file.file, problem.sheet, problem.row), []).append(problem)
    by_name = {f.file: f for f in loaded.files}
    return [(by_name[f], s, r, problems) for (f, s, r), problems in sorted(collected.items())]
