"""Rows of a sheet read through its layout: clean records, problems and the sheet's ledger.

Work goes column by column with a memory of what each distinct cell became, so that a register
of millions of rows costs one look-up per cell.
"""

import dataclasses
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from loaders.catalog import Column
from loaders.converters import convert, plain
from loaders.footers import is_aggregate, is_footer
from loaders.headings import Layout
from loaders.mapping import RegisterMapping
from loaders.problems import Problem, Unreadable
from loaders.text import is_blank, visible


@dataclass
class Reading:
    """What one sheet gave for one register.

    records: one row per accepted row, its columns plus `_file _sheet _row`; read counts every
    row below the heading, skipped the blanks, footnotes and subtotals, rejected the rest.
    """

    register: str
    records: pd.DataFrame
    problems: list[Problem] = field(default_factory=list)
    read: int = 0
    skipped: int = 0
    rejected: set[int] = field(default_factory=set)


class SheetReader:
    """Reads one sheet of one file; both names go into every problem."""

    def __init__(self, file: str, sheet: str, layout: Layout, mapping: RegisterMapping | None,
                 last_day: date):  # fmt: skip
        self.file, self.sheet, self.layout, self.mapping = file, sheet, layout, mapping
        self.last_day = last_day.isoformat()
        self.problems: list[Problem] = []
        self.faulty: set[int] = set()

    def read(self, rows: list[list]) -> Reading:
        """Every row below the heading row is kept, rejected or skipped."""
        first = self.layout.heading_row + 1
        numbers, live, read = [], [], len(rows) - first
        for number, row in enumerate(rows[first:], first + 1):
            if is_aggregate(row, self.layout):
                self._tell("aggregate_row", number, self.layout.register.columns["province"],
                           row[self.layout.places["province"]])  # fmt: skip
            elif not is_footer(row, self.layout):
                numbers.append(number)
                live.append(row)
        frame = self._frame(numbers, live)
        frame = frame[~frame["_row"].isin(self.faulty)] if self.faulty else frame
        for extra in self.layout.extras:
            self.problems.append(Problem("extra_column", self.file, self.sheet, column=extra))
        return Reading(self.layout.register.name, frame, self.problems, read,
                       read - len(live), self.faulty)  # fmt: skip

    def _frame(self, numbers: list[int], live: list[list]) -> pd.DataFrame:
        data = {"_file": self.file, "_sheet": self.sheet, "_row": numbers}
        for column in self.layout.register.columns.values():
            if column.kind == "date" and column.max is None:
                column = dataclasses.replace(column, max=self.last_day)
            values, notes = self._convert(column, numbers, self._raw(column, live))
            data[column.name] = pd.Series(values, dtype=object, index=range(len(numbers)))
            if column.kind == "date":
                data[f"{column.name}_precision"] = [
                    "year" if i in notes and notes[i] == "year_only" else "day"
                    for i in range(len(numbers))
                ]
        return pd.DataFrame(data, index=range(len(numbers)))

    def _convert(self, column: Column, numbers: list[int], raws: list):
        """Values of one column, and the code of the note of each noted place."""
        values, notes, memory = [], {}, {}
        for i, raw in enumerate(raws):
            key = (raw.__class__, raw)
            outcome = memory.get(key)
            if outcome is None:
                outcome = memory[key] = _outcome(column, raw)
            if isinstance(outcome, Unreadable):
                self._tell(outcome.code, numbers[i], column, raw, outcome.detail)
                self.faulty.add(numbers[i])
                values.append(None)
                continue
            value, note = outcome
            values.append(value)
            if note:
                notes[i] = note[0]
                self._tell(note[0], numbers[i], column, raw, note[1])
        return values, notes

    def _raw(self, column: Column, live: list[list]) -> list:
        """Cells of one column as received, or as the mapping says."""
        name, mapping = column.name, self.mapping
        if mapping and name in mapping.constants:
            return [mapping.constants[name]] * len(live)
        if mapping and name in mapping.templates:
            return [self._filled(mapping.templates[name], row) for row in live]
        place = self.layout.places.get(name)
        raws = [_cell(row, place) for row in live]
        if mapping and name in mapping.values:
            words = mapping.values[name]
            raws = [words.get(visible(plain(raw)), raw) if raw is not None else raw for raw in raws]
        if mapping and name in mapping.defaults:
            raws = self._defaulted(column, raws)
        return raws

    def _filled(self, template: str, row: list) -> str:
        parts = {
            heading: "" if is_blank(cell := _cell(row, place)) else visible(plain(cell))
            for heading, place in self.layout.headings.items()
        }
        # a part left blank would make ids that collide: better no id, which is named
        return "" if "" in parts.values() else template.format_map(parts)

    def _defaulted(self, column: Column, raws: list) -> list:
        default = self.mapping.defaults[column.name]
        blank = [is_blank(raw, not column.required) for raw in raws]
        if any(blank):
            self.problems.append(
                Problem("default_used", self.file, self.sheet, None, column.heading,
                        plain(default), str(sum(blank)))
            )  # fmt: skip
        return [default if gap else raw for raw, gap in zip(raws, blank, strict=True)]

    def _tell(self, code: str, row: int, column: Column, raw: object, detail: str = "") -> None:
        value = "" if raw is None else plain(raw)
        self.problems.append(
            Problem(code, self.file, self.sheet, row, column.heading, value, detail)
        )


def _cell(row: list, place: int | None) -> object:
    return row[place] if place is not None and place < len(row) else None


def _outcome(column: Column, raw: object):
    """(value, note) or the Unreadable that says why not."""
    try:
        if is_blank(raw, not column.required):
            if column.required:
                raise Unreadable("missing_required")
            return None, None
        return convert(column, raw)
    except Unreadable as fault:
        return fault
