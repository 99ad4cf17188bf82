"""A wall in Chromium: a server that can be killed, and what every test of the wall asks."""

import signal
from contextlib import contextmanager
from pathlib import Path

from .conftest import Visit, free_port, start_server

LAND, TALL = (1920, 1080), (1080, 1920)
SIZES = [LAND, (3840, 2160), (5120, 1440), (1366, 768), TALL]
SCENES = ("goals", "closing", "path", "map", "domains", "breakthroughs", "standards", "lifecycle",
          "month")  # fmt: skip


class Server:
    """A dashboard on one port, started and killed as often as a test likes."""

    def __init__(self, tables: Path):
        self.tables, self.port, self.running = tables, free_port(), None
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.running = start_server(self.tables, self.port)

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


def open_wall(visit: Visit, address: str, query: str = "", size=LAND):
    """The page of a wall on a screen of that size, with every scene drawn."""
    visit.page.set_viewport_size({"width": size[0], "height": size[1]})
    visit.page.goto(f"{address}/wall?{query}")
    visit.page.wait_for_selector(".wall[data-drawn]", timeout=60_000)
    return visit.page


def drawn_edition(page) -> str:
    return page.locator(".wall").get_attribute("data-drawn")
