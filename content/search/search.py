"""One query over everything published, for the search box of every page."""

from collections.abc import Callable

from content.search.catalog_rows import (
    find_clauses,
    find_domains,
    find_indicators,
    find_pages,
    find_provinces,
)
from content.search.ranks import MISSED
from content.search.register_rows import (
    find_events,
    find_hosts,
    find_labs,
    find_standards,
    find_technologies,
)
from content.search.results import MAX_ROWS_OF_ONE_GROUP, ROWS_PER_GROUP, ResultGroup
from content.view import View

# in the order in which groups stand that answer equally well
GROUPS: dict[str, Callable[[View, str, int], ResultGroup]] = {
    "labs": find_labs,
    "provinces": find_provinces,
    "domains": find_domains,
    "standards": find_standards,
    "technologies": find_technologies,
    "hosts": find_hosts,
    "events": find_events,
    "clauses": find_clauses,
    "indicators": find_indicators,
    "pages": find_pages,
}


def search(view: View, text: str) -> list[ResultGroup]:
    """The groups that answer a query, those with an equal name or number first.

    Looks through all that is published, whatever the scope: that is for the links. Blanks around
    the text are set aside; an empty text has no answer.
    """
    wanted = text.strip()
    groups = [find(view, wanted, ROWS_PER_GROUP) for find in GROUPS.values()]
    return sorted((group for group in groups if group.best < MISSED), key=lambda group: group.best)


def search_group(view: View, text: str, name: str) -> ResultGroup:
    """One group in full, as far as MAX_ROWS_OF_ONE_GROUP reaches."""
    return GROUPS[name](view, text.strip(), MAX_ROWS_OF_ONE_GROUP)
