"""Measured clicks as rows of a Markdown table, and whether the dashboard is below Dash."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from benchmarks.figures import Chosen
from benchmarks.tab import Repaint

NAMES = {"static": "静态页（下限）", "dash": "Dash", "ours": "本看板", "prepared": "本看板，已备好"}
PASSES = {False: "首次选择", True: "再次选择"}
HEAD = (
    "页面",
    "",
    "筛选",
    "中位 ms",
    "p90 ms",
    "× 静态页",
    "× Dash",
    "绘图次数",
    "kB",
    "服务器 CPU ms",
)


@dataclass(frozen=True)
class Click:
    """One filter change of one page; `known` where the server had met the choice before."""

    known: bool
    chosen: Chosen
    name: str
    repaint: Repaint


def table(title: str, clicks: list[Click]) -> str:
    """Rows of one page of the dashboard; ratios are medians over rounds, each against the same
    click elsewhere."""
    measured = dict.fromkeys((click.known, click.name) for click in clicks)
    lines = [
        measure(clicks, name, known)
        for known in PASSES
        for name in NAMES
        if (known, name) in measured
    ]
    return "\n".join(row([title, *line]) for line in lines)


def row(cells: Sequence[str]) -> str:
    """A line of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def measure(clicks: list[Click], name: str, known: bool) -> list[str]:
    """One of the three in one pass."""
    mine = picked(clicks, name, known)
    times = [repaint.last for repaint in mine.values()]
    return [
        NAMES[name],
        PASSES[known],
        f"{median(times):.0f}",
        f"{quantiles(times, n=10)[-1]:.0f}",
        f"{ratio(mine, picked(clicks, 'static', known)):.2f}",
        f"{ratio(mine, picked(clicks, 'dash', known)):.2f}",
        f"{median(r.draws for r in mine.values()):.0f}",
        f"{median(r.received for r in mine.values()) / 1000:.0f}",
        f"{sum(r.cpu for r in mine.values()) / len(mine):.0f}",
    ]


def picked(clicks: list[Click], name: str, known: bool) -> dict[Chosen, Repaint]:
    """The repaints of one page in one pass by choice."""
    return {c.chosen: c.repaint for c in clicks if c.name == name and c.known == known}


def ratio(mine: dict[Chosen, Repaint], theirs: dict[Chosen, Repaint]) -> float:
    """How many times as long as another page takes, in the median of the same clicks."""
    return median(mine[chosen].last / theirs[chosen].last for chosen in mine)


def verdict(clicks: list[Click]) -> bool:
    """The dashboard takes less than Dash, in the median of the same clicks, for choices new and
    known, nothing prepared."""
    return all(
        ratio(picked(clicks, "ours", known), picked(clicks, "dash", known)) < 1 for known in PASSES
    )
