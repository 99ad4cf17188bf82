"""A mapping proposed from a file's sheets: what each heading most likely is, and what to ask.

A heading that a register knows is certain. Another is likely where its characters and the cells
below it speak for one column alone; what is doubtful is asked, never used.
"""

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path

from catalog.definitions import Column, Register, catalog
from loaders.cells.converters import convert
from loaders.files.raw_sheet import Sheet
from loaders.problems import FileRejected, Problem, Unreadable
from loaders.sheets.drafted_parts import cut_below, cut_beside, propose_below, propose_beside
from loaders.sheets.find_register import (
    FIRST_ROWS,
    find_named_register,
    heading_names,
    is_prose,
    searched_rows,
)
from loaders.sheets.footer_rows import is_footer
from loaders.sheets.heading_likeness import (
    DOUBTFUL_SCORE,
    EXACT,
    MAX_HEADINGS_COMPARED,
    MISFIT_SHARE,
    accept_years,
    compare_row,
    find_clearest,
    score_places,
)
from loaders.sheets.heading_rows import Label, find_place, is_second_heading, join_labels
from loaders.sheets.mapping import RegisterMapping, find_mapped_layout
from loaders.sheets.sheet_block import Block, cut_block
from loaders.text import control_character, fold, is_blank, plain, visible

MAX_CANDIDATES = 3  # columns named in one question
MAX_ROWS_TRIED = 1_000  # below the heading
MAX_WORDS_ASKED = 20  # of one column

CERTAIN, LIKELY, DOUBTFUL = "certain", "likely", "doubtful"
_WORD_CODES = ("unknown_code", "unknown_domain", "unknown_province", "unknown_indicator")


@dataclass(frozen=True)
class HeadingGuess:
    """One heading of the file. text: as a mapping writes it; column: what it is read as, None where
    that is a question; candidates: columns it may be, best first."""

    text: str
    place: int
    column: str | None
    confidence: str
    candidates: tuple[str, ...] = ()


@dataclass
class TableDraft:
    """One table of the draft: where it stands and what its headings are.

    sheets: names of the sheets it reads; rows: of the heading, from 1; rival: another register that
    the headings fit as well; missing: required columns without a heading; province: what the name
    of the sheet or file says, and province_from which of them ("sheet", "file" or ""); words,
    years, early, unread: what the columns cannot take, by column; trial: why a trial was refused;
    block: the part of the sheet that it reads, where others stand beside or below it.
    """

    register: Register
    confidence: str
    sheets: list[str]
    rows: tuple[int, ...]
    guesses: list[HeadingGuess]
    rival: str = ""
    heading_rows: int | None = None
    missing: list[Column] = field(default_factory=list)
    province: str = ""
    province_from: str = ""
    words: dict[str, list[str]] = field(default_factory=dict)
    years: list[str] = field(default_factory=list)
    early: dict[str, str] = field(default_factory=dict)
    unread: dict[str, tuple[int, str]] = field(default_factory=dict)
    trial: str = ""
    block: Block = field(default_factory=Block)

    @property
    def headings(self) -> dict[str, str]:
        """Heading -> column of those that are read."""
        return {guess.text: guess.column for guess in self.guesses if guess.column}

    def key(self) -> tuple:
        """Sheets of equal keys are read by one table."""
        layout = self.register.name, tuple(self.headings.items()), self.heading_rows, self.province
        return layout if self.block.is_whole else (*layout, self.block, *self.sheets)


def draft_tables(file: str, sheets: list[Sheet]) -> list[TableDraft]:
    """The tables that read the file's sheets; sheets alike share one. file: its name."""
    tables: dict[tuple, TableDraft] = {}
    for sheet in sheets:
        for table in [] if sheet.hidden else _draft_sheet(file, sheet):
            alike = tables.setdefault(table.key(), table)
            if alike is not table:
                alike.sheets += table.sheets
    return list(tables.values())


def _draft_sheet(file: str, sheet: Sheet) -> list[TableDraft]:
    """The tables of a sheet: of its parts beside each other those below each other."""
    if is_prose(sheet.rows):
        return []
    whole = _table(file, sheet, Block())
    beside = _draft_parts(file, sheet, propose_beside(sheet.rows))
    # a table with a blank column in it loses required columns where it is parted
    if len(beside) < 2 or sum(map(_weight, beside)) <= (_weight(whole) if whole else 0) + 1:
        return _draft_below(file, sheet, Block()) or ([whole] if whole else [])
    starts = [table.block.first_column - 1 for table in beside]
    blocks = cut_beside(sheet.rows, starts)
    tables = []
    for block in blocks:
        tables += _draft_below(file, sheet, block) or _draft_parts(file, sheet, [block])
    return tables


