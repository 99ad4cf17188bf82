"""Mutations drawn from seeds, loaded and judged: one JSON line a seed, in a process of its own.

python -m tests.loaders.fuzz.worker structure FIRST COUNT; `ods` or `zip` in place of `structure`
writes that format alone. A seed that kills or hangs the process is the one after the last line.
"""

import json
import random
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import orjson

from loaders.files import open_file, subprocess_reader
from loaders.files.raw_sheet import assemble_sheets
from loaders.files.subprocess_reader import _tag_cell
from loaders.problems import FileRejected
from loaders.report.rejected_workbook import write_rejected
from tests.loaders.drawn_registers import loaded, observed
from tests.loaders.fuzz.damage import damaged
from tests.loaders.fuzz.files import FORMATS, WORKBOOKS, write
from tests.loaders.fuzz.harmful_changes import (
    HARMFUL,
    cells_merged,
    far_heading,
    row_too_long,
    sheet_hidden,
)
from tests.loaders.fuzz.harmless_changes import GENTLE, other_sheet, titles_above
from tests.loaders.fuzz.layouts import (
    LAYOUTS,
    pages_beside,
    pages_stacked,
    two_heading_rows,
    unit_above,
    unit_row,
)
from tests.loaders.fuzz.oracle import Case, judge, kept_rows, kept_whole, presentable
from tests.loaders.fuzz.other_writings import (
    SAME_MEANING,
    TWO_MEANINGS,
    ditto_marks,
    numbers_merged,
)
from tests.loaders.fuzz.pages import AS_OF, Page, pages

HARMLESS, DOUBTFUL = GENTLE + SAME_MEANING + LAYOUTS, HARMFUL + TWO_MEANINGS
# what looks at the rows around it, or places what stays as it is from then on
LAST = [
    cells_merged, numbers_merged, ditto_marks, unit_row, unit_above, two_heading_rows,
    pages_stacked, pages_beside,
]  # fmt: skip
# what needs the places of a workbook, or would make a mark too many of a text file
ONLY_IN = {
    other_sheet: {"xlsx", "xls", "ods"}, sheet_hidden: {"xlsx", "xls", "ods"},
    cells_merged: {"xlsx"}, numbers_merged: {"xlsx"},
    titles_above: set(FORMATS) - {"parquet"}, far_heading: set(FORMATS) - {"parquet"},
    row_too_long: set(FORMATS) - {"parquet"}, unit_above: set(FORMATS) - {"parquet"},
    two_heading_rows: set(FORMATS) - {"parquet"}, pages_stacked: set(FORMATS) - {"parquet"},
    pages_beside: set(FORMATS) - {"parquet"},
}  # fmt: skip


def read_here(path: Path) -> list:
    """A file's sheets without starting a child for it, told in the child's own lines."""
    lines = (
        orjson.dumps([*map(_tag_cell, line)] if isinstance(line, list) else line) + b"\n"
        for line in subprocess_reader.answers(path)
    )
    return assemble_sheets(subprocess_reader._receive_lines(lines, threading.Event(), None))


@contextmanager
def reading_here(here: bool) -> Iterator[None]:
    """Most workbooks are read in this process, for a child a file would take half a second."""
    before = open_file.read_in_subprocess
    open_file.read_in_subprocess = read_here if here else before
    try:
        yield
    finally:
        open_file.read_in_subprocess = before


def structure(seed: int, folder: Path, kind: str = "") -> dict:
    """One case of altered rows, columns and sheets, in one format or any."""
    chance = random.Random(seed)
    drawn_kind = chance.choices(FORMATS, weights=(5, 3, 1, 1, 1, 1))[0]
    kind = kind or drawn_kind
    gentle = chance.random() < 0.3
    fitting = [
        mutation for mutation in (HARMLESS if gentle else HARMLESS + DOUBTFUL * 2)
        if kind in ONLY_IN.get(mutation, FORMATS)
    ]  # fmt: skip
    chosen = sorted(
        chance.choices(fitting, k=chance.randint(1, 4)),
        key=lambda m: LAST.index(m) if m in LAST else -1,
    )
    made = pages()
    for mutation in chosen:
        mutation(made, chance)
    paths = write(made, kind, folder, chance)
    files = names_of(paths, kind, made)
    with reading_here(seed % 10 > 0):
        result = loaded(*paths, as_of=AS_OF)
    case = Case({(name, page.name): page for name, page in zip(files, made, strict=True)},
                result, gentle)  # fmt: skip
    if seed % 5 == 0:
        resend_rejected(case, folder, paths)
    if seed % 40 == 0 and case.loaded.acceptable:
        observed(case.loaded)  # takes longer than everything else together
    ended = "refused" if any(f.rejected for f in result.files) else "balanced"
    return {
        "kind": kind, "mutations": [m.__name__ for m in chosen], "ended": ended,
        "faults": judge(case),
    }  # fmt: skip


def names_of(paths: list[Path], kind: str, made: list[Page]) -> list[str]:
    """The name by which the loader speaks of each page's file."""
    if kind == "zip":
        return [f"{paths[0].name}/{page.sheet_name}.csv" for page in made]
    if kind in WORKBOOKS:
        return [paths[0].name] * len(made)
    return [f"{page.sheet_name}.{kind}" for page in made]


def resend_rejected(case: Case, folder: Path, paths: list[Path]) -> None:
    """The rejected rows written out and sent back beside the files: nothing kept is lost."""
    returned = folder / "rejected.xlsx"
    count = write_rejected(case.loaded, returned)
    booked = sum(entry.rejected for entry in case.loaded.ledger.entries.values())
    # a file refused whole books no row; those found wrong in it go back all the same
    if count < booked or (case.loaded.acceptable and count > booked):
        case.fault("rejected rows booked and written differ", count)
    if count:
        with reading_here(True):
            again = loaded(*paths, returned, as_of=AS_OF)
        if not kept_rows(case.loaded).keys() <= kept_rows(again).keys():
            case.fault("rejected rows sent back cost rows that were kept")


def damage(seed: int, folder: Path) -> dict:
    """One damaged file, read by a child as in earnest."""
    chance = random.Random(seed)
    kind = chance.choices(FORMATS, weights=(6, 1, 1, 2, 1, 1))[0]
    path, sealed = damaged(kind, folder, chance)
    try:
        result = loaded(path, as_of=AS_OF)
    except FileRejected as why:  # nothing at all could be taken for a register
        return {"kind": kind, "ended": "refused", "faults": [] if why.code else ["no code"]}
    refused = any(f.rejected for f in result.files)
    case = Case({}, result, False)
    presentable(case)
    if sealed and not refused and len(kept_rows(result)) != kept_whole():
        case.fault("rows lost though the archive has checksums")
    return {"kind": kind, "ended": "refused" if refused else "balanced", "faults": case.faults}


KINDS: dict[str, Callable[[int, Path], dict]] = {
    "structure": structure,
    "bytes": damage,
    "ods": partial(structure, kind="ods"),
    "zip": partial(structure, kind="zip"),
}


def cases(kind: str, first: int, count: int) -> Iterator[dict]:
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            try:
                outcome = KINDS[kind](seed, Path(folder))
            except Exception:  # whatever it is, it is a crash of the loader and the finding
                outcome = {"ended": "crashed", "faults": [traceback.format_exc()]}
        yield {"seed": seed, **outcome}


def main(kind: str, first: str, count: str) -> None:
    for message in cases(kind, int(first), int(count)):
        print(json.dumps(message, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
