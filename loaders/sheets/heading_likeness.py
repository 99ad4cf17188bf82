"""How like a register's columns a heading is, by its characters and by the cells below it."""

import dataclasses
import functools
import re
from collections import Counter

from catalog.definitions import Column, Register, catalog
from loaders.cells.dates import YearColumn
from loaders.sheets.find_register import COMPARED_ROWS, column_of, fitting_share, heading_names
from loaders.sheets.heading_rows import Label
from loaders.sheets.units import without_unit
from loaders.text import fold, is_blank, plain

MAX_HEADINGS_COMPARED = 100  # of one sheet
MAX_HEADING_CHARS = 40  # longer texts are sentences

EXACT, HIGHEST_GUESS = 1.0, 0.85
LIKELY_SCORE, DOUBTFUL_SCORE, CLEAR_LEAD = 0.6, 0.4, 0.1
TYPICAL_SCORE, TYPICAL_SHARE = 0.7, 0.8  # of cells that hold a word typical of the column
MISFIT_SHARE = 0.5  # of fitting cells below which the cells contradict the heading
_SUFFIX_LIKENESS, _OTHER_ENDING = 0.8, 0.75
# how much the heading counts, by kind of column; the cells below it count for the rest
_HEADING_WEIGHTS = {
    **dict.fromkeys(("province", "code", "codes", "domain", "domains"), 0.4),
    **dict.fromkeys(("indicator", "clause", "standard_no"), 0.4),
    "date": 0.55,
    **dict.fromkeys(("year", "number", "target"), 0.75),
}
_NAMELESS_WEIGHT = 0.85  # of texts and ids, whose cells may be anything
_YEAR_HEADING = re.compile(r"((?:19|20)\d\d)(?:\.0)?年?度?")


def compare_row(register: Register, labels: list[Label]) -> float:
    """How like the register's headings the labels are: the best of each column, summed."""
    best: dict[str, float] = {}
    for label in labels[:MAX_HEADINGS_COMPARED]:
        for column, likeness in _compare_label(register, label).items():
            if likeness >= LIKELY_SCORE:
                best[column] = max(best.get(column, 0), likeness)
    return sum(best.values())


def _compare_label(register: Register, label: Label) -> dict[str, float]:
    """By column the likeness of the label's likeliest name; a name the register knows decides."""
    likenesses = [_compare_heading(register.name, name) for name in label.names]
    for by_column in likenesses:
        if EXACT in by_column.values():
            return by_column
    return {
        column: max((by_column[column] for by_column in likenesses), default=0)
        for column in register.columns
    }


@functools.lru_cache(maxsize=1 << 14)
def _compare_heading(register: str, heading: str) -> dict[str, float]:
    """By column how like it a heading is, from 0 to 1: its heading or alias, a unit or note aside.

    Otherwise the characters both have, counted twice, among all of both (Dice 1945). The end of a
    Chinese heading says what it is of: one with another end is less like.
    """
    columns = catalog().registers[register].columns
    if len(heading) > MAX_HEADING_CHARS:
        return dict.fromkeys(columns, 0.0)
    names = heading_names(catalog(), register)
    known = column_of(register, heading)
    likenesses = {column: EXACT if column == known else 0.0 for column in columns}
    form = fold(without_unit(heading, frozenset(names)))
    if known or not form:
        return likenesses
    for name, column in names.items():
        likenesses[column] = max(likenesses[column], _compare_characters(form, name))
    return likenesses


def _compare_characters(form: str, name: str) -> float:
    shorter, longer = sorted((form, name), key=len)
    if len(shorter) > 1 and longer.endswith(shorter):
        return _SUFFIX_LIKENESS
    shared = (Counter(form) & Counter(name)).total()
    likeness = 2 * shared / (len(form) + len(name))
    if form[-1] != name[-1]:
        likeness *= _OTHER_ENDING
    return min(likeness, HIGHEST_GUESS)


def score_places(
    register: Register, labels: list[Label], rows: list[list]
) -> dict[tuple[int, str], float]:
    """How well each column fits each place, by its heading and its cells; doubtful or better."""
    scores = {}
    for place, label in enumerate(labels[:MAX_HEADINGS_COMPARED]):
        if is_blank(label.text) or len(str(label.text)) > MAX_HEADING_CHARS:
            continue
        for name, score in _score_place(register, place, label, rows).items():
            if score >= DOUBTFUL_SCORE:
                scores[place, name] = score
    return scores


