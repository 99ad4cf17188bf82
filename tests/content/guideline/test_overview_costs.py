"""What the tiles of a scope that nobody asked for yet cost: counted, not timed."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from catalog.definitions import catalog, words
from content.guideline.overview import build_cards
from content.view import View
from measures.scope import Scope

# Each takes some 20 µs to make, more than all the sums that go into it: of forty indicators about
# two series each, the years' values and, of those that are judged, the additions of each year.
MOST_SERIES, MOST_FRAMES = 90, 3


@pytest.mark.parametrize("chosen", [{"domains": ("新材料",)}, {"regions": ("东部",)}])
def test_a_scope_never_asked_for_makes_few_pandas_objects(sample, monkeypatch, chosen):
    whole = View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))
    build_cards(whole)  # what is made once for all scopes of a version
    fresh = replace(whole, scope=Scope(**chosen, start=2022, end=2026))
    counts = {}
    for kind in (pd.Series, pd.DataFrame):
        count_made(monkeypatch, kind, counts)
    tiles = [card for card in build_cards(fresh) if card["kind"] == "tile"]
    assert sum("value" in tile for tile in tiles) > 20
    assert 0 < counts[pd.Series] <= MOST_SERIES
    assert counts[pd.DataFrame] <= MOST_FRAMES


def count_made(monkeypatch, kind, counts):
    """Count the objects of a class that are made by its name from here on."""
    make, counts[kind] = kind.__init__, 0

    def count(made, *arguments, **named):
        counts[kind] += 1
        make(made, *arguments, **named)

    monkeypatch.setattr(kind, "__init__", count)
