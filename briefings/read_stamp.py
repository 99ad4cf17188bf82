"""The stamp read back from a file of any format, however large or hostile.

Nothing of a file is run or followed; what is unpacked is bounded; whatever is no file of ours
ends in Unstamped.
"""

import csv
import io
import json
import lzma
import re
import struct
import zipfile
import zlib

from lxml import etree

from briefings.formats import FORMATS
from briefings.shared.office_package import pieces
from briefings.shared.strict_xml import declares_entities, parse
from briefings.stamp import KEY

MAX_BYTES = 256 * 1024**2  # of a file, and of all that is unpacked from it
_MAX_TEXT_BYTES = 4 * 1024**2  # bytes of a stamp with what surrounds it
_MAX_MEMBERS = 1000
_PNG = b"\x89PNG\r\n\x1a\n"
_PACKET = re.compile(rb"<\?xpacket begin.*?\?>(.*?)<\?xpacket end", re.DOTALL)
_SVG = re.compile(rb"<metadata[ >].*?</metadata>", re.DOTALL)
_FIELDS = {
    "title": str,
    "source": str,
    "as_of": str,
    "version": str,
    "scope": str,
    "marks": list,
    "fictional": bool,
    "exhibits": list,
}
# what reading a damaged or hostile file may run into
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    csv.Error,
    etree.XMLSyntaxError,
    ValueError,
    LookupError,
    EOFError,
    OSError,
    RuntimeError,
)


class Unstamped(Exception):
    """A file that bears no stamp; `reason` is the key of the sentence that says why."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def stamps(data: bytes) -> list[tuple[str, dict]]:
    """The stamps of a file: (name within the pack, "" for the file itself; the stamp).

    Raises Unstamped where there is none.
    """
    if len(data) > MAX_BYTES:
        raise Unstamped("imprint.too_large")
    try:
        named_stamps = [("", stamp) for stamp in [_stamp(data)] if stamp]
        named_stamps = named_stamps or (_pack(data) if data[:2] == b"PK" else [])
    except _FAULTS:
        raise Unstamped("imprint.damaged") from None
    if not named_stamps:
        raise Unstamped("imprint.none")
    return named_stamps


def _stamp(data: bytes) -> dict | None:
    """The stamp of one file by what it begins with."""
    if data[:2] == b"PK":
        return _parse_stamp(_office(data))
    if data.startswith(_PNG):
        return _parse_stamp(_png(data))
    if data.startswith(b"%PDF-"):
        return _first(_words(packet) for packet in _PACKET.findall(data))
    head = data[:_MAX_TEXT_BYTES].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith((b"<svg", b"<?xml")):
        return _first(_words(packet) for packet in _SVG.findall(head))
    return _parse_stamp(_csv(data[:_MAX_TEXT_BYTES]))


def _pack(data: bytes) -> list[tuple[str, dict]]:
    """The stamps of the members of a pack that are of a format of ours."""
    named_stamps, left = [], MAX_BYTES
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        for entry in pack.infolist()[:_MAX_MEMBERS]:
            if entry.filename.rpartition(".")[2].lower() not in FORMATS:
                continue
            member = _read_member(pack, entry.filename, left)
            left -= len(member)
            if stamp := _stamp(member):
                named_stamps.append((entry.filename, stamp))
    return named_stamps


def _office(data: bytes) -> str:
    """The custom property, its pieces joined; "" without one."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if "docProps/custom.xml" not in package.namelist():
            return ""
        root = _tree(_read_member(package, "docProps/custom.xml", _MAX_TEXT_BYTES))
    kept = {part.get("name"): "".join(part.itertext()) for part in root}
    return "".join(kept.get(name, "") for name, _ in pieces(" " * sum(map(len, kept.values()))))


def _png(data: bytes) -> str:
    """The comment among the chunks of text before the picture."""
    at = len(_PNG)
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body, at = data[at + 8 : at + 8 + length], at + 12 + length
        if kind == b"iTXt" and body.startswith(b"Comment\0") and length <= _MAX_TEXT_BYTES:
            packed, _, rest = body[8], body[9], body[10:].split(b"\0", 2)[2]
            text = zlib.decompressobj().decompress(rest, _MAX_TEXT_BYTES) if packed else rest
            return text.decode("utf-8")
    return ""


def _csv(data: bytes) -> str:
    """The cell of the head that begins with the stamp's name."""
    try:
        text = data.decode("utf-8-sig", "strict" if len(data) < _MAX_TEXT_BYTES else "ignore")
    except UnicodeDecodeError:
        text = data.decode("gb18030")  # saved again by a spreadsheet
    for row in csv.reader(io.StringIO(text, newline="")):
        if row and row[0].startswith(f"#{KEY} "):
            return row[0].removeprefix(f"#{KEY} ")
    return ""


def _words(xml: bytes) -> str:
    """The words of an element or attribute that are JSON, among metadata of any shape."""
    root = _tree(xml.strip())
    texts = [*root.itertext(), *(v for part in root.iter("*") for v in part.attrib.values())]
    return next((text for text in map(str.strip, texts) if text.startswith("{")), "")


def _first(texts) -> dict | None:
    return next((stamp for stamp in map(_parse_stamp, texts) if stamp), None)


def _parse_stamp(text: str) -> dict | None:
    """The stamp that a text is, None where it is none."""
    if not text.startswith("{"):
        return None
    stamp = json.loads(text)
    whole = all(isinstance(stamp.get(name), kind) for name, kind in _FIELDS.items())
    return stamp if whole and all(isinstance(entry, dict) for entry in stamp["exhibits"]) else None


def _read_member(package: zipfile.ZipFile, name: str, most: int) -> bytes:
    # no more is unpacked than the entry says it holds
    if package.getinfo(name).file_size > most:
        raise Unstamped("imprint.too_large")
    return package.read(name)


def _tree(xml: bytes):
    """The tree of a bounded piece of XML; declarations of its own kind are refused."""
    if len(xml) > _MAX_TEXT_BYTES:
        raise Unstamped("imprint.too_large")
    root = parse(xml)
    if declares_entities(root):
        raise Unstamped("imprint.damaged")
    return root
