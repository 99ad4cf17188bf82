"""What a search answers: groups of rows, each with the address where it stands."""

from dataclasses import dataclass

ROWS_PER_GROUP = 8
MAX_ROWS_OF_ONE_GROUP = 200  # where a reader asks for all rows of a group


@dataclass(frozen=True)
class LabLink:
    """The laboratory that a result comes from: its name and the address of its page."""

    name: str
    href: str


@dataclass(frozen=True)
class ResultRow:
    """One thing that answers the query: its name, a line beside it, and where it stands.

    lab: whose it is, where it is a laboratory's and that is registered.
    """

    title: str
    note: str
    href: str
    lab: LabLink | None = None


@dataclass(frozen=True)
class ResultGroup:
    """The best rows of one kind. total: of all that answer; best: the rank of the first row.

    list_href: the page's own list of all of them, "" where there is none.
    """

    name: str
    rows: tuple[ResultRow, ...]
    total: int
    best: int
    list_href: str = ""
