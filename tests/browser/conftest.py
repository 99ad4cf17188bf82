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
    # the pages of a context share one process while one of them stands: starting another and
    # compiling our scripts in it anew is half of what a page costs
    "--renderer-process-limit=1",
]


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_server(tables: Path, port: int, draws: bool = False) -> subprocess.Popen:
    """A dashboard that shows the tables and listens at the port; nothing asked of it yet.

    draws: whether it may start a browser of its own to draw pictures for files, as it tries to do
    a while after its start.
    """
    environment = {**os.environ, "TABLES_DIR": str(tables), "PREPARE_SCOPES": "0"}
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    server = subprocess.Popen(
        [*command, "--server.port", str(port)],
        cwd=ROOT,
        env=environment if draws else {**environment, "BROWSER_PATH": "/nowhere"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while True:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        assert time.monotonic() < deadline and server.poll() is None, "server did not start"
        time.sleep(0.1)


@contextmanager
def serving(tables: Path, draws: bool = False):
    """The address of a freshly started dashboard, as `start_server` starts it."""
    port = free_port()
    server = start_server(tables, port, draws)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(60)


@pytest.fixture(scope="session")
def dashboard(sample_tables):
    """A dashboard showing the sample, for tests that do not care who asked before."""
    with serving(sample_tables, draws=True) as address:
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


def list_outside(requests: list[str], address: str) -> list[str]:
    """Requests that left this machine's server."""
    near = (address, address.replace("http", "ws"), "data:", "blob:")
    return [url for url in requests if not url.startswith(near)]


def open_context(chromium, **options):
    """A browser that has never been anywhere: no file of ours is in its memory yet."""
    return chromium.new_context(locale="zh-CN", **options)


class Visit:
    """A page in Chromium with all it complained about."""

    def __init__(self, context, size: tuple[int, int] = (1280, 800)):
        self.context, self.page = context, context.new_page()
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.complaints = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.popups = []
        self.page.on("popup", lambda page: self.popups.append(page))

    def close(self) -> None:
        """Leave: the page is closed, and what it opened beside itself."""
        for page in (self.page, *self.popups):
            page.close()

    def _heard(self, message) -> None:
        # Streamlit probes <page>/_stcore/* before its own root answers: a harmless local 404
        probe = "_stcore" in message.location.get("url", "")
        if message.type == "error" and not probe:
            self.complaints.append(f"{message.text} {message.location}")

    def record_requests(self) -> list[str]:
        """The addresses that the page asks for from now on, growing; only a test that reads them
        pays for hearing of each."""
        addresses: list[str] = []
        self.page.on("request", lambda request: addresses.append(request.url))
        return addresses

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


@pytest.fixture(scope="session")
def browser_context(chromium):
    """One browser for all visitors that need no cold one: it fetches and compiles scripts once.

    An empty page stays in it, so that what draws its pages lives on when a visitor leaves.
    """
    context = open_context(chromium)
    context.new_page()
    yield context
    context.close()


@pytest.fixture
def visit(browser_context):
    """A new visitor, of whom nothing is known; the browser has our files in its memory."""
    browser_context.set_storage_state({"cookies": [], "origins": []})
    visitor = Visit(browser_context)
    yield visitor
    visitor.close()
    browser_context.clear_permissions()
    browser_context.set_offline(False)


@pytest.fixture
def cold_visit(chromium):
    """A new visitor in a browser that has never been here."""
    context = open_context(chromium)
    yield Visit(context)
    context.close()
