"""No sign that a text may hold breaks a file: a soft line break pasted from slides, any control."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from briefings.exhibit import Briefing, Exhibit, Passage
from briefings.formats import FORMATS

CONTROLS = "".join(map(chr, (*range(0x20), 0x7F, 0x85, 0x2028, 0xFFFE, 0xFFFF)))
HOSTILE = f"第一行\x0b第二行{CONTROLS}"


def with_hostile_text(part):
    """The part with the signs in every text of its own."""
    if not isinstance(part, Exhibit):
        return part
    lines = tuple(replace(line, name=line.name + HOSTILE) for line in part.lines)
    rows = tuple(
        tuple(cell + HOSTILE if isinstance(cell, str) else cell for cell in row)
        for row in part.rows
    )
    return part.but(
        title=part.title + HOSTILE,
        takeaway=HOSTILE,
        alt=part.alt + HOSTILE,
        x_name=part.x_name + HOSTILE if part.x_name else part.x_name,
        categories=tuple(category + HOSTILE for category in part.categories),
        lines=lines,
        rows=rows,
        columns=tuple(column + HOSTILE for column in part.columns),
    )


def broken_parts(content: bytes) -> list[str]:
    """XML parts, also of workbooks within, that no parser reads."""
    broken = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            part = package.read(name)
            if name.endswith(".xlsx"):
                broken += broken_parts(part)
            elif name.endswith((".xml", ".rels")):
                try:
                    ElementTree.fromstring(part)
                except ElementTree.ParseError as failure:
                    broken.append(f"{name}: {failure}")
    return broken


@pytest.mark.parametrize("name", ["pptx", "docx", "xlsx"])
def test_no_control_character_breaks_an_office_file(name, one_of_each_kind, words):
    parts = tuple(map(with_hostile_text, one_of_each_kind.parts))
    briefing = Briefing(HOSTILE, one_of_each_kind.provenance, parts)
    assert any(isinstance(part, Passage) for part in parts)
    assert broken_parts(FORMATS[name].write(briefing, words)) == []


def test_a_soft_line_break_becomes_a_line_break():
    from briefings.shared.office_package import legal

    assert legal("第一行\x0b第二行\x0c第三行") == "第一行\n第二行\n第三行"
