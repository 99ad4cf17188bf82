"""What `--engine spark` costs beside DuckDB as a register grows, both on this machine.

Both build the same invented registers in the same run; only their ratio means something elsewhere.
Spark reads the large registers at file:// addresses, as a cluster would.
"""

import argparse
import ctypes
import os
import sys
import tempfile
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.scale import LABS, Run, run
from catalog.definitions import catalog
from loaders.__main__ import main as loaders_main
from loaders.aggregate.observations import TABLES
from loaders.registers.register_rows import LARGE_REGISTERS

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
SMALLEST, GROWTH = 40_000, (1, 5, 25)
HEAD = (
    "标准条数",
    "DuckDB CPU s",
    "Spark CPU s",
    "Spark ÷ DuckDB",
    "DuckDB 历时 s",
    "Spark 历时 s",
    "DuckDB MB",
    "Spark 的 Python MB",
    "Spark 的 JVM MB",
)


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("smallest", type=int, nargs="?", default=SMALLEST)
    smallest = parser.parse_args().smallest
    adopt_orphans()
    print(f"| {' | '.join(HEAD)} |")
    print(f"| {' | '.join(['---:'] * len(HEAD))} |")
    for growth in GROWTH:
        print(f"| {' | '.join(row(growth * smallest, *measure(growth * smallest)))} |", flush=True)
    return 0


def measure(standards: int) -> tuple[Run, Run]:
    """Both builds of the same registers; ends the program where their observations differ."""
    with tempfile.TemporaryDirectory() as folder:
        source, by_duckdb, by_spark = (Path(folder, name) for name in ("source", "duckdb", "spark"))
        made = ["--labs", str(LABS), "--standards", str(standards), "--format", "parquet"]
        with redirect_stdout(sys.stderr):
            loaders_main(["sample", "--out", str(source), *made])
        local = run(["loaders", "build", "--source", str(source), "--out", str(by_duckdb)])
        addresses = [
            part for path in sorted(source.iterdir()) for part in ("--source", place(path))
        ]
        out = ["--out", str(by_spark), "--engine", "spark"]
        cluster = run_with_orphans(["loaders", "build", *addresses, *out])
        if not all((out / "CURRENT.json").exists() for out in (by_duckdb, by_spark)):
            raise SystemExit(f"{standards:,}: one of the two did not come to its end")
        for name in TABLES:
            tables = [
                pq.read_table(next(out.glob(f"*/{name}.parquet"))) for out in (by_duckdb, by_spark)
            ]
            if not tables[0].equals(tables[1]):
                raise SystemExit(f"{name} differs between DuckDB and Spark")
        return local, cluster


def adopt_orphans() -> None:
    """Become the parent of what a build leaves behind: Spark's JVM ends after it; Linux only."""
    if ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise SystemExit("prctl: the processor time of the JVM would be lost")


def run_with_orphans(module: list[str]) -> Run:
    """A module run to its end, the processor time of what it left behind included."""
    before = sum(os.times()[2:4])
    result = run(module)
    try:
        while True:
            os.wait()
    except ChildProcessError:  # the last one has ended
        return replace(result, processor_s=sum(os.times()[2:4]) - before)


def place(path: Path) -> str:
    """The path of a file, or the address at which Spark reads a large register."""
    large = [catalog().registers[name] for name in LARGE_REGISTERS]
    names = {name for register in large for name in (register.name, register.sheet)}
    return f"file://{path}" if path.stem in names else os.fspath(path)


def row(standards: int, local: Run, cluster: Run) -> list[str]:
    """One line of the table, in the order of HEAD."""
    return [
        f"{standards:,}",
        f"{local.processor_s:.1f}",
        f"{cluster.processor_s:.1f}",
        f"{cluster.processor_s / local.processor_s:.1f}",
        f"{local.elapsed_s:.0f}",
        f"{cluster.elapsed_s:.0f}",
        f"{local.megabytes:.0f}",
        f"{cluster.megabytes:.0f}",
        f"{cluster.child_megabytes:.0f}",
    ]


if __name__ == "__main__":
    sys.exit(main())
