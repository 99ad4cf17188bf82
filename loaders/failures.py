"""Failures of the machine, not of the registers, as Chinese sentences."""

import errno

_WORDS = {
    errno.ENOSPC: "磁盘已满", errno.EDQUOT: "超出磁盘配额", errno.EACCES: "没有权限",
    errno.EPERM: "没有权限", errno.EROFS: "磁盘只读", errno.EEXIST: "已有同名文件",
    errno.ENOTDIR: "上级不是文件夹", errno.EISDIR: "是文件夹", errno.ENOENT: "找不到",
}  # fmt: skip


class BuildFailed(Exception):  # noqa: N818 - a verdict in the subject's own words
    """A build that could not be finished; the sentence says why."""


def named(failure: BaseException) -> str:
    """What went wrong, and with which file.

    >>> named(OSError(28, "No space left on device", "a.parquet"))
    '磁盘已满（a.parquet）'
    """
    if isinstance(failure, MemoryError):
        return "内存不足"
    if isinstance(failure, OSError):
        place = f"（{failure.filename}）" if failure.filename else ""
        words = _WORDS.get(failure.errno) or failure.strerror or type(failure).__name__
        return f"{words}{place}"
    return str(failure).rstrip("。")
