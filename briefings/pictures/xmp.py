"""What pictures and pages say of themselves in the form that cataloguing software reads (XMP)."""

from xml.sax.saxutils import escape

from briefings.exhibit import Briefing
from briefings.shared.office_package import legal
from briefings.stamp import KEY, as_json

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:briefing="urn:briefing">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{line}</rdf:li></rdf:Alt></dc:description>
<dc:subject><rdf:Bag>{keywords}</rdf:Bag></dc:subject>
<dc:source>{source}</dc:source>
<xmp:CreateDate>{day}</xmp:CreateDate>
<xmp:ModifyDate>{day}</xmp:ModifyDate>
<briefing:{key}>{stamp}</briefing:{key}>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def keywords(briefing: Briefing) -> list[str]:
    """Version, as-of day and the marks, as words to search for."""
    return [briefing.provenance.version, briefing.provenance.as_of, *briefing.provenance.marks]


def packet(briefing: Briefing) -> bytes:
    """The XMP packet of a file; every date in it is the day that the data reach."""
    provenance = briefing.provenance
    fields = {
        "title": briefing.title,
        "author": briefing.author,
        "line": provenance.line,
        "source": provenance.source,
        "day": provenance.as_of,
        "key": KEY,
        "stamp": as_json(briefing),
    }
    words = {name: escape(legal(text)) for name, text in fields.items()}
    words["keywords"] = "".join(f"<rdf:li>{escape(legal(k))}</rdf:li>" for k in keywords(briefing))
    return _PACKET.format(**words).encode()
