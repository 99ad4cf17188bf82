"""Values kept for whoever asks again, bounded by their bytes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class BoundedCache(Generic[Key, Value]):
    """Values lately asked for, shared by all threads; the longest unasked goes first.

    max_bytes: of all values together. measure_bytes: how many a value takes. A value is never None.
    """

    def __init__(self, max_bytes: int, measure_bytes: Callable[[Value], int]):
        self._max_bytes, self._measure_bytes = max_bytes, measure_bytes
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._sizes: dict[Key, int] = {}
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        """The value of a key, None where it is not kept (any more)."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Keep a value; one that is larger than the whole cache is not kept."""
        size = self._measure_bytes(value)
        if size > self._max_bytes:
            return
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            self._bytes += size - self._sizes.get(key, 0)
            self._sizes[key] = size
            while self._bytes > self._max_bytes:
                dropped, _ = self._values.popitem(last=False)
                self._bytes -= self._sizes.pop(dropped)
