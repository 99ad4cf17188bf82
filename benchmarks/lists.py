"""The dashboard with a large register of standards: memory of the server, seconds of its pages.

    python -m benchmarks.lists 1000000 5000000

For each size invented registers are built and a server is asked, by one reader in a browser, for
five pages, then for the list of standards in several orders, then for texts. Of each step: what
the server's own process holds after it and at most on the way (resident memory; Linux only), and
the longest of its answers in seconds, with the processor time of the server. The browser that draws
pictures for files is a process of its own and is not counted.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page

from benchmarks import servers
from benchmarks.page import browsing
from benchmarks.report import row
from benchmarks.scale import LABS
from content.search.answer import ADDRESS, QUERY
from loaders.__main__ import main as loaders_main

PAGES = ("overview", "layout", "domains", "breakthroughs", "milestones")
ORDERS = ("title", "-title", "lab_name", "-lab_name")
TEXTS = ("寿命预测", "检测 方法", "2024")
PAINTED = ".board[data-drawn]:not([aria-busy])"
LISTED = ".st-key-register_list table"
IS_QUIET = """() => !document.querySelector("[data-stale=true], [data-testid=stStatusWidget]")"""
HEAD = ("标准条数", "", "之后 MB", "途中最高 MB", "最慢一次 s", "服务器 CPU s（每次）")


@dataclass(frozen=True)
class Step:
    """What some requests of one kind took."""

    name: str
    held: float
    peak: float
    slowest_s: float
    processor_s: float  # of the server, for one of them


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000_000])
    sizes = parser.parse_args().sizes
    print(row(HEAD), row(["---:", "---", *["---:"] * (len(HEAD) - 2)]), sep="\n")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            build(size, Path(folder))
            for step in visit():
                print(row([f"{size:,}", *describe(step)]), flush=True)


def build(size: int, folder: Path) -> None:
    """Invented registers with so many standards, published for the server."""
    source, tables = str(folder / "source"), str(folder / "tables")
    made = ["--labs", str(LABS), "--standards", str(size), "--format", "parquet"]
    with redirect_stdout(sys.stderr):
        loaders_main(["sample", "--out", source, *made])
        loaders_main(["build", "--source", source, "--out", tables])
    os.environ["TABLES_DIR"] = tables


def visit() -> list[Step]:
    """All steps, one after the other, with one server and one reader."""
    with servers.ours("", prepares=True) as server, browsing() as context:
        page = context.new_page()

        def open_page(address: str, mark: str) -> Callable[[], None]:
            return lambda: open_and_wait(page, server.address + address, mark)

        def search(text: str) -> Callable[[], None]:
            address = server.address.rstrip("/") + f"{ADDRESS}?{urlencode({QUERY: text})}"
            return lambda: check(page.request.get(address).ok, address)

        def list_standards(**chosen: str) -> Callable[[], None]:
            return open_page(f"standards?{urlencode(chosen)}", LISTED)

        return [
            measure(server, "第一页", [open_page("", PAINTED)]),
            measure(server, "另外四页", [open_page(name, PAINTED) for name in PAGES[1:]]),
            measure(server, "打开清单", [list_standards()]),
            measure(server, "排序", [list_standards(sort=order) for order in ORDERS]),
            measure(server, "清单里查找", [list_standards(q=text) for text in TEXTS]),
            measure(server, "搜索", [search(text) for text in TEXTS]),
        ]


def open_and_wait(page: Page, address: str, mark: str) -> None:
    """Open a page and wait until it stands and nothing on it is being computed."""
    page.goto(address)
    page.wait_for_selector(mark, state="attached", timeout=120_000)
    page.wait_for_function(IS_QUIET, timeout=120_000)


def check(is_answered: bool, address: str) -> None:
    """Stop where nothing is answered."""
    if not is_answered:
        raise RuntimeError(f"no answer at {address}")


def measure(server: servers.Server, name: str, requests: list[Callable[[], None]]) -> Step:
    """Ask one after the other."""
    forget_peak(server.process.pid)
    before, times = server.cpu(), []
    for ask in requests:
        begun = time.monotonic()
        ask()
        times.append(time.monotonic() - begun)
    processor = (server.cpu() - before) / 1000 / len(requests)
    memory = read_memory(server.process.pid)
    return Step(name, memory["VmRSS"], memory["VmHWM"], max(times), processor)


def forget_peak(pid: int) -> None:
    """The kernel's own count of the most that the process held begins anew."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def read_memory(pid: int) -> dict[str, float]:
    """Resident memory of a process in MB, now (VmRSS) and at most (VmHWM)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    counts = dict(line.split(":", 1) for line in lines)
    return {name: int(counts[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM")}


def describe(step: Step) -> list[str]:
    """The cells of a step, in the order of HEAD."""
    return [
        step.name,
        f"{step.held:.0f}",
        f"{step.peak:.0f}",
        f"{step.slowest_s:.1f}",
        f"{step.processor_s:.1f}",
    ]


if __name__ == "__main__":
    main()
