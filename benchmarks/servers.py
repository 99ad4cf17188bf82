"""The three pages on free ports of this machine, ended by their own process ids."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent
REST_MS = 40  # of the processor, for what a server does while nobody asks


@dataclass(frozen=True)
class Server:
    """A running server and the address of its page."""

    process: subprocess.Popen
    address: str

    @property
    def host(self) -> str:
        """Its address and port ("127.0.0.1:8501")."""
        return urlsplit(self.address).netloc

    def cpu(self) -> float:
        """Milliseconds of processor time spent so far; NaN where the system does not tell."""
        try:
            stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8")
        except FileNotFoundError:
            return float("nan")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) * 1000 / os.sysconf("SC_CLK_TCK")

    def rest(self, seconds: float) -> None:
        """Return once it has done next to nothing for so long."""
        before = self.cpu()
        while True:
            time.sleep(seconds)
            now = self.cpu()
            if not now - before > REST_MS:  # NaN too
                return
            before = now


def free_port() -> int:
    """A port nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(port: int, path: str, *command: str, prepares: bool = False) -> Iterator[Server]:
    """A server started with `python command`, answering.

    prepares: whether it computes what is usual before it is asked; otherwise what is chosen first
    is computed when it is chosen.
    """
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        # what the first start compiles the next ones read, as where `make tables` has compiled it
        env={**os.environ, "PREPARE_SCOPES": str(int(prepares)), "PYTHONDONTWRITEBYTECODE": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        await_port(process, port)
        yield Server(process, f"http://127.0.0.1:{port}{path}")
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def await_port(process: subprocess.Popen, port: int) -> None:
    """Return once somebody listens on the port."""
    deadline = time.monotonic() + 60
    while True:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"did not start: {' '.join(map(str, process.args))}")
        time.sleep(0.1)


def ours(page: str = "layout", prepares: bool = False):
    """The dashboard and the address of a page; `make run` starts one that prepares."""
    port = str(free_port())
    return serving(
        int(port),
        f"/{page}",
        "-m",
        "streamlit",
        "run",
        "dashboard.py",
        "--server.port",
        port,
        "--server.address",
        "127.0.0.1",
        prepares=prepares,
    )


def in_dash(widths: dict[str, int], page: str = "layout"):
    """The same figures in Dash."""
    port = str(free_port())
    sizes = json.dumps(widths)
    command = ["-m", "benchmarks.dash_page", "--port", port, "--page", page, "--widths", sizes]
    return serving(int(port), "/", *command)


def static(folder: Path):
    """A folder of files."""
    port = str(free_port())
    return serving(
        int(port), "/", "-m", "http.server", port, "--bind", "127.0.0.1", "--directory", str(folder)
    )
