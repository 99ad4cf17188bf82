"""From the start of the server to the first painted page, beside an empty Streamlit page.

    python -m benchmarks.start --rounds 5 --page overview

Both servers are started anew in every round, in turn, and asked by a fresh tab of the same browser
as soon as they listen; the empty page imports pandas and writes a title, on the event loop that
Streamlit has without the packages of the dashboard. The dashboard's page is painted when its board
says that all is drawn. Read the ratios: of time, and of the server's processor time until then.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import servers
from benchmarks.figures import PAGES
from benchmarks.page import browsing, publish
from benchmarks.report import row
from server.compressed_scripts import compress_scripts, list_scripts

EMPTY = "import pandas\nimport streamlit as st\n\nst.title(pandas.__version__)\n"
# Streamlit as it is: uvloop, which the dashboard brings along, is not to be had
STREAMLIT = (
    "import sys; sys.modules['uvloop'] = None; from streamlit.web.cli import main; "
    "main(prog_name='streamlit')"
)
NAMES = {"empty": "空的 Streamlit 页面", "ours": "本看板"}
PAINTED = {"empty": "h1", "ours": ".board[data-drawn]:not([aria-busy])"}
HEAD = ("", "听到请求 s", "画完 s", "× 空页面", "服务器 CPU s", "CPU × 空页面")


@dataclass(frozen=True)
class Start:
    """Seconds until the server listens, until its page is painted, and of its processor."""

    listening: float
    painted: float
    cpu: float


def time_start(context, name: str, serve: Callable[[], AbstractContextManager]) -> Start:
    """Start a server and open its page."""
    begun = time.monotonic()
    with serve() as server:
        listening = time.monotonic() - begun
        page = context.new_page()
        try:
            page.goto(server.address)
            page.wait_for_selector(PAINTED[name], state="attached", timeout=120_000)
            return Start(listening, time.monotonic() - begun, server.cpu() / 1000)
        finally:
            page.close()


def serve_empty(script: Path) -> AbstractContextManager:
    """Streamlit with nothing but pandas and a title."""
    port = str(servers.free_port())
    command = ["-c", STREAMLIT, "run", str(script), "--server.port", port]
    return servers.serving(int(port), "/", *command, "--server.address", "127.0.0.1")


def table(starts: dict[str, list[Start]]) -> str:
    """A line for each; ratios are medians over rounds."""
    lines = [row(HEAD), row(["---", *["---:"] * (len(HEAD) - 1)])]
    for name, mine in starts.items():
        pairs = list(zip(mine, starts["empty"], strict=True))
        cells = [
            f"{median(start.listening for start in mine):.1f}",
            f"{median(start.painted for start in mine):.1f}",
            f"{median(ours.painted / empty.painted for ours, empty in pairs):.2f}",
            f"{median(start.cpu for start in mine):.1f}",
            f"{median(ours.cpu / empty.cpu for ours, empty in pairs):.2f}",
        ]
        lines.append(row([NAMES[name], *cells]))
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--page", choices=PAGES, default="overview")
    arguments = parser.parse_args()
    starts: dict[str, list[Start]] = {name: [] for name in NAMES}
    with tempfile.TemporaryDirectory() as folder, browsing() as context:
        publish(Path(folder) / "tables")
        compress_scripts(list_scripts())  # as `make tables` does
        script = Path(folder) / "empty.py"
        script.write_text(EMPTY, encoding="utf-8")
        serve = {
            "empty": lambda: serve_empty(script),
            "ours": lambda: servers.ours(arguments.page, prepares=True),
        }
        for _ in range(arguments.rounds):
            for name, begin in serve.items():
                starts[name].append(time_start(context, name, begin))
    print(table(starts))


if __name__ == "__main__":
    main()
