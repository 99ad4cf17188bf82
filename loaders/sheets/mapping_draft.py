"""A mapping proposed from a file's sheets: what each heading most likely is, and what to ask.

A heading that a register knows is certain. Another is likely where its characters and the cells
below it speak for one column alone; what is doubtful is asked, never used.
"""

import dataclasses
import functools
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from catalog.definitions import Column, Register, catalog
from loaders.cells.converters import convert
from loaders.cells.dates import YearColumn
from loaders.files.raw_sheet import Sheet
from loaders.problems import FileRejected, Problem, Unreadable
from loaders.sheets.find_register import (
    COMPARED_ROWS,
    FIRST_ROWS,
    SEARCHED_ROWS,
    column_of,
    fitting_share,
    heading_names,
    is_prose,
    named_register,
)
from loaders.sheets.footer_rows import is_footer
from loaders.sheets.heading_rows import Label, is_second_heading, joined_labels, labelled_place
from loaders.sheets.mapping import RegisterMapping, mapped_layout
from loaders.sheets.units import without_unit
from loaders.text import control_character, fold, is_blank, plain, visible

MAX_HEADINGS_COMPARED = 100  # of one sheet
MAX_HEADING_LENGTH = 40  # characters; longer texts are sentences
MAX_CANDIDATES = 3  # columns named in one question
MAX_ROWS_TRIED = 1_000  # below the heading
MAX_WORDS_ASKED = 20  # of one column

CERTAIN, LIKELY, DOUBTFUL = "certain", "likely", "doubtful"
_EXACT, _HIGHEST_GUESS = 1.0, 0.85
_LIKELY_SCORE, _DOUBTFUL_SCORE, _CLEAR_LEAD = 0.6, 0.4, 0.1
_MISFIT = 0.5  # share of fitting cells below which the cells contradict the heading
_SUFFIX_LIKENESS, _OTHER_ENDING = 0.8, 0.75
# how much the heading counts, by kind of column; the cells below it count for the rest
_HEADING_WEIGHTS = {
    **dict.fromkeys(("province", "code", "codes", "domain", "domains"), 0.4),
    **dict.fromkeys(("indicator", "standard_no"), 0.4),
    "date": 0.55,
    **dict.fromkeys(("year", "number", "target"), 0.75),
}
_NAMELESS_WEIGHT = 0.85  # of texts and ids, whose cells may be anything
_YEAR_HEADING = re.compile(r"((?:19|20)\d\d)(?:\.0)?年?度?")
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
    years, early, unread: what the columns cannot take, by column; trial: why a trial was refused.
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

    @property
    def headings(self) -> dict[str, str]:
        """Heading -> column of those that are read."""
        return {guess.text: guess.column for guess in self.guesses if guess.column}

    def key(self) -> tuple:
        """Sheets of equal keys are read by one table."""
        return self.register.name, tuple(self.headings.items()), self.heading_rows, self.province


def draft_tables(file: str, sheets: list[Sheet]) -> list[TableDraft]:
    """The tables that read the file's sheets; sheets alike share one. file: its name."""
    tables: dict[tuple, TableDraft] = {}
    for sheet in sheets:
        table = None if sheet.hidden else _table(file, sheet)
        if table is None:
            continue
        alike = tables.setdefault(table.key(), table)
        if alike is not table:
            alike.sheets += table.sheets
    return list(tables.values())


def _table(file: str, sheet: Sheet) -> TableDraft | None:
    """The likeliest register of a sheet; None where too little speaks for any."""
    rows = sheet.rows
    if is_prose(rows):
        return None
    named = named_register(sheet.name)
    names = [named] if named else list(catalog().registers)
    tables = [_drafted(catalog().registers[name], sheet) for name in names]
    ranked = sorted(tables, key=_weight, reverse=True)
    best = ranked[0]
    _note_province(best, Path(file).stem, sheet.name)
    if not _is_recognised(best, named is not None):
        return None
    if named or all(_is_certain(best, column) for column in best.register.columns.values()):
        best.confidence = CERTAIN
    elif _weight(best) - _weight(ranked[1]) < 1 or _explained_share(best) < _MISFIT:
        best.confidence, best.rival = DOUBTFUL, ranked[1].register.sheet
    _try(best, file, sheet)
    return best


def _is_recognised(table: TableDraft, named: bool) -> bool:
    """A heading is a column, a second is or may be one, and so for half of the required ones."""
    candidates = {name for guess in table.guesses for name in guess.candidates}
    explained = sum(guess.column is not None or bool(guess.candidates) for guess in table.guesses)
    lacking = [column for column in table.missing if column.name not in candidates]
    required = sum(column.required for column in table.register.columns.values())
    return bool(table.headings) and explained > 1 and (named or len(lacking) * 2 <= required + 1)


