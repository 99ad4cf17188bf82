"""Office files closed: equal bytes, no clock, properties and the stamp inside."""

import io
import json
import zipfile

import docx
import pptx
import pytest
import xlsxwriter
from lxml import etree

from briefings.exhibit import Briefing, Exhibit
from briefings.shared.office_package import PIECE_CHARS, legal, pieces, seal
from briefings.stamp import as_json, digest, stamp
from catalog.figure_parts import Provenance

ORIGIN = Provenance(
    "登记册", "2026-10-31", "abc123", "全国", ("演示数据",), "province=湖北", True, "一行"
)
SHOWN = Exhibit("labs", "column", "在运行实验室", ORIGIN, columns=("", "家"), rows=(("东部", 1),))
EMPTY, ONE = Briefing("空", ORIGIN, ()), Briefing("简报", ORIGIN, (SHOWN,), author="某处")


def saved(thing) -> bytes:
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()


def book() -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    made.add_worksheet()
    made.close()
    return out.getvalue()


MADE = {"docx": lambda: saved(docx.Document()), "pptx": lambda: saved(pptx.Presentation()),
        "xlsx": book}  # fmt: skip


def properties(data: bytes) -> dict[str, str]:
    """Custom properties by name."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("docProps/custom.xml"))
    return {kept.get("name"): kept[0].text for kept in root}


def test_a_briefing_without_charts_has_a_stamp_that_names_none():
    assert stamp(EMPTY) == {
        "title": "空", "source": "登记册", "as_of": "2026-10-31", "version": "abc123",
        "scope": "全国", "address": "province=湖北", "marks": ["演示数据"], "fictional": True,
        "exhibits": [],
    }  # fmt: skip


def test_the_digest_follows_numbers_and_names_and_nothing_else():
    assert digest(SHOWN) == digest(SHOWN.but(takeaway="一句话", title="别的", kind="bar"))
    others = [SHOWN.but(rows=(("东部", row),)) for row in (2, None, "1")]
    assert len({digest(SHOWN), *map(digest, others), digest(SHOWN.but(columns=("", "个")))}) == 5


@pytest.mark.parametrize("kind", MADE)
def test_a_file_made_at_another_hour_has_equal_bytes_and_only_the_data_s_day(kind):
    first = seal(MADE[kind](), ONE)
    package = zipfile.ZipFile(io.BytesIO(first))
    assert {entry.date_time for entry in package.infolist()} == {(2026, 10, 31, 0, 0, 0)}
    assert package.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
    core = package.read("docProps/core.xml").decode()
    assert core.count("2026-10-31T00:00:00Z") == 2 and "某处" in core and "演示数据" in core
    # opened and saved again, the library leaves its own marks, which give way
    assert seal(first, ONE) == first == seal(MADE[kind](), ONE)


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("count", [0, 1, 40])
def test_the_stamp_is_read_back_whole_whatever_its_length(kind, count):
    briefing = Briefing("简报\U0001f9ea", ORIGIN, (SHOWN,) * count)
    kept = properties(seal(MADE[kind](), briefing))
    assert all(len(text.encode("utf-16-le")) <= 2 * 255 for text in kept.values())
    assert "".join(kept.values()) == as_json(briefing)
    assert json.loads("".join(kept.values())) == stamp(briefing)


def test_pieces_are_named_in_order():
    assert pieces("") == []
    assert pieces("甲" * (PIECE_CHARS + 1)) == [
        ("briefing", "甲" * PIECE_CHARS),
        ("briefing.2", "甲"),
    ]


def test_a_second_seal_replaces_the_first():
    longer = Briefing("简报", ORIGIN, (SHOWN,) * 9)
    assert seal(seal(book(), longer), ONE) == seal(book(), ONE)


def test_the_libraries_open_what_was_sealed():
    assert docx.Document(io.BytesIO(seal(MADE["docx"](), ONE))).core_properties.title == "简报"
    deck = pptx.Presentation(io.BytesIO(seal(MADE["pptx"](), ONE)))
    assert deck.core_properties.subject == "登记册"


def test_an_embedded_workbook_is_sealed_too():
    outer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(MADE["docx"]())) as old, zipfile.ZipFile(outer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("word/embeddings/book.xlsx", book())
    package = zipfile.ZipFile(io.BytesIO(seal(outer.getvalue(), ONE)))
    inner = zipfile.ZipFile(io.BytesIO(package.read("word/embeddings/book.xlsx")))
    assert b"2026-10-31T00:00:00Z" in inner.read("docProps/core.xml")
    assert {entry.date_time[:3] for entry in inner.infolist()} == {(2026, 10, 31)}


def test_control_characters_are_left_out():
    strange = Briefing("甲\x00乙\ufffe", ORIGIN, ())
    assert legal(strange.title) == "甲乙"
    assert json.loads("".join(properties(seal(book(), strange)).values()))["version"] == "abc123"
