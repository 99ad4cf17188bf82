"""Memory that a server which runs for months does not keep for itself.

The GNU C library keeps what was freed for later wants of the same thread, in an arena for each of
many threads; a page that is looked at runs in a new thread each second. Elsewhere (macOS, Windows,
musl) nothing is to be set, and nothing is done.
"""

import ctypes
import gc
import sys

# of mallopt, as in malloc.h
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_ARENAS, _LARGE = 2, 128 * 1024  # bytes from which a piece is the system's own and goes back to it


def limit_arenas() -> None:
    """Let this process share few arenas and give large pieces back at once; to be called early."""
    if settle := _library("mallopt"):
        for setting, value in (
            (_ARENA_MAX, _ARENAS),
            (_MMAP_THRESHOLD, _LARGE),
            (_TRIM_THRESHOLD, _LARGE),
        ):
            settle(setting, value)


def return_freed_memory(whole: bool = False) -> None:
    """Return freed memory to the system.

    whole: after an office file of many parts, which refer to each other in circles. Few objects of
    Python hold much memory of its XML, so that the collector would not come for long.
    """
    if whole:
        gc.collect()
    if trim := _library("malloc_trim"):
        trim(0)


def _library(name: str):
    """A function of the C library, None where it has none of that name."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
