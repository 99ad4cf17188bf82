"""Large XML laid aside as text while an office file is built, put in when the file is closed.

The outlines of one map are forty thousand points. As elements of a tree they take fifteen times
the memory of their text, and a briefing has a map on every third page.
"""

import re
from hashlib import sha256

_MARK = b"!--aside ([0-9a-f]{32})--"
_PLACE = re.compile(b"<" + _MARK + b">")
# the shape of a workbook, whose library writes no XML but its own, that is described by the comment
_SHAPE = re.compile(b"<xdr:sp (?:(?!</xdr:sp>).)*?&lt;" + _MARK + b"&gt;.*?</xdr:sp>", re.DOTALL)


class Aside:
    """What was laid aside for one file.

    >>> aside = Aside()
    >>> part = f"<a>{aside.lay('<b>1</b>')}</a><!--aside of another hand-->"
    >>> aside.fill(part.encode())
    b'<a><b>1</b></a><!--aside of another hand-->'
    """

    def __init__(self) -> None:
        self._kept: dict[bytes, bytes] = {}

    def lay(self, xml: str) -> str:
        """Keep XML, whole and well-formed, and return the comment that holds its place."""
        kept = xml.encode()
        mark = sha256(kept).hexdigest()[:32].encode()
        self._kept[mark] = kept
        return f"<!--aside {mark.decode()}-->"

    def fill(self, part: bytes) -> bytes:
        """A part with everything in its place."""
        for kind in (_PLACE, _SHAPE):
            part = kind.sub(lambda place: self._kept.get(place[1], place[0]), part)
        return part
