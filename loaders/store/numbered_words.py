"""A column as numbers of its distinct words: few bytes a row however long the words are."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa


@dataclass(frozen=True)
class NumberedWords:
    """A column: by row the number of its word, from 0, -1 where it is empty; the distinct words."""

    numbers: np.ndarray
    words: pd.Series

    def find_rows(self, is_wanted: np.ndarray, when_empty: bool = False) -> np.ndarray:
        """Which rows have a wanted word; is_wanted: by word; when_empty: of rows that have none."""
        return np.append(is_wanted, when_empty).astype(bool)[self.numbers]


def number_words(parts: Iterable[pa.DictionaryArray], rows: int) -> NumberedWords:
    """A column of so many rows; parts: in its order, each with the distinct words of its own."""
    numbers, first = np.empty(rows, dtype=np.int32), 0
    dictionaries = []
    for chunk in parts:
        own = chunk.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        numbers[first : first + len(own)] = own
        dictionaries.append((first, first + len(own), chunk.dictionary))
        first += len(own)
    encoded = pa.concat_arrays([words for *_, words in dictionaries]).dictionary_encode()
    renumbered, used = encoded.indices.to_numpy(zero_copy_only=False), 0
    for start, end, words in dictionaries:
        common = np.append(renumbered[used : used + len(words)], -1)
        numbers[start:end] = common[numbers[start:end]]
        used += len(words)
    return NumberedWords(numbers, encoded.dictionary.to_pandas(date_as_object=False))
