"""The most memory that a command and the processes it starts ever held, as the system counts."""

import os
import subprocess
import time
from pathlib import Path

PAUSE = 0.005


def peaks(command: list[str]) -> tuple[float, float]:
    """(MB of the command itself, MB of the largest process below it); Linux only.

    The kernel's own count of a child's peak includes its parent's, so the children are looked at;
    the last look counts, for a child is its parent until it begins its own program.
    """
    held: dict[int, float] = {}
    # what the first start compiles the next ones read, as where a package is installed
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environment, **quiet) as begun:
        while begun.poll() is None:
            for pid in (begun.pid, *_children(begun.pid)):
                held[pid] = _peak(pid) or held.get(pid, 0.0)
            time.sleep(PAUSE)
    own = held.pop(begun.pid, 0.0)
    return own, max(held.values(), default=0.0)


def held(pid: int) -> dict[int, float]:
    """MB of a process and of each below it now; a page that n share counts a nth for each (PSS)."""
    return {process_id: _proportion(process_id) for process_id in (pid, *_children(pid))}


def _children(pid: int) -> list[int]:
    """The processes below one; none below one that has ended."""
    tasks, children = Path(f"/proc/{pid}/task"), []
    try:
        threads = os.listdir(tasks)
    except OSError:
        return []
    for thread in threads:  # each knows its own only
        try:
            children += [int(child) for child in (tasks / thread / "children").read_text().split()]
        except OSError:  # it has ended
            continue
    return [*children, *(below for child in children for below in _children(child))]


def _peak(pid: int) -> float:
    """Megabytes; none for a process that has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    lines = dict(line.split(":", 1) for line in status.splitlines())
    return int(lines.get("VmHWM", "0 kB").split()[0]) / 1024


def _proportion(pid: int) -> float:
    """Megabytes; none for a process that has ended."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    lines = dict(line.split(":", 1) for line in rollup.splitlines()[1:])
    return int(lines.get("Pss", "0 kB").split()[0]) / 1024
