"""Small exhibits made by hand, and what is read back from a presentation."""

import io
import zipfile

from lxml import etree
from pptx import Presentation

from briefings.exhibit import Briefing, Exhibit
from briefings.slides.deck import write
from catalog.figure_parts import Line, Provenance

SPACES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
}
ORIGIN = Provenance("示例登记册", "2026-10-31", "v1", "范围：全国", marks=("演示数据",),
                fictional=True, line="来源：示例")  # fmt: skip
REAL = Provenance("登记册", "2026-10-31", "v1", "范围：全国", line="来源：登记册")


def exhibit_of(kind: str, values: dict, names=("甲", "乙"), **parts) -> Exhibit:
    """An exhibit of a kind: lines by name, each its numbers or a Line of its own."""
    lines = tuple(
        first if isinstance(first, Line) else Line(name, tuple(first))
        for name, first in values.items()
    )
    inputs = {
        "id": kind,
        "kind": kind,
        "title": "一张图",
        "provenance": ORIGIN,
        "categories": names,
        "lines": lines,
        "alt": "一张图的说明",
        "x_name": "地区",
    }
    return Exhibit(**(inputs | parts))


def find_nodes(xml, path: str) -> list:
    """Elements or attributes by XPath in the namespaces of a slide."""
    root = etree.fromstring(xml) if isinstance(xml, bytes) else xml
    return etree.XPath(path, namespaces=SPACES)(root)


def file_of(parts, words, **changes) -> bytes:
    """The presentation of some parts."""
    provenance = changes.pop("provenance", ORIGIN)
    return write(Briefing("一份简报", provenance, tuple(parts), lead="摘要"), words, **changes)


def slides_of(data: bytes) -> list:
    """Its slides."""
    return list(Presentation(io.BytesIO(data)).slides)


def texts(slide) -> str:
    """All words on a slide."""
    return "\n".join(find_nodes(slide._element, ".//a:t/text()"))


def part_names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.namelist()
