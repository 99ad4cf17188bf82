"""What must have become of every row of the pages, asked without the loader's own account."""

import functools
import json
import random
import re
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl.utils import column_index_from_string

from catalog.definitions import catalog
from loaders.load import Loaded
from loaders.report.report import reasons, report, summary
from tests.loaders.drawn_registers import loaded
from tests.loaders.fuzz.files import write
from tests.loaders.fuzz.harmless_changes import NOTES
from tests.loaders.fuzz.pages import AS_OF, Page, Row, nothing, pages

Place = tuple[str, str, int]  # file, sheet, line
_COLUMNS = re.compile("(.*)（([A-Z]+)—[A-Z]+ 列）")  # a table with some columns of a sheet
MERGED = {"duplicate_row", "joined_row"}
PLACED_BY = {"province", "year"}  # of a row of official figures
# rows that a reader passes over begin so and have next to nothing else
PASSED_OVER = (*NOTES, "合计", "注：示例", "单位", "万元")


@dataclass
class Case:
    """Pages in files, and what became of them. gentle: nothing was done that may cost a row."""

    pages: dict[tuple[str, str], Page]  # by file and name
    loaded: Loaded
    gentle: bool
    faults: list[str] = field(default_factory=list)

    def page_of(self, place: Place) -> Place:
        """A place as the loader names it, by the name of the page that stands there."""
        file, sheet, line = place
        columns = _COLUMNS.fullmatch(sheet)
        name = columns[1] if columns else sheet
        first = column_index_from_string(columns[2]) if columns else 1
        there = [
            page
            for (of_file, _), page in self.pages.items()
            if of_file == file and page.sheet_name == name
            and page.column < first and page.line < line
        ]  # fmt: skip
        page = max(there, key=lambda page: (page.column, page.line), default=None)
        return (file, page.name if page else sheet, line)

    def fault(self, words: str, *parts: object) -> None:
        self.faults.append(" ".join([words, *map(str, parts)]))


def kept_rows(result: Loaded) -> dict[Place, dict]:
    """Every published row that came from a file, by its place there."""
    return {
        (record["_file"], record["_sheet"], int(record["_row"])): {"register": name, **record}
        for name, frame in result.registers.items()
        for record in frame.to_dict("records")
        if record["_file"]
    }


def told_rows(result: Loaded) -> dict[Place, set[str]]:
    """Codes of the problems that name a row, by its place."""
    message: dict[Place, set[str]] = {}
    for file in result.files:
        for p in file.problems:
            if p.row is not None:
                message.setdefault((p.file, p.sheet, p.row), set()).add(p.code)
    return message


@functools.cache
def settled() -> dict[tuple[str, int], dict]:
    """What each drawn row becomes when nothing is done to it, by its origin."""
    with tempfile.TemporaryDirectory() as folder:
        paths = write(pages(), "csv", Path(folder), random.Random(0))
        kept = kept_rows(loaded(*paths, as_of=AS_OF))
    return {
        row.origin: kept[path.name, page.name, line]
        for page, path in zip(pages(), paths, strict=True)
        for line, row in page.numbered()
    }


@functools.cache
def kept_whole() -> int:
    """How many rows of the pages are kept where nothing is done to them."""
    return sum(len(page.rows) for page in pages())


def judge(case: Case) -> list[str]:
    """What is wrong with what became of the rows; nothing where all is well."""
    presentable(case)
    refused = {
        p.file for f in case.loaded.files for p in f.problems
        if p.action == "file_rejected" and p.code != "no_labs"
    }  # fmt: skip
    unread = {
        (p.file, p.sheet) for f in case.loaded.files for p in f.problems
        if p.code in ("hidden_sheet", "ignored_sheet")
    }  # fmt: skip
    strange = {
        place
        for place in unread
        for (file, _), page in case.pages.items()
        if page.register and (file, page.sheet_name) == place
    }
    if case.gentle and (refused or strange):
        codes_by_row = [p.message for f in case.loaded.files for p in f.problems if p.row is None]
        case.fault("refused though nothing was wrong", refused, strange, codes_by_row[:3])
    read = 0
    kept = {case.page_of(place): row for place, row in kept_rows(case.loaded).items()}
    codes_by_row = {case.page_of(place): codes for place, codes in told_rows(case.loaded).items()}
    for (file, sheet), page in case.pages.items():
        if file in refused or (file, page.sheet_name) in unread:
            if any(place[:2] == (file, sheet) for place in kept):
                case.fault("kept rows of what was refused", file, sheet)
            continue
        read += _lines(page)
        for line, row in page.numbered():
            place = (file, sheet, line)
            _judge_row(case, page, row, place, kept.get(place), codes_by_row.get(place, set()))
            if (record := kept.get(place)) and row.origin:
                _compare(case, page, row, place, record)
    entries = case.loaded.ledger.entries.values()
    shared = any(page.sheet for page in case.pages.values())  # what parts them is no row of either
    if not shared and read != sum(entry.read for entry in entries):
        case.fault("lines written and read differ", read, sum(entry.read for entry in entries))
    return case.faults