def _explained_share(table: TableDraft) -> float:
    """Share of the headings that are a column or may be one."""
    explained = sum(guess.column is not None or bool(guess.candidates) for guess in table.guesses)
    return explained / len(table.guesses)


def _is_certain(table: TableDraft, column: Column) -> bool:
    guesses = [guess for guess in table.guesses if guess.column == column.name]
    return not column.required or any(guess.confidence == CERTAIN for guess in guesses)


def _weight(table: TableDraft) -> float:
    """How much speaks for the register: its columns with a heading, required ones twice."""
    points = -0.5 * len(table.missing)
    for guess in table.guesses:
        if guess.column:
            worth = 1.0 if guess.confidence == CERTAIN else 0.7
            points += worth * (2 if table.register.columns[guess.column].required else 1)
    return points


def _drafted(register: Register, sheet: Sheet) -> TableDraft:
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
    points = {
        place: _likeness_of_row(register, [Label(cell) for cell in row])
        for place, row in enumerate(rows[:SEARCHED_ROWS])
        if place < FIRST_ROWS or _knows_any(register, row)
    }
    place = max(points, key=lambda place: (points[place], -place))
    best = place, place, [Label(cell) for cell in rows[place]]
    labels = best[2]
    filled = [i for i, label in enumerate(labels) if not is_blank(label.text)]
    if place + 1 < len(rows) and is_second_heading(rows[place], rows[place + 1], filled):
        return place, place + 1, joined_labels(rows[place], rows[place + 1])
    for lower in (place, place + 1):
        if 0 < lower < len(rows):
            labels = joined_labels(rows[lower - 1], rows[lower])
            if _likeness_of_row(register, labels) >= points[place] + 0.5:
                return lower - 1, lower, labels
    return best


def _knows_any(register: Register, row: list) -> bool:
    names = heading_names(catalog(), register.name)
    return any(isinstance(cell, str) and fold(cell) in names for cell in row)


def _likeness_of_row(register: Register, labels: list[Label]) -> float:
    """How like the register's headings the labels are: the best of each column, summed."""
    best: dict[str, float] = {}
    for label in labels[:MAX_HEADINGS_COMPARED]:
        for column, likeness in _label_likenesses(register, label).items():
            if likeness >= _LIKELY_SCORE:
                best[column] = max(best.get(column, 0), likeness)
    return sum(best.values())


def _label_likenesses(register: Register, label: Label) -> dict[str, float]:
    """By column the likeness of the label's likeliest name; a name the register knows decides."""
    likenesses = [_likenesses(register.name, name) for name in label.names]
    for by_column in likenesses:
        if _EXACT in by_column.values():
            return by_column
    return {
        column: max((by_column[column] for by_column in likenesses), default=0)
        for column in register.columns
    }


@functools.lru_cache(maxsize=1 << 14)
def _likenesses(register: str, heading: str) -> dict[str, float]:
    """By column how like it a heading is, from 0 to 1: its heading or alias, a unit or note aside.

    Otherwise the characters both have, counted twice, among all of both (Dice 1945). The end of a
    Chinese heading says what it is of: one with another end is less like.
    """
    columns = catalog().registers[register].columns
    if len(heading) > MAX_HEADING_LENGTH:
        return dict.fromkeys(columns, 0.0)
    names = heading_names(catalog(), register)
    known = column_of(names, heading)
    likenesses = {column: _EXACT if column == known else 0.0 for column in columns}
    form = fold(without_unit(heading, frozenset(names)))
    if known or not form:
        return likenesses
    for name, column in names.items():
        likenesses[column] = max(likenesses[column], _likeness(form, name))
    return likenesses


def _likeness(form: str, name: str) -> float:
    shorter, longer = sorted((form, name), key=len)
    if len(shorter) > 1 and longer.endswith(shorter):
        return _SUFFIX_LIKENESS
    shared = (Counter(form) & Counter(name)).total()
    likeness = 2 * shared / (len(form) + len(name))
    if form[-1] != name[-1]:
        likeness *= _OTHER_ENDING
    return min(likeness, _HIGHEST_GUESS)


def _guesses(register: Register, labels: list[Label], rows: list[list]) -> list[HeadingGuess]:
    """Every heading with the column it is; a column goes to the heading that leads clearly."""
    scores = _scores(register, labels, rows)
    assigned: dict[int, tuple[str, str]] = {}
    while (pair := _clearest(scores)) is not None:
        place, column = pair
        confidence = CERTAIN if scores[pair] == _EXACT else LIKELY
        assigned[place] = column, confidence
        scores = {(p, c): s for (p, c), s in scores.items() if p != place and c != column}
    guesses = []
    for place in range(min(len(labels), MAX_HEADINGS_COMPARED)):
        text = _written_heading(labels, place)
        if text is None:
            continue
        column, confidence = assigned.get(place, (None, DOUBTFUL))
        own = {c: s for (p, c), s in scores.items() if p == place and s >= _DOUBTFUL_SCORE}
        candidates = tuple(sorted(own, key=own.get, reverse=True)[:MAX_CANDIDATES])
        if column and (_place_of(labels, text) != place or control_character(text)):
            column, confidence, candidates = None, DOUBTFUL, (column,)
        guesses.append(HeadingGuess(text, place, column, confidence, candidates))
    return guesses


