"""A register of 50,000 rows and 8 columns: loading it whole against reading its cells alone.

Both read the same .xlsx in turn, in the same run; only their ratio means something elsewhere, and
on a busy machine only that of the processor's time, which counts the reading child too. The
workbook comes twice: with its texts in the cells, as openpyxl writes, and in one table, as Excel
does.
"""

import argparse
import os
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

import openpyxl

from benchmarks.memory import peaks
from loaders.load import load
from loaders.sample.files import write_workbook
from loaders.sample.registers import sample_registers
from loaders.sheets.mapping import Mapping

LABS, ROWS, COLUMNS = 100, 50_000, 8
TODAY = date(2026, 12, 31)
HEAD = (
    "",
    "裸读 s",
    "装载 s",
    "× 裸读",
    "裸读 CPU s",
    "装载 CPU s",
    "× 裸读（CPU）",
    "装载进程 MB",
    "读取进程 MB",
)
_INLINE = re.compile(r't="inlineStr"><is><t[^>]*>([^<]*)</t></is>')
_SHARED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        inline = written(Path(folder) / "openpyxl.xlsx")
        files = {"文字在格中": inline, "文字集中存放": shared(inline, Path(folder) / "excel.xlsx")}
        print(f"{ROWS:,} 行 × {COLUMNS} 列，{rounds} 轮交替，中位数\n")
        for cells in (HEAD, ("---", *["---:"] * (len(HEAD) - 1))):
            print(f"| {' | '.join(cells)} |")
        for name, path in files.items():
            print(f"| {' | '.join([name, *row(path, rounds)])} |", flush=True)
    return 0


def row(path: Path, rounds: int) -> list[str]:
    """One file: seconds bare and whole with their ratio, twice, and the peaks of both processes."""
    pairs = [(timed(lambda: bare(path)), timed(lambda: whole(path))) for _ in range(rounds)]
    cells = []
    for clock in (0, 1):
        read, loaded = ([side[clock] for side in sides] for sides in zip(*pairs, strict=True))
        ratios = [mine / its for its, mine in zip(read, loaded, strict=True)]
        cells += [f"{median(read):.1f}", f"{median(loaded):.1f}", f"{median(ratios):.2f}"]
    check = [sys.executable, "-m", "loaders", "check", "--source", str(path)]
    return [*cells, *(f"{megabytes:.0f}" for megabytes in peaks(check))]


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """(seconds, seconds of processor) that something takes, its children's too."""
    start, before = time.perf_counter(), sum(os.times()[:4])
    act()
    return time.perf_counter() - start, sum(os.times()[:4]) - before


def bare(path: Path) -> int:
    """Every cell, by openpyxl alone; its claims about the sheet's size are not believed."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    count = 0
    for sheet in book:
        sheet.reset_dimensions()
        count += sum(1 for _ in sheet.iter_rows(values_only=True))
    return count


def whole(path: Path) -> None:
    """Everything that `check` does with a file but saying it."""
    loaded = load([str(path)], Mapping(), None, TODAY)
    assert len(loaded.registers["standards"]) == ROWS


def written(path: Path) -> Path:
    """Laboratories and standards; a running number makes eight columns of texts, days, numbers."""
    frames = sample_registers(LABS, ROWS)
    standards = frames["standards"].drop(columns=["ics", "ccs"])
    write_workbook(path, {"labs": frames["labs"], "standards": standards})
    book = openpyxl.load_workbook(path)
    page = book.worksheets[-1]
    for number, cell in enumerate(page["H"]):
        cell.value = number or "序号"
    assert (page.max_row, page.max_column) == (ROWS + 1, COLUMNS)
    book.save(path)
    return path


def shared(path: Path, out: Path) -> Path:
    """The workbook with each text kept once and named by its number."""
    places: dict[str, int] = {}

    def numbered(match: re.Match) -> str:
        return f't="s"><v>{places.setdefault(match[1], len(places))}</v>'

    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name).decode() for name in old.namelist()}
        for name in (name for name in parts if name.startswith("xl/worksheets/")):
            parts[name] = _INLINE.sub(numbered, parts[name])
        texts = "".join(f"<si><t>{text}</t></si>" for text in places)
        main_names = re.search(r'xmlns="[^"]*"', parts["xl/worksheets/sheet1.xml"])[0]
        parts["xl/sharedStrings.xml"] = f"<sst {main_names}>{texts}</sst>"
        override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}"/>'
        relation = f'<Relationship Id="texts" Type="{_SHARED}" Target="/xl/sharedStrings.xml"/>'
        types, rels = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
        parts[types] = parts[types].replace("</Types>", f"{override}</Types>")
        parts[rels] = parts[rels].replace("</Relationships>", f"{relation}</Relationships>")
        for name, text in parts.items():
            new.writestr(name, text)
    return out


if __name__ == "__main__":
    sys.exit(main())
