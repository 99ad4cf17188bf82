"""Upright and lying sheets: a wide table lies across a sheet of its own, the text stands upright.

What says how pages look (w:sectPr) belongs to the pages before it, so each turn of the paper writes
that of the pages it ends.
"""

from lxml import etree

from briefings.report.wordprocessingml import NAMESPACES, SPACES
from briefings.shared.strict_xml import parse

W = f"{{{SPACES['w']}}}"
# turned to the left: what was above lies at the left
TURNED = {"left": "top", "bottom": "left", "right": "bottom", "top": "right"}
# what only the first of several sections says: where numbers start, that its first page differs
FIRST_ALONE = ("type", "titlePg", "pgNumType")
NO_HEIGHT = (
    '<w:snapToGrid w:val="false"/>'
    '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
)


class Paper:
    """The sheets of the section under way; section: what says how the last pages look.

    A section that names no size and margins in whole twips, has several columns or lies already
    is left as it is.
    """

    def __init__(self, section: etree._Element, width: int):
        self._section, self._width, self.lying = section, width, False
        self._size, self._margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        self._known = all(
            part is not None and all(part.get(f"{W}{name}", "").isdigit() for name in names)
            for part, names in ((self._size, "wh"), (self._margins, TURNED))
        )

    @property
    def width(self) -> int:
        """Twips between the margins; those of the house where the section does not say."""
        if not self._known:
            return self._width
        across = int(self._size.get(f"{W}w"))
        return across - sum(int(self._margins.get(f"{W}{side}")) for side in ("left", "right"))

    @property
    def can_turn(self) -> bool:
        """Whether the text is one column on upright paper, or has been turned from it."""
        columns = self._section.find(f"{W}cols")
        single = columns is None or columns.get(f"{W}num", "1") == "1"
        tall = self._known and int(self._size.get(f"{W}w")) < int(self._size.get(f"{W}h"))
        return self.lying or (single and tall)

    def turn(self) -> str:
        """End the pages so far: the paragraph to write after them. What follows lies, or no more.

        The paragraph has no height, so that it opens no page of its own.
        """
        end = parse(f"<w:p {NAMESPACES}><w:pPr>{NO_HEIGHT}</w:pPr></w:p>")
        end[0].append(parse(etree.tostring(self._section)))
        for name in FIRST_ALONE:
            for part in self._section.findall(f"{W}{name}"):
                self._section.remove(part)
        self._turn_sheet()
        return etree.tostring(end, encoding="unicode")

    def _turn_sheet(self) -> None:
        """Exchange height and width, and let the margins go round with the sheet, or back."""
        width, height = self._size.get(f"{W}w"), self._size.get(f"{W}h")
        self._size.set(f"{W}w", height)
        self._size.set(f"{W}h", width)
        margins = {side: self._margins.get(f"{W}{side}") for side in TURNED}
        for side, other in TURNED.items():
            new, old = (other, side) if self.lying else (side, other)
            self._margins.set(f"{W}{new}", margins[old])
        self.lying = not self.lying
        if self.lying:
            self._size.set(f"{W}orient", "landscape")
        else:
            self._size.attrib.pop(f"{W}orient")
