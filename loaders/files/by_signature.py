"""Which reader a file gets, by what it is and not by what it is called; runs in the child."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from loaders.problems import FileRejected

OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # old workbooks, and new ones under a password
ZIP = b"PK\x03\x04"
PARQUET = b"PAR1"
# named like old workbooks, these may also be web pages, XML or plain tables
TEXT_WORKBOOKS = (".xls", ".et")


def lines_of(path: Path) -> Iterator[list | dict]:
    """The lines of a workbook or Parquet file (see raw_sheet.assemble_sheets)."""
    with path.open("rb") as stream:
        head = stream.read(len(OLE))
    if head.startswith(PARQUET):
        with _without("numpy"):
            import_module("pyarrow.parquet")
        from loaders.files.parquet import read_parquet

        yield from read_parquet(path)
    elif path.suffix.lower() in TEXT_WORKBOOKS and not head.startswith((ZIP, OLE)):
        from loaders.files.text_workbook import read_text_workbook

        yield from read_text_workbook(path)
    else:
        yield from workbook_lines(path.read_bytes(), path.suffix.lower())


def workbook_lines(content: bytes, suffix: str) -> Iterator[list | dict]:
    """The lines of a workbook old or new, opened first where Excel's default password locks it."""
    if content.startswith(OLE):
        from loaders.files.excel_password import unlock
        from loaders.files.xls import read_xls

        if opened := unlock(content):
            content = opened
            yield {"note": "default_password"}
        if content.startswith(OLE):
            yield from read_xls(content)
            return
    if not content.startswith(ZIP):
        raise FileRejected("unreadable_file", "内容不是 Excel 工作簿")
    # the names of a ZIP's parts stand in it as they are
    if b"content.xml" in content and b"[Content_Types].xml" not in content:
        from loaders.files.ods import read_ods

        yield from read_ods(content)
        return
    with _without("numpy", "PIL"):
        from loaders.files.xlsx import read_xlsx

    yield from read_xlsx(content, suffix)


@contextmanager
def _without(*packages: str) -> Iterator[None]:
    """Whatever is imported within does without packages that nothing has asked for yet.

    openpyxl takes numpy and Pillow where they are there, for the numbers and pictures that it
    writes, pyarrow numpy for its arrays; reading cells needs neither, and they are half of what
    starting a reader takes.
    """
    hidden = [package for package in packages if package not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))
    try:
        yield
    finally:
        for package in hidden:
            del sys.modules[package]
