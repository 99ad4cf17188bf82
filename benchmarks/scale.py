"""Large registers of standards: `loaders build` against DuckDB, which groups and sorts them only.

Both read the same invented files in turn, in the same run; only their ratio means something
elsewhere. DuckDB is given the files as they are and checks nothing: it counts the rows of the five
tables of observations and writes the register sorted by its numbers.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.memory import peaks
from catalog.definitions import Register, catalog
from loaders.__main__ import main as loaders_main

FORMATS = ("parquet", "csv")
LABS = 2000
SORTED_FILE = "sorted.parquet"
HEAD = (
    "文件",
    "标准条数",
    "DuckDB CPU s",
    "装入 CPU s",
    "× DuckDB",
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


def main() -> int:
    """Measure and print the table, then what a further million standards costs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[200_000, 1_000_000])
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=FORMATS)
    parser.add_argument("--bare", metavar="FOLDER", help="only DuckDB's part, on files at hand")
    arguments = parser.parse_args()
    if arguments.bare:
        group_and_sort(Path(arguments.bare))
        return 0
    print(f"| {' | '.join(HEAD)} |")
    print(f"| --- | {' | '.join(['---:'] * (len(HEAD) - 1))} |")
    slopes = []
    for kind in arguments.formats:
        builds = []
        for size in arguments.sizes:
            bare, build = measure(kind, size)
            print(f"| {' | '.join(row(kind, size, bare, build))} |", flush=True)
            builds.append(build)
        if len(builds) > 1:
            slopes.append(describe_slope(kind, arguments.sizes, builds))
    print("\n" + "\n".join(slopes))
    return 0


def measure(kind: str, size: int) -> tuple[Run, Run]:
    """DuckDB's part and the build, over the same files."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "source", Path(folder) / "out"
        made = ["--labs", str(LABS), "--standards", str(size), "--format", kind]
        with redirect_stdout(sys.stderr):
            loaders_main(["sample", "--out", str(source), *made])
        sorted_file = Path(folder) / SORTED_FILE
        bare = run(["benchmarks.scale", "--bare", str(source)])
        build = run(["loaders", "build", "--source", str(source), "--out", str(out)])
        if not sorted_file.exists() or not (out / "CURRENT.json").exists():
            raise SystemExit(f"{kind} {size:,}: one of the two did not come to its end")
        return bare, build


def run(module: list[str]) -> Run:
    """A module of this repository run to its end."""
    start, before = time.perf_counter(), sum(os.times()[2:4])
    own, below = peaks([sys.executable, "-m", *module])
    return Run(time.perf_counter() - start, sum(os.times()[2:4]) - before, own, below)


def row(kind: str, size: int, bare: Run, build: Run) -> list[str]:
    """One line of the table, in the order of HEAD."""
    return [
        f".{kind}",
        f"{size:,}",
        f"{bare.processor_s:.1f}",
        f"{build.processor_s:.1f}",
        f"{build.processor_s / bare.processor_s:.1f}",
        f"{build.elapsed_s:.1f}",
        f"{bare.megabytes:.0f}",
        f"{build.megabytes:.0f}",
        f"{build.child_megabytes:.0f}",
    ]


def describe_slope(kind: str, sizes: list[int], builds: list[Run]) -> str:
    """What a further million standards costs between the smallest and the largest size."""
    millions = (sizes[-1] - sizes[0]) / 1_000_000
    seconds = (builds[-1].processor_s - builds[0].processor_s) / millions
    megabytes = (builds[-1].megabytes - builds[0].megabytes) / millions
    return (
        f".{kind}：每多一百万条标准，处理器多用 {seconds:.0f} s，装入进程多用 {megabytes:.0f} MB。"
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
