"""Corrected rows: a rejected row that came back mended takes the place of the one it was.

A sheet of rejected.xlsx says of each row which file, sheet and row it came from. Sent back as a
source beside the file it came from, its rows close the rejected ones: those are booked as merged
and named no more. Only a row that is rejected can be closed, so that a slip of the pen in these
columns loses nothing.
"""

from dataclasses import replace

from loaders.problems import Problem
from loaders.registers.column_cells import cell_at
from loaders.registers.read_file import FileReading
from loaders.registers.read_sheet import Reading
from loaders.sheets.find_register import RETURNED
from loaders.text import plain

Place = tuple[str, str, int]  # file, sheet, row


def corrections(files: list[FileReading]) -> dict[Place, Place]:
    """Where each row of a returned sheet came from -> where it stands now."""
    mended = {}
    for file in files:
        for table in file.tables:
            heading = table.heading
            if not set(RETURNED) <= set(heading):
                continue
            places = [heading.index(name) for name in RETURNED[:3]]
            for number, row in table.numbered_rows():
                cells = (cell_at(row, place) for place in places)
                name, page, line = (plain(cell or "") for cell in cells)
                if line.isdecimal():
                    mended[name, page, int(line)] = (file.file, table.sheet, number)
    return mended


def find_closed(files: list[FileReading]) -> dict[Place, Place]:
    """The corrections whose original row stands rejected."""
    rejected = {
        (p.file, p.sheet, p.row) for f in files for p in f.problems if p.action == "row_rejected"
    }
    return {old: new for old, new in corrections(files).items() if old in rejected}


def drop_closed(file: FileReading, closed: dict[Place, Place]) -> FileReading:
    """The file without its closed rows: no problem names them, another row stands for each."""
    mine = {(sheet, row): new for (name, sheet, row), new in closed.items() if name == file.file}
    if not mine:
        return file
    problems = [
        p for p in file.problems if p.action != "row_rejected" or (p.sheet, p.row) not in mine
    ]
    problems += [
        Problem(
            "corrected_row", file.file, sheet, row, detail=f"《{new[0]}》“{new[1]}”第 {new[2]} 行"
        )
        for (sheet, row), new in mine.items()
    ]
    readings = [
        _without(r, {row for sheet, row in mine if sheet == r.sheet and row in r.numbers})
        for r in file.readings
    ]
    return replace(file, problems=problems, readings=readings)


def _without(reading: Reading, rows: set[int]) -> Reading:
    kept = reading.records[~reading.records["_row"].isin(rows)]
    return replace(reading, records=kept, corrected=len(rows))
