"""What a View derives from its fields."""

from dataclasses import replace
from datetime import date

from catalog.definitions import catalog, words
from content.cards import geometry_url
from content.view import View
from measures.scope import Scope


def test_addresses_follow_the_base_path(sample):
    view = View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))
    outlines = f"/tables/{sample.version}/map.json"
    assert geometry_url(view) == outlines
    assert geometry_url(replace(view, base_path="/qsl")) == f"/qsl{outlines}"