def _lines(page: Page) -> int:
    """Lines below the heading as far as there is anything in them."""
    return max((i for i, row in enumerate(page.rows, 1) if not row.blank), default=0)


def _judge_row(case: Case, page: Page, row: Row, place: Place, record, codes: set[str]) -> None:
    rejected = any(_is_rejection(code) for code in codes)
    fates = [record is not None, rejected, bool(codes & MERGED)]
    if sum(fates) > 1:
        case.fault("more than one fate", place, codes)
    if row.kind != "data":
        if record is not None:
            case.fault("a note or heading was kept as data", place, row.cells[:3])
    elif not any(fates) and "aggregate_row" not in codes and not row.blank:
        if not _may_be_passed_over(row):
            case.fault("silently lost", place, row.cells[:6])
        elif not row.touched and not row.meant:
            case.fault("an untouched row was passed over", place)
    if case.gentle and row.kind == "data" and record is None and not codes & MERGED:
        case.fault("not kept though nothing was wrong", place, codes, row.cells[:4])
    if codes & MERGED and not row.touched and not row.meant and _copies(case, row) == 1:
        case.fault("merged with nothing", place)


def _is_rejection(code: str) -> bool:
    return catalog().problems[code].action == "row_rejected"


def _may_be_passed_over(row: Row) -> bool:
    """A note or a total stands in it, and hardly anything else."""
    filled = [cell for cell in row.cells if not nothing(cell)]
    noted = [c for c in filled if isinstance(c, str) and c.strip().startswith(PASSED_OVER)]
    return bool(noted) and len(filled) <= len(row.cells) / 2 + 1


def _copies(case: Case, row: Row) -> int:
    """Rows that may well have become equal to this one."""
    register = row.origin and row.origin[0]
    others = [r for page in case.pages.values() for r in page.rows
              if page.register == register and r.kind == "data"]  # fmt: skip
    counts = Counter(r.origin for r in others)
    return counts[row.origin] + sum(bool(r.touched or r.meant) for r in others)


def _compare(case: Case, page: Page, row: Row, place: Place, record: dict) -> None:
    """A kept row holds what its untouched cells held."""
    known = settled()[row.origin]
    if record["register"] != page.register:
        case.fault("kept in another register", place, record["register"])
        return
    for name in row.shared:
        if record[name] is not None and record[name] == record[name]:
            case.fault("a number of several rows was kept for one", place, name, record[name])
    for number, column in enumerate(page.columns):
        if not column.name or not column.sound or column.name in row.touched:
            continue
        if column.name == "source" and row.touched:
            continue  # official figures in place of blanked ones are named there
        if number < len(row.cells) and row.cells[number] is None and row.touched & PLACED_BY:
            continue  # the official figure in its place is that of another province or year
        if number < len(row.cells) and not _equal(record[column.name], known[column.name]):
            case.fault("altered", place, column.name, record[column.name], known[column.name])


def _equal(first: object, other: object) -> bool:
    if (
        isinstance(first, float)
        and isinstance(other, float)
        and abs(first - other) <= 1e-9 * abs(other)
    ):
        return True
    return first == other or all(x is None or x != x for x in (first, other))


def presentable(case: Case) -> None:
    """Everything that is said of the load can be said: report, terminal, every sentence."""
    record = json.dumps(report(case.loaded, None), ensure_ascii=False)
    text = "\n".join([*summary(case.loaded), *reasons(case.loaded, strict=True)])
    if not record.encode() or not text.encode():
        case.fault("nothing to say")
    for file in case.loaded.files:
        for problem in file.problems:
            if not problem.message.startswith("《"):
                case.fault("a problem without a place", problem)
        if file.rejected and not any(p.action == "file_rejected" for p in file.problems):
            case.fault("refused without a reason", file.file)
