"""Workbooks opened in a child process, so that no file can take the loader down with it.

A reader may exhaust memory, run for hours or abort the process; the child is bounded and its end
is an answer like any other. Cells travel as JSON lines, never as pickles.
"""

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import orjson

from loaders.converters import ErrorCell
from loaders.problems import FileRejected
from loaders.workbooks import Sheet, read_xls, read_xlsx

MEMORY_BYTES = 1 << 30
SECONDS = 60
_READERS = {"xlsx": read_xlsx, "xls": read_xls}
_HEAD = ("name", "hidden", "late_epoch", "hidden_rows")


def read_bounded(path: Path, kind: str) -> list[Sheet]:
    """Sheets of a workbook, read by a child within MEMORY_BYTES and SECONDS.

    Raises FileRejected with the child's reason, or with how the child ended.
    """
    command = [sys.executable, "-m", "loaders.child", kind, str(path.resolve())]
    try:
        ended = subprocess.run(
            command, capture_output=True, timeout=SECONDS, check=False,
            cwd=Path(__file__).parent.parent,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise FileRejected("file_too_big", f"{SECONDS} 秒内没有读完") from None
    lines = ended.stdout.splitlines()
    if ended.returncode == 0:
        return [_sheet(orjson.loads(line)) for line in lines]
    if lines and (said := orjson.loads(lines[-1])).get("rejected"):
        raise FileRejected(*said["rejected"])
    if b"MemoryError" in ended.stderr:
        raise FileRejected("file_too_big", f"读取所需内存超过 {MEMORY_BYTES >> 20} MB")
    raise FileRejected("unreadable_file", f"读取程序异常结束（{ended.returncode}）")


def _sheet(line: dict) -> Sheet:
    rows = [[_cell(cell) for cell in row] for row in line["rows"]]
    return Sheet(rows=rows, **{key: line[key] for key in _HEAD})


def _cell(cell: object) -> object:
    """A cell as it was: JSON's own kinds as they are, the rest by its tag."""
    if not isinstance(cell, dict):
        return cell
    ((tag, text),) = cell.items()
    kinds = {"error": ErrorCell, "day": date.fromisoformat, "time": datetime.fromisoformat,
             "number": float}  # fmt: skip
    return kinds[tag](text)


def _tagged(cell: object) -> object:
    """A cell fit for JSON."""
    if isinstance(cell, ErrorCell):
        return {"error": str(cell)}
    if isinstance(cell, datetime):
        return {"time": cell.isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, float) and (cell != cell or cell in (float("inf"), float("-inf"))):
        return {"number": str(cell)}
    if isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) >= 1 << 63:
        return {"number": str(cell)}
    return cell if cell is None or isinstance(cell, str | int | float | bool) else str(cell)


def main(kind: str, path: str) -> int:
    """In the child: read within bounds and print one line per sheet, or why not."""
    _limit_memory()
    try:
        sheets = _READERS[kind](Path(path).read_bytes())
    except FileRejected as why:
        sys.stdout.buffer.write(orjson.dumps({"rejected": [why.code, why.detail]}) + b"\n")
        return 1
    for sheet in sheets:
        rows = [[_tagged(cell) for cell in row] for row in sheet.rows]
        line = {"rows": rows, **{key: getattr(sheet, key) for key in _HEAD}}
        sys.stdout.buffer.write(orjson.dumps(line) + b"\n")
    return 0


def _limit_memory() -> None:
    """A ceiling for the address space where the system knows one (Linux)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
