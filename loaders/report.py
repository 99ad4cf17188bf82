"""The row report: report.json for machines, a summary in Chinese for the terminal."""

import json
from collections import Counter
from pathlib import Path

from loaders.catalog import catalog
from loaders.loading import Loaded
from loaders.problems import Problem

_SHOWN = 20


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
                "problems": [problem.as_record() for problem in file.problems],
            }
            for file in loaded.files
        ],
    }


def refusal(problem: Problem) -> dict:
    """report.json of a run whose sources could not even be listed."""
    return {
        "published": False, "version": None, "as_of": None, "fictional": False, "registers": {},
        "files": [{"file": problem.file, "status": "rejected", "sha256": "",
                   "problems": [problem.as_record()]}],
    }  # fmt: skip


def write_report(record: dict, path: Path) -> None:
    """Write report.json, readable by people too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")


def summary(loaded: Loaded) -> list[str]:
    """Lines for the terminal: files, ledger, problems by code, the gravest of them in full."""
    lines = [f"来源：{len(loaded.files)} 个文件"]
    lines += [f"  {'✗' if f.rejected else '✓'} {f.file}" for f in loaded.files]
    lines += ["账目（读取 = 采用 + 合并 + 拒收 + 跳过）："]
    lines += [f"  {line}" for line in loaded.ledger.lines()] or ["  没有读到任何行"]
    problems = [p for f in loaded.files for p in f.problems]
    grave = [p for p in problems if p.action != "normalised"]
    mild = Counter(p.code for p in problems if p.action == "normalised")
    if mild:
        lines += ["已自动处理（逐条见报告）："]
        lines += [f"  {code}：{count} 处" for code, count in sorted(mild.items())]
    if grave:
        lines += [f"需要处理的问题 {len(grave)} 个："]
        lines += [f"  {problem.message}" for problem in grave[:_SHOWN]]
        lines += [f"  …… 其余 {len(grave) - _SHOWN} 个见报告"] * (len(grave) > _SHOWN)
    return lines


def rows_of(loaded: Loaded) -> dict[str, int]:
    """Kept rows per register."""
    return {name: len(loaded.registers[name]) for name in catalog().registers}
