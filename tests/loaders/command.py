"""The loaders run as a program, as a shell or a timer runs them."""

import os
import subprocess
import sys

from catalog.definitions import ROOT

COMMAND = [sys.executable, "-m", "loaders"]
PLACE = ROOT.parent


def run(*arguments: object, seconds: int = 120, **environment: str) -> tuple[int, str, str]:
    """(exit status, stdout, stderr) of one command."""
    ended = subprocess.run(
        [*COMMAND, *(os.fsencode(str(word)) for word in arguments)], cwd=PLACE, timeout=seconds,
        capture_output=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip
    return ended.returncode, *(s.decode("utf-8", "backslashreplace")
                               for s in (ended.stdout, ended.stderr))  # fmt: skip


def started(*arguments: object, **options) -> subprocess.Popen:
    """A command under way; stdout and stderr are pipes unless the options say otherwise."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen([*COMMAND, *map(str, arguments)], cwd=PLACE, **pipes)
