"""Results of observation tables kept for whoever asks again while the same table is at hand."""

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

import pandas as pd

Result = TypeVar("Result")


class KeptResults:
    """Results by table and key, of the tables lately asked for.

    A table is known by its identity, as frames that many share are never edited; so are the
    results. A page asks the four tables of its scope for the same sums two or three times each.
    """

    def __init__(self, most_tables: int):
        self._most = most_tables
        self._tables: OrderedDict[int, tuple[weakref.ref, dict[Hashable, object]]]
        self._tables = OrderedDict()
        self._lock = threading.Lock()

    def get(self, table: pd.DataFrame, key: Hashable, compute: Callable[[], Result]) -> Result:
        """The result of a table under a key, computed where it is not kept."""
        results = self._results_of(table)
        if key not in results:
            results[key] = compute()
        return results[key]

    def _results_of(self, table: pd.DataFrame) -> dict[Hashable, object]:
        with self._lock:
            kept = self._tables.get(id(table))
            if kept is None or kept[0]() is not table:  # of a table that is no more
                kept = self._tables[id(table)] = (weakref.ref(table), {})
            self._tables.move_to_end(id(table))
            if len(self._tables) > self._most:
                self._tables.popitem(last=False)
            return kept[1]