def _score_place(
    register: Register, place: int, label: Label, rows: list[list]
) -> dict[str, float]:
    """The score of every column at one place."""
    is_filled = any(place < len(row) and not is_blank(row[place]) for row in rows)
    likenesses = _compare_label(register, label)
    shares = {
        name: _measure_fit(column, place, rows) if is_filled else None
        for name, column in register.columns.items()
    }
    scores = {
        name: _score_column(column, likenesses[name], shares[name])
        for name, column in register.columns.items()
    }
    for name, column in register.columns.items():
        if column.typical and _holds_typical(column, place, rows):
            scores[name] = max(scores[name], TYPICAL_SCORE)
    is_known = EXACT in likenesses.values()
    if is_known and EXACT not in scores.values():
        # cells that contradict their heading are asked about, not read as something else
        return {name: min(score, DOUBTFUL_SCORE) for name, score in scores.items()}
    if read_heading_year(str(label.text)) and "year" in register.columns:
        # a table with a column per year: which figures they are stands elsewhere
        for name, column in register.columns.items():
            if column.kind == "number" and shares[name] and shares[name] >= MISFIT_SHARE:
                scores[name] = DOUBTFUL_SCORE
    return scores


def read_heading_year(heading: str) -> int | None:
    """The year that a heading is, such as 2023年 or 2023.0; None where it is more or less."""
    match = _YEAR_HEADING.fullmatch(fold(heading))
    return int(match[1]) if match else None


def _score_column(column: Column, likeness: float, share: float | None) -> float:
    """share: of the filled cells, those the column can take; None where no cell is filled."""
    if likeness == EXACT:
        misfits = share is not None and share < MISFIT_SHARE
        return DOUBTFUL_SCORE if misfits and column.kind in _HEADING_WEIGHTS else EXACT
    weight = _HEADING_WEIGHTS.get(column.kind, _NAMELESS_WEIGHT)
    if share is None:
        return likeness * _NAMELESS_WEIGHT
    if share < MISFIT_SHARE:
        return likeness * weight * MISFIT_SHARE
    if column.kind not in _HEADING_WEIGHTS:
        return likeness * weight
    return min(likeness * weight + share * (1 - weight), HIGHEST_GUESS)


def _measure_fit(column: Column, place: int, rows: list[list]) -> float:
    """Share of the first filled cells that the column can take; an id has figures, a name more."""
    if column.kind not in ("id", "text"):
        return fitting_share(_drop_bounds(column), place, rows)
    cells = [row[place] for row in rows if place < len(row) and not is_blank(row[place])]
    texts = [plain(cell) for cell in cells[:COMPARED_ROWS]]
    if column.kind == "id":
        return sum(any(sign.isdigit() for sign in text) for text in texts) / len(texts)
    return sum(any(sign.isalpha() for sign in text) for text in texts) / len(texts)


def _holds_typical(column: Column, place: int, rows: list[list]) -> bool:
    """Nearly all of the first filled cells hold a word typical of the column."""
    cells = [row[place] for row in rows if place < len(row) and not is_blank(row[place])]
    texts = [plain(cell) for cell in cells[:COMPARED_ROWS]]
    typical = sum(re.search(column.typical, text) is not None for text in texts)
    return bool(texts) and typical >= TYPICAL_SHARE * len(texts)


def _drop_bounds(column: Column) -> Column:
    """The column without bounds; a day may be a year, which is asked about later."""
    free = dataclasses.replace(column, min=None, max=None)
    return accept_years(free) if column.kind == "date" else free


def accept_years(column: Column) -> YearColumn:
    values = {part.name: getattr(column, part.name) for part in dataclasses.fields(column)}
    return YearColumn(**values)


def find_clearest(scores: dict[tuple[int, str], float]) -> tuple[int, str] | None:
    """The best pair that leads every other of its place and of its column; None without any."""
    for pair in sorted(scores, key=scores.get, reverse=True):
        place, column = pair
        if scores[pair] < LIKELY_SCORE:
            return None
        others = [s for p, s in scores.items() if p != pair and (p[0] == place or p[1] == column)]
        if scores[pair] - max(others, default=0) >= CLEAR_LEAD:
            return pair
    return None
