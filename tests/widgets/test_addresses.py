"""Every address begins with the path that Streamlit is served at."""

import pytest

from charts import plotly_js
from widgets import addresses


@pytest.mark.parametrize(
    ("setting", "base_path"), [("", ""), ("/", ""), ("board", "/board"), ("/board/", "/board")]
)
def test_addresses_follow_the_base_path(monkeypatch, setting, base_path):
    monkeypatch.setattr(addresses.st, "get_option", lambda _name: setting)
    assert addresses.base_path() == base_path
    assert addresses.below("/healthz") == f"{base_path}/healthz"
    assert addresses.asset_address("board/board.js") == f"{base_path}/assets/board/board.js"
    assert addresses.plotly_address() == f"{base_path}/assets/{plotly_js.NAME}"
