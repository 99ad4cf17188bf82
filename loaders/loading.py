"""Every source read into clean registers, with the ledger that proves nothing was lost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from loaders.catalog import REFERENCE, catalog
from loaders.headings import find_layout
from loaders.keys import answer_references, settle
from loaders.ledger import Ledger
from loaders.mapping import Mapping, RegisterMapping, mapped_layout
from loaders.problems import FileRejected, Problem
from loaders.rows import Reading, SheetReader
from loaders.sheets import Sheet, digest, read_sheets
from loaders.sources import register_files

BUILT_IN_STATS = REFERENCE / "province_stats.csv"


@dataclass
class FileReading:
    """One file: its digest, its raw sheets, what they gave, and why not if rejected."""

    file: str
    sha256: str = ""
    sheets: dict[str, list[list]] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    heading_rows: dict[str, int] = field(default_factory=dict)

    @property
    def rejected(self) -> bool:
        """The structure could not be read, so nothing of it is used."""
        return any(p.action == "file_rejected" for p in self.problems)


@dataclass
class Loaded:
    """All sources: clean registers, files with their problems, ledger, how far they reach."""

    registers: dict[str, pd.DataFrame]
    files: list[FileReading]
    ledger: Ledger
    as_of: date | None
    mapping: Mapping

    @property
    def acceptable(self) -> bool:
        """No file was rejected and there is at least one laboratory to show."""
        return not any(f.rejected for f in self.files) and len(self.registers["labs"]) > 0

    @property
    def fictional(self) -> bool:
        """Any kept row bears the mark of demonstration data in its name."""
        prefix = catalog().fictional_prefix
        return any(
            frame[column].astype(str).str.startswith(prefix).any()
            for frame in self.registers.values()
            for column in ("lab_name", "technology_name", "title")
            if column in frame
        )


def load(sources: list[str], mapping: Mapping, as_of: date | None, today: date,
         progress: Callable[[list], object] = iter) -> Loaded:  # fmt: skip
    """Read every source. Only what is wrong with a source as a whole raises FileRejected."""
    last_day = as_of or mapping.as_of or today
    paths = register_files(sources)
    names = _short_names(paths)
    files = [read_file(path, names[path], mapping, last_day) for path in progress(paths)]
    ledger, registers = Ledger(), {}
    for name, register in catalog().registers.items():
        readings = [r for f in files if not f.rejected for r in f.readings if r.register == name]
        join = next((m.join for m in mapping.registers if m.register.name == name), ())
        records = _stacked(name, readings)
        settled = settle(register, records, join)
        registers[name] = settled.records
        ledger.enter(name, readings, settled)
        _file_problems(files, settled.problems)
    registers, broken = answer_references(registers, catalog().registers)
    _file_problems(files, broken)
    ledger.close(registers, broken)
    reached = as_of or mapping.as_of or latest_day(registers, today)
    registers["province_stats"] = with_reference(registers["province_stats"], last_day)
    loaded = Loaded(registers, files, ledger, reached, mapping)
    if not len(registers["labs"]) and not any(f.rejected for f in files):
        detail = ledger.sentence("labs")
        files[0].problems.append(Problem("no_labs", files[0].file, detail=detail))
    return loaded


def read_file(path: Path, name: str, mapping: Mapping, last_day: date) -> FileReading:
    """One file; whatever is wrong with its structure is named in its problems."""
    reading = FileReading(name)
    try:
        sheets = read_sheets(path)
        reading.sha256 = digest(path)
        for sheet in sheets:
            _read_sheet(reading, sheet, mapping.for_file(path), last_day)
        if not reading.readings:
            found = "、".join(f"“{s.name}”" for s in sheets)
            raise FileRejected("no_register", f"工作表 {found}")
    except FileRejected as why:
        reading.readings.clear()
        reading.problems.append(Problem(why.code, name, detail=why.detail, **why.where))
    return reading


def _read_sheet(reading: FileReading, sheet: Sheet, mapped: list[RegisterMapping],
                last_day: date) -> None:  # fmt: skip
    if sheet.hidden:
        reading.problems.append(Problem("hidden_sheet", reading.file, sheet.name))
        return
    try:
        mapping = next((m for m in mapped if m.sheet in ("", sheet.name)), None)
        layout = (
            mapped_layout(mapping, sheet.rows) if mapping else find_layout(sheet.name, sheet.rows)
        )
    except FileRejected as why:
        why.where.setdefault("sheet", sheet.name)
        raise
    if layout is None:
        if sheet.rows:
            reading.problems.append(Problem("ignored_sheet", reading.file, sheet.name))
        return
    result = SheetReader(reading.file, sheet.name, layout, mapping, last_day).read(sheet.rows)
    reading.sheets[sheet.name] = sheet.rows
    reading.heading_rows[sheet.name] = layout.heading_row
    reading.readings.append(result)
    reading.problems += result.problems


def _stacked(name: str, readings: list[Reading]) -> pd.DataFrame:
    if readings:
        return pd.concat([r.records for r in readings], ignore_index=True)
    columns = []
    for column in catalog().registers[name].columns.values():
        columns += [column.name, *([f"{column.name}_precision"] * (column.kind == "date"))]
    return pd.DataFrame(columns=["_file", "_sheet", "_row", *columns], dtype=object)


def _short_names(paths: list[Path]) -> dict[Path, str]:
    """File names, with the folder in front where two files share a name."""
    names = [path.name for path in paths]
    return {p: p.name if names.count(p.name) == 1 else f"{p.parent.name}/{p.name}" for p in paths}


def _file_problems(files: list[FileReading], problems: list[Problem]) -> None:
    by_name = {f.file: f for f in files}
    for problem in problems:
        by_name[problem.file].problems.append(problem)


def latest_day(registers: dict[str, pd.DataFrame], today: date) -> date | None:
    """The latest day in the registers, never after today: how far they reach by themselves."""
    reached = []
    for records in registers.values():
        for name in (c for c in records.columns if f"{c}_precision" in records):
            whole_year = records[f"{name}_precision"] == "year"
            reached += list(records.loc[~whole_year, name])
            reached += [date(day.year, 12, 31) for day in records.loc[whole_year, name]]
    return min(max(reached), today) if reached else None


def with_reference(received: pd.DataFrame, last_day: date) -> pd.DataFrame:
    """Province statistics: what was received, else the official figures kept in data/reference."""
    built_in = read_file(BUILT_IN_STATS, BUILT_IN_STATS.name, Mapping(), last_day)
    official = built_in.readings[0].records
    if received.empty:
        return official
    key = ["province", "year"]
    known = pd.MultiIndex.from_frame(received[key])
    filling = official[~pd.MultiIndex.from_frame(official[key]).isin(known)]
    return pd.concat([received, filling], ignore_index=True)


def rejected_rows(loaded: Loaded) -> list[tuple[FileReading, str, int, list[Problem]]]:
    """(file, sheet, row, problems) of every row left out, in file and row order."""
    found: dict[tuple, list[Problem]] = {}
    for file in loaded.files:
        for problem in file.problems:
            if problem.action == "row_rejected":
                found.setdefault((file.file, problem.sheet, problem.row), []).append(problem)
    by_name = {f.file: f for f in loaded.files}
    return [(by_name[f], s, r, problems) for (f, s, r), problems in sorted(found.items())]
