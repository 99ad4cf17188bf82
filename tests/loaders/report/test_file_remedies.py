"""The way out for a whole file, a mapping or a database: followed to the letter, it is read."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from loaders.files import paths, postgres
from loaders.load import Loaded, load
from loaders.problems import FileRejected
from loaders.sheets.mapping import Mapping
from loaders.sheets.mapping_file import read_mapping
from tests.loaders.drawn_registers import (
    EVENTS,
    LABS,
    TODAY,
    csv_file,
    workbook,
)
from tests.loaders.files.postgres_cluster import PASSWORD
from tests.loaders.files.test_excel_password import lock
from tests.loaders.files.test_hostile import SHEET, altered
from tests.loaders.files.test_postgres import LABS as LABS_TABLE
from tests.loaders.files.test_postgres_failures import SLOW, answer_with_other_digest

Send = Callable[[Path], list[Path]]  # the files sent, drawn in a folder


def harm(result: Loaded) -> set[str]:
    """Codes of what cost a row or a file."""
    return {p.code for f in result.files for p in f.problems if p.action != "normalised"}


def text(folder: Path) -> list[Path]:
    return [csv_file(folder / "名录.csv", LABS)]


def book(folder: Path) -> list[Path]:
    return [workbook(folder / "名录.xlsx", 实验室名录=LABS)]


def bytes_in(name: str, content: bytes) -> Send:
    def send(folder: Path) -> list[Path]:
        (folder / name).write_bytes(content)
        return [folder / name]

    return send


def renamed(send: Send, name: str) -> Send:
    """What is sent, under another name."""

    def send_renamed(folder: Path) -> list[Path]:
        (path,) = send(folder)
        return [path.rename(folder / name)]

    return send_renamed


def cut(folder: Path) -> list[Path]:
    (path,) = book(folder)
    path.write_bytes(path.read_bytes()[:900])
    return [path]


def locked(folder: Path) -> list[Path]:
    return [lock(*book(folder), "secret")]


def with_far_cell(folder: Path) -> list[Path]:
    (path,) = book(folder)
    sheets = load_workbook(path)
    sheets["实验室名录"]["AAA2"] = "示例"
    sheets.save(path)
    return [path]


def packed(folder: Path) -> list[Path]:
    """An archive within an archive."""
    with zipfile.ZipFile(folder / "里.zip", "w") as inner:
        inner.write(*text(folder), "名录.csv")
    with zipfile.ZipFile(folder / "外.zip", "w") as outer:
        outer.write(folder / "里.zip", "里.zip")
    return [folder / "外.zip"]


def packed_once(folder: Path) -> list[Path]:
    with zipfile.ZipFile(folder / "外.zip", "w") as archive:
        archive.write(*text(folder), "名录.csv")
    return [folder / "外.zip"]


def linked(folder: Path) -> list[Path]:
    (path,) = text(folder)
    (folder / "链接.csv").symlink_to(path)
    return [folder / "链接.csv"]


def padded(folder: Path) -> list[Path]:
    """A workbook of more than a megabyte, most of it a picture."""
    (path,) = book(folder)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"x" * (1 << 20))
    return [path]


def events_alone(folder: Path) -> list[Path]:
    return [csv_file(folder / "进退事件.csv", EVENTS)]


def events_and_labs(folder: Path) -> list[Path]:
    return events_alone(folder) + text(folder)


def nothing_there(folder: Path) -> list[Path]:
    return [folder / "名录.csv"]


NO_HEADINGS = [["甲", "乙"], ["示例", "示例"]]
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
# code -> what is sent first, what is sent after the remedy
FILES: dict[str, tuple[Send, Send]] = {
    "no_register": (lambda folder: [csv_file(folder / "a.csv", NO_HEADINGS)], text),
    "empty_file": (bytes_in("名录.csv", b""), text),
    "unreadable_file": (cut, book),
    "encrypted_file": (locked, book),
    "not_as_named": (renamed(book, "名录.csv"), book),
    "far_cell": (with_far_cell, book),
    "unsupported_type": (bytes_in("名录.docx", b"x"), text),
    "packed_file": (packed, packed_once),
    "not_a_regular_file": (linked, text),
    "file_too_big": (padded, text),
    "source_missing": (nothing_there, text),
    "no_labs": (events_alone, events_and_labs),
    "hostile_file": (bytes_in("名录.xlsx", altered(**{SHEET: DOCTYPE})), book),
}


def outcome(sources: list[str], mapping: Mapping) -> set[str]:
    """Codes of what cost a row, a file or the whole load."""
    try:
        return harm(load(sources, mapping, None, TODAY))
    except FileRejected as why:
        return {why.code}


def test_a_file_sent_as_its_sentence_says_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "_WORKBOOK_MEGABYTES", 1)
    for code, sends in FILES.items():
        codes = []
        for number, send in enumerate(sends):
            folder = tmp_path / f"{code}{number}"
            folder.mkdir()
            codes.append(outcome([str(path) for path in send(folder)], Mapping()))
        assert code in codes[0] and codes[1] == set(), (code, codes)


HEADINGS = """
[labs.headings]
"依托单位" = "host_unit"
"省份" = "province"
"批准日期" = "approved_on"
"""
NAMED = """"实验室编号" = "lab_id"
"实验室名称" = "lab_name"
"""
PATTERNS = '[labs.matches]\nlab_id = "实验室序.*"\nlab_name = '
# code -> rows, mapping sent first, mapping sent after the remedy
MAPPINGS = {
    "pattern_ambiguous": (
        [["实验室序列", "实验室全名", *LABS[0][2:]], *LABS[1:]],
        PATTERNS + '"实验室.*"' + HEADINGS,
        PATTERNS + '"实验室全.*"' + HEADINGS,
    ),
    "second_table": (
        [*LABS[:2], *([None, *row] for row in (LABS[0], *LABS[2:]))],
        HEADINGS + NAMED,
        f"[[labs]]\nrows = {{ last = 2 }}\n{HEADINGS}{NAMED}"
        f"[[labs]]\nrows = {{ first = 3 }}\n{HEADINGS}{NAMED}",
    ),
}


def test_a_mapping_written_as_its_sentence_says_reads_the_file(tmp_path):
    for code, (rows, *texts) in MAPPINGS.items():
        path, mapping, codes = csv_file(tmp_path / "名单.csv", rows), tmp_path / "m.toml", []
        for text_of_mapping in texts:
            mapping.write_text(text_of_mapping, encoding="utf-8")
            codes.append(outcome([str(path)], read_mapping(str(mapping))))
        assert codes == [{code}, set()], code


FAILING = (
    "CREATE OR REPLACE FUNCTION fail() RETURNS text LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION '示例故障'; END $$",
    "CREATE VIEW labs AS SELECT *, fail() AS city FROM kept",
)
KEPT = (
    LABS_TABLE.replace("TABLE labs", "TABLE kept"),
    "INSERT INTO kept VALUES ('L1', '示例甲', '示例大学', '湖北', NULL, '2023-05-06')",
)
WHOLE = ("DROP VIEW IF EXISTS labs", "CREATE TABLE labs AS SELECT * FROM kept",
         "GRANT SELECT ON labs TO reader")  # fmt: skip
# code -> statements that make it fail, the address then (a method of the cluster)
DATABASES = {
    "database_address": ((), lambda server: f"postgresql://reader:a/b@127.0.0.1:{server.port}/x"),
    "database_password": ((), lambda server: server.address("wrong")),
    "database_digest": ((), None),
    "database_denied": (("CREATE VIEW labs AS SELECT * FROM kept",
                         "REVOKE SELECT ON labs FROM reader"), lambda server: server.url),
    "database_slow": ((SLOW,), lambda server: server.url),
    "database_lost": ((), lambda server: f"postgresql://reader:{PASSWORD}@127.0.0.1:1/registers"),
    "database_failed": (FAILING, lambda server: server.url),
}  # fmt: skip


def test_a_database_set_as_its_sentence_says_is_read(tables, stub, monkeypatch):
    monkeypatch.setattr(postgres, "STATEMENT_MILLISECONDS", 400)
    tables.run(*KEPT)
    for code, (statements, address) in DATABASES.items():
        tables.run(*statements)
        url = address(tables) if address else answer_with_other_digest(stub)
        assert outcome([url], Mapping()) == {code}, code
        tables.run(*WHOLE)
        assert outcome([tables.url], Mapping()) == set(), code
        tables.run("DROP TABLE labs")
