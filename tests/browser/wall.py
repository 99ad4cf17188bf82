"""A wall in Chromium: a server that can be killed, and what every test of the wall asks."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

from .conftest import ROOT, Visit, free_port

SIZES = [(1920, 1080), (3840, 2160), (5120, 1440), (1366, 768), (1080, 1920)]
SCENES = ("goals", "closing", "path", "map", "domains", "breakthroughs", "standards", "lifecycle",
          "month")  # fmt: skip


class Server:
    """A dashboard on one port, started and killed as often as a test likes."""

    def __init__(self, tables: Path):
        self.tables, self.port, self.running = tables, free_port(), None
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port"]
        # a wall makes no files: without a drawing browser its server starts none of its own
        environment = {**os.environ, "TABLES_DIR": str(self.tables), "BROWSER_PATH": "/nowhere"}
        self.running = subprocess.Popen(
            [*command, str(self.port)], cwd=ROOT, env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while True:
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert time.monotonic() < deadline and self.running.poll() is None
            time.sleep(0.1)

    def kill(self) -> None:
        """As a fault would: no farewell."""
        self.running.send_signal(signal.SIGKILL)
        self.running.wait(20)


@contextmanager
def killable(tables: Path):
    """A server that is gone when the test is over, however it went."""
    server = Server(tables)
    server.start()
    try:
        yield server
    finally:
        if server.running.poll() is None:
            server.kill()


def opened(chromium, address: str, query: str = "", size=(1920, 1080)) -> Visit:
    """A wall with every scene drawn."""
    visit = Visit(chromium, size)
    visit.page.goto(f"{address}/wall?{query}")
    visit.page.wait_for_selector(".wall[data-drawn]", timeout=60_000)
    return visit


def drawn_edition(page) -> str:
    return page.locator(".wall").get_attribute("data-drawn")


def local_only(visit: Visit, address: str) -> list[str]:
    """Requests that left this machine's server."""
    near = (address, address.replace("http", "ws"), "data:", "blob:")
    return [url for url in visit.requests if not url.startswith(near)]
