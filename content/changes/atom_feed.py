"""The feed of change notes as Atom (RFC 4287): one entry per publication that changed anything."""

import re
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from catalog.definitions import Words
from content.changes.note_text import NoteText
from content.page_address import SINCE
from content.scope_url import LANGUAGE

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# what XML 1.0 cannot hold
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

register_namespace("", ATOM)


def write_feed(
    notes: list[NoteText], beginning: tuple[str, str], site: str, address: str, t: Words
) -> bytes:
    """The feed. site: the address of the pages, without a stroke at its end; address: the feed's
    own; beginning: version and moment of the first publication, by which the feed is known."""
    feed = Element(_tag("feed"), {XML_LANG: t.language})
    name = t("app.title")
    _add(feed, "id", _name_forever("feed", *beginning))
    _add(feed, "title", f"{name} · {t('note.title')}")
    _add(feed, "subtitle", t("note.feed"))
    _add(feed, "updated", notes[0].built_at if notes else beginning[1])
    _add(SubElement(feed, _tag("author")), "name", name)
    SubElement(feed, _tag("link"), {"rel": "self", "href": address})
    SubElement(feed, _tag("link"), {"rel": "alternate", "href": f"{site}/"})
    for note in notes:
        entry = SubElement(feed, _tag("entry"))
        query = urlencode({SINCE: note.since_version, LANGUAGE: t.language})
        _add(entry, "id", _name_forever("note", str(note.counter), note.version, note.built_at))
        _add(entry, "title", write_title(note, t))
        _add(entry, "updated", note.built_at)
        link = {"rel": "alternate", "href": f"{site}/overview?{query}"}
        SubElement(entry, _tag("link"), link)
        text = "\n".join([note.headline, *note.lines])
        _add(entry, "content", text).set("type", "text")
    return tostring(feed, encoding="utf-8", xml_declaration=True)


def write_title(note: NoteText, t: Words) -> str:
    """A note in one line, under the mark of fictional data."""
    title = t("note.semicolon").join(note.summary)
    return t("note.marked", mark=note.mark, title=title) if note.mark else title


def _tag(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _add(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, _tag(name))
    element.text = UNFIT.sub("", text)
    return element


def _name_forever(*parts: str) -> str:
    """A name that is the same whenever and wherever the same thing is told."""
    return uuid5(NAMESPACE_URL, "/".join(parts)).urn
