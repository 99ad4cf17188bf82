"""PNG, SVG and PDF as those who open them find them: whole, marked, stamped, the same twice."""

import io
import json
import struct
import subprocess
import zlib

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from briefings.exhibit import Briefing, Grid, Passage
from briefings.formats import make
from briefings.pictures import NoPictures, png
from briefings.read_stamp import stamps
from briefings.stamp import digest

HOSTILE = '<b>&"\' ]]> </svg><script>alert(1)</script> id="d1" \x00\x0b\u202e甲'
SVG = "{http://www.w3.org/2000/svg}"
pytestmark = pytest.mark.usefixtures("artist")


def alone(drawn) -> Briefing:
    return Briefing(drawn.title, drawn.provenance, (drawn,))


def chunks(image: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks of a PNG in order, each with its checksum checked."""
    at, result = 8, []
    while at < len(image):
        length, kind = struct.unpack(">I4s", image[at : at + 8])
        body = image[at + 8 : at + 8 + length]
        crc = image[at + 8 + length : at + 12 + length]
        assert struct.unpack(">I", crc)[0] == zlib.crc32(kind + body)
        result.append((kind, body))
        at += 12 + length
    return result


def pdf_words(content: bytes) -> str:
    """What a reader copies from a PDF."""
    command = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def test_an_empty_chart_is_a_picture_of_its_sentence(drawn, words):
    empty = drawn.but(empty="暂无数据：没有装入登记册", figure={}, rows=())
    assert "暂无数据：没有装入登记册" in make(alone(empty), "svg", words).decode()
    assert make(alone(empty), "png", words).startswith(b"\x89PNG")


@pytest.mark.parametrize("count", [0, 2])
def test_a_picture_is_of_one_chart(count, drawn, provenance, words):
    with pytest.raises(ValueError, match=f"not {count}"):
        make(Briefing("甲", provenance, (drawn,) * count), "png", words)


@pytest.mark.parametrize("name", ["png", "svg", "pdf"])
def test_equal_briefings_give_equal_bytes_and_their_stamp(name, drawn, words):
    made = make(alone(drawn), name, words)
    assert made == make(alone(drawn), name, words)
    [(_, stamp)] = stamps(made)
    assert stamp["fictional"] and stamp["marks"] == ["演示数据"] and stamp["as_of"] == "2026-10-29"
    assert stamp["exhibits"][0]["sha256"] == digest(drawn)


def test_a_png_says_all_before_the_image_and_how_large_it_is(drawn, words):
    result = chunks(make(alone(drawn), "png", words))
    kinds = [kind for kind, _ in result]
    assert kinds[0] == b"IHDR" and kinds[-1] == b"IEND" and b"tEXt" not in kinds
    assert kinds.index(b"pHYs") < kinds.index(b"IDAT")
    assert struct.unpack(">IIB", dict(result)[b"pHYs"]) == (7559, 7559, 1)  # 192 dpi
    output = {}
    for kind, body in result[: kinds.index(b"IDAT")]:
        if kind == b"iTXt":
            key, _, text = body.partition(b"\0")
            output[key.decode()] = text[4:].decode()
    assert list(output) == ["Title", "Source", "Description", "Comment", "XML:com.adobe.xmp"]
    assert output["Title"] == "各省实验室" and json.loads(output["Comment"])["version"] == "v1"


def test_a_picture_is_a_whole(drawn, words):
    """Title, marks, takeaway, drawing, note, source and the watermark stand on the sheet."""
    noted = drawn.but(note="一家实验室计一次")
    sheet = etree.fromstring(make(alone(noted), "svg", words))
    text = [node.text for node in sheet.iter(f"{SVG}text") if node.text]
    for sentence in ("各省实验室", "广西最多，2 家", "一家实验室计一次", "黑龙江"):
        assert sentence in text
    assert text.count("演示数据") == 2  # the mark and the watermark
    assert any(line.startswith("来源：示例登记册.xlsx") for line in text)
    real = noted.but(provenance=drawn.provenance.__class__("名录", "2026-10-29", "v1", "全国"))
    assert "演示数据" not in make(alone(real), "svg", words).decode()


def test_ids_are_numbered_in_order_and_every_reference_leads_somewhere(exhibits, words):
    drawn = next(drawn for drawn in exhibits if drawn.kind == "map")
    text = make(alone(drawn), "svg", words).decode()
    sheet = etree.fromstring(text.encode())
    ids = [node.get("id") for node in sheet.iter() if node.get("id")]
    assert ids[0] == "briefing" and ids[1:] == [f"d{at}" for at in range(1, len(ids))]
    referred = {part.split(")")[0] for part in text.split("url(#")[1:]}
    assert referred and referred <= set(ids)


@pytest.mark.parametrize("name", ["png", "svg", "pdf"])
def test_a_hostile_title_stays_words(name, drawn, words):
    hostile = drawn.but(title=HOSTILE, takeaway=HOSTILE, note=HOSTILE, alt=HOSTILE)
    made = make(alone(hostile), name, words)
    if name == "svg":
        sheet = etree.fromstring(made)
        assert not list(sheet.iter(f"{SVG}script"))
        assert sheet.find(f"{SVG}title").text.startswith("<b>&\"' ]]> </svg><script>")
    if name == "pdf":
        assert "<script>alert(1)</script>" in pdf_words(made)


def test_a_map_s_words_are_copied_as_they_read(exhibits, words):
    """With radicals in the font a reader would copy ⿊⻰江 and ⼴西."""
    drawn = next(drawn for drawn in exhibits if drawn.kind == "map")
    copied = pdf_words(make(alone(drawn), "pdf", words))
    assert {"黑龙江", "广西", "南海诸岛"} <= set(copied.split())
    assert not [c for c in copied if 0x2E80 <= ord(c) <= 0x2FDF or 0xF900 <= ord(c) <= 0xFAFF]


def test_the_font_of_a_pdf_holds_no_names_of_glyphs(drawing_files):
    """Nobody reads them, and to write them one by one takes a server ten seconds of its start."""
    with TTFont(drawing_files.folder / "fonts" / "font.ttf", lazy=True) as font:
        assert font["post"].formatType == 3


def test_a_pdf_names_its_makers_no_more_than_the_hour(drawn, words):
    made = make(alone(drawn), "pdf", words)
    with pikepdf.Pdf.open(io.BytesIO(made)) as pages:
        assert str(pages.docinfo["/CreationDate"]) == "D:20261029000000Z"
        assert set(pages.docinfo) == {
            "/Title", "/Author", "/Subject", "/Keywords", "/CreationDate", "/ModDate",
        }  # fmt: skip
        width = float(pages.pages[0].MediaBox[2])
    assert abs(width - 1184 * 0.75) < 1  # the sheet itself, not a page it lies on
    for word in (b"Chrom", b"Skia", b"Kaleido"):
        assert word not in made


def test_a_briefing_of_many_parts_is_paged_in_order(drawn, provenance, words):
    parts = (
        Passage("规模适度", "正文", "实验室规模适度", "● 达到预期进度", ("注一",)),
        Grid("条款一览", ("条款", "数值"), (("黑龙江", 114), ("<b>", None)), "说明",
             {(0, 1): "#3355ff"}),
        drawn, drawn.but(id="again", title="再一张"),
    )  # fmt: skip
    briefing = Briefing("进展简报", provenance, parts, "导语一句", "示例司")
    made = make(briefing, "pdf", words)
    assert made == make(briefing, "pdf", words)
    pages = pdf_words(made).split("\f")
    assert "进展简报" in pages[0] and "规模适度" in pages[0] and "导语一句" in pages[0]
    assert "114" in pages[0] and "暂无数据" in pages[0] and "<b>" in pages[0]
    assert "各省实验室" in pages[1] and "再一张" in pages[2] and len(pages) == 4
    assert all("演示数据" in page for page in pages[:3])


def test_without_a_font_whose_words_can_be_copied_there_is_no_pdf(
    artist, drawn, words, monkeypatch
):
    monkeypatch.setattr(artist.files, "family", "")
    with pytest.raises(NoPictures) as refused:
        make(alone(drawn), "pdf", words)
    assert refused.value.reason == "no_font"


def test_every_kind_of_chart_is_drawn_with_its_numbers_words(of_each_kind, words):
    """Each kind's first chart of the pages: its categories can be read on the drawing."""
    for drawn in of_each_kind:
        sheet = etree.fromstring(make(alone(drawn), "svg", words))
        text = "".join(sheet.itertext())
        assert drawn.title in text, drawn.kind
        assert len(list(sheet.iter(f"{SVG}path"))) > 1, drawn.kind


def test_the_bare_drawing_carries_its_mark_but_no_title(drawn, words):
    image = png.draw(drawn, words)
    size = struct.unpack(">II", dict(chunks(image))[b"IHDR"][:8])
    assert size == (1120 * 2, 440 * 2)
