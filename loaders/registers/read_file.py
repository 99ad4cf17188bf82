"""One file read: its sheets, the register each holds, and what is wrong with its structure."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from loaders.files.archives import Member, list_members, unpack_member
from loaders.files.open_file import digest, read_sheets
from loaders.files.parquet import scalar
from loaders.files.paths import readable, require_regular
from loaders.files.raw_sheet import Sheet
from loaders.os_errors import failure_sentence
from loaders.problems import FileRejected, Problem
from loaders.registers.read_sheet import Reading, SheetReader
from loaders.sheets.find_register import Layout, find_layout, named_register, nearest
from loaders.sheets.mapping import Mapping, RegisterMapping, mapped_layout
from loaders.sheets.second_table import check_single_table

# sheets of the template that explain and show, told by their name and their first cell
GUIDE, EXAMPLE = "填写说明", "示例"
NOT_READ = "本工作表不会被读取"


@dataclass
class FileReading:
    """One file: its digest, its raw sheets, what they gave, and why not if rejected."""

    file: str
    sha256: str = ""
    sheets: dict[str, list[list]] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    layouts: dict[str, Layout] = field(default_factory=dict)

    @property
    def rejected(self) -> bool:
        """The structure could not be read, so nothing of it is used."""
        return any(p.action == "file_rejected" for p in self.problems)

    @property
    def passed_over(self) -> bool:
        """No register by its name: it is listed and not read."""
        return any(p.code == "passed_over" for p in self.problems)


def read_file(path: Path, name: str, mapping: Mapping, last_day: date) -> FileReading:
    """One file; whatever is wrong with its structure is named in its problems."""

    def opened() -> tuple[list[Sheet], str]:
        return _named_sheets(path), digest(path)

    return _read(FileReading(name), opened, path, mapping, last_day)


def read_archive(path: Path, name: str, mapping: Mapping, last_day: date) -> list[FileReading]:
    """The files of a ZIP archive, each named by the archive and its path inside; the archive alone
    where none of them may be unpacked."""
    try:
        require_regular(path)
        members = list_members(path)
    except FileRejected as why:
        return [_rejected(name, why)]
    except OSError as failure:
        return [_rejected(name, FileRejected("unreadable_file", failure_sentence(failure)))]
    readings = []
    for member in members:
        member_name = f"{name}/{member.name}"
        if member.is_litter:
            problem = Problem("passed_over", member_name)
            readings.append(FileReading(member_name, problems=[problem]))
        else:
            readings.append(_read_member(member, member_name, mapping, last_day))
    return readings


def _read_member(member: Member, name: str, mapping: Mapping, last_day: date) -> FileReading:
    def opened() -> tuple[list[Sheet], str]:
        with TemporaryDirectory() as folder:
            path = unpack_member(member, Path(folder))
            return _named_sheets(path), digest(path)

    return _read(FileReading(name), opened, Path(member.name), mapping, last_day)


def _named_sheets(path: Path) -> list[Sheet]:
    """The sheets of a file, their names fit for reports."""
    sheets = read_sheets(path)
    return [dataclasses.replace(sheet, name=readable(sheet.name)) for sheet in sheets]


def read_database(url: str, name: str, mapping: Mapping, last_day: date) -> FileReading:
    """The register tables of a database, each read like a sheet; the password is never kept."""
    from loaders.files.database_url import public_name
    from loaders.files.postgres import read_tables

    def opened():
        tables, content = read_tables(url)
        return [
            Sheet(name, [[*map(scalar, row)] for row in rows]) for name, rows in tables
        ], content

    return _read(FileReading(name), opened, Path(public_name(url)), mapping, last_day)


def _read(
    reading: FileReading, opened: Callable, path: Path, mapping: Mapping, last_day: date
) -> FileReading:
    try:
        sheets, reading.sha256 = opened()
        codes = [code for sheet in sheets for code in sheet.notes]
        reading.problems += [Problem(code, reading.file) for code in codes]
        sheets = [sheet for sheet in sheets if not is_guide(sheet)]
        misfits = [
            _read_sheet(reading, sheet, mapping.for_sheet(path, sheet.name), last_day)
            for sheet in sheets
        ]
        if not reading.readings:
            nearest_sheets = "、".join(nearest(sheet.name, sheet.rows) for sheet in sheets)
            raise next(
                filter(None, misfits), FileRejected("no_register", f"工作表{nearest_sheets}")
            )
    except FileRejected as why:
        _reject(reading, why)
    except OSError as failure:  # no permission, a file gone since it was listed, a bad disk
        _reject(reading, FileRejected("unreadable_file", failure_sentence(failure)))
    return reading


def _rejected(name: str, why: FileRejected) -> FileReading:
    reading = FileReading(name)
    _reject(reading, why)
    return reading


def _reject(reading: FileReading, why: FileRejected) -> None:
    reading.readings.clear()
    reading.problems.append(Problem(why.code, reading.file, detail=why.detail, **why.where))


def is_guide(sheet: Sheet) -> bool:
    """A sheet of the template that is meant for people."""
    first = sheet.rows[0][0] if sheet.rows and sheet.rows[0] else ""
    return sheet.name in (GUIDE, EXAMPLE) and NOT_READ in str(first)


def _read_sheet(
    reading: FileReading, sheet: Sheet, mapped: list[RegisterMapping], last_day: date
) -> FileRejected | None:
    """Read a sheet into the reading; why no mapping fitted it, where one was meant for it."""
    if sheet.hidden:
        reading.problems.append(Problem("hidden_sheet", reading.file, sheet.name))
        return None
    try:
        layout, mapping, misfit = _layout(sheet, mapped)
        if layout:
            from_row = 0 if mapping is None else layout.heading_row + 1
            check_single_table(layout, sheet.rows, from_row)
    except FileRejected as why:
        why.where.setdefault("sheet", sheet.name)
        raise
    if layout is None:
        if sheet.rows or named_register(sheet.name):
            reading.problems.append(Problem("ignored_sheet", reading.file, sheet.name))
        return misfit
    result = SheetReader(reading.file, sheet, layout, mapping, last_day).read()
    reading.sheets[sheet.name], reading.layouts[sheet.name] = sheet.rows, layout
    reading.readings.append(result)
    reading.problems += result.problems
    return None


def _layout(sheet: Sheet, mapped: list[RegisterMapping]):
    """(layout, mapping, why no mapping fitted) of a sheet; the first mapping that fits is used."""
    misfit = None
    for mapping in mapped:
        try:
            return mapped_layout(mapping, sheet.rows), mapping, None
        except FileRejected as why:
            why.where.setdefault("sheet", sheet.name)
            if mapping.sheet:
                raise
            misfit = misfit or why
    try:
        return find_layout(sheet.name, sheet.rows), None, misfit
    except FileRejected as why:
        raise misfit or why from None
