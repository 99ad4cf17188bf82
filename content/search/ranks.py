"""How well texts answer a query: the same text, one that begins with it, one that holds it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from content.query_words import find_every_word, split_query

EXACT, PREFIX, INSIDE, MISSED = range(4)
_MARKS = re.compile(r"[\s()（）〔〕\[\]【】]")  # blanks and brackets, which people type otherwise


def fold_texts(texts: pd.Series) -> pd.Series:
    """Texts without letter case, empty ones as ""; those that come as categories stay so, empty
    ones without a text.

    >>> texts = pd.Series(["Ab", "aB", None, "cab"], dtype="category")
    >>> rank_texts(fold_texts(texts), "ab").tolist()
    [0, 0, 3, 2]
    """
    if isinstance(texts.dtype, pd.CategoricalDtype):
        numbers, words = pd.factorize(texts.cat.categories.str.lower())
        return pd.Series(pd.Categorical.from_codes(np.append(numbers, -1)[texts.cat.codes], words))
    return _read_texts(texts).str.lower()


def _read_texts(cells: pd.Series) -> pd.Series:
    """Cells as texts, empty ones as ""; what is text stays as it is kept, in Arrow where it is
    much."""
    texts = cells if cells.dtype == "str" else cells.astype("str")
    return texts.fillna("")


def fold_names(texts: pd.Series) -> pd.Series:
    """Names and document numbers without letter case, blanks and brackets.

    >>> fold_names(pd.Series(["示例函〔2022〕2号"])).tolist(), fold_name("示例函[2022] 2号")
    (['示例函20222号'], '示例函20222号')
    """
    return fold_texts(texts).str.replace(_MARKS, "", regex=True)


def fold_name(text: str) -> str:
    """A query as `fold_names` folds what it is compared with."""
    return _MARKS.sub("", text.lower())


def fold_numbers(numbers: pd.Series) -> pd.Series:
    """Canonical standard numbers in capitals without blanks and slashes: GBT for GB/T."""
    # published numbers hold no other blanks; a pattern would be tried row by row in Python
    capitals = _read_texts(numbers).str.upper()
    return capitals.str.replace(" ", "", regex=False).str.replace("/", "", regex=False)


def fold_number(number: str) -> str:
    """A number in one form as `fold_numbers` folds it."""
    return number.upper().replace(" ", "").replace("/", "")


def rank_texts(texts: pd.Series, wanted: str, inside: bool = True) -> np.ndarray:
    """EXACT, PREFIX, INSIDE or MISSED by row; all are missed by an empty query.

    texts: folded, none missing. inside: whether it counts that a text holds the query elsewhere
    than at its beginning.
    """
    if isinstance(texts.dtype, pd.CategoricalDtype):
        words = rank_texts(texts.cat.categories.to_series(), wanted, inside)
        return np.append(words, np.int8(MISSED))[texts.cat.codes]
    ranks = np.full(len(texts), MISSED, dtype=np.int8)
    if not wanted or texts.empty:
        return ranks
    if inside:
        places = np.flatnonzero(texts.str.contains(wanted, regex=False))
    else:
        places = np.flatnonzero(texts.str.startswith(wanted))
    answers = texts.iloc[places]  # few: none of the others begins with the query
    ranks[places] = INSIDE
    ranks[places[answers.str.startswith(wanted).to_numpy(bool)]] = PREFIX
    ranks[places[answers.eq(wanted).to_numpy(bool)]] = EXACT
    return ranks


def rank_query(
    text: str,
    rank: Callable[[str], np.ndarray],
    rank_word: Callable[[str], np.ndarray] | None = None,
) -> np.ndarray:
    """How well rows answer a query: as one text by `rank`; INSIDE where every word of it answers.

    rank_word: what a row answers to where several words are asked for; `rank` unless given.
    """
    ranks, answer = rank(text), rank_word or rank
    if len(split_query(text)) < 2:
        return ranks
    answers_all = find_every_word(text, lambda word: answer(word) < MISSED)
    return np.where(answers_all, np.minimum(ranks, INSIDE), ranks).astype(np.int8)


@dataclass(frozen=True)
class BestRows:
    """The best rows of those that answer: their places, the best first, how well they answer, and
    how many answer in all."""

    places: np.ndarray
    ranks: np.ndarray
    total: int

    @property
    def rank(self) -> int:
        """How well the first of them answers."""
        return int(self.ranks[0]) if self.total else MISSED


def pick_best(parts: Iterable[np.ndarray], most: int) -> BestRows:
    """The best rows, `most` at most, equal ones in their own order.

    parts: the ranks of all rows, part by part, of which no more than the best rows are kept.

    >>> parts = np.array([2, 3, 0], dtype=np.int8), np.array([1, 2], dtype=np.int8)
    >>> best = pick_best(parts, 3)
    >>> best.places.tolist(), best.ranks.tolist(), best.total
    ([2, 3, 0], [0, 1, 2], 4)
    """
    places, best = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int8)
    first, total = 0, 0
    for ranks in parts:
        total += int(np.count_nonzero(ranks < MISSED))
        for rank in (EXACT, PREFIX, INSIDE):
            answers = np.flatnonzero(ranks == rank)[:most]
            places = np.append(places, first + answers)
            best = np.append(best, ranks[answers])
        order = np.argsort(best, kind="stable")[:most]
        places, best = places[order], best[order]
        first += len(ranks)
    return BestRows(places, best, total)
