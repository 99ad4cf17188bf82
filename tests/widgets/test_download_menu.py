"""What a page offers to take away is kept for its reader."""

from types import SimpleNamespace

from content.downloads.offers import Offer
from content.exports import registry
from widgets import download_menu


def test_readers_of_the_same_figures_share_how_their_files_are_made(monkeypatch):
    """A hundred readers of forty charts would otherwise keep four thousand recipes."""
    kept = registry.Registry(1 << 10, 1 << 10)
    monkeypatch.setattr(registry, "_registry", kept)
    file = SimpleNamespace(
        make=lambda: None, view=SimpleNamespace(t=SimpleNamespace(language="zh"))
    )
    offer = Offer(file, b"figures", "section=domains")
    for reader in ("甲方", "乙方"):
        monkeypatch.setattr(download_menu, "current_reader", lambda reader=reader: reader)
        download_menu.keep_offers([offer])
    recipes = [recipes[offer.kept_as] for recipes in kept._readers.values()]
    assert len(recipes) == 2 and recipes[0] is recipes[1]
    assert registry.recipe(*offer.kept_as) is file.make
