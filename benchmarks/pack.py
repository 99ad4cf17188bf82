"""A pack of forty charts, made by the real server for a reader who clicks: memory and seconds.

Counted are the server and the drawing browser below it, each page of memory once (PSS), twice a
second. The reader's own browser is not: it runs on another machine.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote, urlencode

from playwright.sync_api import Page

from benchmarks import servers
from benchmarks.memory import held
from benchmarks.page import browsing, publish
from catalog.clock import today
from catalog.definitions import catalog, words
from content.chapters import CHAPTERS, chapter
from content.view import View
from loaders.store.published import open_published
from measures.scope import Scope

CHARTS, BOUND = 40, 600  # a pack's charts; MB that it may take with server and browser
EVERY = 0.5  # seconds between two looks: reading PSS takes processor time itself
LONGEST = 600  # seconds until a pack must be made
HEAD = ("", "服务器 MB", "绘图浏览器 MB", "合计 MB")


class Watched(threading.Thread):
    """A server under the eye until `over`: peak holds (server, browser) in MB at their worst sum.

    at: what was being made then, as the page's progress said.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.saying, self.at = pid, (0.0, 0.0), "", ""
        self.over = threading.Event()

    def run(self) -> None:
        """Look until told that it is over."""
        while not self.over.wait(EVERY):
            now = both(self.pid)
            if sum(now) > sum(self.peak):
                self.peak, self.at = now, self.saying


def main() -> int:
    """Measure and print; 1 where a pack takes more than it may."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--charts", type=int, default=CHARTS)
    parser.add_argument("--tables", help="published already; without it the sample is published")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.tables:
            os.environ["TABLES_DIR"] = asked.tables
        else:
            publish(Path(folder) / "tables")
        query = urlencode([("part", part) for part in parts(asked.charts)], quote_via=quote)
        with servers.ours() as server, browsing() as context:
            pid, page = server.process.pid, context.new_page()
            rows = [("启动后", both(pid), "")]
            page.goto(server.address.replace("/layout", f"/briefing?{query}"))
            page.wait_for_selector(".board[data-drawn]:not([aria-busy])", timeout=60_000)
            rows.append(("打开简报页", both(pid), ""))
            rows.append(packed(page, pid))
    print(f"{asked.charts} 张图，处理器 {os.cpu_count()} 个，负载 {os.getloadavg()[0]:.1f}\n")
    print(table(rows))
    return 0 if max(sum(memory) for _, memory, _ in rows) <= BOUND else 1


def parts(count: int) -> list[str]:
    """Charts as the page's address names them: the last, with the maps at the end."""
    published = open_published(Path(os.environ["TABLES_DIR"]))
    scope = Scope(start=catalog().guideline_day.year, end=published.as_of.year)
    view = View(published, catalog(), scope, words(), today())
    charts = [
        (name, item) for name in CHAPTERS for item in chapter(view, name) if item.kind == "chart"
    ]
    if len(charts) < count:
        raise ValueError(f"the sample shows {len(charts)} charts only")
    charts.sort(key=lambda chart: chart[1].parts[0].kind == "map")
    return [f"{name}/{item.id}" for name, item in charts[-count:]]


def packed(page: Page, pid: int) -> tuple[str, tuple[float, float], str]:
    """One pack, from the click until it can be taken; its row of the table."""
    t, begun, watched = words(), time.monotonic(), Watched(pid)
    watched.start()
    page.get_by_role("button", name=t("briefing.pack"), exact=True).click()
    finished = page.get_by_role("button", name=".zip")
    bar = page.get_by_role("progressbar")
    progress = page.locator(".st-key-pack_state [data-testid=stProgress] p")
    bar.wait_for(timeout=30_000)
    while bar.count() or not finished.count():
        if time.monotonic() - begun > LONGEST:
            raise RuntimeError("no pack was made")
        # what stands there may be gone before it is read
        watched.saying = next(iter(progress.all_inner_texts()), watched.saying)
        page.wait_for_timeout(500)
    watched.over.set()
    watched.join()
    took = time.monotonic() - begun
    return f"简报包，{took:.0f} 秒", watched.peak, watched.at


def both(pid: int) -> tuple[float, float]:
    """MB of the server itself and of all that it started."""
    each = held(pid)
    own = each.pop(pid, 0.0)
    return own, sum(each.values())


def table(rows: list[tuple[str, tuple[float, float], str]]) -> str:
    """A row per moment, and under it what was being made at the worst of each."""
    lines = [HEAD, ("---", *["---:"] * (len(HEAD) - 1))]
    lines += [
        (name, *(f"{part:.0f}" for part in (*memory, sum(memory)))) for name, memory, _ in rows
    ]
    moments = [f"{name}最高时：{at}" for name, _, at in rows if at]
    return "\n".join([*(f"| {' | '.join(line)} |" for line in lines), "", *moments])


if __name__ == "__main__":
    sys.exit(main())
