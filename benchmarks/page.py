"""From a click on a filter to the last figure repainted: a static page, Dash and the dashboard.

    python -m benchmarks.page --rounds 12 --pages layout overview

Four pages of the dashboard, one after another; for each the other two show the same figures.
Tabs of one Chromium make the same clicks in turn, in an order shuffled every round, and are checked
for what they painted. Every choice is made twice: new to the servers, then known to them. The
dashboard is measured with nothing prepared and, as `make run` starts it, after a pause in which it
prepares what the next press may ask for.
The clock starts when the button is let go; in all three it is held down for 80 ms, about as long as
a hand does. A click of a machine has no such pause (--press 0).
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain, islice
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks import servers, static_page
from benchmarks.figures import PAGES, Page, walks
from benchmarks.report import HEAD, Click, row, table, verdict
from benchmarks.tab import Tab

# Chromium's own calls home are switched off, so that nothing else uses the line
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
WARM = 3
USUAL_S = 6.0  # longer than a server waits before it prepares the usual scopes


def main() -> int:
    """Measure, print the table of each page; 1 where the dashboard is not faster than Dash."""
    arguments = parsed()
    below = []
    before, begun = os.getloadavg()[0], time.monotonic()
    with tempfile.TemporaryDirectory() as folder, browsing() as context:
        publish(Path(folder) / "tables")
        print(row(HEAD), row(["---", "---", "---"] + ["---:"] * (len(HEAD) - 3)), sep="\n")
        for name in arguments.pages:
            page, chance = PAGES[name], random.Random(arguments.seed)
            ways = collect_ways(page, arguments.rounds)
            with opened(context, page, ways, Path(folder) / name) as tabs:
                for tab in tabs:
                    tab.press_ms = arguments.press
                clicks = measured(tabs, ways, arguments.rounds, chance)
            print(table(page.title, clicks), flush=True)
            below.append(verdict(clicks))
    print(
        f"\n{arguments.rounds} 轮 × 2，处理器 {os.cpu_count()} 个，"
        f"负载 {before:.1f} → {os.getloadavg()[0]:.1f}，{time.monotonic() - begun:.0f} 秒"
    )
    return 0 if all(below) else 1


def collect_ways(page: Page, rounds: int) -> list:
    """One way to warm up, and as many as have these clicks together."""
    ways, clicks = [], 0
    for way in walks(page):
        ways.append(way)
        clicks += len(way) - 1 if len(ways) > 1 else 0
        if clicks >= rounds:
            return ways
    raise RuntimeError(f"{page.title}: only {clicks} clicks that change something")


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=list(PAGES))
    parser.add_argument("--rounds", type=int, default=12, help="clicks per page and pass, 2 to 60")
    parser.add_argument(
        "--press", type=int, default=80, metavar="MS", help="for how long a button is held down"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the shuffled order")
    arguments = parser.parse_args()
    if not 2 <= arguments.rounds <= 60:
        parser.error("--rounds must lie between 2 and 60")
    return arguments


def publish(tables: Path) -> None:
    """The sample registers as tables, for all servers and for this process."""
    command = [sys.executable, "-m", "loaders", "build", "--source", "data/sample"]
    subprocess.run(
        [*command, "--out", str(tables)], cwd=servers.ROOT, check=True, stdout=subprocess.DEVNULL
    )
    os.environ["TABLES_DIR"] = str(tables)


def find_chromium() -> str:
    """The program of the installed browser."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if not executable:
        raise RuntimeError("no chromium: tests/system-packages.sh installs it")
    return executable


@contextmanager
def browsing() -> Iterator:
    """A headless Chromium with a desk's screen."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        try:
            yield chromium.new_context(viewport={"width": 1600, "height": 1000}, locale="zh-CN")
        finally:
            chromium.close()


@contextmanager
def opened(context, page: Page, ways: list, folder: Path) -> Iterator[list[Tab]]:
    """A tab for each way to show the page; others draw in the sizes found in the dashboard."""
    with ExitStack() as stack:
        ours = Tab(context, "ours", page, stack.enter_context(servers.ours(page.name)))
        stack.callback(ours.page.close)
        ours.open("")
        widths = ours.widths()
        static_page.write(folder, page, ways, widths)
        static = Tab(context, "static", page, stack.enter_context(servers.static(folder)))
        stack.callback(static.page.close)
        dash = Tab(context, "dash", page, stack.enter_context(servers.in_dash(widths, page.name)))
        stack.callback(dash.page.close)
        ready = Tab(context, "prepared", page, stack.enter_context(servers.ours(page.name, True)))
        stack.callback(ready.page.close)
        ready.open("")
        ready.server.rest(USUAL_S)
        yield [static, dash, ours, ready]


def measured(tabs: list[Tab], ways: list, rounds: int, chance: random.Random) -> list[Click]:
    """Warm up, then walk twice through the same choices."""
    first, *others = ways
    visit(tabs, first[: WARM + 1], chance)
    clicks = []
    for known in (False, True):
        left = rounds
        if known:  # what was prepared is then no other than what was asked for before
            tabs = [tab for tab in tabs if tab.name != "prepared"]
        for way in others:
            part = list(islice(way, left + 1))
            repaints = visit(tabs, part, chance)
            clicks += [Click(known, at, *repaint) for at, repaint in repaints]
            left -= len(part) - 1
    return clicks


def visit(tabs: list[Tab], way: list, chance: random.Random) -> list[tuple]:
    """Open all tabs at the beginning of a way and click along it in turn."""
    start = way[0][1]
    for tab in tabs:
        tab.open(start.domain)
    order = [chance.sample(tabs, len(tabs)) for _ in way[1:]]
    return list(
        chain.from_iterable(
            [(chosen, (tab.name, tab.click(region, chosen))) for tab in turn]
            for (region, chosen), turn in zip(way[1:], order, strict=True)
        )
    )


if __name__ == "__main__":
    sys.exit(main())
