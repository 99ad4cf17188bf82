"""Office files closed for good: fixed order and dates inside, properties, the stamp.

An office file is a ZIP of parts. Libraries write the hour into it; here equal contents become
equal bytes, and every date is the day that the data reach.
"""

import io
import re
import zipfile

from lxml import etree

from briefings.exhibit import Briefing
from briefings.shared.deferred_xml import Aside
from briefings.shared.strict_xml import parse
from briefings.stamp import KEY, as_json

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CORE = {
    "cp": f"{_PACKAGE}/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_CUSTOM = {None: f"{_OFFICE}/custom-properties", "vt": f"{_OFFICE}/docPropsVTypes"}
# the format id that Office asks of properties somebody made up
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
# Office cuts a property at 255 UTF-16 units (Word) or falls over it (Excel): a long text goes on in
# properties of its own, each of characters that take two units at most
PIECE_CHARS = 127
# characters that XML 1.0 has no way to write
_VERTICAL_BREAK = re.compile("[\x0b\x0c]")
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# where a part is kept, what it is called in the package's relations, its media type
_PARTS = {
    "docProps/core.xml": (
        f"{_PACKAGE}/relationships/metadata/core-properties",
        "application/vnd.openxmlformats-package.core-properties+xml",
    ),
    "docProps/custom.xml": (
        f"{_OFFICE}/relationships/custom-properties",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    ),
}
_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"


def seal(data: bytes, briefing: Briefing, aside: Aside | None = None) -> bytes:
    """The .pptx, .docx or .xlsx with properties and stamp; equal input gives equal bytes.

    Properties: title, subject (source), keywords (version, as-of day), category (the marks),
    author, both dates the as-of day; `briefing` in docProps/custom.xml is the stamp, in pieces
    where it is long (see `pieces`). Other custom properties, as of a template, stay. aside: what
    was kept out of the parts until now.
    """
    parts = _read_parts(data)
    _declare(parts)
    parts["docProps/core.xml"] = _core(briefing)
    parts["docProps/custom.xml"] = _custom(parts.get("docProps/custom.xml"), as_json(briefing))
    for name in parts:
        if name.endswith((".xlsx", ".docx", ".pptx")):
            within = _date_parts(_read_parts(parts[name]), briefing)
            parts[name] = _zip_parts(within, briefing, Aside())
    return _zip_parts(parts, briefing, aside or Aside())


def legal(text: object) -> str:
    """Text without the control characters that no office file can hold.

    The vertical breaks that presentations put between lines become common ones.

    >>> legal("甲\\x00乙"), legal("一行\\x0b又一行")
    ('甲乙', '一行\\n又一行')
    """
    return _UNWRITABLE.sub("", _VERTICAL_BREAK.sub("\n", str(text)))


def pieces(text: str) -> list[tuple[str, str]]:
    """A stamp as the properties that hold it, in order: (name, part of the text).

    >>> [name for name, _ in pieces("甲" * 300)], pieces("{}")
    (['briefing', 'briefing.2', 'briefing.3'], [('briefing', '{}')])
    """
    parts = [text[at : at + PIECE_CHARS] for at in range(0, len(text), PIECE_CHARS)]
    return [(KEY if at == 1 else f"{KEY}.{at}", part) for at, part in enumerate(parts, 1)]


def _read_parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if name[-1] != "/"}


def _zip_parts(parts: dict[str, bytes], briefing: Briefing, aside: Aside) -> bytes:
    """The parts as a ZIP: the two that say what the rest is first, then by name."""
    year, month, day = (int(part) for part in briefing.provenance.as_of.split("-"))
    first = [name for name in (_TYPES, _RELATIONS) if name in parts]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in [*first, *sorted(set(parts) - set(first))]:
            entry = zipfile.ZipInfo(name, (max(year, 1980), month, day, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = 8, 0, 0
            package.writestr(entry, aside.fill(parts[name]))
    return out.getvalue()


def _date_parts(parts: dict[str, bytes], briefing: Briefing) -> dict[str, bytes]:
    """An embedded file, whose library wrote the hour into its properties if it has any."""
    return {
        name: _core(briefing) if name == "docProps/core.xml" else part
        for name, part in parts.items()
    }


def _declare(parts: dict[str, bytes]) -> None:
    """Say in the package that the parts for properties exist."""
    types = parse(parts[_TYPES])
    relations = parse(parts[_RELATIONS])
    for name, (relation, media_type) in _PARTS.items():
        # some programs keep them elsewhere, and there may be one of each only
        gone = {name} | {entry.get("Target").lstrip("/") for entry in _of(relations, relation)}
        for entry in [
            *_of(relations, relation),
            *(t for t in types if _find_compression(t) in gone),
        ]:
            entry.getparent().remove(entry)
        for part in gone - {name}:
            parts.pop(part, None)
        space = f"{{{_PACKAGE}/content-types}}Override"
        etree.SubElement(types, space, PartName=f"/{name}", ContentType=media_type)
        space = f"{{{_PACKAGE}/relationships}}Relationship"
        etree.SubElement(relations, space, Id=f"props{name[9:11]}", Type=relation, Target=name)
    parts[_TYPES], parts[_RELATIONS] = _xml(types), _xml(relations)


def _of(relations, relation: str) -> list:
    return [entry for entry in relations if entry.get("Type") == relation]


def _find_compression(entry) -> str:
    return entry.get("PartName", "").lstrip("/")


def _core(briefing: Briefing) -> bytes:
    provenance = briefing.provenance
    root = etree.Element(f"{{{_CORE['cp']}}}coreProperties", nsmap=_CORE)
    properties = {
        "dc:title": briefing.title,
        "dc:subject": provenance.source,
        "dc:creator": briefing.author,
        "cp:keywords": f"{provenance.version}, {provenance.as_of}",
        "cp:category": ", ".join(provenance.marks),
    }
    for name, text in properties.items():
        space, short = name.split(":")
        etree.SubElement(root, f"{{{_CORE[space]}}}{short}").text = legal(text)
    for short in ("created", "modified"):
        day = etree.SubElement(root, f"{{{_CORE['dcterms']}}}{short}")
        day.set(f"{{{_CORE['xsi']}}}type", "dcterms:W3CDTF")
        day.text = f"{provenance.as_of}T00:00:00Z"
    return _xml(root)


def _custom(before: bytes | None, text: str) -> bytes:
    """The custom properties with the stamp among them; an older stamp gives way."""
    root = (
        parse(before) if before else etree.Element(f"{{{_CUSTOM[None]}}}Properties", nsmap=_CUSTOM)
    )
    for old in [p for p in root if p.get("name", "").split(".")[0] == KEY]:
        root.remove(old)
    last = max((int(p.get("pid")) for p in root), default=1)
    for at, (name, part) in enumerate(pieces(legal(text)), last + 1):
        kept = etree.SubElement(
            root, f"{{{_CUSTOM[None]}}}property", fmtid=_FMTID, pid=str(at), name=name
        )
        etree.SubElement(kept, f"{{{_CUSTOM['vt']}}}lpwstr").text = part
    return _xml(root)


def _xml(root) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
