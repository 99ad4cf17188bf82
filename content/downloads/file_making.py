"""Files under way: each is made once however many ask, and only while somebody waits for it."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from briefings.stored_content import Content
from content.bounded_cache import BoundedCache

# What is kept ready for readers who ask again: all formats of a dozen charts, or three packs
MAX_CACHED_BYTES = 64 << 20


class Key(NamedTuple):
    """What a file is known by: digest of what it shows, format, language of its words.

    asked: digest of the address that it is rebuilt from, which may say what the mark does not stand
    for; "" of what a page keeps.
    """

    mark: str
    name: str
    language: str
    asked: str = ""


class QueueFull(Exception):
    """More files wait to be made than the queue takes."""


@dataclass(frozen=True)
class MadeFile:
    """A file, the name it is saved under, and of what kind it is."""

    name: str
    content: Content
    media_type: str


class FileCache(BoundedCache[Key, MadeFile]):
    """Files lately made, bounded by the bytes of their contents."""

    def __init__(self, max_bytes: int = MAX_CACHED_BYTES):
        super().__init__(max_bytes, lambda file: len(file.content))


@dataclass(eq=False)
class Making:
    """One file under way, how many readers wait for it, and how far it is.

    share: from 0 to 1; sentence: what is being made, "" until it says so.
    """

    readers: int = 0
    share: float = 0.0
    sentence: str = ""
    future: Future[MadeFile] = field(init=False)
    nobody_waits: Callable[[], bool] = field(init=False)

    def report(self, share: float, sentence: str) -> None:
        """Say how far it is."""
        self.share, self.sentence = share, sentence


# Makes a file, asking now and then whether nobody waits for it any more; Cancelled if so
Make = Callable[[Making], MadeFile]


class FileQueue:
    """Files that wait for one of a few threads, and those being made.

    A reader joins the making of a file and leaves it with the file or without. A making that the
    last reader left is dropped if it has not begun; one that has begun is asked to stop.
    """

    def __init__(self, threads: int, max_waiting: int, retry_after_s: int, cache: FileCache):
        self.max_waiting, self.retry_after_s, self.cache = max_waiting, retry_after_s, cache
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="file")
        self._under_way: dict[Key, Making] = {}
        self._lock = threading.RLock()  # a future that is over calls back at once, in this thread

    def join(self, key: Key, make: Make) -> Making:
        """Wait with others for a file; the first one starts its making. Raises QueueFull."""
        with self._lock:
            making = self._under_way.get(key)
            if making is None:
                waiting = [m for m in self._under_way.values() if not m.future.running()]
                if len(waiting) >= self.max_waiting:
                    raise QueueFull
                making = self._under_way[key] = Making()
                making.nobody_waits = partial(self._drop, key, making)
                making.future = self._threads.submit(make, making)
                making.future.add_done_callback(lambda _: self._end(key, making))
            making.readers += 1
            return making

    def leave(self, making: Making) -> None:
        """Wait no longer."""
        with self._lock:
            making.readers -= 1
            if not making.readers:
                making.future.cancel()

    def close(self) -> None:
        """Drop all that waits and ask what has begun to stop: the server ends."""
        with self._lock:
            for making in list(self._under_way.values()):
                making.readers = 0
                making.future.cancel()

    def _drop(self, key: Key, making: Making) -> bool:
        """Whether nobody waits; nobody can join from then on, for the making is about to stop."""
        with self._lock:
            if making.readers > 0:
                return False
            self._forget(key, making)
            return True

    def _end(self, key: Key, making: Making) -> None:
        with self._lock:
            self._forget(key, making)
        if not making.future.cancelled() and making.future.exception() is None:
            self.cache.put(key, making.future.result())

    def _forget(self, key: Key, making: Making) -> None:
        if self._under_way.get(key) is making:
            del self._under_way[key]
