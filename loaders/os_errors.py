"""Failures of the machine, not of the registers, as Chinese sentences."""

import errno

from catalog.definitions import words

_WORDS = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "quota",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EROFS: "read_only",
    errno.EEXIST: "exists",
    errno.ENOTDIR: "not_a_folder",
    errno.EISDIR: "a_folder",
    errno.ENOENT: "not_found",
    errno.ENAMETOOLONG: "name_too_long",
    errno.EFBIG: "size_limit",
}


class BuildFailed(Exception):
    """A build that could not be finished; the sentence says why."""


def named(failure: BaseException) -> str:
    """What went wrong, and with which file.

    >>> named(OSError(28, "No space left on device", "a.parquet"))
    '磁盘已满（a.parquet）'
    """
    if isinstance(failure, MemoryError):
        return words()("terminal.no_memory")
    if isinstance(failure, OSError):
        known = _WORDS.get(failure.errno)
        what = words()(f"terminal.{known}") if known else failure.strerror or type(failure).__name__
        place = words()("terminal.place", path=failure.filename) if failure.filename else ""
        return f"{what}{place}"
    return str(failure).rstrip("。")
