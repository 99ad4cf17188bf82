"""The registers of which a page lists every row, and what can be chosen of each."""

from dataclasses import dataclass

from catalog.nouns import Table
from content.outputs.results import STANDARDS, TECHNOLOGIES

ROWS_PER_PAGE = 30


@dataclass(frozen=True)
class RegisterList:
    """A register as one page lists it: the rows that the charts above count, within the period.

    table, indicators: the counted rows. number, title and day: columns of the register; columns:
    those shown, in order. vocabularies: the code list by column whose words can be chosen;
    classifications: columns whose groups can be chosen.
    """

    register: str
    table: Table
    indicators: tuple[str, ...]
    number: str
    title: str
    day: str
    columns: tuple[str, ...]
    vocabularies: tuple[tuple[str, str], ...]
    classifications: tuple[str, ...] = ()


# the lists by the page that shows them
LISTS = {
    "standards": RegisterList(
        "standards",
        "standards_produced",
        STANDARDS,
        number="standard_no",
        title="title",
        day="published_on",
        columns=(
            "standard_no",
            "title",
            "kind",
            "status",
            "published_on",
            "lab_name",
            "domain",
            "ics",
            "ccs",
        ),
        vocabularies=(("kind", "standard_kind"), ("status", "standard_status")),
        classifications=("ics", "ccs"),
    ),
    "breakthroughs": RegisterList(
        "technologies",
        "breakthroughs",
        TECHNOLOGIES,
        number="technology_id",
        title="technology_name",
        day="achieved_on",
        columns=(
            "technology_id",
            "technology_name",
            "kind",
            "level",
            "achieved_on",
            "lab_name",
            "province",
        ),
        vocabularies=(("kind", "technology_kind"), ("level", "level")),
    ),
}
