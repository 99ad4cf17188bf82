"""Processor time of each part of 布局均衡 for a scope never seen before, median of nine.

python -m benchmarks.layout, on what is published under data/tables.
"""

from collections.abc import Callable
from statistics import median
from time import process_time

from catalog.clock import today
from catalog.definitions import catalog, words
from content.layout import distance, location_quotients, lorenz, map_and_ranking, over_time
from content.view import View
from loaders.store.published import Published, open_published
from measures.chance_bands import _draw_marks
from measures.scope import Scope

PARTS = {
    "map": map_and_ranking.build_charts,
    "time": over_time.build_charts,
    "weights": lorenz.build_side_by_side,
    "domains": location_quotients.build_charts,
    "distance": distance.build_charts,
    "moran": distance.build_moran,
}
ROUNDS = 9


def milliseconds(published: Published, build: Callable) -> float:
    """One part, computed with nothing remembered."""
    _draw_marks.cache_clear()
    scope = Scope(start=catalog().guideline_day.year, end=published.as_of.year)
    fresh = View(published, catalog(), scope, words(), today())
    before = process_time()
    build(fresh)
    return 1000 * (process_time() - before)


def main() -> None:
    """Print a line per part."""
    published = open_published()
    for name, build in PARTS.items():
        print(f"{name:10} {median(milliseconds(published, build) for _ in range(ROUNDS)):6.0f} ms")


if __name__ == "__main__":
    main()
