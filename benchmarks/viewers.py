"""Many viewers who change filters at once, beside the same figures in Dash.

    python -m benchmarks.viewers --viewers 100 --rate 10 --seconds 30

Each viewer of the dashboard asks for its figures over a kept connection, as the page does, and then
for the rest of the page over a real websocket that speaks Streamlit's protocol; each of Dash posts
over a kept connection what its page would post. Both change the region filter of 布局均衡 and are
answered all five figures; who measures shares the machine with who answers. Measured for each:
changes offered at a steady rate; all viewers at the same moment, how long the last of them waits,
the median of five times; the memory that a viewer holds, and how much more the server holds than
before they came, once all of them have left and it has let go of what it keeps for those who come
back; how much more than that once as many have come and left again, which tells what grows from
what is only kept ready. Times are until the figures are there, and until the whole page is; in Dash
that is one. Its memory is that of its own process: the browser that draws pictures for files starts
below it in the meantime and has nothing to do with viewers.
"""

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from statistics import median, quantiles

from benchmarks.dash_viewer import DashViewer
from benchmarks.figures import LAYOUT
from benchmarks.memory import held
from benchmarks.servers import Server, in_dash, ours
from benchmarks.streamlit_viewer import StreamlitViewer
from catalog.definitions import catalog
from loaders.__main__ import main as load

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
NAMES = {"dash": "Dash", "ours": "本看板"}
HEAD = (
    "",
    "图：中位 ms",
    "图：p95 ms",
    "整页：中位 ms",
    "整页：p95 ms",
    "服务器 CPU ms",
    "同时：最后的图 ms",
    "同时：最后的整页 ms",
    "每人 MB",
    "离开后多占 MB",
    "第二批离开后再多占 MB",
)
OPENED_TOGETHER = 10  # viewers who open their page at the same time
AT_ONCE = 5  # times that all of them change at the same moment
CARD_PX = 580  # width of a figure in Dash, as a card of the dashboard at 1280 px
Viewer = StreamlitViewer | DashViewer


@dataclass(frozen=True)
class Change:
    """Milliseconds from a change until its figures are there, and until all of its page is."""

    figures: float
    page: float


@dataclass(frozen=True)
class Crowd:
    """What many viewers met: times in ms, memory in MB."""

    name: str
    steady: list[Change]
    cpu: float  # of the server for a change
    together: list[list[Change]]  # when all ask at once, each time
    memory: float  # of the server for a viewer
    left_behind: float  # in the server after all have left, more than before they came
    left_by_next: float  # after as many have come and left again, more than that


async def time_change(viewer: Viewer, regions: tuple[str, ...]) -> Change:
    """Let a viewer choose regions."""
    begun = time.perf_counter()
    figures = await viewer.choose(regions)
    return Change((figures - begun) * 1000, (time.perf_counter() - begun) * 1000)


async def offer(viewers: list[Viewer], rate: float, seconds: float) -> list[Change]:
    """Changes offered at a steady rate, each by the next viewer, whether others wait or not."""
    choices = list_choices()
    changes = []
    for number in range(int(rate * seconds)):
        viewer = viewers[number % len(viewers)]
        changes.append(asyncio.create_task(time_change(viewer, choices[number % len(choices)])))
        await asyncio.sleep(1 / rate)
    return list(await asyncio.gather(*changes))


def list_choices() -> list[tuple[str, ...]]:
    """Every choice of one, two or three regions."""
    regions = catalog().regions
    return [choice for count in (1, 2, 3) for choice in combinations(regions, count)]


async def gather_crowd(
    name: str,
    server: Server,
    arrive: Callable[[Server], Awaitable[Viewer]],
    arguments: argparse.Namespace,
) -> Crowd:
    """The same program for either server."""
    async with await arrive(server) as first:
        for choice in list_choices():  # as after a day's work: the choices are known
            await first.choose(choice)
        await asyncio.sleep(first.settled_s)
        before = own_memory(server)
        crowd = await meet_crowd(name, server, arrive, arguments, before)
        left = await forget_crowd(server, arrive, first)
        await meet_crowd(name, server, arrive, arguments, left)
        left_by_next = await forget_crowd(server, arrive, first) - left
    return replace(crowd, left_behind=left - before, left_by_next=left_by_next)


