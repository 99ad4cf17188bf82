"""One file read: its sheets, the register each holds, and what is wrong with its structure."""

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from catalog.definitions import words
from catalog.files import digest
from catalog.temporary_folders import TemporaryFolder
from loaders.files.archives import Member, list_members, unpack_member
from loaders.files.open_file import read_sheets, unpacked
from loaders.files.paths import readable, require_regular
from loaders.files.raw_sheet import Sheet
from loaders.os_errors import failure_sentence, is_disk_full
from loaders.problems import FileRejected, Problem
from loaders.registers.read_sheet import Reading, SheetReader
from loaders.registers.rows_around import book_above, book_outside
from loaders.sheets.find_register import Layout, find_layout, find_named_register, nearest
from loaders.sheets.mapping import Mapping, RegisterMapping, find_mapped_layout
from loaders.sheets.second_table import check_single_table, table_blocks
from loaders.sheets.sheet_block import cut_block
from loaders.sheets.sheet_part import Part
from loaders.sheets.side_tables import side_blocks

if TYPE_CHECKING:  # the driver is for databases alone
    from loaders.files.postgres import HoldTable

# sheets of the template that explain and show, told by their name and their first cell
GUIDE, EXAMPLE = "填写说明", "示例"
NOT_READ = "本工作表不会被读取"


@dataclass
class Table:
    """One table: the sheet or part of a sheet that holds it, its rows as received, their layout."""

    source: Sheet
    layout: Layout

    @property
    def sheet(self) -> str:
        """The name of the sheet."""
        return self.source.name

    @property
    def heading(self) -> list:
        """The cells of its heading row."""
        return self.source.rows[self.layout.heading_row]

    @property
    def numbers(self) -> range:
        """Of the rows below the heading, from 1."""
        heading = self.source.number(self.layout.heading_row)
        return range(heading + 1, self.source.last_row + 1)

    def row(self, number: int) -> list:
        """The cells of a row by its number, from 1."""
        return self.source.row(number)

    def numbered_rows(self) -> Iterator[tuple[int, list]]:
        """(number, row) of the rows below the heading that are held as rows."""
        return self.source.numbered_rows(self.numbers.start)


@dataclass
class FileReading:
    """One file: its digest, its tables, what they gave, and why not if rejected."""

    file: str
    sha256: str = ""
    tables: list[Table] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def rejected(self) -> bool:
        """The structure could not be read, so nothing of it is used."""
        return any(p.action == "file_rejected" for p in self.problems)

    @property
    def passed_over(self) -> bool:
        """No register by its name: it is listed and not read."""
        return any(p.code == "passed_over" for p in self.problems)

    def add(self, table: Table, reading: Reading) -> None:
        """Take in a table and what it gave."""
        self.tables.append(table)
        self.readings.append(reading)
        self.problems += reading.problems

    def register_of(self, problem: Problem) -> str | None:
        """The register that the row of a problem was read for."""
        fitting = (
            reading.register
            for reading in self.readings
            if reading.sheet == problem.sheet and problem.row in reading.numbers
        )
        return next(fitting, None)

    def table_of(self, sheet: str, row: int | None) -> Table | None:
        """The table whose data the row, from 1, belongs to."""
        return next((t for t in self.tables if t.sheet == sheet and row in t.numbers), None)


class LargeTable(Protocol):
    """A table that lies outside memory; name: of its sheet."""

    name: str

    def read(
        self, file: str, mapped: list[RegisterMapping], last_day: date
    ) -> list[tuple[Table, Reading]] | None:
        """Its tables read as columns; None where its rows are to be read one by one."""

    def to_sheet(self) -> Sheet:
        """All its rows. Raises FileRejected."""


# of a path, and whether its file is gone once it is read
FindLarge = Callable[[Path, bool], LargeTable | None]
Opened = AbstractContextManager[tuple[list[Sheet | LargeTable], str]]


def find_none(_path: Path, _is_passing: bool) -> None:
    """No file is read as columns."""


def read_file(
    path: Path, name: str, mapping: Mapping, last_day: date, find_large: FindLarge = find_none
) -> FileReading:
    """One file; whatever is wrong with its structure is named in its problems.

    find_large: the file as a table outside memory, where it is one.
    """
    return _read(FileReading(name), _open_file(path, find_large), path, mapping, last_day)


