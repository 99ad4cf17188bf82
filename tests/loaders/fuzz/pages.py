"""Registers that are known row by row, and the files they are written in.

A page is one sheet: its columns, its rows and who each row is. Mutations change pages; because a
page knows what stands in every line of the file, what became of each row can be asked afterwards.
"""

import functools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from catalog.definitions import catalog
from loaders.sample.registers import sample_registers

AS_OF = date(2026, 12, 31)
STATISTICS = [
    {"province": "湖北", "year": 2023, "population_10k": 5838, "source": "示例年鉴"},
    {"province": "北京", "year": 2023, "population_10k": 2185.8, "source": "示例年鉴"},
    {"province": "广东省", "year": 2023, "gdp_100m": 135673.2, "source": "示例年鉴"},
]
INVISIBLE = "\u3000\u00a0\u200b\ufeff"


@dataclass
class Column:
    """One column of a page: what it is for (empty where for nothing), and whether it is still so.

    sound: the loader must know it; otherwise its values may go unread, which must be told.
    """

    name: str
    heading: object
    sound: bool = True


@dataclass
class Row:
    """One line below the heading. origin: the place of a drawn row; kind: data, note or heading.

    touched: the columns whose cells are no longer those of the origin; meant: columns whose cells
    are others but mean the same; shared: columns whose number belongs to several rows together.
    """

    cells: list
    origin: tuple[str, int] | None = None
    kind: str = "data"
    touched: set[str] = field(default_factory=set)
    meant: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)

    @property
    def blank(self) -> bool:
        """Whether a reader of the file would see nothing in this line."""
        return all(nothing(cell) for cell in self.cells)

    def copy(self) -> "Row":
        return Row(
            list(self.cells),
            self.origin,
            self.kind,
            set(self.touched),
            set(self.meant),
            set(self.shared),
        )


def nothing(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip(INVISIBLE + " \t\r\n"))


@dataclass
class Page:
    """One table of a sheet. merged: (first row, last row, column) from 0, filled in the rows.

    heading_rows: the two rows of its heading, where it has two; sheet: the name of the sheet that
    it shares with other pages, where it does; line, column: what stands before it there.
    """

    register: str
    name: str
    columns: list[Column]
    rows: list[Row]
    above: list[list] = field(default_factory=list)
    hidden: bool = False
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    heading_rows: tuple[list, ...] = ()
    sheet: str = ""
    line: int = 0
    column: int = 0

    @property
    def sheet_name(self) -> str:
        """The name of the sheet it stands on."""
        return self.sheet or self.name

    @property
    def heading(self) -> list[list]:
        """The rows of its heading."""
        return [*self.heading_rows] or [[column.heading for column in self.columns]]

    @property
    def lines(self) -> list[list]:
        """Every line of the page."""
        return [*self.above, *self.heading, *(row.cells for row in self.rows)]

    @property
    def first_line(self) -> int:
        """The line of the sheet, counted from 1, in which its first row stands."""
        return self.line + len(self.above) + len(self.heading) + 1

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """Rows with the line of the sheet, counted from 1, in which they stand."""
        return enumerate(self.rows, self.first_line)

    def place(self, name: str) -> int | None:
        return next((i for i, column in enumerate(self.columns) if column.name == name), None)


def sheets_of(made: list[Page]) -> dict[str, list[Page]]:
    """The pages on each sheet, by its name."""
    sheets: dict[str, list[Page]] = {}
    for page in made:
        sheets.setdefault(page.sheet_name, []).append(page)
    return sheets


def lines_of(sheet: list[Page]) -> list[list]:
    """Every line of a sheet with the cells of all its pages."""
    lines: list[list] = []
    for page in sheet:
        for number, cells in enumerate(page.lines, page.line):
            lines.extend([] for _ in range(number + 1 - len(lines)))
            line = lines[number]
            line.extend([None] * (page.column - len(line)))
            line[page.column :] = [*cells, *line[page.column + len(cells) :]]
    return lines


def cell_of(value: object) -> object:
    """A value of the sample as a workbook's cell holds it."""
    if pd.isna(value):
        return None
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value


@functools.cache
def drawn() -> dict[str, list[dict]]:
    """The rows of every register, as records; some two of ten laboratories have left."""
    frames = {name: frame.to_dict("records") for name, frame in sample_registers(8, 10, 1).items()}
    return frames | {"targets": frames["targets"][:3], "province_stats": STATISTICS}


def pages() -> list[Page]:
    """A fresh page of every register."""
    made = []
    for name, records in drawn().items():
        register = catalog().registers[name]
        columns = [Column(c.name, c.heading) for c in register.columns.values()]
        rows = [
            Row([cell_of(record.get(column.name)) for column in columns], (name, number))
            for number, record in enumerate(records)
        ]
        made.append(Page(name, register.sheet, columns, rows))
    return made


Mutation = Callable[[list[Page], random.Random], None]


def a_page(pages: list[Page], chance: random.Random) -> Page:
    return chance.choice([page for page in pages if page.rows])


def a_row(page: Page, chance: random.Random) -> Row:
    return chance.choice(page.rows)


def put(page: Page, row: Row, place: int, cell: object) -> None:
    row.cells[place] = cell
    if place < len(page.columns):
        row.touched.add(page.columns[place].name)


def free(pages: list[Page], name: str) -> str:
    """The name, or the like where another sheet bears it."""
    names = {form.casefold() for page in pages for form in (page.name, page.sheet)}
    while name.casefold() in names:
        name += "′"
    return name
