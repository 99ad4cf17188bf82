"""Rows of a sheet read through its layout: clean records, problems and the sheet's ledger.

Work goes column by column with a memory of what each distinct cell became, so that a register
of millions of rows costs one look-up per cell.
"""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from catalog.definitions import Column
from loaders.cells.ditto import REPEATABLE_KINDS, repeat_above
from loaders.cells.numbers import MappedNumber
from loaders.files.raw_sheet import Sheet, ShownNumber
from loaders.problems import Problem, Unreadable
from loaders.registers.column_cells import (
    fill_blanks,
    from_1904,
    has_one_word,
    lacks_cells,
    limit_to_day,
    map_value,
    outcome,
    raw_cells,
    scale_column,
)
from loaders.registers.row_rules import ROW_RULES, check_heading_years, find_title_of_other_year
from loaders.sheets.find_register import RETURNED, Layout
from loaders.sheets.footer_rows import (
    continues_note,
    is_aggregate,
    is_footer,
    is_ordinary_row,
    is_section,
    starts_note,
)
from loaders.sheets.mapping import RegisterMapping
from loaders.sheets.sheet_block import list_numbers
from loaders.text import is_blank, one_line, plain
from loaders.work_progress import count_rows

if TYPE_CHECKING:  # a build without large registers starts no engine before it counts
    from loaders.registers.plain_rows import PlainRows

MAX_ROWS_LISTED = 10  # of a note about a whole column
# where spreadsheet programs stop: a register that ends exactly there was probably cut off
_LAST_ROWS = (65_536, 1_048_576)
_NUMERIC = ("number", "target", "year")  # a merged number is refused, not repeated


@dataclass
class Reading:
    """What one sheet gave for one register.

    records: one row per accepted row, its columns plus `_file _sheet _row`; read counts every
    row below the heading, skipped the blanks, footnotes and subtotals, rejected the rest; corrected
    counts the rows for which a corrected one stands elsewhere; numbers: of the rows below the
    heading, from 1; plain: further accepted rows, kept as columns.
    """

    register: str
    sheet: str
    records: pd.DataFrame
    problems: list[Problem] = field(default_factory=list)
    read: int = 0
    skipped: int = 0
    rejected: set[int] = field(default_factory=set)
    corrected: int = 0
    numbers: range = range(0)
    plain: PlainRows | None = None


