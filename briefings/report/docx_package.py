"""The parts of a .docx and how they refer to each other."""

import io
import zipfile
from itertools import count

from lxml import etree

from briefings.report.page_setup import header, mark
from briefings.report.wordprocessingml import HEADER, NAMESPACES, SPACES
from briefings.shared.chart.xml import WORKBOOK
from briefings.shared.deferred_xml import Aside
from briefings.shared.strict_xml import parse
from catalog.sentences import Words

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MEDIA = "application/vnd.openxmlformats-officedocument"
WORD = f"{MEDIA}.wordprocessingml"
MAIN = f"{WORD}.document.main+xml"
KINDS = {
    "styles": f"{WORD}.styles+xml",
    "numbering": f"{WORD}.numbering+xml",
    "settings": f"{WORD}.settings+xml",
    "fontTable": f"{WORD}.fontTable+xml",
    "theme": f"{MEDIA}.theme+xml",
    "header": f"{WORD}.header+xml",
    "footer": f"{WORD}.footer+xml",
    "chart": f"{MEDIA}.drawingml.chart+xml",
}
BOOK = f"{MEDIA}.spreadsheetml.sheet"
DOCUMENT, FOLDER = "word/document.xml", "word/"
W = f"{{{SPACES['w']}}}"


class Parts:
    """Parts by name; `document`, `relations` and `types` are trees until they are packed.

    aside: what is too large for the document's tree.
    """

    def __init__(self, parts: dict[str, bytes]):
        self.parts, self.aside = parts, Aside()
        self.document = parse(parts[DOCUMENT])
        self.relations = parse(parts.get("word/_rels/document.xml.rels", _relations([]).encode()))
        self.types = parse(parts["[Content_Types].xml"])

    @classmethod
    def empty(cls, document: str) -> "Parts":
        """A package that holds this document and nothing else."""
        types = (
            f'{HEADER}<Types xmlns="{TYPES}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{DOCUMENT}" ContentType="{MAIN}"/></Types>'
        )
        root = _relations([("document", f"{OFFICE}/officeDocument", DOCUMENT)])
        return cls(
            {
                DOCUMENT: document.encode(),
                "[Content_Types].xml": types.encode(),
                "_rels/.rels": root.encode(),
            }
        )

    def add(self, relation: str, name: str, kind: str, data: bytes) -> None:
        """A part that the document refers to."""
        self.parts[FOLDER + name] = data
        etree.SubElement(
            self.types, f"{{{TYPES}}}Override", PartName=f"/{FOLDER}{name}", ContentType=KINDS[kind]
        )
        etree.SubElement(
            self.relations,
            f"{{{RELATIONS}}}Relationship",
            Id=relation,
            Type=f"{OFFICE}/{kind}",
            Target=name,
        )

    def add_chart(self, chart: bytes, workbook: bytes) -> str:
        """A native chart and the workbook it edits; the relation by which to call the chart."""
        relation = self.free("chart")
        book = f"embeddings/{relation}.xlsx"
        self.add(relation, f"charts/{relation}.xml", "chart", chart)
        self.parts[FOLDER + book] = workbook
        embedded = _relations([(WORKBOOK, f"{OFFICE}/package", f"../{book}")])
        self.parts[f"{FOLDER}charts/_rels/{relation}.xml.rels"] = embedded.encode()
        if not any(kind.get("Extension") == "xlsx" for kind in self.types):
            known = etree.Element(f"{{{TYPES}}}Default", Extension="xlsx", ContentType=BOOK)
            self.types.insert(0, known)
        return relation

    def free(self, stem: str) -> str:
        """A name that no relation of the document bears yet.

        A template may be a briefing of ours that somebody went on with.
        """
        used_ids = {relation.get("Id") for relation in self.relations}
        return next(name for at in count(1) if (name := f"briefing_{stem}{at}") not in used_ids)

    def insert(self, body: str) -> None:
        """The body at the end of the document, before what says how its pages look."""
        made = parse(f"<w:body {NAMESPACES}>{body}</w:body>")
        last = self.find_section()
        for element in list(made):
            last.addprevious(element)

    def mark(self, marks: str, t: Words) -> None:
        """The marks above every page of a template, in its headers or in one of our own."""
        for relation in [t for t in self.relations if t.get("Type") == f"{OFFICE}/header"]:
            target = relation.get("Target")
            name = target[1:] if target.startswith("/") else FOLDER + target
            head = parse(self.parts[name])
            stamp = mark(marks, t).replace("<w:p>", f"<w:p {NAMESPACES}>", 1)
            head.append(parse(stamp))
            self.parts[name] = _xml(head)
        pages = self.find_section()
        sides = {head.get(f"{W}type") for head in pages.findall(f"{W}headerReference")}
        if "default" not in sides:
            relation = self.free("header")
            made = header("default", marks, t)
            self.add(relation, f"{relation}.xml", "header", made.encode())
            names = {f"{W}type": "default", f"{{{OFFICE}}}id": relation}
            pages.insert(0, etree.Element(f"{W}headerReference", names))

    def find_section(self) -> etree._Element:
        """What says how the last pages look, the last element of the body."""
        body = self.document.find(f"{W}body")
        place = body.find(f"{W}sectPr")
        return etree.SubElement(body, f"{W}sectPr") if place is None else place

    def to_bytes(self) -> bytes:
        """The package; order and dates are set where it is sealed."""
        self.parts[DOCUMENT] = _xml(self.document)
        self.parts["word/_rels/document.xml.rels"] = _xml(self.relations)
        self.parts["[Content_Types].xml"] = _xml(self.types)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, data in self.parts.items():
                package.writestr(name, data)
        return out.getvalue()


def _relations(entries: list[tuple[str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in entries
    )
    return f'{HEADER}<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'


def _xml(root) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
