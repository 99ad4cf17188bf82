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
    errno.EIO: "disk_error",
    errno.ELOOP: "link_loop",
    errno.EMFILE: "too_many_open",
    errno.ENFILE: "too_many_open",
    errno.ESTALE: "lost_network_disk",
}


class BuildFailed(Exception):
    """A build that could not be finished; the sentence says why."""


def is_disk_full(failure: OSError) -> bool:
    """Whether the machine has no room for what is written, which no file read is to blame for."""
    return failure.errno in (errno.ENOSPC, errno.EDQUOT)


def failure_sentence(failure: BaseException) -> str:
    """What went wrong, and with which file.

    >>> failure_sentence(OSError(28, "No space left on device", "a.parquet"))
    '磁盘已满（a.parquet）'
    """
    if isinstance(failure, MemoryError):
        return words()("terminal.no_memory")
    if isinstance(failure, OSError):
        reason = failure_reason(failure)
        if failure.filename:
            reason += words()("terminal.place", path=failure.filename)
        return reason
    return str(failure).rstrip("。")


def failure_reason(failure: OSError) -> str:
    """What went wrong, in Chinese and without the path: for readers of pages.

    >>> failure_reason(OSError(5, "Input/output error", "/data/tables/CURRENT.json"))
    '磁盘读写出错'
    """
    if failure.errno in _SENTENCES:
        return words()(f"terminal.{_SENTENCES[failure.errno]}")
    if failure.errno is None:
        return words()("terminal.read_or_write")
    return words()("terminal.system_error", number=failure.errno)
