"""怎样看 explains every status and every direction of the catalogue, by its own sign."""

from datetime import date

from catalog.definitions import catalog, words
from catalog.translated import translate_catalog
from content.data.how_to_read import build_cards
from content.view import View
from measures.scope import Scope


def test_every_status_and_direction_stands_on_the_page_and_none_is_green(sample):
    for language in ("zh", "en"):
        t = words(language)
        translated = translate_catalog(catalog(), t)
        view = View(sample, translated, Scope(start=2022, end=2026), t, date(2026, 11, 24))
        cards = {card["id"]: card["items"] for card in build_cards(view)}
        for section, states in (
            ("status", catalog().statuses),
            ("direction", catalog().directions),
        ):
            items = cards["statuses" if section == "status" else "directions"]
            drawn = {(item["word"], item["sign"]) for item in items}
            assert drawn == {(t(f"{section}.{name}"), s.sign) for name, s in states.items()}
            assert len(items) == len(states)
            assert all(item["text"] and item["tone"] != "good" for item in items)
