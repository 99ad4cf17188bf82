"""A part of a sheet with the layout that reads it."""

from dataclasses import dataclass, field

from loaders.files.raw_sheet import Sheet
from loaders.sheets.find_register import Layout
from loaders.sheets.mapping import RegisterMapping
from loaders.sheets.sheet_block import Block


@dataclass
class Part:
    """The part as a sheet of its own; block: where it stands in the sheet."""

    sheet: Sheet
    layout: Layout
    mapping: RegisterMapping | None = None
    block: Block = field(default_factory=Block)

    @property
    def heading_number(self) -> int:
        """The number of its heading row, from 1."""
        return self.sheet.number(self.layout.heading_row)
