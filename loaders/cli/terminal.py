"""Chinese lines on the terminal, whatever encoding it claims and whether or not anybody reads."""

import io
import os
import sys
import tempfile
import traceback
from typing import TextIO

from catalog.definitions import words
from loaders.text import show_codes


def open_terminal() -> None:
    """Make both streams accept every character that we write.

    A stream whose encoding has no Chinese (LANG=C) gets UTF-8; characters that an encoding lacks,
    and bytes of file names that are no text, come out as escapes.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None where the shell closed it
            stream.reconfigure(encoding=_encoding(stream), errors="backslashreplace")


def _encoding(stream: TextIO) -> str:
    try:
        words()("terminal.command").encode(stream.encoding)
    except UnicodeEncodeError:
        return "utf-8"
    return stream.encoding


def say(line: str) -> None:
    """Write a line about what is going on to stdout."""
    _write(line, sys.stdout)


def warn(line: str) -> None:
    """Write a line about what is wrong to stderr."""
    _write(line, sys.stderr)


def _write(line: str, stream: TextIO | None) -> None:
    try:
        print(show_codes(line), file=stream, flush=True)
    except OSError:
        # the reader of the pipe is gone or the disk of the log is full: the work goes on and
        # its exit status tells how it ended
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def keep_details(failure: BaseException) -> str:
    """Keep the traceback of an unforeseen failure in a file for the maintainers; the file's path.

    Only this user can read the file, for details may quote an address. Where no file can be
    written, the failing line of the program is returned instead.
    """
    try:
        with tempfile.NamedTemporaryFile(
            "w",
            prefix="loaders-",
            suffix=".txt",
            delete=False,
            encoding="utf-8",
            errors="backslashreplace",
        ) as stream:
            stream.writelines(traceback.format_exception(failure))
            return stream.name
    except OSError:
        last = traceback.extract_tb(failure.__traceback__)[-1]
        return f"{last.filename}:{last.lineno}"