class SheetReader:
    """Reads one sheet of one file; both names go into every problem.

    rows_apart: how many further rows of the table are kept as columns.
    """

    def __init__(
        self,
        file: str,
        sheet: Sheet,
        layout: Layout,
        mapping: RegisterMapping | None,
        last_day: date,
        rows_apart: int = 0,
    ):
        self.rows_apart = rows_apart
        self.file, self.sheet, self.layout, self.mapping = file, sheet, layout, mapping
        self.last_day = last_day
        self.problems: list[Problem] = []
        self.faulty: set[int] = set()
        self.sections: list[int] = []  # numbers of the rows that are titles of sections
        self.breaks: frozenset[int] = frozenset()  # positions of data rows below an unread row

    def read(self) -> Reading:
        """Every row below the heading row is kept, rejected or skipped."""
        first = self.sheet.number(self.layout.heading_row) + 1
        numbers, live, read = [], [], 0
        in_note = False  # a footnote began above and has not ended
        for number, row in count_rows(self.sheet.numbered_rows(first), "checked"):
            read += 1
            if in_note and continues_note(row):
                continue
            is_data = self._is_data(number, row)
            in_note = not is_data and starts_note(row)
            if is_data:
                numbers.append(number)
                live.append(row)
        skipped = read - len(live) - len(self.faulty)
        below = np.searchsorted(numbers, sorted(self.faulty), side="right")
        self.breaks = frozenset(below.tolist())
        frame = self._frame(numbers, live)
        self._report_title_year(frame)
        frame = frame[~frame["_row"].isin(self.faulty)] if self.faulty else frame
        self._report_sheet()
        name = self.layout.register.name
        return Reading(
            name,
            self.sheet.name,
            frame,
            self.problems,
            read,
            skipped,
            self.faulty,
            numbers=range(first, self.sheet.last_row + 1),
        )

    def _is_data(self, number: int, row: list) -> bool:
        if is_aggregate(row, self.layout):
            column = self.layout.register.columns["province"]
            self._report("aggregate_row", number, column, row[self.layout.places["province"]])
            return False
        heading = self.sheet.rows[self.layout.heading_row]
        if not is_ordinary_row(row, self.layout, heading):
            if is_footer(row, self.layout, heading):
                return False
            if is_section(row, self.layout):
                self.sections.append(number)
                return False
        if self.sheet.delimited and not all(map(is_blank, row[len(heading) :])):
            self.problems.append(
                Problem(
                    "ragged_row",
                    self.file,
                    self.sheet.name,
                    number,
                    value=str(len(row)),
                    detail=str(len(heading)),
                )
            )
            self.faulty.add(number)
            return False
        if number in self.sheet.struck_out and self._is_struck_out(number, row):
            self.faulty.add(number)
            return False
        return True

    @functools.cached_property
    def _repeated(self) -> dict[int, set[int]]:
        """By row with something struck out: columns that repeat the merged cell above them."""
        repeated: dict[int, set[int]] = {}
        for first, last, column in self.sheet.filled:
            for number in range(first, last + 1):
                if number in self.sheet.struck_out:
                    repeated.setdefault(number, set()).add(column)
        return repeated

    def _is_struck_out(self, number: int, row: list) -> bool:
        """All that the row tells of the register is struck out, or part of a text is; a cell
        struck out among others is only noted. What a merged cell repeats does not count."""
        struck = self.sheet.struck_out[number]
        repeated = self._repeated.get(number, ())
        columns = {
            place + 1: self.layout.register.columns[name]
            for name, place in self.layout.places.items()
            if place < len(row) and not is_blank(row[place]) and place + 1 not in repeated
        }
        for place in columns.keys() & set(struck.partly):
            self._report("struck_out_text", number, columns[place], row[place - 1])
            return True
        if columns and columns.keys() <= set(struck.wholly):
            self.problems.append(Problem("struck_out_row", self.file, self.sheet.name, number))
            return True
        for place in sorted(columns.keys() & set(struck.wholly)):
            self._report("struck_out_cell", number, columns[place], row[place - 1])
        return False

    def _report_sheet(self) -> None:
        name = self.sheet.name
        for extra in (name for name in self.layout.extras if name not in RETURNED):
            self.problems.append(Problem("extra_column", self.file, name, column=extra))
        for heading, chosen in self.layout.passed_over.items():
            self.problems.append(
                Problem("heading_chosen", self.file, name, column=heading, value=chosen)
            )
        if self.sections:
            row = self.sheet.row(self.sections[0])
            title = next(plain(cell) for cell in row if not is_blank(cell))
            rows = list_numbers(self.sections)
            self.problems.append(Problem("section_rows", self.file, name, value=title, detail=rows))
        self._report_merged_text()
        for column, place in self.layout.places.items():
            if place + 1 in self.sheet.hidden_columns:
                heading = self.layout.register.columns[column].heading
                self.problems.append(Problem("hidden_column", self.file, name, column=heading))
        if self.sheet.hidden_rows:
            count = str(self.sheet.hidden_rows)
            self.problems.append(Problem("hidden_rows", self.file, name, value=count))
        if self.sheet.last_row in _LAST_ROWS:
            count = f"{self.sheet.last_row:,}"
            self.problems.append(Problem("possibly_cut", self.file, name, value=count))

    def _frame(self, numbers: list[int], live: list[list]) -> pd.DataFrame:
        rows = pd.Series(numbers, dtype="int64")  # no rows would be numbers with a decimal point
        data = {"_file": self.file, "_sheet": self.sheet.name, "_row": rows}
        for column in self.layout.register.columns.values():
            column = self._in_sheet_unit(limit_to_day(column, self.last_day))
            raws = self._raw(column, numbers, live)
            values, notes = self._convert(column, numbers, raws)
            data[column.name] = pd.Series(values, dtype=object, index=range(len(numbers)))
            self._report_conversion(column, raws, values)
            if column.kind == "date":
                data[column.beside] = [
                    "year" if notes.get(i) == "year_only" else "day" for i in range(len(numbers))
                ]
            if column.kind == "standard_no":
                texts = [None if is_blank(raw) else one_line(plain(raw)) for raw in raws]
                data[column.beside] = pd.Series(texts, dtype=object, index=range(len(numbers)))
        records = pd.DataFrame(data, index=range(len(numbers)))
        self._apply_row_rules(records)
        return records

    def _apply_row_rules(self, records: pd.DataFrame) -> None:
        """What holds between the cells of a row; changes the records in place."""
        register = self.layout.register
        check = ROW_RULES.get(register.name)
        findings = check_heading_years(records, register, self._headings())
        if check:
            findings += check(records)
        for finding in findings:
            number = int(records.at[finding.index, "_row"])
            column = register.columns[finding.column]
            problem = Problem(
                finding.code,
                self.file,
                self.sheet.name,
                number,
                column.heading,
                finding.value,
                finding.detail,
            )
            self.problems.append(problem)
            if problem.action == "row_rejected":
                self.faulty.add(number)

    def _report_title_year(self, records: pd.DataFrame) -> None:
        """One note where the title above the table is of another year than every row."""
        rows_above = self.sheet.rows[: self.layout.heading_row]
        misfit = find_title_of_other_year(rows_above, records, self.layout.register)
        if misfit:
            title, years = misfit
            name = self.sheet.name
            self.problems.append(
                Problem("year_of_title", self.file, name, value=title, detail=years)
            )

    def _headings(self) -> dict[str, str]:
        """What stands over each column of the register in this sheet."""
        layout = self.layout
        cells = layout.cells or self.sheet.rows[layout.heading_row]
        return {name: str(cells[place]) for name, place in layout.places.items()}

    def _report_conversion(self, column: Column, raws: list, values: list) -> None:
        """One note for a column received in another unit, with its first figure in both."""
        conversion = self.layout.conversions.get(column.name)
        converted_cells = (
            (raw, value)
            for raw, value in zip(raws, values, strict=True)
            if value is not None and not isinstance(raw, MappedNumber) and not _is_percentage(raw)
        )
        first = next(converted_cells, None)
        if conversion is None or first is None:
            return
        before, after = plain(first[0]), plain(first[1])
        units = f"{conversion.received} → {conversion.unit}"
        detail = f"{before}{conversion.received} 记为 {after}{conversion.unit}"
        self.problems.append(
            Problem(
                "unit_converted", self.file, self.sheet.name, None, column.heading, units, detail
            )
        )

    def _report_merged_text(self) -> None:
        """One note per column whose text is repeated over the rows of a merged cell."""
        names = {place: name for name, place in self.layout.places.items()}
        counts = Counter()
        for first, last, column in self.sheet.filled:
            name = names.get(column - 1)
            if name is None or first <= self.layout.heading_row + 1:
                continue
            if self.layout.register.columns[name].kind not in _NUMERIC:
                counts[name] += last - first + 1
        for name, count in counts.items():
            heading = self.layout.register.columns[name].heading
            self.problems.append(
                Problem("merged_text", self.file, self.sheet.name, None, heading, str(count))
            )

    def _in_sheet_unit(self, column: Column) -> Column:
        """The column as this sheet has it: perhaps in another unit."""
        conversion = self.layout.conversions.get(column.name)
        return scale_column(column, conversion.factor) if conversion else column

    def _raw(self, column: Column, numbers: list[int], live: list[list]) -> list:
        raws = raw_cells(column, live, self.layout, self.mapping)
        if column.kind in REPEATABLE_KINDS:
            raws, places = repeat_above(raws, self.breaks)
            if places:
                rows = "、".join(str(numbers[place]) for place in places[:MAX_ROWS_LISTED])
                if len(places) > MAX_ROWS_LISTED:
                    rows += "……"
                self._note("ditto_repeated", column, str(len(places)), rows)
        if self.sheet.late_epoch and column.kind == "date":
            raws = from_1904(raws)
        if self.mapping and column.name in self.mapping.defaults:
            default = self.mapping.defaults[column.name]
            raws, count = fill_blanks(column, raws, map_value(column, default))
            if lacks_cells(column, self.layout, self.mapping):
                count += self.rows_apart
            if count:
                self.problems.append(
                    Problem(
                        "default_used",
                        self.file,
                        self.sheet.name,
                        None,
                        column.heading,
                        plain(default),
                        str(count),
                    )
                )
        return raws

    def _convert(self, column: Column, numbers: list[int], raws: list):
        """Values of one column, and the code of the note of each noted place.

        Of a word that the mapping writes into every row the note is made once.
        """
        values, notes, memory = [], {}, {}
        is_one_word = has_one_word(column, self.layout, self.mapping)
        for i, raw in enumerate(raws):
            key = raw
            if raw.__class__ is not str:  # 1, 1.0 and True are equal and not the same cell
                key = (raw.__class__, raw, raw.text if isinstance(raw, ShownNumber) else None)
            result = memory.get(key)
            if result is None:
                result = memory[key] = outcome(column, raw)
            if isinstance(result, Unreadable):
                self._report(result.code, numbers[i], column, raw, result.detail)
                self.faulty.add(numbers[i])
                values.append(None)
                continue
            value, note = result
            values.append(value)
            if note:
                if not is_one_word:
                    self._report(note[0], numbers[i], column, raw, note[1])
                elif not notes:
                    self._note(note[0], column, plain(raw), note[1])
                notes[i] = note[0]
        return values, notes

    def _note(self, code: str, column: Column, value: str, detail: str) -> None:
        """One note about a whole column."""
        name, heading = self.sheet.name, column.heading
        self.problems.append(Problem(code, self.file, name, None, heading, value, detail))

    def _report(self, code: str, row: int, column: Column, raw: object, detail: str = "") -> None:
        value = "" if raw is None else plain(raw)
        self.problems.append(
            Problem(code, self.file, self.sheet.name, row, column.heading, value, detail)
        )


def _is_percentage(raw: object) -> bool:
    """The cell writes its own % and is not converted by the heading's unit."""
    return isinstance(raw, str) and raw.strip().endswith(("%", "％"))