def _draft_below(file: str, sheet: Sheet, columns: Block) -> list[TableDraft]:
    """The tables below each other in some columns; none where there are not several.

    The heading again, as on the next page, begins no other table.
    """
    rows = cut_block(sheet, columns).rows
    starts = propose_below(rows)
    if len(starts) < 2:
        return []
    begun: list[TableDraft] = []
    for table in _draft_parts(file, sheet, cut_below(rows, starts, columns)):
        again = [guess.text for guess in table.guesses]
        if table.rows[0] != table.block.first_row:  # its heading is not the row it begins with
            continue
        if not begun or again != [guess.text for guess in begun[-1].guesses]:
            begun.append(table)
    if len(begun) < 2:
        return []
    firsts = [table.rows[0] - 1 for table in begun]
    return _draft_parts(file, sheet, cut_below(rows, firsts, columns))


def _draft_parts(file: str, sheet: Sheet, blocks: list[Block]) -> list[TableDraft]:
    """The tables of those parts that have a heading of which a register is certain."""
    tables = [_table(file, sheet, block) for block in blocks]
    return [
        table
        for table in tables
        if table and any(guess.confidence == CERTAIN for guess in table.guesses)
    ]


def _table(file: str, sheet: Sheet, block: Block) -> TableDraft | None:
    """The likeliest register of a part of a sheet; None where too little speaks for any."""
    part = cut_block(sheet, block)
    if is_prose(part.rows):
        return None
    # the sheet's name may speak for another of its tables
    named = find_named_register(sheet.name) if block.is_whole else None
    names = [named] if named else list(catalog().registers)
    tables = [_draft_table(catalog().registers[name], part) for name in names]
    for table in tables:
        table.sheets, table.block = [sheet.name], block
    ranked = sorted(tables, key=_weight, reverse=True)
    best = ranked[0]
    _note_province(best, Path(file).stem, sheet.name)
    if not _is_recognised(best, named is not None):
        return None
    if named or all(_is_certain(best, column) for column in best.register.columns.values()):
        best.confidence = CERTAIN
    elif _weight(best) - _weight(ranked[1]) < 1 or _share_explained(best) < MISFIT_SHARE:
        best.confidence, best.rival = DOUBTFUL, ranked[1].register.sheet
    _try(best, file, part)
    return best


def _is_recognised(table: TableDraft, named: bool) -> bool:
    """A heading is a column, a second is or may be one, and so for half of the required ones."""
    candidates = {name for guess in table.guesses for name in guess.candidates}
    explained = sum(guess.column is not None or bool(guess.candidates) for guess in table.guesses)
    lacking = [column for column in table.missing if column.name not in candidates]
    required = sum(column.required for column in table.register.columns.values())
    return bool(table.headings) and explained > 1 and (named or len(lacking) * 2 <= required + 1)


def _share_explained(table: TableDraft) -> float:
    """Share of the headings that are a column or may be one."""
    explained = sum(guess.column is not None or bool(guess.candidates) for guess in table.guesses)
    return explained / len(table.guesses)


def _is_certain(table: TableDraft, column: Column) -> bool:
    guesses = [guess for guess in table.guesses if guess.column == column.name]
    return not column.required or any(guess.confidence == CERTAIN for guess in guesses)


def _weight(table: TableDraft) -> float:
    """How much speaks for the register: its columns with a heading, required ones twice.

    A table of figures without any figure is hardly one: 省份 and 年份 stand in many lists.
    """
    points = -float(len(table.missing))
    columns = table.register.columns.values()
    figures = {column.name for column in columns if column.unit}
    is_statistics = all(c.kind in ("province", "year", "text") for c in columns if c.required)
    if is_statistics and figures.isdisjoint(table.headings.values()):
        points -= 2
    for guess in table.guesses:
        if guess.column:
            worth = 1.0 if guess.confidence == CERTAIN else 0.7
            points += worth * (2 if table.register.columns[guess.column].required else 1)
    return points


def _draft_table(register: Register, sheet: Sheet) -> TableDraft:
    """The register's columns at the heading that fits them best."""
    first, last, labels = _heading(register, sheet.rows)
    below = sheet.rows[last + 1 : last + 1 + MAX_ROWS_TRIED]
    guesses = _guesses(register, labels, below)
    filled = {guess.column for guess in guesses}
    missing = [c for c in register.columns.values() if c.required and c.name not in filled]
    rows = tuple(range(first + 1, last + 2))
    return TableDraft(register, LIKELY, [sheet.name], rows, guesses, missing=missing)


def _heading(register: Register, rows: list[list]) -> tuple[int, int, list[Label]]:
    """(first row, last row, labels) of the heading, places from 0: one row, or two together."""
    first = searched_rows(rows, FIRST_ROWS)
    points = {
        place: compare_row(register, [Label(cell) for cell in row])
        for place, row in enumerate(searched_rows(rows))
        if place < len(first) or _knows_any(register, row)
    }
    place = max(points, key=lambda place: (points[place], -place))
    best = place, place, [Label(cell) for cell in rows[place]]
    labels = best[2]
    filled = [i for i, label in enumerate(labels) if not is_blank(label.text)]
    if place + 1 < len(rows) and is_second_heading(rows[place], rows[place + 1], filled):
        return place, place + 1, join_labels(rows[place], rows[place + 1])
    for lower in (place, place + 1):
        if 0 < lower < len(rows):
            labels = join_labels(rows[lower - 1], rows[lower])
            if compare_row(register, labels) >= points[place] + 0.5:
                return lower - 1, lower, labels
    return best


