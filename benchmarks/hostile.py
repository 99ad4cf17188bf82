"""Files meant to harm, each given to `python -m loaders check` alone: how it ends, when, how large.

Every one is to be refused by name within 10 seconds and 400 MB, parent and child together; on a
busy machine only the seconds of the processor mean something.
"""

import json
import os
import struct
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from xlwt.CompoundDoc import XlsDoc

from benchmarks.memory import peaks

SECONDS, MEGABYTES = 10, 400
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
HEAD, TAIL = f'<worksheet xmlns="{MAIN}"><sheetData>', "</sheetData></worksheet>"
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
)
TEXTS = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)


def altered(part: str, text: str, encoding: str = "utf-8") -> Callable[[Path], None]:
    """A writer of a good workbook with one part replaced or added."""

    def write(path: Path) -> None:
        openpyxl.Workbook().save(path)
        with zipfile.ZipFile(path) as good:
            parts = {name: good.read(name) for name in good.namelist()}
        parts[part] = text.encode(encoding)
        types = parts["[Content_Types].xml"]
        if part.endswith("sharedStrings.xml"):
            parts["[Content_Types].xml"] = types.replace(b"</Types>", TEXTS.encode())
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            for name, content in parts.items():
                made.writestr(name, content)

    return write


def texts(text: str, cells: int) -> Callable[[Path], None]:
    """A writer of one text that stands in many cells."""
    row = "<row>" + f'<c t="inlineStr"><is><t>{text}</t></is></c>' * 100 + "</row>"
    return altered(SHEET, HEAD + row * (cells // 100) + TAIL)


def many_parts(path: Path) -> None:
    """A ZIP of a million names and nothing in them."""
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a", b"")
    whole = path.read_bytes()
    start = whole.index(b"PK\1\2")
    entry = whole[start : whole.index(b"PK\5\6")]
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, len(entry) * 1_000_000, start, 0)
    path.write_bytes(whole[:start] + entry * 1_000_000 + end)


def old_blanks(path: Path) -> None:
    """An old workbook of twelve million blank cells."""
    bof = struct.pack("<HHHHHHLL", 0x809, 16, 0x600, 5, 0, 0, 0, 0)
    blanks = struct.pack("<HH", 0xBE, 516) + b"\0" * 516
    with path.open("wb") as out:
        XlsDoc().save(out, bof + struct.pack("<HH", 10, 0) + blanks * 48_000)


def constant(values: pa.Array, rows: int) -> Callable[[Path], None]:
    """A writer of a Parquet file that says one thing in every row."""

    def write(path: Path) -> None:
        places = pa.array([0] * 10_000, pa.int32())
        part = pa.table({"lab_id": pa.DictionaryArray.from_arrays(places, values)})
        with pq.ParquetWriter(path, part.schema) as out:
            whole = pa.concat_tables([part] * (rows // 10_000 // 10))
            for _ in range(10):
                out.write_table(whole)

    return write


def repeated(text: bytes, times: int) -> Callable[[Path], object]:
    """A writer of plain bytes."""
    return lambda path: path.write_bytes(text * times)


MADE: dict[str, Callable[[Path], object]] = {
    "压缩炸弹.xlsx": altered(SHEET, HEAD + " " * (1 << 30) + TAIL),
    "单元格炸弹.xlsx": altered(SHEET, HEAD + ("<row>" + "<c/>" * 600 + "</row>") * 10_000 + TAIL),
    "一行的单元格.xlsx": altered(SHEET, HEAD + "<row>" + "<c/>" * 12_000_000 + "</row>" + TAIL),
    "XFD1048576.xlsx": altered(SHEET, f'{HEAD}<row r="1048576"><c r="XFD1048576"/></row>{TAIL}'),
    "重复的长文字.xlsx": texts("长" * 300, 140_000),
    "文字表.xlsx": altered(
        "xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{"<si/>" * 12_000_000}</sst>'
    ),
    "样式.xlsx": altered("xl/styles.xml", f'<x xmlns="{MAIN}">{"<xf/>" * 12_000_000}</x>'),
    "百万个部分.xlsx": many_parts,
    "十亿个笑.xlsx": altered(SHEET, f"{LAUGHS}]><worksheet>&a9;</worksheet>"),
    "外部实体.xlsx": altered(
        SHEET, "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><x>&a;</x>"
    ),
    "UTF-16 实体.xlsx": altered(SHEET, f"{LAUGHS}]><worksheet>&a9;</worksheet>", "utf-16"),
    "宏.xlsx": altered("xl/vbaProject.bin", "x"),
    "越界路径.xlsx": altered("../../evil.txt", "x"),
    "空文件.xlsx": repeated(b"", 1),
    "其实是文本.xlsx": repeated("实验室编号,省份\n".encode(), 10),
    "其实是工作簿.csv": lambda path: openpyxl.Workbook().save(path),
    "旧式空格.xls": old_blanks,
    "链接.xlsx": lambda path: path.symlink_to("/etc/hostname"),
    "管道.xlsx": os.mkfifo,
    "文件夹.xlsx": lambda path: path.mkdir(),
    "十亿行.parquet": constant(pa.array(["L1"]), 1_000_000_000),
    "重复的长文字.parquet": constant(pa.array(["x" * 1_000_000]), 1_000_000),
    "数百兆.csv": repeated("湖北,示例\n".encode(), 30_000_000),
    "一格.csv": repeated(b"x", 250_000_000),
    "逗号.csv": repeated(b"a,bc,def,\n", 25_000_000),
    "引号.csv": repeated(b'a,"\n', 60_000_000),
}


def main() -> int:
    """Write each, check it, print how it ended; 1 where a bound was passed or nothing refused."""
    held = True
    print("| 文件 | 结果 | 秒 | CPU 秒 | MB |\n| --- | --- | ---: | ---: | ---: |")
    for name, write in MADE.items():
        with tempfile.TemporaryDirectory() as folder:
            path, report = Path(folder) / name, Path(folder) / "report.json"
            write(path)
            command = [sys.executable, "-m", "loaders", "check", "--source", str(path)]
            start, before = time.perf_counter(), sum(os.times()[2:4])
            megabytes = sum(peaks([*command, "--report", str(report)]))
            seconds = time.perf_counter() - start
            worked = sum(os.times()[2:4]) - before
            codes = [
                p["code"] for f in json.loads(report.read_text())["files"] for p in f["problems"]
            ]
        print(
            f"| {name} | {'、'.join(codes)} | {seconds:.1f} | {worked:.1f} | {megabytes:.0f} |",
            flush=True,
        )
        held &= bool(codes) and min(seconds, worked) <= SECONDS and megabytes <= MEGABYTES
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