@contextmanager
def _open_file(path: Path, find_large: FindLarge) -> Iterator[tuple[list[Sheet | LargeTable], str]]:
    with unpacked(path) as plain:
        is_passing = plain != path
        yield _list_tables(plain, find_large, is_passing), digest(path)


def _list_tables(path: Path, find_large: FindLarge, is_passing: bool) -> list[Sheet | LargeTable]:
    """The sheets of a file, or the large table that it is."""
    large = find_large(path, is_passing)
    return _name_sheets(path) if large is None else [large]


def read_archive(
    path: Path, name: str, mapping: Mapping, last_day: date, find_large: FindLarge = find_none
) -> list[FileReading]:
    """The files of a ZIP archive, each named by the archive and its path inside; the archive alone
    where none of them may be unpacked."""
    try:
        require_regular(path)
        members = list_members(path)
    except FileRejected as why:
        return [_reject_file(name, why)]
    except OSError as failure:
        return [_reject_file(name, FileRejected("unreadable_file", failure_sentence(failure)))]
    readings = []
    for member in members:
        member_name = f"{name}/{member.name}"
        if member.is_litter:
            problem = Problem("passed_over", member_name)
            readings.append(FileReading(member_name, problems=[problem]))
        else:
            opened = _open_member(member, find_large)
            path = Path(member.name)
            readings.append(_read(FileReading(member_name), opened, path, mapping, last_day))
    return readings


@contextmanager
def _open_member(
    member: Member, find_large: FindLarge
) -> Iterator[tuple[list[Sheet | LargeTable], str]]:
    with TemporaryFolder("unpacked") as folder:
        path = unpack_member(member, folder)
        yield _list_tables(path, find_large, is_passing=True), digest(path)


def _name_sheets(path: Path) -> list[Sheet]:
    """The sheets of a file, their names fit for reports."""
    sheets = read_sheets(path)
    return [dataclasses.replace(sheet, name=readable(sheet.name)) for sheet in sheets]


def read_database(
    url: str, name: str, mapping: Mapping, last_day: date, hold: "HoldTable[Sheet | LargeTable]"
) -> FileReading:
    """The register tables of a database, each read like a sheet; the password is never kept.

    hold: makes a sheet or a table outside memory of each (loaders.files.postgres).
    """
    from loaders.files.database_url import public_name
    from loaders.files.postgres import read_tables

    @contextmanager
    def opened() -> Iterator[tuple[list[Sheet | LargeTable], str]]:
        yield read_tables(url, hold)

    return _read(FileReading(name), opened(), Path(public_name(url)), mapping, last_day)


def _read(
    reading: FileReading, opened: Opened, path: Path, mapping: Mapping, last_day: date
) -> FileReading:
    try:
        with opened as (tables, reading.sha256):
            _read_tables(reading, tables, path, mapping, last_day)
    except FileRejected as why:
        _reject(reading, why)
    except OSError as failure:  # no permission, a file gone since it was listed, a bad disk
        if is_disk_full(failure):
            raise
        _reject(reading, FileRejected("unreadable_file", failure_sentence(failure)))
    return reading


def _read_tables(
    reading: FileReading,
    tables: list[Sheet | LargeTable],
    path: Path,
    mapping: Mapping,
    last_day: date,
) -> None:
    """Read every table into the reading. Raises FileRejected where none is a register."""
    sheets, misfits = [], []
    for table in tables:
        mapped = mapping.for_sheet(path, table.name)
        if not isinstance(table, Sheet):
            pairs = table.read(reading.file, mapped, last_day)
            if pairs is not None:
                for pair in pairs:
                    reading.add(*pair)
                continue
            table = table.to_sheet()
        reading.problems += [Problem(code, reading.file) for code in table.notes]
        if not is_guide(table):
            sheets.append(table)
            misfits.append(_read_sheet(reading, table, mapped, last_day))
    if not reading.readings:
        nearest_sheets = "、".join(nearest(sheet.name, sheet.rows) for sheet in sheets)
        raise next(filter(None, misfits), FileRejected("no_register", f"工作表{nearest_sheets}"))


