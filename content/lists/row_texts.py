"""Which rows of a register have a text in their number, their title or their laboratory."""

import functools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from content.lists.register_lists import RegisterList
from content.query_words import find_every_word, split_query
from content.view import View
from loaders.cells.standard_numbers import StandardNumber, parse_standard_number, squeeze


@dataclass(frozen=True)
class Wanted:
    """A text that is looked for, as it is compared with cells.

    bare: as a number without blanks and the marks that people type otherwise, "" where it has no
    figure. number: the canonical standard number that it is, or "". labs: the numbers of the
    laboratories that have it in their name or number.
    """

    text: str
    bare: str
    number: str
    labs: tuple[str, ...]


def find_query(view: View, listing: RegisterList, text: str) -> np.ndarray:
    """Which rows of the register have the text, or all of its words; letter case is set aside."""
    words = split_query(text)
    wanted = {word: _prepare(view, word) for word in (text, *words)}
    answers = []
    columns = [listing.number, listing.title, "lab_id"]
    for rows in view.published.registers.read_parts(listing.register, columns):
        bare_numbers = None
        if any(word.bare for word in wanted.values()):
            bare_numbers = _strip_marks(rows[listing.number])
        find = functools.partial(_find_text, listing, rows, bare_numbers)
        answer = find(wanted[text])
        if len(words) > 1:
            answer |= find_every_word(text, lambda word, find=find: find(wanted[word]))
        answers.append(answer)
    return np.concatenate(answers)


def _prepare(view: View, text: str) -> Wanted:
    labs, bare = view.published.registers["labs"], squeeze(text).replace("/", "")
    has_text = _contains(labs["lab_name"], text) | _contains(labs["lab_id"], text)
    return Wanted(
        text=text,
        bare=bare if any(sign.isdigit() for sign in bare) else "",
        number=find_number(text),
        labs=tuple(labs.loc[has_text, "lab_id"]),
    )


def _find_text(
    listing: RegisterList, rows: pd.DataFrame, bare_numbers: pd.Series | None, wanted: Wanted
) -> np.ndarray:
    """Which rows have a text; bare_numbers: those of the rows without blanks and slashes."""
    inside = _contains(rows[listing.title], wanted.text)
    inside = inside | _contains(rows[listing.number], wanted.text)
    inside = inside | rows["lab_id"].isin(wanted.labs).to_numpy(bool)
    if wanted.bare:
        inside |= _contains(bare_numbers, wanted.bare)
    if wanted.number:  # may be written in other signs
        inside |= rows[listing.number].eq(wanted.number).to_numpy(bool)
    return inside


def _strip_marks(numbers: pd.Series) -> pd.Series:
    return numbers.str.replace(" ", "", regex=False).str.replace("/", "", regex=False)


def _contains(cells: pd.Series, text: str) -> np.ndarray:
    return cells.str.contains(text, case=False, regex=False, na=False).to_numpy(bool)


@functools.lru_cache(maxsize=256)
def find_number(text: str) -> str:
    """The standard number that a text is, in canonical form; "" where it is none."""
    number = parse_standard_number(text)
    return str(number) if isinstance(number, StandardNumber) else ""
