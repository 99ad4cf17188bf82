"""Files as other programs and other countries make them: read right, or refused with the reason."""

import io
import re
import zipfile
from pathlib import Path

import openpyxl

from tests.loaders.drawn_registers import LABS, loaded, old_workbook, workbook

STRICT = re.compile(rb"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument)/2006/")
TRADITIONAL = [
    ["實驗室編號", "實驗室名稱", "依託單位", "省份", "主領域", "批准日期"],
    ["L1", "標準質量實驗室", "國家大學", "湖北", "新材料", "2022-03-01"],
]
ENGLISH = ["lab_id", "lab_name", "host_unit", "province", "domain", "approved_on"]
RARE = ["L1", "喆镕", "玥", "湖北", "新材料", "2022-03-01"]


def table(rows: list[list[str]], mark: str = ",") -> str:
    return "\r\n".join(mark.join(row) for row in rows)


def new_book(folder: Path) -> dict[str, bytes]:
    """The parts of a workbook with the drawn laboratories."""
    path = workbook(folder / "parts.xlsx", 实验室名录=LABS)
    with zipfile.ZipFile(path) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return result.getvalue()


def strict_book(folder: Path) -> bytes:
    """Excel's "Strict Open XML" keeps the same parts under other names of their elements."""
    parts = new_book(folder)
    strict = rb"http://purl.oclc.org/ooxml/\1/"
    return zipped({name: STRICT.sub(strict, content) for name, content in parts.items()})


def renamed(folder: Path, usual: str, other: str) -> bytes:
    parts = new_book(folder)
    return zipped({name.replace(usual, other): content for name, content in parts.items()})


def with_far_blank(folder: Path) -> bytes:
    path = workbook(folder / "far.xlsx", 实验室名录=LABS)
    book = openpyxl.load_workbook(path)
    book.active["XFD1048576"].number_format = "0.0"
    book.save(path)
    return path.read_bytes()


def old_book(folder: Path) -> bytes:
    return old_workbook(folder / "old.xls", 实验室名录=LABS).read_bytes()


READ = {  # what it is: (name of the file, its content)
    "first line sep=;": ("a.csv", "sep=;\r\n" + table(LABS, ";")),
    "first line sep=|": ("a.csv", "sep=|\r\n" + table(LABS, "|")),
    "first line sep= in quotes": ("a.csv", '"sep=,"\r\n' + table(LABS)),
    "UTF-8 behind a mark, sep=": ("a.csv", ("sep=,\r\n" + table(LABS)).encode("utf-8-sig")),
    "GB18030": ("a.csv", table(LABS).encode("gb18030")),
    "GB18030, signs of four bytes": (
        "a.csv", table(LABS).replace("示例乙", "示例㛃𠮷").encode("gb18030")),
    "GB18030, traditional": ("a.csv", table(TRADITIONAL).encode("gb18030")),
    "GB18030, English headings and rare names": (
        "a.csv", table([ENGLISH, RARE]).encode("gb18030")),
    "UTF-16 with its mark": ("a.csv", table(LABS, "\t").encode("utf-16")),
    "tabs named .xls": ("a.xls", table(LABS, "\t").encode("gb18030")),
    "strict workbook": ("a.xlsx", strict_book),
    "workbook of WPS, new": ("a.et", lambda folder: zipped(new_book(folder))),
    "workbook of WPS, old": ("a.et", old_book),
    "Sheet1.xml": ("a.xlsx", lambda folder: renamed(folder, "sheet1", "Sheet1")),
    "sharedstrings.xml": ("a.xlsx", lambda folder: renamed(folder, "sharedS", "shareds")),
    "backslashes in the names of parts": (
        "a.xlsx", lambda folder: renamed(folder, "/", "\\")),
    "a blank cell in the last corner": ("a.xlsx", with_far_blank),
}  # fmt: skip
REFUSED = {  # what it is: (name of the file, its content, code, words of the sentence)
    "Big5": ("a.csv", table(TRADITIONAL).encode("big5"), "unreadable_file", "Big5"),
    "Big5 under English headings": (
        "a.csv", table([ENGLISH, *TRADITIONAL[1:]]).encode("big5"), "unreadable_file", "Big5"),
    "UTF-16 without its mark": (
        "a.csv", table(LABS).encode("utf-16-le"), "unreadable_file", "UTF-16"),
    "UTF-16 of the other order": (
        "a.csv", table(LABS).encode("utf-16-be"), "unreadable_file", "UTF-16"),
    "document of WPS": ("a.wps", old_book, "unsupported_type", ".wps"),
    "workbook in binary": ("a.xlsb", b"PK\x03\x04", "unsupported_type", ".xlsx"),
}  # fmt: skip


def sent(folder: Path, name: str, content):
    """What a file of this content gives."""
    content = content(folder) if callable(content) else content
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return loaded(path)


def test_files_of_other_programs_are_read_whole(tmp_path):
    missed = {}
    for what, (name, content) in READ.items():
        result = sent(tmp_path, name, content)
        harm = [p.message for p in result.files[0].problems if p.action != "normalised"]
        read = result.ledger.entries["labs"].kept
        if harm or read not in (1, 3) or not result.acceptable:
            missed[what] = harm or read
    assert missed == {}


def test_rows_below_a_line_for_excel_are_numbered_as_excel_shows_them(tmp_path):
    rows = [*LABS[:2], [*LABS[2][:3], "湖北路", *LABS[2][4:]]]
    (problem,) = sent(tmp_path, "a.csv", "sep=;\r\n" + table(rows, ";")).files[0].problems
    assert (problem.code, problem.row) == ("unknown_province", 3)


def test_files_that_would_be_misread_are_refused_with_the_reason(tmp_path):
    missed = {}
    for what, (name, content, code, words) in REFUSED.items():
        problems = sent(tmp_path, name, content).files[0].problems
        messages = [p.message for p in problems if p.code == code]
        if len(problems) != 1 or not all(w in messages[0] for w in (words, "另存为")):
            missed[what] = [p.message for p in problems]
    assert missed == {}