def _reject_file(name: str, why: FileRejected) -> FileReading:
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
        parts, misfit = find_parts(sheet, mapped)
        for part in parts:
            if part.mapping is not None:
                check_single_table(part.layout, part.sheet.rows, part.layout.heading_row + 1)
    except FileRejected as why:
        why.where.setdefault("sheet", sheet.name)
        raise
    if not parts:
        if sheet.rows or find_named_register(sheet.name):
            reading.problems.append(Problem("ignored_sheet", reading.file, sheet.name))
        return misfit
    results = [
        SheetReader(reading.file, part.sheet, part.layout, part.mapping, last_day).read()
        for part in parts
    ]
    if parts[0].mapping is None:
        reading.problems += note_tables(reading.file, sheet, parts)
    for part, result in zip(parts, results, strict=True):
        reading.add(Table(part.sheet, part.layout), result)
    reading.problems += book_outside(reading.file, sheet, parts, results)
    for part, result in zip(parts, results, strict=True):
        reading.problems += book_above(reading.file, sheet.name, part, result)
    return None


def note_tables(file: str, sheet: Sheet, parts: list[Part]) -> list[Problem]:
    """Where the tables of a sheet stand, beside each other and below each other."""
    joint = words()("scope.joint")
    beside: dict[str, list[Part]] = {}
    for part in parts:
        beside.setdefault(part.block.letters, []).append(part)
    problems = []
    if len(beside) > 1:
        count, columns = str(len(beside)), joint.join(beside)
        problems.append(Problem("side_tables", file, sheet.name, value=count, detail=columns))
    for stacked in beside.values():
        if len(stacked) > 1:
            rows = joint.join(str(part.heading_number) for part in stacked)
            count, name = str(len(stacked)), stacked[0].sheet.name
            problems.append(Problem("several_tables", file, name, value=count, detail=rows))
    return problems


def find_parts(
    sheet: Sheet, mapped: list[RegisterMapping]
) -> tuple[list[Part], FileRejected | None]:
    """The parts of a sheet, and why no mapping fitted where none did.

    Mappings are tried in order; one whose rows or columns another has read already is passed by.
    """
    parts: list[Part] = []
    misfit = None
    for mapping in mapped:
        if any(mapping.block.overlaps(part.block) for part in parts):
            continue
        cut = cut_block(sheet, mapping.block)
        try:
            layout = find_mapped_layout(mapping, cut.rows)
        except FileRejected as why:
            why.where.setdefault("sheet", sheet.name)
            if mapping.sheet:
                raise
            misfit = misfit or why
            continue
        if parts:
            cut = dataclasses.replace(cut, hidden_rows=0)  # counted with the first part
        parts.append(Part(cut, layout, mapping, mapping.block))
    if parts:
        return parts, None
    try:
        return _split_beside(sheet), misfit
    except FileRejected as why:
        raise misfit or why from None


def _split_beside(sheet: Sheet) -> list[Part]:
    """The tables of a sheet beside each other, of each those below each other."""
    blocks = side_blocks(sheet.rows)
    if not blocks:
        layout = find_layout(sheet.name, sheet.rows)
        return _split_stacked(sheet, layout) if layout else []
    parts: list[Part] = []
    for block in blocks:
        cut = cut_block(sheet, block)
        cut.drop_blank_end()
        if parts:
            cut = dataclasses.replace(cut, hidden_rows=0)  # counted with the first part
        # the sheet's name may speak for another of its tables
        layout = find_layout("", cut.rows)
        for part in _split_stacked(cut, layout):
            part.block = part.block.within_columns_of(block)
            parts.append(part)
    return parts


def _split_stacked(sheet: Sheet, layout: Layout) -> list[Part]:
    """The tables that stand below each other; the sheet as it is where there is one."""
    blocks = table_blocks(layout, sheet)
    if len(blocks) == 1:
        return [Part(sheet, layout)]
    parts = []
    for block in blocks:
        cut = cut_block(sheet, block)
        # the sheet's name speaks for one of its tables
        name = sheet.name if block.has_row(sheet.number(layout.heading_row)) else ""
        part_layout = find_layout(name, cut.rows)
        if part_layout is None:
            check_single_table(layout, sheet.rows, 0)
            continue
        if parts:
            cut = dataclasses.replace(cut, hidden_rows=0)  # counted with the first part
        parts.append(Part(cut, part_layout, None, block))
    return parts
