"""XML read strictly, whoever wrote it: no entity is resolved, nothing is fetched from a network."""

from lxml import etree

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_PARSER_OF_OURS = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def parse(xml: str | bytes) -> etree._Element:
    """The root of a piece of XML; etree.XMLSyntaxError where it is none or too large for lxml."""
    return etree.fromstring(xml, _PARSER)


def parse_drawing(xml: bytes) -> etree._Element:
    """The root of what our own browser drew, however long one of its texts is."""
    return etree.fromstring(xml, _PARSER_OF_OURS)


def declares_entities(root: etree._Element) -> bool:
    """Does a document bring declarations of its own? None of ours does."""
    return root.getroottree().docinfo.internalDTD is not None
