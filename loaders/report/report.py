"""The row report: report.json for machines, a summary in Chinese for the terminal."""

import json
from collections import Counter
from pathlib import Path

import pandas as pd

from catalog.definitions import catalog, words
from loaders.file_writing import replacing
from loaders.load import Loaded
from loaders.problems import Problem
from loaders.registers.read_file import FileReading, Table
from loaders.registers.read_sheet import Reading
from loaders.registers.row_ledger import add_entries
from loaders.text import printable

_SHOWN, _OF_A_KIND = 20, 3
_PREVIEWED_ROWS = 3


def report(loaded: Loaded, version: str | None) -> dict:
    """report.json: what was read, what became of every row, every problem by place."""
    return {
        "published": version is not None,
        "version": version,
        "as_of": loaded.as_of.isoformat() if loaded.as_of else None,
        "fictional": loaded.fictional,
        "registers": {n: entry.as_record() for n, entry in loaded.ledger.entries.items()},
        "files": [
            {
                "file": file.file,
                "status": "rejected" if file.rejected else "accepted",
                "sha256": file.sha256,
                "registers": {
                    name: entry.as_record()
                    for name, entry in loaded.ledger.of_file(file.file).items()
                },
                "problems": [problem.as_record() for problem in file.problems],
            }
            for file in loaded.files + loaded.passed_over
        ],
    }


def refusal(problem: Problem) -> dict:
    """report.json of a run whose sources could not even be listed."""
    return {
        "published": False,
        "version": None,
        "as_of": None,
        "fictional": False,
        "registers": {},
        "files": [
            {
                "file": problem.file,
                "status": "rejected",
                "sha256": "",
                "problems": [problem.as_record()],
            }
        ],
    }


def write_report(record: dict, path: Path) -> None:
    """Write report.json, readable by people too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as stream:
        stream.write(json.dumps(record, ensure_ascii=False, indent=1).encode())


def summary(loaded: Loaded) -> list[str]:
    """Lines for the terminal: files, ledger, problems by code, the gravest of them in full."""
    t = words()
    lines = [t("terminal.files", count=len(loaded.files))]
    lines += [_file_line(loaded, file) for file in loaded.files]
    if loaded.passed_over:
        names = [printable(file.file) for file in loaded.passed_over[:_SHOWN]]
        files = t.join(names)
        lines.append(t("terminal.passed_over", count=len(loaded.passed_over), files=files))
    lines += [
        t("terminal.mapping_unused", register=m.register.name, pattern=m.files)
        for m in loaded.mapping.unused([Path(f.file).name for f in loaded.files])
    ]
    lines += [t("terminal.ledger")]
    lines += [f"  {line}" for line in loaded.ledger.lines()] or [t("terminal.no_rows")]
    problems = [p for f in loaded.files for p in f.problems]
    mild = Counter(p.code for p in problems if p.action == "normalised")
    if mild:
        lines += [t("terminal.mild")]
        lines += [
            t("terminal.mild_kind", code=code, rule=rule(code), count=count)
            for code, count in sorted(mild.items())
        ]
    grave = [p for p in problems if p.action != "normalised"]
    if grave:
        lines += [t("terminal.grave", count=len(grave))]
        lines += [f"  {line}" for line in _grave(grave)]
    return lines


def _file_line(loaded: Loaded, file: FileReading) -> str:
    """A file with the account of its rows; one that was rejected has none."""
    name = printable(file.file)
    if file.rejected:
        return f"  ✗ {name}"
    entry = add_entries(list(loaded.ledger.of_file(file.file).values()))
    return words()("terminal.file", file=name, entry=entry.sentence())


def preview(loaded: Loaded) -> list[str]:
    """Lines for the terminal: which heading each column is read from, and the first rows read."""
    sheets = [
        (file, reading, table)
        for file in loaded.files
        for reading, table in zip(file.readings, file.tables, strict=False)  # rejected: no readings
    ]
    lines = []
    for file, reading, table in sheets[:_SHOWN]:
        lines += _sheet_preview(file, reading, table)
    if len(sheets) > _SHOWN:
        lines.append(words()("terminal.more_sheets", count=len(sheets) - _SHOWN))
    return lines


def _sheet_preview(file: FileReading, reading: Reading, table: Table) -> list[str]:
    """One table's headings and its first accepted rows; other rows may refuse one that was read."""
    t, layout = words(), table.layout
    rejected = {
        problem.row
        for problem in file.problems
        if problem.sheet == reading.sheet and problem.action == "row_rejected"
    }
    accepted = reading.records[~reading.records["_row"].isin(rejected)]
    pairs = [
        f"{printable(str(layout.cells[place]))} → {column}"
        for column, place in layout.places.items()
    ]
    lines = [
        t(
            "terminal.preview",
            file=printable(file.file),
            sheet=printable(reading.sheet),
            register=layout.register.sheet,
        ),
        f"  {t('terminal.comma').join(pairs)}",
    ]
    columns = [name for name in layout.register.columns if name in reading.records]
    for record in accepted.head(_PREVIEWED_ROWS).to_dict("records"):
        cells = [_cell_text(record[column]) for column in columns]
        text = " | ".join(cells)
        lines.append(t("terminal.preview_row", row=record["_row"], cells=text))
    return lines


