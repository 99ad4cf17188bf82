"""Texts of an .xlsx: their characters, and whether their parts are struck out."""

import re
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree import ElementTree

from openpyxl.cell.text import Text
from openpyxl.xml.constants import SHEET_MAIN_NS

NAMES = {"": SHEET_MAIN_NS}
_TEXT_TAG = f"{{{SHEET_MAIN_NS}}}t"
_CONTROL = re.compile("_x00([01][0-9A-Fa-f])_")  # how a workbook writes a carriage return


@dataclass
class SharedTexts:
    """The texts that cells share, and of those with formats within: are their parts struck out?

    True or False for each format of a part; None for a part without one, which has its cell's.
    """

    texts: list[str]
    strikes: dict[int, set[bool | None]]


def read_shared_texts(stream: BinaryIO) -> SharedTexts:
    """The table of texts, in the order by which cells refer to them."""
    shared = SharedTexts([], {})
    for _, element in ElementTree.iterparse(stream):
        if element.tag != f"{{{SHEET_MAIN_NS}}}si":
            continue
        text = read_uniform_text(element)
        if text is None:
            text = Text.from_tree(element).content
            if strikes := part_strikes(element):
                shared.strikes[len(shared.texts)] = strikes
        shared.texts.append(text.replace("x005F_", ""))  # as openpyxl does
        element.clear()
    return shared


def read_uniform_text(element: ElementTree.Element) -> str | None:
    """A text of one part without a format, as openpyxl reads it; None of any other.

    Nearly all are such, and making objects of their parts takes ten times as long.
    """
    if len(element) != 1 or element[0].tag != _TEXT_TAG or element.keys():
        return None
    return element[0].text or ""


def part_strikes(text: ElementTree.Element) -> set[bool | None]:
    """Whether the parts of a rich text that are not blank are struck out; see SharedTexts."""
    strikes = set()
    for part in text.iterfind("r", NAMES):
        if (part.findtext("t", "", NAMES) or "").strip():
            form = part.find("rPr", NAMES)
            strikes.add(None if form is None else strikes_out(form))
    return strikes


def strikes_out(font: ElementTree.Element) -> bool:
    """Whether a font strikes its text out."""
    strike = font.find("strike", NAMES)
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def restore_controls(text: str) -> str:
    """The text with the control characters that a workbook writes as their codes.

    >>> restore_controls("上_x000D_海")
    '上\\r海'
    """
    if "_x00" not in text:
        return text
    return _CONTROL.sub(lambda match: chr(int(match[1], 16)), text)
