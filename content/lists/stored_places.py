"""The places of the rows of a list in their order: on disk where they are many, sorted in blocks.

An order of five million rows takes 20 MB. A page shows thirty of them, so that the others need no
memory, and the order before the next one is never looked at as a whole.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from threading import Lock

import numpy as np

BLOCK = 1 << 16  # places handled at a time
MEMORY_BYTES = 1 << 18  # of places that are kept in memory
DIGIT_BITS = 16  # of a rank, by which one round sorts: NumPy sorts so many the fastest
DIGITS = 1 << DIGIT_BITS
_PLACE = np.dtype(np.int32)


class StoredPlaces:
    """Places of rows in an order, in a temporary file without a name: the system removes it once
    nobody holds it.

    A slice of them is an array. Any number of readers may read at the same time.
    """

    def __init__(self, blocks: Iterable[np.ndarray]):
        self._lock = Lock()
        self._file = _new_file()
        for block in blocks:
            for first in range(0, len(block), BLOCK):
                self._file.write(np.ascontiguousarray(block[first : first + BLOCK], dtype=_PLACE))
        self._count = self._file.tell() // _PLACE.itemsize

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, rows: slice) -> np.ndarray:
        first, end, _ = rows.indices(len(self))
        with self._lock:
            self._file.seek(first * _PLACE.itemsize)
            stored = self._file.read(max(end - first, 0) * _PLACE.itemsize)
        return np.frombuffer(stored, dtype=_PLACE)

    @property
    def nbytes(self) -> int:
        """How many bytes all places take."""
        return len(self) * _PLACE.itemsize

    def read_blocks(self) -> Iterator[np.ndarray]:
        """The places in their order, BLOCK at a time."""
        for first in range(0, len(self), BLOCK):
            yield self[first : first + BLOCK]


def _new_file() -> tempfile.SpooledTemporaryFile:
    """A file to keep places in, in memory until they are many."""
    return tempfile.SpooledTemporaryFile(MEMORY_BYTES)


def narrow_places(places: StoredPlaces, is_chosen: np.ndarray) -> StoredPlaces:
    """The places of chosen rows as they stand; is_chosen: by place.

    >>> places = StoredPlaces([np.array([2, 0, 1])])
    >>> narrow_places(places, np.array([True, True, False]))[:].tolist()
    [0, 1]
    """
    return StoredPlaces(block[is_chosen[block]] for block in places.read_blocks())


def sort_places(places: StoredPlaces, ranks: np.ndarray) -> StoredPlaces:
    """The places in order of rank, equal ones as they stand; ranks: by place, from 0.

    >>> ranks = np.array([2, 70_000, 2, 1])
    >>> sort_places(StoredPlaces([np.arange(4)]), ranks)[:].tolist()
    [3, 0, 2, 1]
    """
    ordered = _sort_digits(places, lambda block: ranks[block].astype(np.uint16))  # the low bits
    if len(ranks) and ranks.max() >= DIGITS:
        ordered = _sort_digits(
            ordered, lambda block: (ranks[block] >> DIGIT_BITS).astype(np.uint16)
        )
    return ordered


def _sort_digits(
    places: StoredPlaces, read_digits: Callable[[np.ndarray], np.ndarray]
) -> StoredPlaces:
    """The places in order of a digit of each, equal ones as they stand."""
    starts = np.zeros(DIGITS, dtype=np.int64)
    for block in places.read_blocks():
        starts += np.bincount(read_digits(block), minlength=DIGITS)
    starts = np.cumsum(starts) - starts  # of each digit, then of what is left of it
    ordered = np.empty(len(places), dtype=_PLACE)
    for block in places.read_blocks():
        digits = read_digits(block)
        order, counts = np.argsort(digits, kind="stable"), np.bincount(digits, minlength=DIGITS)
        shifts = starts - (np.cumsum(counts) - counts)
        ordered[shifts[digits[order]] + np.arange(len(block))] = block[order]
        starts += counts
    return StoredPlaces([ordered])
