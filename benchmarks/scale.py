"""Large registers of standards: `loaders build` against DuckDB, which groups and sorts them only.

Both read the same invented files in turn, several rounds of them; only the ratio of the two halves
of a round means something elsewhere, for the speed of a shared machine changes from minute to
minute. DuckDB is given the files as they are and checks nothing: it counts the rows of the five
tables of observations and writes the register sorted by its numbers.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.memory import peaks
from catalog.definitions import Register, catalog
from loaders.__main__ import main as loaders_main

FORMATS = ("parquet", "csv")
LABS = 2000
# pairs of runs, where none are asked for: those of a large register take a minute each
ROUNDS, LARGE_ROUNDS, LARGE = 3, 2, 1_000_000
SORTED_FILE = "sorted.parquet"
HEAD = (
    "文件",
    "标准条数",
    "DuckDB CPU s",
    "装入 CPU s",
    "× DuckDB",
    "各轮",
    "装入历时 s",
    "DuckDB MB",
    "装入进程 MB",
    "读取进程 MB",
)
# the register read, and what its rows are counted by
GROUPINGS = (
    ("labs", "approved_on, domain, province"),
    ("labs", "approved_on, domain"),
    ("technologies", "achieved_on, kind, lab_id"),
    ("standards", "published_on, domain, kind"),
    ("labs", "province"),
)


@dataclass(frozen=True)
class Run:
    """What one command took: seconds on the clock and of the processor, megabytes at its peak and
    at that of the largest process below it."""

    elapsed_s: float
    processor_s: float
    megabytes: float
    child_megabytes: float


@dataclass(frozen=True)
class Round:
    """DuckDB's part and the build after it, over the same files."""

    bare: Run
    build: Run

    @property
    def ratio(self) -> float:
        """Processor time of the build, DuckDB's being 1."""
        return self.build.processor_s / self.bare.processor_s


def main() -> int:
    """Measure and print the table, then what a further million standards costs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[200_000, 1_000_000])
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=FORMATS)
    parser.add_argument("--rounds", type=int, help="default: 3, above a million standards 2")
    parser.add_argument("--bare", metavar="FOLDER", help="only DuckDB's part, on files at hand")
    arguments = parser.parse_args()
    if arguments.bare:
        group_and_sort(Path(arguments.bare))
        return 0
    print(f"| {' | '.join(HEAD)} |")
    print(f"| --- | {' | '.join(['---:'] * (len(HEAD) - 1))} |")
    slopes = []
    for kind in arguments.formats:
        sizes = {}
        for size in arguments.sizes:
            rounds = arguments.rounds or (LARGE_ROUNDS if size > LARGE else ROUNDS)
            sizes[size] = measure(kind, size, rounds)
            print(f"| {' | '.join(row(kind, size, sizes[size]))} |", flush=True)
        if len(sizes) > 1:
            slopes.append(describe_slope(kind, sizes))
    print("\n" + "\n".join(slopes))
    return 0


def measure(kind: str, size: int, rounds: int) -> list[Round]:
    """The two in turn, over the same files."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        made = ["--labs", str(LABS), "--standards", str(size), "--format", kind]
        with redirect_stdout(sys.stderr):
            loaders_main(["sample", "--out", str(source), *made])
        return [measure_once(source) for _ in range(rounds)]


def measure_once(source: Path) -> Round:
    """DuckDB's part, then the build into a new folder."""
    sorted_file, out = source.parent / SORTED_FILE, source.parent / "out"
    bare = run(["benchmarks.scale", "--bare", str(source)])
    build = run(["loaders", "build", "--source", str(source), "--out", str(out)])
    if not sorted_file.exists() or not (out / "CURRENT.json").exists():
        raise SystemExit(f"{source}: one of the two did not come to its end")
    sorted_file.unlink()
    shutil.rmtree(out)
    return Round(bare, build)


def run(module: list[str]) -> Run:
    """A module of this repository run to its end."""
    start, before = time.perf_counter(), sum(os.times()[2:4])
    own, below = peaks([sys.executable, "-m", *module])
    return Run(time.perf_counter() - start, sum(os.times()[2:4]) - before, own, below)


def row(kind: str, size: int, rounds: list[Round]) -> list[str]:
    """One line of the table, in the order of HEAD: medians of the rounds, the most of memory."""
    bares, builds = [each.bare for each in rounds], [each.build for each in rounds]
    return [
        f".{kind}",
        f"{size:,}",
        f"{median(bare.processor_s for bare in bares):.1f}",
        f"{median(build.processor_s for build in builds):.1f}",
        f"{median(each.ratio for each in rounds):.1f}",
        f"{min(each.ratio for each in rounds):.1f}–{max(each.ratio for each in rounds):.1f}",
        f"{median(build.elapsed_s for build in builds):.1f}",
        f"{max(bare.megabytes for bare in bares):.0f}",
        f"{max(build.megabytes for build in builds):.0f}",
        f"{max(build.child_megabytes for build in builds):.0f}",
    ]


def describe_slope(kind: str, sizes: dict[int, list[Round]]) -> str:
    """What a further million standards costs between the smallest and the largest size."""
    smallest, largest = min(sizes), max(sizes)
    millions = (largest - smallest) / 1_000_000
    few, many = ([each.build for each in sizes[size]] for size in (smallest, largest))
    seconds = median(run.processor_s for run in many) - median(run.processor_s for run in few)
    megabytes = max(run.megabytes for run in many) - max(run.megabytes for run in few)
    return (
        f".{kind}：每多一百万条标准，处理器多用 {seconds / millions:.1f} s，"
        f"装入进程多用 {megabytes / millions:.0f} MB。"
    )


def group_and_sort(folder: Path) -> None:
    """DuckDB's part: five groupings, and the register of standards sorted into a Parquet file."""
    for statement in statements(folder):
        duckdb.sql(statement)


def statements(folder: Path) -> Iterator[str]:
    """The tables of a folder of registers, then what is made of them."""
    for path in sorted(folder.iterdir()):
        register = _register_of(path)
        yield f"CREATE TABLE {register.name} AS SELECT {_columns(path, register)} FROM '{path}'"
    for number, (register, by) in enumerate(GROUPINGS):
        yield f"CREATE TABLE counts_{number} AS SELECT {by}, count(*) FROM {register} GROUP BY {by}"
    target = folder.parent / SORTED_FILE
    yield f"COPY (FROM standards ORDER BY standard_no) TO '{target}' (FORMAT parquet)"


def _register_of(path: Path) -> Register:
    """The register a file is named after, by its name or its sheet's."""
    registers = catalog().registers.values()
    return next(r for r in registers if path.stem in (r.name, r.sheet))


def _columns(path: Path, register: Register) -> str:
    """The columns of a file under the register's own names, whichever headings they bear."""
    received = duckdb.sql(f"FROM '{path}' LIMIT 0").columns
    names = {column.heading: column.name for column in register.columns.values()}
    return ", ".join(f'"{heading}" AS {names.get(heading, heading)}' for heading in received)


if __name__ == "__main__":
    sys.exit(main())
