"""The pack: every form of every chart, listed, the same twice, cancelled at once."""

import io
import json
import zipfile
from hashlib import sha256

import pytest

from briefings.abandonment import Cancelled
from briefings.exhibit import Briefing, Exhibit
from briefings.formats import FORMATS, Format
from briefings.zip_pack import pack
from catalog.figure_parts import Provenance

ORIGIN = Provenance("示例登记册", "2026-10-29", "v1", "全国")


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    """Formats whose files are the titles they show."""

    def write(briefing, words):
        return f"{briefing.title}|{'|'.join(e.id for e in briefing.exhibits)}".encode()

    for name in ("pptx", "csv", "png"):
        monkeypatch.setitem(FORMATS, name, Format(write, "text/plain"))


def briefing(*titles: str) -> Briefing:
    drawn = tuple(Exhibit(f"e{n}", "bar", title, ORIGIN) for n, title in enumerate(titles))
    return Briefing("进展/简报", ORIGIN, drawn)


def packed(drawn: Briefing, words, progress=None, cancelled=lambda: False) -> bytes:
    progress = [] if progress is None else progress
    formats = ("pptx", "csv", "png")
    return pack(
        drawn, formats, words, lambda share, text: progress.append((share, text)), cancelled
    )


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_pack_of_nothing_still_says_what_it_is(words):
    result = members(packed(briefing(), words))
    assert list(result) == ["进展_简报.pptx", "manifest.json"]
    assert json.loads(result["manifest.json"])["briefing"]["as_of"] == "2026-10-29"


def test_each_chart_lies_there_in_each_form_and_the_manifest_lists_it(words):
    result = members(packed(briefing("规模", "../布局"), words))
    assert list(result) == [
        "进展_简报.pptx", "图/01_规模.png", "图/01_规模.csv", "图/02_布局.png", "图/02_布局.csv",
        "manifest.json",
    ]  # fmt: skip
    assert result["图/02_布局.png"] == "../布局|e1".encode()
    listed = json.loads(result.pop("manifest.json"))["files"]
    assert {first["name"]: first["sha256"] for first in listed} == {
        name: sha256(content).hexdigest() for name, content in result.items()
    }
    assert [first["exhibit"] for first in listed] == ["", "e0", "e0", "e1", "e1"]


def test_the_same_briefing_gives_the_same_bytes(words):
    assert packed(briefing("规模"), words) == packed(briefing("规模"), words)


def test_progress_grows_to_the_end_and_names_what_is_made(words):
    lines = []
    packed(briefing("规模"), words, lines)
    assert [round(share, 2) for share, _ in lines] == [0, 0.33, 0.67, 1]
    assert lines[1][1] == "正在生成 2/3：图/01_规模.png"


def test_who_cancels_gets_nothing(words):
    lines = []
    with pytest.raises(Cancelled):
        packed(briefing("规模", "布局"), words, lines, lambda: len(lines) >= 2)
    assert len(lines) == 2
