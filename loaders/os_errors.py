"""Failures of the machine, not of the registers, as Chinese sentences."""

import errno

from catalog.definitions import words

_SENTENCES = {
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


def failure_sentence(failure: BaseException) -> str:
    """What went wrong, and with which file.

    >>> failure_sentence(OSError(28, "No space left on device", "a.parquet"))
    '磁盘已满（a.parquet）'
    """
    if isinstance(failure, MemoryError):
        return words()("terminal.no_memory")
    if isinstance(failure, OSError):
        reason = failure.strerror or type(failure).__name__
        if failure.errno in _SENTENCES:
            reason = words()(f"terminal.{_SENTENCES[failure.errno]}")
        if failure.filename:
            reason += words()("terminal.place", path=failure.filename)
        return reason
    return str(failure).rstrip("。")
