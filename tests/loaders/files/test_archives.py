"""Registers that arrive packed: every file of a .zip is read under its own name, within bounds."""

import gzip
import stat
import zipfile
from pathlib import Path

from loaders.files import archives
from loaders.report.report import report
from loaders.sheets.mapping_file import read_mapping
from tests.loaders.drawn_registers import EVENTS, LABS, account, csv_file, loaded, workbook

Content = dict[str, bytes | str]


def text(*rows: list[str]) -> str:
    return "\n".join(",".join(row) for row in rows)


LAB = text(LABS[0], LABS[1])
HEADS = LABS[0]


def packed(folder: Path, content: Content, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A ZIP archive of these files."""
    with zipfile.ZipFile(folder / "省份.zip", "w", method) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return folder / "省份.zip"


def named_in_gbk(path: Path, name: str) -> Path:
    """The archive with the name of its only file in GBK, as old Windows packs it."""
    short = "x" * len(name.encode("gbk"))
    with zipfile.ZipFile(path) as archive:
        ((entry, content),) = [(e, archive.read(e)) for e in archive.infolist()]
    assert entry.filename == name
    packed(path.parent, {short: content})
    path.write_bytes(path.read_bytes().replace(short.encode(), name.encode("gbk")))
    return path


def codes(*paths: Path) -> dict[str, list[str]]:
    """Problem codes of each file, those passed over among them."""
    result = loaded(*paths)
    return {f.file: [p.code for p in f.problems] for f in result.files + result.passed_over}


def test_every_file_of_an_archive_is_a_file_of_its_own(tmp_path):
    labs = workbook(tmp_path / "湖北.xlsx", 实验室名录=LABS[:2]).read_bytes()
    events = csv_file(tmp_path / "进退事件.csv", EVENTS[:2]).read_bytes()
    (tmp_path / "来件").mkdir()
    packed(
        tmp_path / "来件",
        {
            "华中/": "",
            "华中/湖北.xlsx": labs,
            "湖南\\名录.csv": text(HEADS, LABS[2]),
            "./进退事件.csv": events,
            "说明.docx": "x",
            "包.zip": "x",
            "__MACOSX/._湖北.xlsx": "x",
            "Thumbs.db": "x",
        },
    )
    expected = {
        "省份.zip/包.zip": ["packed_file"],
        "省份.zip/华中/湖北.xlsx": [],
        "省份.zip/湖南/名录.csv": [],
        "省份.zip/进退事件.csv": [],
        "省份.zip/说明.docx": ["unsupported_type"],
        "省份.zip/Thumbs.db": ["passed_over"],
        "省份.zip/__MACOSX/._湖北.xlsx": ["passed_over"],
    }
    for source in (tmp_path / "来件", tmp_path / "来件" / "省份.zip", tmp_path / "来件" / "*.zip"):
        assert codes(source) == expected
    result = loaded(tmp_path / "来件")
    assert account(result, "labs") == (2, 2, 0, 0, 0)
    files = {file["file"]: file["sha256"] for file in report(result, None)["files"]}
    assert list(files) == [f.file for f in result.files + result.passed_over]
    assert len(files["省份.zip/华中/湖北.xlsx"]) == 64


def test_an_archive_gives_what_its_folder_gives(tmp_path):
    for name, row in (("湖北.csv", LABS[1]), ("湖南.csv", ["L9", "示例丁", "", "湖南路"])):
        (tmp_path / name).write_text(text(HEADS, row), "utf-8")
    folder = loaded(tmp_path)
    archive = packed(tmp_path, {p.name: p.read_bytes() for p in tmp_path.glob("*.csv")})
    result = loaded(archive)
    assert account(result, "labs") == account(folder, "labs") == (2, 1, 0, 1, 0)
    messages = [[p.message.replace("省份.zip/", "") for p in f.problems] for f in result.files]
    assert messages == [[p.message for p in f.problems] for f in folder.files]


def test_names_in_gbk_and_in_utf_8_are_both_read(tmp_path):
    path = packed(tmp_path, {"湖北乗.csv": LAB})
    assert codes(path) == {"省份.zip/湖北乗.csv": []}
    assert codes(named_in_gbk(path, "湖北乗.csv")) == {"省份.zip/湖北乗.csv": []}


def test_a_mapping_knows_a_packed_file_by_its_own_name(tmp_path):
    mapping = tmp_path / "a.toml"
    names = ["lab_id", "lab_name", "host_unit", "province", "domain", "approved_on"]
    pairs = zip(["号", *HEADS[1:]], names, strict=True)
    lines = [f'"{heading}" = "{name}"' for heading, name in pairs]
    head = ["[labs]", 'files = "湖北*.csv"', "[labs.headings]"]
    mapping.write_text("\n".join(head + lines), "utf-8")
    lab = text(["号", *HEADS[1:]], LABS[1])
    result = loaded(packed(tmp_path, {"华中/湖北.csv": lab}), mapping=read_mapping(mapping))
    assert account(result, "labs") == (1, 1, 0, 0, 0)


def test_one_packed_register_is_read_under_its_name(tmp_path):
    for name in ("labs.csv.gz", "湖北.CSV.GZ"):
        (tmp_path / name).write_bytes(gzip.compress(LAB.encode()))
        result = loaded(tmp_path / name)
        assert [f.file for f in result.files] == [name]
        assert account(result, "labs") == (1, 1, 0, 0, 0)
    whole = gzip.compress(LAB.encode())
    for content in (whole[:-9], whole + b"x", b"x", LAB.encode()):
        (tmp_path / "b.csv.gz").write_bytes(content)
        assert codes(tmp_path / "b.csv.gz") == {"b.csv.gz": ["unreadable_file"]}


def linked(folder: Path) -> Path:
    entry = zipfile.ZipInfo("湖北.csv")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return packed(folder, {entry: "/etc/passwd"})


def locked(folder: Path) -> Path:
    path = packed(folder, {"湖北.csv": LAB})
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    path.write_bytes(content)
    return path


def damaged(folder: Path) -> Path:
    path = packed(folder, {"湖北.csv": LAB}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace("湖北,新".encode(), "湖南,新".encode()))
    return path


def no_archive(folder: Path) -> Path:
    (folder / "省份.zip").write_bytes(b"Rar!\x1a\x07")
    return folder / "省份.zip"


def renamed_workbook(folder: Path) -> Path:
    return workbook(folder / "a.xlsx", 实验室名录=LABS).rename(folder / "省份.zip")


WHOLE, MEMBER = "省份.zip", "省份.zip/湖北.csv"
REFUSED = [  # (what is sent, file that is refused, code, words of the sentence)
    ({"../湖北.csv": LAB}, WHOLE, "hostile_file", "../湖北.csv"),
    ({"/etc/湖北.csv": LAB}, WHOLE, "hostile_file", "/etc/湖北.csv"),
    ({"\\湖北.csv": LAB}, WHOLE, "hostile_file", "/湖北.csv"),
    ({"C:\\湖北.csv": LAB}, WHOLE, "hostile_file", "C:/湖北.csv"),
    ({"a/湖北.csv": LAB, "a\\湖北.csv": LAB}, WHOLE, "hostile_file", "同名"),
    ({"说明.md": "x"}, WHOLE, "unreadable_file", "没有登记册"),
    ({}, WHOLE, "unreadable_file", "没有登记册"),
    ({"湖北.csv": ""}, MEMBER, "empty_file", "空的"),
    (linked, WHOLE, "hostile_file", "不是普通文件"),
    (locked, MEMBER, "encrypted_file", "已加密"),
    (damaged, MEMBER, "unreadable_file", "已损坏"),
    (no_archive, WHOLE, "unreadable_file", "不是 ZIP"),
    (renamed_workbook, WHOLE, "not_as_named", "工作簿"),
]


def refusal(path: Path) -> tuple[str, str, str]:
    (file,) = loaded(path).files
    (problem,) = file.problems
    return file.file, problem.code, problem.message


def test_what_may_not_be_unpacked_is_refused_by_name(tmp_path):
    missed = []
    for sent, file, code, words in REFUSED:
        path = packed(tmp_path, sent) if isinstance(sent, dict) else sent(tmp_path)
        answer = refusal(path)
        if answer[:2] != (file, code) or words not in answer[2]:
            missed.append((words, answer))
    assert missed == []


MEGABYTE = "甲" * (1 << 20)
LIMITS = [  # (limit, its value, content, file that is refused)
    ("MEMBER_LIMIT", 1, {"湖北.csv": LAB, "湖南.pdf": "x"}, WHOLE),
    ("_MARK_LIMIT", 1, {"湖北.csv": LAB, "湖南.pdf": "x"}, WHOLE),
    ("UNPACKED_MEGABYTES", 2, {"湖北.csv": MEGABYTE}, WHOLE),
    ("GROWTH_FREE_MEGABYTES", 2, {"湖北.csv": MEGABYTE}, MEMBER),
    ("ARCHIVE_MEGABYTES", 0, {"湖北.csv": LAB}, WHOLE),
]


def test_bounds_hold_before_anything_is_written(tmp_path, monkeypatch):
    for name, value, content, file in LIMITS:
        with monkeypatch.context() as patch:
            patch.setattr(archives, name, value)
            assert refusal(packed(tmp_path, content))[:2] == (file, "file_too_big"), name
    big = {"湖北.xlsx": b"\x00" * (65 << 20)}
    assert "64 MB" in refusal(packed(tmp_path, big))[2]


def test_a_bomb_in_gz_is_counted_while_it_is_unpacked(tmp_path):
    path = tmp_path / "湖北.csv.gz"
    path.write_bytes(gzip.compress(b"a" * (17 << 20)))
    assert refusal(path)[:2] == ("湖北.csv.gz", "file_too_big")
    assert "200 倍" in refusal(path)[2]


def test_a_member_that_claims_less_than_it_holds_is_refused(tmp_path):
    path = packed(tmp_path, {"湖北.csv": LAB}, zipfile.ZIP_STORED)
    size = len(LAB.encode())
    false = path.read_bytes().replace(size.to_bytes(4, "little"), (size - 9).to_bytes(4, "little"))
    path.write_bytes(false)
    assert refusal(path)[:2] == (MEMBER, "unreadable_file")


def test_the_remedy_of_a_packed_file_is_accepted(tmp_path):
    (tmp_path / "来件").mkdir()
    (tmp_path / "来件" / "省份.7z").write_bytes(b"x")
    assert codes(tmp_path / "来件") == {"省份.7z": ["packed_file"]}
    (tmp_path / "来件" / "省份.7z").unlink()
    packed(tmp_path / "来件", {"湖北.csv": LAB})
    assert loaded(tmp_path / "来件").acceptable