def _knows_any(register: Register, row: list) -> bool:
    names = heading_names(catalog(), register.name)
    return any(isinstance(cell, str) and fold(cell) in names for cell in row)


def _guesses(register: Register, labels: list[Label], rows: list[list]) -> list[HeadingGuess]:
    """Every heading with the column it is; a column goes to the heading that leads clearly."""
    scores = score_places(register, labels, rows)
    assigned: dict[int, tuple[str, str]] = {}
    while (pair := find_clearest(scores)) is not None:
        place, column = pair
        confidence = CERTAIN if scores[pair] == EXACT else LIKELY
        assigned[place] = column, confidence
        scores = {(p, c): s for (p, c), s in scores.items() if p != place and c != column}
    guesses = []
    for place in range(min(len(labels), MAX_HEADINGS_COMPARED)):
        text = _written_heading(labels, place)
        if text is None:
            continue
        column, confidence = assigned.get(place, (None, DOUBTFUL))
        own = {c: s for (p, c), s in scores.items() if p == place and s >= DOUBTFUL_SCORE}
        candidates = tuple(sorted(own, key=own.get, reverse=True)[:MAX_CANDIDATES])
        if column and (_place_of(labels, text) != place or control_character(text)):
            column, confidence, candidates = None, DOUBTFUL, (column,)
        guesses.append(HeadingGuess(text, place, column, confidence, candidates))
    return guesses


def _written_heading(labels: list[Label], place: int) -> str | None:
    """The heading as a mapping names this place and no other, if it can; None without a heading."""
    label = labels[place]
    if is_blank(label.text):
        return None
    text = visible(str(label.text))
    return text if is_blank(label.group) else f"{visible(str(label.group))}/{text}"


def _place_of(labels: list[Label], heading: str) -> int | None:
    """The place that a mapping's heading names; None where it names several."""
    try:
        return find_place(labels, heading)
    except FileRejected:
        return None


def _note_province(table: TableDraft, file: str, sheet: str) -> None:
    """A province that the name of the sheet or the file is, where no column has it."""
    column = next((c for c in table.missing if c.kind == "province"), None)
    if column is None:
        return
    for source, name in (("sheet", sheet), ("file", file)):
        try:
            convert(column, name)
        except Unreadable:
            continue
        table.province, table.province_from = name, source
        table.missing.remove(column)
        return


def _try(table: TableDraft, file: str, sheet: Sheet) -> None:
    """Read the sheet by the draft: how many heading rows to write, and what cannot be read."""
    rows = [list(row) for row in sheet.rows]
    last = table.rows[-1] - 1
    layout = None
    for heading_rows in (None, len(table.rows)):
        table.heading_rows = heading_rows
        try:
            layout = find_mapped_layout(_trial_mapping(table), [list(row) for row in rows])
        except FileRejected as why:
            problem = Problem(why.code, file, sheet.name, detail=why.detail, **why.where)
            table.trial = problem.message
            continue
        if layout.heading_row == last:
            table.trial = ""
            break
    if layout is None:
        return
    heading = rows[last]
    for number, row in enumerate(rows[last + 1 : last + 1 + MAX_ROWS_TRIED], last + 2):
        if not is_footer(row, layout, heading):
            _try_row(table, number, row)


def _trial_mapping(table: TableDraft) -> RegisterMapping:
    """The table as a mapping that lacks nothing: what is missing is asked, not refused."""
    columns = {
        name: dataclasses.replace(column, required=False)
        for name, column in table.register.columns.items()
    }
    register = dataclasses.replace(table.register, columns=columns)
    return RegisterMapping(
        register=register, headings=table.headings, heading_rows=table.heading_rows
    )


def _try_row(table: TableDraft, number: int, row: list) -> None:
    for guess in table.guesses:
        cell = row[guess.place] if guess.column and guess.place < len(row) else None
        if is_blank(cell, optional=True):
            continue
        # a bound such as as_of is not known here
        column = dataclasses.replace(table.register.columns[guess.column], max=None)
        try:
            convert(column, cell)
        except Unreadable as fault:
            _note_unread(table, column, number, cell, fault.code)


def _note_unread(table: TableDraft, column: Column, number: int, cell: object, code: str) -> None:
    """What the clerk may decide is a question of its own; the rest is shown by one example."""
    text = visible(plain(cell))
    if code in _WORD_CODES:
        words = table.words.setdefault(column.name, [])
        if text not in words and len(words) < MAX_WORDS_ASKED:
            words.append(text)
        return
    if column.kind == "date":
        free = dataclasses.replace(column, min=None)
        try:
            day, note = convert(accept_years(free), cell)
        except Unreadable:
            day = note = None
        if note and column.name not in table.years:
            table.years.append(column.name)
        if day and column.min and day.isoformat() < column.min:
            earliest = table.early.get(column.name, column.min)
            table.early[column.name] = min(earliest, day.isoformat())
        if day:
            return
    table.unread.setdefault(column.name, (number, text))