def _scores(
    register: Register, labels: list[Label], rows: list[list]
) -> dict[tuple[int, str], float]:
    """How well each column fits each place, by its heading and its cells; doubtful or better."""
    scores = {}
    for place, label in enumerate(labels[:MAX_HEADINGS_COMPARED]):
        if is_blank(label.text) or len(str(label.text)) > MAX_HEADING_LENGTH:
            continue
        for name, score in _place_scores(register, place, label, rows).items():
            if score >= _DOUBTFUL_SCORE:
                scores[place, name] = score
    return scores


def _place_scores(
    register: Register, place: int, label: Label, rows: list[list]
) -> dict[str, float]:
    """The score of every column at one place."""
    is_filled = any(place < len(row) and not is_blank(row[place]) for row in rows)
    likenesses = _label_likenesses(register, label)
    shares = {
        name: _share(column, place, rows) if is_filled else None
        for name, column in register.columns.items()
    }
    scores = {
        name: _score(column, likenesses[name], shares[name])
        for name, column in register.columns.items()
    }
    is_known = _EXACT in likenesses.values()
    if is_known and _EXACT not in scores.values():
        # cells that contradict their heading are asked about, not read as something else
        return {name: min(score, _DOUBTFUL_SCORE) for name, score in scores.items()}
    if heading_year(str(label.text)) and "year" in register.columns:
        # a table with a column per year: which figures they are stands elsewhere
        for name, column in register.columns.items():
            if column.kind == "number" and shares[name] and shares[name] >= _MISFIT:
                scores[name] = _DOUBTFUL_SCORE
    return scores


def heading_year(heading: str) -> int | None:
    """The year that a heading is, such as 2023年 or 2023.0; None where it is more or less."""
    match = _YEAR_HEADING.fullmatch(fold(heading))
    return int(match[1]) if match else None


def _score(column: Column, likeness: float, share: float | None) -> float:
    """share: of the filled cells, those the column can take; None where no cell is filled."""
    if likeness == _EXACT:
        contradicted = column.kind in _HEADING_WEIGHTS and share is not None and share < _MISFIT
        return _DOUBTFUL_SCORE if contradicted else _EXACT
    weight = _HEADING_WEIGHTS.get(column.kind, _NAMELESS_WEIGHT)
    if share is None:
        return likeness * _NAMELESS_WEIGHT
    if share < _MISFIT:
        return likeness * weight * _MISFIT
    if column.kind not in _HEADING_WEIGHTS:
        return likeness * weight
    return min(likeness * weight + share * (1 - weight), _HIGHEST_GUESS)


def _share(column: Column, place: int, rows: list[list]) -> float:
    """Share of the first filled cells that the column can take; an id has figures, a name more."""
    if column.kind not in ("id", "text"):
        return fitting_share(_lenient(column), place, rows)
    cells = [row[place] for row in rows if place < len(row) and not is_blank(row[place])]
    texts = [plain(cell) for cell in cells[:COMPARED_ROWS]]
    if column.kind == "id":
        return sum(any(sign.isdigit() for sign in text) for text in texts) / len(texts)
    return sum(any(sign.isalpha() for sign in text) for text in texts) / len(texts)


def _lenient(column: Column) -> Column:
    """The column without bounds; a day may be a year, which is asked about later."""
    free = dataclasses.replace(column, min=None, max=None)
    return _yearly(free) if column.kind == "date" else free


def _yearly(column: Column) -> YearColumn:
    values = {part.name: getattr(column, part.name) for part in dataclasses.fields(column)}
    return YearColumn(**values)


def _clearest(scores: dict[tuple[int, str], float]) -> tuple[int, str] | None:
    """The best pair that leads every other of its place and of its column; None without any."""
    for pair in sorted(scores, key=scores.get, reverse=True):
        place, column = pair
        if scores[pair] < _LIKELY_SCORE:
            return None
        others = [s for p, s in scores.items() if p != pair and (p[0] == place or p[1] == column)]
        if scores[pair] - max(others, default=0) >= _CLEAR_LEAD:
            return pair
    return None


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
        return labelled_place(labels, heading)
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
            layout = mapped_layout(_trial_mapping(table), [list(row) for row in rows])
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
            day, note = convert(_yearly(free), cell)
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