async def forget_crowd(
    server: Server, arrive: Callable[[Server], Awaitable[Viewer]], first: Viewer
) -> float:
    """Wait until the server has let go of those who left; its MB then."""
    await asyncio.sleep(first.kept_s)
    async with await arrive(server):
        pass  # Streamlit looks which sessions it may let go when it keeps another
    await first.choose(list_choices()[0])  # by the answer to which it has done so
    return own_memory(server)


def own_memory(server: Server) -> float:
    """MB of the server's process, without those below it."""
    return held(server.process.pid)[server.process.pid]


async def meet_crowd(
    name: str,
    server: Server,
    arrive: Callable[[Server], Awaitable[Viewer]],
    arguments: argparse.Namespace,
    before: float,
) -> Crowd:
    """Let all come, choose and leave; before: MB of the server before they came."""
    async with AsyncExitStack() as stack:
        viewers: list[Viewer] = []
        while len(viewers) < arguments.viewers:
            room = min(OPENED_TOGETHER, arguments.viewers - len(viewers))
            group = await asyncio.gather(*(arrive(server) for _ in range(room)))
            viewers += [await stack.enter_async_context(viewer) for viewer in group]
        memory = (own_memory(server) - before) / len(viewers)
        cpu = server.cpu()
        steady = await offer(viewers, arguments.rate, arguments.seconds)
        cpu = (server.cpu() - cpu) / len(steady)
        together = [await change_together(viewers, choice) for choice in list_choices()[:AT_ONCE]]
        return Crowd(name, steady, cpu, together, memory, left_behind=0.0, left_by_next=0.0)


async def change_together(viewers: list[Viewer], regions: tuple[str, ...]) -> list[Change]:
    """Let every viewer choose the same regions at the same moment."""
    return list(await asyncio.gather(*(time_change(viewer, regions) for viewer in viewers)))


def table(crowds: list[Crowd]) -> str:
    """A line for each server."""
    rows = [HEAD, ("---", *["---:"] * (len(HEAD) - 1))]
    for crowd in crowds:
        times: list[float] = []
        for steady in ([c.figures for c in crowd.steady], [c.page for c in crowd.steady]):
            times += [median(steady), quantiles(steady, n=20)[-1]]
        times += [
            crowd.cpu,
            median(max(change.figures for change in changes) for changes in crowd.together),
            median(max(change.page for change in changes) for changes in crowd.together),
        ]
        memory = (
            f"{crowd.memory:.2f}",
            f"{crowd.left_behind:.1f}",
            f"{crowd.left_by_next:.1f}",
        )
        rows.append((NAMES[crowd.name], *(f"{x:.0f}" for x in times), *memory))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


async def measure(arguments: argparse.Namespace) -> list[Crowd]:
    """First Dash, then the dashboard; only one of them runs."""
    with in_dash(dict.fromkeys(LAYOUT.ids, CARD_PX)) as server:
        dash = await gather_crowd("dash", server, DashViewer.arrive, arguments)
    with ours() as server:
        dashboard = await gather_crowd("ours", server, StreamlitViewer.arrive, arguments)
    return [dash, dashboard]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--viewers", type=int, default=100)
    parser.add_argument("--rate", type=float, default=10, help="changes a second, of all together")
    parser.add_argument("--seconds", type=float, default=30)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TABLES_DIR"] = folder
        if load(["build", "--source", str(SAMPLE), "--out", folder]) != 0:
            raise SystemExit("the sample could not be built")
        print(table(asyncio.run(measure(arguments))))


if __name__ == "__main__":
    main()