def _cell_text(value: object) -> str:
    """A converted cell for the terminal; several words in one cell are joined, none is empty."""
    if isinstance(value, list | tuple):
        return printable("；".join(map(str, value)))
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return printable(str(value))


def _grave(problems: list[Problem]) -> list[str]:
    """The first sentences of each kind of problem of each column, and how many more there are."""
    kinds: dict[tuple, list[Problem]] = {}
    for p in problems:
        kinds.setdefault((p.action, p.code, p.file, p.sheet, p.column), []).append(p)
    lines = []
    for (_, code, *_), alike in sorted(kinds.items(), key=lambda kind: kind[0]):
        lines += [p.message for p in alike[:_OF_A_KIND]]
        if len(alike) > _OF_A_KIND:
            lines.append(words()("terminal.alike", code=code, count=len(alike) - _OF_A_KIND))
    if len(lines) > _SHOWN:
        lines[_SHOWN:] = [words()("terminal.more", count=len(kinds))]
    return lines


def rule(code: str) -> str:
    """The rule behind a problem code, in a few words."""
    return catalog().problems[code].rule


def reasons(loaded: Loaded, strict: bool) -> list[str]:
    """Why nothing may be published, register and rule by name; empty where it may."""
    sentences = []
    for name, entry in loaded.ledger.entries.items():
        if entry.read and not entry.kept and entry.rejected:
            sentences.append(_describe_all_rejected(loaded, name, entry.rejected))
    sentences += [
        p.message for f in loaded.files for p in f.problems if p.action == "file_rejected"
    ]
    rejected = sum(entry.rejected for entry in loaded.ledger.entries.values())
    if loaded.acceptable:
        sentences = [words()("terminal.strict", count=rejected)] if strict and rejected else []
    return sentences


def _describe_all_rejected(loaded: Loaded, register: str, rejected: int) -> str:
    counts = Counter(
        (p.code, p.column)
        for f in loaded.files
        for p in f.problems
        if p.action == "row_rejected" and f.register_of(p) == register
    )
    t = words()
    sentences = t("terminal.semicolon").join(
        t("terminal.broken_rule", count=count, column=column, code=code, rule=rule(code))
        for (code, column), count in counts.most_common(3)
    )
    sheet = catalog().registers[register].sheet
    return t(
        "terminal.all_rejected", register=register, sheet=sheet, count=rejected, reasons=sentences
    )


def rows_of(loaded: Loaded) -> dict[str, int]:
    """Kept rows per register."""
    return {name: loaded.count(name) for name in catalog().registers}
