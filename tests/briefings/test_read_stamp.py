"""Stamps read back by the command: what it says, its exit status, and files that are hostile."""

import io
import json
import random
import struct
import zipfile
import zlib

import pytest

from briefings import csv_numbers, read_stamp
from briefings.__main__ import main
from briefings.exhibit import Briefing, Exhibit
from briefings.read_stamp import Unstamped, stamps
from briefings.shared.office_package import seal
from briefings.stamp import as_json, stamp
from catalog.figure_parts import Provenance
from tests.briefings.shared.test_office_package import MADE, ONE

MADE_OF = {kind: seal(make(), ONE) for kind, make in MADE.items()}


def picture(text: str, packed: bool = False) -> bytes:
    """A PNG with a comment, as far as reading it goes."""
    words = zlib.compress(text.encode()) if packed else text.encode()
    body = b"Comment\0" + bytes([packed, 0]) + b"\0\0" + words
    chunks = [(b"IHDR", b"\0" * 13), (b"iTXt", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + b"\0" * 4 for kind, data in chunks
    )


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in members.items():
            pack.writestr(name, data)
    return out.getvalue()


def files(words) -> dict[str, bytes]:
    """One file of each format with the same stamp."""
    text = as_json(ONE)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><d>{escaped}</d></x:xmpmeta>'
    return {
        **MADE_OF, "csv": csv_numbers.write(ONE, words), "png": picture(text),
        "packed.png": picture(text, packed=True),
        "svg": f'<svg xmlns="http://www.w3.org/2000/svg"><metadata>{escaped}</metadata></svg>'.encode(),
        "pdf": b"%PDF-1.7\n<?xpacket begin='' id='W5'?>" + xmp.encode() + b"<?xpacket end='w'?>",
    }  # fmt: skip


def test_of_nothing_nothing_is_read():
    for data in (b"", b"PK", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"<svg></svg>", b"\xff\xfe", b"{}"):
        with pytest.raises(Unstamped):
            stamps(data)


def test_every_format_gives_its_stamp_back(words):
    made = files(words)
    for name, data in made.items():
        assert stamps(data) == [("", stamp(ONE))], name
    pack = packed({**{f"图表.{name}": data for name, data in made.items()}, "manifest.json": b"{}"})
    assert stamps(pack) == [(f"图表.{name}", stamp(ONE)) for name in made]


def test_a_csv_saved_again_by_a_spreadsheet_is_still_read(words):
    again = csv_numbers.write(ONE, words).decode("utf-8-sig").encode("gb18030")
    assert stamps(again) == [("", stamp(ONE))]


def test_altered_bytes_are_read_or_refused_and_nothing_else(words):
    drawn = random.Random(7)
    for name, data in files(words).items():
        for _ in range(60):
            altered = bytearray(data[: drawn.randrange(len(data)) or 1])
            for _ in range(drawn.randrange(9)):
                altered[drawn.randrange(len(altered))] = drawn.randrange(256)
            try:
                assert stamps(bytes(altered)), name
            except Unstamped as refused:
                assert refused.reason.startswith("imprint.")


def test_what_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(read_stamp, "MAX_BYTES", 2_000_000)
    bomb = packed({"a.csv": b"a\n" * 750_000, "b.csv": b"a\n" * 750_000})
    assert len(bomb) < 10_000
    with pytest.raises(Unstamped, match="too_large"):
        stamps(bomb)
    with pytest.raises(Unstamped, match="too_large"):
        stamps(packed({"docProps/custom.xml": b" " * 5_000_000}))


@pytest.mark.parametrize("text", [
    "[" * 100_000, "{", '{"version": 1}', '{"title": "甲"}', "[]",
    json.dumps({**stamp(ONE), "exhibits": ["x"]}), json.dumps({**stamp(ONE), "marks": None}),
])  # fmt: skip
def test_what_only_looks_like_a_stamp_is_none(text):
    for data in (picture(text), f'"#briefing {text}"\r\n'.encode()):
        with pytest.raises(Unstamped):
            stamps(data)


def test_entities_are_not_followed():
    bomb = (
        b"""<!DOCTYPE p [<!ENTITY a "{}"><!ENTITY b SYSTEM "file:///etc/passwd">]><p>&a;&b;</p>"""
    )
    with pytest.raises(Unstamped, match="damaged"):
        stamps(packed({"docProps/custom.xml": bomb}))


@pytest.fixture
def current(sample, sample_tables, tmp_path, words):
    """A file of the published version, the tables, and a file of another version."""
    names = {}
    for version in (sample.version, "older0000000"):
        provenance = Provenance("登记册", "2026-10-29", version, "全国", address="province=湖北",
                        marks=("演示数据",), fictional=True)  # fmt: skip
        drawn = Exhibit("labs", "column", "在运行\x1b[31m实验室", provenance)
        made = Briefing("月报", provenance, (drawn,) * 12)
        names[version] = tmp_path / f"{version}.csv"
        names[version].write_bytes(csv_numbers.write(made, words))
    return names[sample.version], str(sample_tables), names["older0000000"]


def test_the_command_says_whether_the_data_have_changed(current, capsys):
    same, tables, older = current
    assert main(["stamp", str(same), "--tables", tables]) == 0
    text = capsys.readouterr().out
    for words in ("标题：月报", "数据截至 2026-10-29", "全国", "province=湖北", "演示数据",
                  "图表 12 张", "数据没有更新"):  # fmt: skip
        assert words in text
    assert "\x1b" not in text
    assert main(["stamp", str(same), str(older), "--tables", tables]) == 1
    assert "文件是版本 older0000000" in capsys.readouterr().out


def test_what_bears_no_stamp_is_named_in_one_sentence(current, tmp_path, capsys):
    same, tables, _ = current
    (tmp_path / "照片.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04broken")
    strange = [str(tmp_path / name) for name in ("照片.png", "坏.docx", "没有.csv", ".")]
    assert main(["stamp", *strange, str(same), "--tables", tables]) == 2
    output = capsys.readouterr()
    assert output.err.count("\n") == 4 and "Traceback" not in output.err
    assert "《照片.png》里没有印记" in output.err and "《坏.docx》读不出印记" in output.err
    assert "数据没有更新" in output.out


def test_nothing_published_is_said(current, tmp_path, capsys):
    assert main(["stamp", str(current[0]), "--tables", str(tmp_path / "none")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["stampf"], ["stamp"], ["stamp", "a", "--table"]])
def test_usage_is_explained_in_chinese(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2 and capsys.readouterr().err.startswith("命令有误：")


def test_help_is_in_chinese(capsys):
    with pytest.raises(SystemExit):
        main(["stamp", "--help"])
    text = capsys.readouterr().out
    assert "读出导出文件里的印记" in text and "arguments" not in text
