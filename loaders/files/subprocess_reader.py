"""Files opened in a child process, so that none can take the loader down with it.

A reader may exhaust memory, run for hours or abort the process; the child is bounded and its end
is an answer like any other. Rows travel as JSON lines, never as pickles, and never all at once.
"""

import functools
import gc
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

import orjson

from loaders.files.raw_sheet import DayWithoutYear, ErrorCell, Sheet, ShownNumber, assemble_sheets
from loaders.problems import FileRejected
from loaders.work_progress import count_rows

ROOT = Path(__file__).parents[2]
MEMORY_BYTES = 1 << 30
CPU_LIMIT_S = 60  # of the processor, which a busy machine takes longer to give
CLOCK_LIMIT_S = 300
# bytes of a row, of the first rows, and of a row on average: one text may stand in many cells
LINE_LIMIT, TEXT_LIMIT, AVERAGE_LIMIT = 1 << 18, 64 << 20, 1 << 10
_DONE = {"done": True}
CHECK = "--check"
_KINDS = {
    "error": ErrorCell,
    "day": functools.lru_cache(maxsize=1 << 16)(date.fromisoformat),
    "time": datetime.fromisoformat,
    "number": float,
    "whole": int,
    "shown_number": lambda parts: ShownNumber(*parts),
    "day_without_year": lambda parts: DayWithoutYear(date.fromisoformat(parts[0]), parts[1]),
}


def read_in_subprocess(path: Path) -> list[Sheet]:
    """Sheets of a workbook or Parquet file, read within MEMORY_BYTES and CPU_LIMIT_S.

    Raises FileRejected with the child's reason, or with how the child ended.
    """
    with _run_reader(path) as (reader, late):
        lines = _receive_lines(reader.stdout, late, reader)
        sheets = assemble_sheets(count_rows(lines, "read"))
    return sheets


def check_in_subprocess(path: Path) -> None:
    """Go through a Parquet file as `check_parquet` does, within the same bounds.

    Raises FileRejected.
    """
    with _run_reader(path, CHECK) as (reader, late):
        for _line in _receive_lines(reader.stdout, late, reader):
            pass


@contextmanager
def _run_reader(path: Path, *options: str) -> Iterator[tuple[subprocess.Popen, threading.Event]]:
    """The child at work on a file, and whether its time is over; it never outlives the block."""
    module = "loaders.files.subprocess_reader"
    command = [sys.executable, "-m", module, str(path.resolve()), *options]
    late = threading.Event()

    def end() -> None:
        late.set()
        reader.kill()

    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    ) as reader:
        alarm = threading.Timer(CLOCK_LIMIT_S, end)
        alarm.start()
        try:
            yield reader, late
        finally:
            alarm.cancel()
            reader.kill()


def _receive_lines(lines: BinaryIO, late: threading.Event, reader: subprocess.Popen) -> Iterator:
    """The child's lines as they were in it, until it says that there are no more."""
    for line in lines:
        if not line.endswith(b"\n"):
            break
        content = orjson.loads(line)
        if isinstance(content, list):
            yield [_cell(cell) if cell.__class__ is dict else cell for cell in content]
        elif "rejected" in content:
            code, detail, where = content["rejected"]
            raise FileRejected(code, detail, **where)
        elif content == _DONE:
            return
        else:
            yield content
    ended = reader.wait()
    if late.is_set() or ended == -getattr(signal, "SIGXCPU", 0):
        raise FileRejected("file_too_big", f"{CPU_LIMIT_S} 秒内没有读完")
    raise FileRejected("unreadable_file", f"读取程序异常结束（{ended}）")


def _cell(tagged: dict) -> object:
    ((tag, content),) = tagged.items()
    return _KINDS[tag](content)


def _tag_cell(cell: object) -> object:
    """A cell fit for JSON: its own kinds as they are, the rest by a tag."""
    if cell is None or cell.__class__ is str or cell.__class__ is bool:
        return cell
    if isinstance(cell, ErrorCell):
        return {"error": str(cell)}
    if isinstance(cell, ShownNumber):
        return {"shown_number": [float(cell), cell.text]}
    if isinstance(cell, DayWithoutYear):
        return {"day_without_year": [cell.isoformat(), cell.text]}
    if isinstance(cell, datetime):
        return {"time": cell.isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, int):
        return cell if abs(cell) < 1 << 63 else {"whole": str(cell)}
    if isinstance(cell, float):
        # JSON has no infinity and no missing number
        return cell if cell - cell == 0 else {"number": str(cell)}
    return str(cell)


def answers(path: Path, is_checked: bool = False) -> Iterator[list | dict]:
    """In the child: the lines of a file, the last of which says that it ends there, or why.

    is_checked: a large Parquet file is gone through, and none of its rows is a line.
    """
    try:
        if is_checked:
            from loaders.files.parquet import check_parquet

            check_parquet(path)
        else:
            from loaders.files.by_signature import lines_of

            yield from lines_of(path)
        yield _DONE
    except FileRejected as why:
        yield {"rejected": [why.code, why.detail, why.where]}
    except MemoryError:
        detail = f"读取所需内存超过 {MEMORY_BYTES >> 20} MB"
        yield {"rejected": ["file_too_big", detail, {}]}
    except Exception as failure:  # a damaged file makes a reader raise whatever it likes
        yield {"rejected": ["unreadable_file", f"文件已损坏（{type(failure).__name__}）", {}]}


def main(path: str, option: str = "") -> int:
    """In the child: read within bounds and print line after line."""
    _limit()
    gc.set_threshold(50_000)  # little that is read refers to itself
    out = sys.stdout.buffer
    with redirect_stdout(sys.stderr):  # whatever a reader prints is no line of ours
        for text in _limit_lines(answers(Path(path), option == CHECK)):
            out.write(text + b"\n")
    out.flush()
    return 0


def _limit_lines(lines: Iterable[list | dict]) -> Iterator[bytes]:
    """The lines as JSON, until they amount to more than a register does."""
    size = 0
    for number, line in enumerate(lines):
        is_row = isinstance(line, list)
        text = orjson.dumps(list(map(_tag_cell, line)) if is_row else line)
        size += len(text)
        allowed = max(TEXT_LIMIT, number * AVERAGE_LIMIT)
        if size > allowed or (is_row and len(text) > LINE_LIMIT):
            yield orjson.dumps({"rejected": ["file_too_big", "单元格的文字过长", {}]})
            return
        yield text


def _limit() -> None:
    """Ceilings for memory and processor time where the system knows them (Linux); no core files."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT_S, CPU_LIMIT_S + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
