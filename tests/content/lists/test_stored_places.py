"""The places of a list's rows: ordered as an order in memory is, while little is held."""

import tracemalloc

import numpy as np

from content.lists import stored_places
from content.lists.stored_places import StoredPlaces, narrow_places, sort_places


def test_places_on_disk_are_ordered_as_those_in_memory_are(monkeypatch):
    """Ranks of one byte and of four, over blocks that end anywhere, some rows left out."""
    monkeypatch.setattr(stored_places, "BLOCK", 1000)
    monkeypatch.setattr(stored_places, "MEMORY_BYTES", 1)
    chance = np.random.default_rng(0)
    for count in (0, 1, 999, 20_000):
        numbers = chance.permutation(count).astype(np.int32)
        is_chosen = chance.random(count) < 0.7
        places = narrow_places(StoredPlaces([numbers[:100], numbers[100:]]), is_chosen)
        chosen = numbers[is_chosen[numbers]]
        assert places[:].tolist() == chosen.tolist()
        assert places[5:35].tolist() == chosen[5:35].tolist()
        few, many = chance.integers(0, 9, count, np.uint8), chance.permutation(count) * 9
        for ranks in (is_chosen, few, many):
            expected = chosen[np.argsort(ranks[chosen], kind="stable")]
            assert sort_places(places, ranks)[:].tolist() == expected.tolist()


def test_an_order_is_kept_out_of_memory():
    """A million places: four bytes of each and two numbers by digit while they are sorted; none
    afterwards."""
    count, chance = 1_000_000, np.random.default_rng(0)
    ranks = chance.integers(0, 1 << 20, count, np.int32)
    places = StoredPlaces([chance.permutation(count)])
    tracemalloc.start()
    try:
        ordered = sort_places(places, ranks)
        held, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(ordered) == count
    assert peak < 10 * count and held < count / 10
