"""The ranks of the words of a long column, sorted part by part with the help of the disk.

Of a register of five million titles each may differ; together they take hundreds of megabytes. So
the words of every part are cut at the same bounds and stored, and then ranked between two bounds
at a time.
"""

import bisect
import tempfile
from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SAMPLE = 500  # of so many words of a part one may be a bound
WORDS_AT_ONCE = 200_000  # ranked together, about

Parts = Callable[[], Iterator[pa.DictionaryArray]]


def rank_words(read_parts: Parts, rows: int) -> np.ndarray:
    """The rank of each row's word among all words, from 0, equal ones together; -1 without a word.

    read_parts: the column part by part, in its order, each with the distinct words of its own.
    """
    bounds = _choose_bounds(read_parts)
    numbers, first = np.empty(rows, dtype=np.int32), 0
    starts = [0]  # of each part's words among those of all parts
    cuts = []
    with tempfile.TemporaryFile() as file:
        with pa.ipc.new_file(file, pa.schema({"word": pa.string()})) as writer:
            for part in read_parts():
                order = pc.sort_indices(part.dictionary)
                words = part.dictionary.take(order)
                places = np.empty(len(words) + 1, dtype=np.int32)
                places[order.to_numpy()] = np.arange(len(words)) + starts[-1]
                places[-1] = -1
                own = part.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)
                numbers[first : first + len(own)] = places[own]
                first += len(own)
                ends = [bisect.bisect_left(_Words(words), bound) for bound in bounds]
                cuts.append([0, *ends, len(words)])
                for start, end in zip(cuts[-1], cuts[-1][1:], strict=False):
                    writer.write_batch(pa.record_batch({"word": words[start:end]}))
                starts.append(starts[-1] + len(words))
        ranks = _rank_stored(pa.ipc.open_file(file), starts, cuts)
    return ranks[numbers]


def _choose_bounds(read_parts: Parts) -> list[str]:
    """Words, in order, between two of which lie about WORDS_AT_ONCE of all parts' words."""
    samples, count = [], 0
    for part in read_parts():
        samples += part.dictionary[::SAMPLE].to_pylist()
        count += len(part.dictionary)
    buckets = count // WORDS_AT_ONCE + 1
    samples = sorted(samples)
    return sorted({samples[len(samples) * n // buckets] for n in range(1, buckets)})


class _Words:
    """Arrow words as a sequence of Python's, each made when it is asked for."""

    def __init__(self, words: pa.StringArray):
        self._words = words

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, place: int) -> str:
        return self._words[place].as_py()


def _rank_stored(
    reader: pa.ipc.RecordBatchFileReader, starts: list[int], cuts: list[list[int]]
) -> np.ndarray:
    """The rank of each word of each part, at its place among those of all parts; at the end -1.

    reader: the words of every part between each two bounds; cuts: where these begin and end.
    """
    ranks, lower = np.full(starts[-1] + 1, -1, dtype=np.int32), 0
    buckets = len(cuts[0]) - 1 if cuts else 0
    for bucket in range(buckets):
        words = pa.chunked_array(
            [reader.get_batch(part * buckets + bucket).column(0) for part in range(len(cuts))]
        )
        if not len(words):
            continue
        own = pc.rank(words, tiebreaker="dense").to_numpy().astype(np.int32) + (lower - 1)
        done = 0
        for start, cut in zip(starts, cuts, strict=False):
            size = cut[bucket + 1] - cut[bucket]
            ranks[start + cut[bucket] : start + cut[bucket] + size] = own[done : done + size]
            done += size
        lower = int(own.max()) + 1
    return ranks
