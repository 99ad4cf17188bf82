"""How cells look: one format for each look, however many cells wear it; names of sheets."""

import re

from briefings.shared.drawingml import FACE
from catalog.figure_parts import INK

RULE, HEAD = "#c9d2dc", "#e3eef7"
ALARM = "#b3261e"
INSET = {"align": "left", "indent": 1}  # keeps words apart from the number at their left
NO_DATA_HATCH = 14  # the hatch of what has no data
_MAX_SHEET_NAME_UNITS = 31  # UTF-16 units of a sheet's name
_NO_NAME = re.compile(r"[\[\]:*?/\\'\x00-\x1f\ufffe\uffff]")


class Looks:
    """The formats of a workbook, made when first asked for."""

    def __init__(self, book):
        self._book, self._made = book, {}

    def look(self, **properties):
        """A format: the house's face and top alignment unless the properties say otherwise."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": FACE, "font_size": 10, "font_color": INK, "valign": "vcenter"}
            self._made[key] = self._book.add_format(base | properties)
        return self._made[key]

    def text(self, **properties):
        """Words that stay words whatever they look like, broken where the column ends."""
        return self.look(num_format="@", text_wrap=True, **INSET, **properties)

    hatch = {"pattern": NO_DATA_HATCH, "fg_color": RULE, "bg_color": "#ffffff"}

    def missing(self):
        """An empty cell that says by its hatch that there is no number."""
        return self.look(**self.hatch)


def sheet_name(number: int, title: str) -> str:
    """A name that every spreadsheet takes; the number before it makes it the only one.

    >>> sheet_name(3, "占比[%]：a/b"), len(sheet_name(12, "很长的标题" * 9))
    ('3 占比%：ab', 31)
    """
    name = f"{number} {_NO_NAME.sub('', title).strip()}".strip()
    return (
        name.encode("utf-16-le")[: 2 * _MAX_SHEET_NAME_UNITS].decode("utf-16-le", "ignore").strip()
    )


def width(text: object) -> int:
    """Columns of a fixed face that the longest line of a text takes: a Chinese sign takes two.

    >>> width("实验室 lab"), width("一\\n一二三")
    (10, 6)
    """
    return max(
        (sum(1 + (sign > "\u2e7f") for sign in line) for line in str(text).split("\n")), default=0
    )
