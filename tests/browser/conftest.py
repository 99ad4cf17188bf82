"""A dashboard on a free port and headless Chromium, as a reader meets them."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent.parent
# the same engine; without the browser's own window a page costs a third less of the processor
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
# Chromium's own calls home are switched off, so that every request seen is the page's
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(tables: Path):
    """The address of a freshly started dashboard that shows the tables; nothing asked of it yet."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    server = subprocess.Popen(
        [*command, "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "TABLES_DIR": str(tables), "PREPARE_SCOPES": "0"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert time.monotonic() < deadline and server.poll() is None, "server did not start"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(60)


@pytest.fixture(scope="session")
def dashboard(sample_tables):
    """A dashboard showing the sample, for tests that do not care who asked before."""
    with serving(sample_tables) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "缺少 chromium：请运行 make test，它会通过 apt 安装"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


# two frames after a change of size: in the first the boxes are measured, in the second drawn again
# every place on the page as it was five looks ago: frames alone do not tell, for a board fits its
# tiles to their room step by step
SETTLE = """() => new Promise((done) => {
  let last = "", equal = 0;
  const look = () => {
    const nodes = document.querySelectorAll("[data-testid=stMain], .board, .board *");
    const places = [...nodes].map((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      return [x, y, width, height, node.scrollHeight];
    });
    const now = places.join(" ");
    equal = now === last ? equal + 1 : 0;
    last = now;
    if (equal < 5) setTimeout(look, 50);
    else done();
  };
  requestAnimationFrame(() => requestAnimationFrame(look));
})"""


class Visit:
    """A page in Chromium with all it asked for and complained about."""

    def __init__(self, chromium, size=(1280, 800), login: dict[str, str] | None = None):
        self.context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="zh-CN",
            accept_downloads=True,
            http_credentials=login,
        )
        self.page = self.context.new_page()
        self.requests, self.complaints = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message) -> None:
        # Streamlit probes <page>/_stcore/* before its own root answers: a harmless local 404
        probe = "_stcore" in message.location.get("url", "")
        if message.type == "error" and not probe:
            self.complaints.append(f"{message.text} {message.location}")

    def open(self, address: str):
        """Go there and wait until something final stands on the page."""
        self.page.goto(address)
        self.page.wait_for_selector("h1", timeout=30_000)
        return self.page

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window another size and wait until the page has found its place in it."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.evaluate(SETTLE)

    def drawn(self):
        """Wait until the board has drawn all it was given."""
        self.page.wait_for_selector(".board[data-drawn]:not([aria-busy])", timeout=30_000)
        return self.page

    def rested(self):
        """Wait until no run of the script is under way."""
        self.page.wait_for_selector("[data-test-script-state=notRunning]", timeout=30_000)
        return self.page


@pytest.fixture
def visit(chromium):
    """A new visitor."""
    visitor = Visit(chromium)
    yield visitor
    visitor.context.close()
